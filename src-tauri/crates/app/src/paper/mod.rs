//! Paper: the forms as PDF, and writing files where the user wants them.

mod fonts;
mod hardship;
mod print;
mod save_file;
mod visit;

pub use fonts::load_fonts;
pub use print::start;
pub use save_file::save_file;

pub async fn audit_pack_start(
    _app: &crate::app::App,
    _request: crate::commands::batches::AuditPack,
) -> crate::error::AppResult<crate::commands::shared::JobStarted> {
    Err(crate::error::AppError::new(crate::error::Code::Internal))
}
