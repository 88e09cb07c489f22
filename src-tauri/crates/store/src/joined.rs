//! Registrations that are one person (`same_person`): records are read as naming the one that goes
//! on, and found by the id of any of them. What is stored stays as it was entered, so that taking
//! the link away separates everything again, also what somebody else added meanwhile.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::Value;
use songnuan_model::joined::Joined;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{Person, SamePerson};
use sqlx::sqlite::SqliteConnection;

use crate::error::Result;
use crate::find::SearchHit;
use crate::kinds::Body;
use crate::read;
use crate::store::Store;
use crate::time::Timestamp;
use crate::tx::Tx;

impl Store {
    /// Who is joined with whom now.
    pub async fn joined(&self) -> Result<Joined> {
        let mut connection = self.inner.reader.acquire().await?;
        read_all(&mut connection).await
    }

    /// Who was joined with whom at a moment, as far as records of this kind name people.
    pub(crate) async fn joined_as_of<R: Record>(&self, at: &Timestamp) -> Result<Joined> {
        if !R::NAMES_PEOPLE {
            return Ok(Joined::default());
        }
        let links = Box::pin(self.all_as_of::<SamePerson>(Some(at))).await?;
        Ok(Joined::of(&links))
    }

    /// One hit for one person: found by any registration, shown as the one that goes on.
    pub(crate) async fn lead_hits(&self, hits: Vec<SearchHit>) -> Result<Vec<SearchHit>> {
        if !hits.iter().any(|hit| hit.kind == Person::KIND) {
            return Ok(hits);
        }
        let joined = self.joined().await?;
        if joined.is_empty() {
            return Ok(hits);
        }
        let mut led: Vec<SearchHit> = Vec::with_capacity(hits.len());
        for mut hit in hits {
            if hit.kind == Person::KIND && joined.is_other(&hit.id) {
                hit.id = joined.kept(&hit.id).clone();
                let shown: Option<(String, String)> =
                    sqlx::query_as("SELECT title, subtitle FROM search_row WHERE id = ?")
                        .bind(hit.id.as_str())
                        .fetch_optional(&self.inner.reader)
                        .await?;
                if let Some((title, subtitle)) = shown {
                    (hit.title, hit.subtitle) = (title, subtitle);
                }
            }
            if !led.iter().any(|known| known.id == hit.id) {
                led.push(hit);
            }
        }
        Ok(led)
    }
}

impl Tx {
    /// Who is joined inside this operation; asked once, and again when a link was written.
    pub(crate) async fn joined<R: Record>(&mut self) -> Result<Arc<Joined>> {
        if !matters::<R>() {
            return Ok(Arc::default());
        }
        if let Some(known) = &self.joined {
            return Ok(Arc::clone(known));
        }
        let found = Arc::new(read_all(self.connection().await?).await?);
        self.joined = Some(Arc::clone(&found));
        Ok(found)
    }

    /// The record as it is to be stored: where it names the same person as what is stored does, the
    /// registration that was entered stays.
    pub(crate) async fn as_entered<'a, R: Record>(
        &mut self,
        record: &'a R,
        stored: &Body,
    ) -> Result<Cow<'a, R>> {
        let joined = self.joined::<R>().await?;
        if joined.is_empty() {
            return Ok(Cow::Borrowed(record));
        }
        // A body that does not read any more is written anew, whole.
        let Ok(mut entered) = serde_json::from_value::<R>(Value::Object(stored.clone())) else {
            return Ok(Cow::Borrowed(record));
        };
        let mut record = record.clone();
        for (new, old) in record.people().into_iter().zip(entered.people()) {
            if new != old && joined.kept(new) == joined.kept(old) {
                *new = old.clone();
            }
        }
        Ok(Cow::Owned(record))
    }
}

/// Whether reading this kind has to do with who is joined.
fn matters<R: Record>() -> bool {
    R::NAMES_PEOPLE || R::KIND == Person::KIND
}

/// Who is joined, as far as reading records of this kind has to do with it.
pub(crate) async fn of<R: Record>(connection: &mut SqliteConnection) -> Result<Joined> {
    if !matters::<R>() {
        return Ok(Joined::default());
    }
    read_all(connection).await
}

/// A link whose kept person is not here (deleted, or not handed to this device) leads nowhere.
async fn read_all(connection: &mut SqliteConnection) -> Result<Joined> {
    let rows = sqlx::query(
        "SELECT l.id, l.body FROM record l
         WHERE l.kind = 'same_person' AND l.deleted = 0 AND EXISTS (
             SELECT 1 FROM record p WHERE p.id = l.body ->> '$.kept_id' AND p.deleted = 0)",
    )
    .fetch_all(connection)
    .await?;
    let links: Vec<SamePerson> = rows.iter().map(read::record_of).collect::<Result<_>>()?;
    Ok(Joined::of(&links))
}

/// Puts registrations that lead to another behind the others: who looks somebody up by paper takes
/// the first.
pub(crate) fn kept_first<R: Record>(records: &mut [R], joined: &Joined) {
    if R::KIND == Person::KIND && !joined.is_empty() {
        records.sort_by_key(|record| joined.is_other(record.id()));
    }
}

/// The ids to look for where this value of a key may be a person's.
pub(crate) fn values(joined: &Joined, value: &str) -> Vec<Id> {
    joined.all_of(&Id::new(value))
}
