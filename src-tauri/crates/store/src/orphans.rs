//! Records that live under one that somebody else deleted meanwhile, and bringing that one back.

use std::collections::HashSet;

use serde_json::{Map, Value};
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    Campaign, HardshipFile, Honor, Household, HouseholdMember, Incident, ModelWorker, Person,
    ScholarshipCase, ScholarshipRound, Visit,
};
use sqlx::Row;

use crate::error::{Result, StoreError};
use crate::kinds::Body;
use crate::read;
use crate::store::Store;
use crate::tx::Tx;

/// What people keep records under.
const PARENTS: [&str; 9] = [
    HardshipFile::KIND,
    Household::KIND,
    Visit::KIND,
    Campaign::KIND,
    ModelWorker::KIND,
    ScholarshipRound::KIND,
    ScholarshipCase::KIND,
    Honor::KIND,
    Incident::KIND,
];

/// Keys by which a record names one that it cannot do without: (kind, key).
const NAMED: [(&str, &str); 4] = [
    (HardshipFile::KIND, "applicant"),
    (HardshipFile::KIND, "file_household"),
    (HouseholdMember::KIND, "member"),
    (Visit::KIND, "visited_person"),
];

/// A living record whose parent, or a person or household it names, is deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    pub id: Id,
    pub kind: String,
    /// The deleted record; of a household the deleted file that spoke of it, if there is one.
    pub under: Id,
    pub under_kind: String,
}

/// A record as it stands, or as it was when it was deleted.
#[derive(Clone)]
pub struct LastBody {
    pub kind: String,
    pub body: Map<String, Value>,
    pub deleted: bool,
}

impl Store {
    /// Living records under deleted ones, each once, in order of creation.
    pub async fn orphans(&self) -> Result<Vec<Orphan>> {
        let parents = serde_json::to_string(&PARENTS).unwrap_or_default();
        let mut sql = String::from(
            "SELECT c.rid, 0 AS place, c.id, c.kind, p.id AS under, p.kind AS under_kind
             FROM record p JOIN record c ON c.parent = p.id
             WHERE p.kind IN (SELECT value FROM json_each(?)) AND p.deleted = 1 AND c.deleted = 0
                   AND c.kind NOT IN ('conflict', 'conflict_decision', 'same_person')",
        );
        for (place, (kind, name)) in (1..).zip(NAMED) {
            // Names of this program, not anybody's text.
            sql.push_str(&format!(
                " UNION ALL SELECT c.rid, {place}, c.id, c.kind, p.id, p.kind
                 FROM record p JOIN record_key k
                      ON k.kind = '{kind}' AND k.name = '{name}' AND k.value = p.id
                 JOIN record c ON c.rid = k.rid
                 WHERE p.kind IN ('{}', '{}') AND p.deleted = 1 AND c.deleted = 0",
                Person::KIND,
                Household::KIND
            ));
        }
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "WITH found AS ({sql})
             SELECT f.id, f.kind, coalesce(h.id, f.under), coalesce(h.kind, f.under_kind)
             FROM found f LEFT JOIN record h
                  ON f.under_kind = 'household' AND h.kind = 'hardship_file' AND h.deleted = 1
                     AND h.body ->> '$.household_id' = f.under
             ORDER BY f.rid, f.place"
        )))
        .bind(parents)
        .fetch_all(&self.inner.reader)
        .await?;
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for row in &rows {
            let id: String = row.try_get(0)?;
            if seen.insert(id.clone()) {
                found.push(Orphan {
                    id: Id(id),
                    kind: row.try_get(1)?,
                    under: Id(row.try_get(2)?),
                    under_kind: row.try_get(3)?,
                });
            }
        }
        Ok(found)
    }

    /// A record's fields as they stand or last stood; `None`: it never was here.
    pub async fn last_body(&self, id: &Id) -> Result<Option<LastBody>> {
        let row = sqlx::query("SELECT kind, body, deleted FROM record WHERE id = ?")
            .bind(id.as_str())
            .fetch_optional(&self.inner.reader)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let kind: String = row.try_get(0)?;
        Ok(Some(LastBody {
            body: read::parse_body(&kind, id.as_str(), row.try_get(1)?)?,
            kind,
            deleted: row.try_get(2)?,
        }))
    }
}

impl Tx {
    /// Brings a deleted record back as it last was, with what it names and what was deleted along
    /// with it: the household and applicant of a file, their members and lines. Gives how many.
    pub async fn restore(&mut self, id: &Id) -> Result<usize> {
        let mut waiting = vec![id.clone()];
        let mut n = 0;
        while let Some(id) = waiting.pop() {
            let Some(stored) = self.load(id.as_str()).await?.filter(|it| it.deleted) else {
                continue;
            };
            let (rid, body) = (stored.rid, stored.body.clone());
            // Asked before the record is touched: afterwards it is this operation's.
            waiting.extend(self.deleted_along(rid, &id).await?);
            waiting.extend(named_ids(&body));
            let (kind, spec) = self.store.kind(&stored.kind)?;
            let derived =
                (spec.derive)(&body).map_err(|e| StoreError::unreadable(kind, id.as_str(), &e))?;
            self.put_body(&id, kind, spec, body, derived, Some(stored))
                .await?;
            n += 1;
        }
        Ok(n)
    }

    /// What the same operation deleted under this record, and the file that spoke of a household.
    async fn deleted_along(&mut self, rid: i64, id: &Id) -> Result<Vec<Id>> {
        let ids: Vec<String> = sqlx::query_scalar(
            "SELECT DISTINCT r.id FROM change c JOIN record r ON r.rid = c.rid
             WHERE c.op_seq = (SELECT op_seq FROM change WHERE rid = ?1 AND field IS NULL
                                      AND after IS NULL ORDER BY seq DESC LIMIT 1)
               AND c.field IS NULL AND c.after IS NULL AND r.deleted = 1
               AND (r.parent = ?2
                    OR (r.kind = 'hardship_file' AND r.body ->> '$.household_id' = ?2))
             ORDER BY r.rid DESC",
        )
        .bind(rid)
        .bind(id.as_str())
        .fetch_all(self.connection().await?)
        .await?;
        Ok(ids.into_iter().map(Id).collect())
    }
}

/// The people, household and file a body names; those that live are left alone.
fn named_ids(body: &Body) -> Vec<Id> {
    let fields = [
        "applicant_id",
        "household_id",
        "head_id",
        "person_id",
        "file_id",
    ];
    let named = fields.iter().filter_map(|field| body.get(*field)?.as_str());
    named.map(Id::new).collect()
}
