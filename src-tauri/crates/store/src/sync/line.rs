//! Where this device is in the hub's line.

use songnuan_sync::PullPage;
use sqlx::sqlite::SqliteConnection;

use super::{CURSOR, CURSOR_OP, set_state, state_number};
use crate::error::Result;

/// Moves the cursor to the end of a page, never back: a page may come twice.
pub(super) async fn advance(connection: &mut SqliteConnection, page: &PullPage) -> Result<()> {
    if page.next > state_number(connection, CURSOR).await? {
        set_state(connection, CURSOR, &page.next.to_string()).await?;
        set_state(connection, CURSOR_OP, &page.next_op).await?;
    }
    Ok(())
}
