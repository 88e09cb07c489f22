//! Checking everything: pages, history, keys, search entries, attachments. Changes nothing.

use std::collections::BTreeSet;

use serde::Serialize;
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::blobs::read_blob;
use crate::body::diff;
use crate::error::{Result, StoreError};
use crate::history::Replay;
use crate::kinds::{Body, Derived};
use crate::read::parse_body;
use crate::search;
use crate::store::{Store, blocking};

/// Findings kept; a broken disk would give millions.
const MAX_FINDINGS: usize = 1_000;
const PAGE: i64 = 1_000;

/// What `verify` is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VerifyStep {
    Pages,
    Records,
    Blobs,
}

/// How far it is.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct VerifyProgress {
    pub step: VerifyStep,
    pub done: u64,
    pub total: u64,
}

/// What is wrong with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Pages that do not decrypt or are inconsistent.
    Page,
    /// A record that is not what its history says.
    History,
    /// A record that does not read as its kind.
    Record,
    /// Lookup keys that do not fit the record.
    Key,
    /// Search entry that does not fit the record.
    Search,
    /// An attachment that is mentioned but not there.
    BlobMissing,
    /// An attachment that is there but not readable.
    BlobDamaged,
}

/// One problem. The sentence is Chinese and holds no personal data.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    pub kind: FindingKind,
    /// Record id, attachment hash, or empty.
    pub subject: String,
    pub message: String,
}

/// The outcome.
#[derive(Clone, Debug, Default, Serialize)]
pub struct VerifyReport {
    pub records: u64,
    pub changes: u64,
    pub operations: u64,
    pub blobs: u64,
    /// Files in `blobs/` that no record mentions: left by an interrupted save, harmless.
    pub unused_blobs: u64,
    /// Attachments of other devices that have not arrived yet: no harm, the next sync asks again.
    pub awaited_blobs: u64,
    pub findings: Vec<Finding>,
    /// Problems beyond the ones listed.
    pub more_findings: u64,
}

impl VerifyReport {
    /// Nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    fn add(&mut self, kind: FindingKind, subject: &str, message: impl Into<String>) {
        if self.findings.len() < MAX_FINDINGS {
            let message = message.into();
            self.findings.push(Finding {
                kind,
                subject: subject.to_owned(),
                message,
            });
        } else {
            self.more_findings += 1;
        }
    }
}

impl Store {
    /// Checks the whole store as of one moment; writers may go on meanwhile. A damaged page is a
    /// finding, not an error.
    pub async fn verify(
        &self,
        mut progress: impl FnMut(VerifyProgress) + Send,
    ) -> Result<VerifyReport> {
        let mut report = VerifyReport::default();
        let mut snapshot = self.inner.reader.begin().await?;
        progress(VerifyProgress {
            step: VerifyStep::Pages,
            done: 0,
            total: 1,
        });
        damage(&mut report, check_pages(&mut snapshot).await)?;
        progress(VerifyProgress {
            step: VerifyStep::Pages,
            done: 1,
            total: 1,
        });
        let checked = self
            .check_records(&mut snapshot, &mut report, &mut progress)
            .await;
        if let Err(e) = checked {
            damage(&mut report, Err(e))?;
        }
        match attachment_hashes(&mut snapshot).await {
            Ok(hashes) => self.check_blobs(hashes, &mut report, &mut progress).await?,
            Err(e) => damage(&mut report, Err(e))?,
        }
        // Read-only: nothing to keep. On a damaged file the end may fail as well.
        let _ = snapshot.rollback().await;
        Ok(report)
    }

    /// Every record against its history, its keys and its search entry.
    async fn check_records(
        &self,
        connection: &mut SqliteConnection,
        report: &mut VerifyReport,
        progress: &mut (impl FnMut(VerifyProgress) + Send),
    ) -> Result<()> {
        let counts = sqlx::query(
            "SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM change),
                    (SELECT count(*) FROM op), (SELECT coalesce(max(rid), 0) FROM record)",
        )
        .fetch_one(&mut *connection)
        .await?;
        let count = |place: usize| counts.try_get::<i64, _>(place).map(i64::unsigned_abs);
        (report.records, report.changes, report.operations) = (count(0)?, count(1)?, count(2)?);
        let (total, last): (u64, i64) = (report.records, counts.try_get(3)?);
        let mut done = 0;
        let mut from = 0;
        while from < last {
            let upto = from + PAGE;
            let page = Page::read(connection, from, upto).await?;
            done += page.records.len() as u64;
            page.check(self, report)?;
            progress(VerifyProgress {
                step: VerifyStep::Records,
                done,
                total,
            });
            from = upto;
        }
        check_strays(connection, report).await
    }

    /// Every attachment that a record mentions.
    async fn check_blobs(
        &self,
        Mentioned { hashes, foreign }: Mentioned,
        report: &mut VerifyReport,
        progress: &mut (impl FnMut(VerifyProgress) + Send),
    ) -> Result<()> {
        let total = hashes.len() as u64;
        let present = list_blobs(&self.inner.dir);
        report.blobs = total;
        report.unused_blobs = present.difference(&hashes).count() as u64;
        for (done, hash) in hashes.into_iter().enumerate() {
            let (inner, name) = (std::sync::Arc::clone(&self.inner), hash.clone());
            let read = blocking(move || read_blob(&inner.dir, &inner.key, &name).map(drop)).await;
            match read {
                Ok(()) => {}
                Err(StoreError::BlobMissing { .. }) if foreign.contains(&hash) => {
                    report.awaited_blobs += 1;
                }
                Err(StoreError::BlobMissing { .. }) => report.add(
                    FindingKind::BlobMissing,
                    &hash,
                    format!("附件 {} 的文件不见了，请从备份中找回。", short(&hash)),
                ),
                Err(_) => report.add(
                    FindingKind::BlobDamaged,
                    &hash,
                    format!("附件 {} 的文件已损坏，请从备份中找回。", short(&hash)),
                ),
            }
            progress(VerifyProgress {
                step: VerifyStep::Blobs,
                done: done as u64 + 1,
                total,
            });
        }
        Ok(())
    }
}

/// A range of records with everything stored about them.
struct Page {
    records: Vec<SqliteRow>,
    changes: Vec<SqliteRow>,
    keys: Vec<SqliteRow>,
    docs: Vec<SqliteRow>,
}

impl Page {
    async fn read(connection: &mut SqliteConnection, from: i64, upto: i64) -> Result<Self> {
        let mut found = Vec::with_capacity(4);
        for sql in [
            "SELECT rid, id, kind, parent, body, deleted, rid IN (SELECT rid FROM underived)
             FROM record WHERE rid > ? AND rid <= ? ORDER BY rid",
            "SELECT rid, field, after FROM change WHERE rid > ? AND rid <= ? ORDER BY rid, seq",
            "SELECT rid, name, value, kind FROM record_key
             WHERE rid > ? AND rid <= ? ORDER BY rid, name, value",
            "SELECT d.rid, d.title, d.subtitle, d.title_norm, t.terms_norm, s.rowid, d.id
             FROM search_row d LEFT JOIN search_terms t ON t.rid = d.rid
             LEFT JOIN search s ON s.rowid = d.rid
             WHERE d.rid > ? AND d.rid <= ? ORDER BY d.rid",
        ] {
            let rows = sqlx::query(sql)
                .bind(from)
                .bind(upto)
                .fetch_all(&mut *connection)
                .await?;
            found.push(rows);
        }
        let mut next = || {
            if found.is_empty() {
                Vec::new()
            } else {
                found.remove(0)
            }
        };
        Ok(Self {
            records: next(),
            changes: next(),
            keys: next(),
            docs: next(),
        })
    }

    fn check(self, store: &Store, report: &mut VerifyReport) -> Result<()> {
        let (mut changes, mut keys, mut docs) = (
            self.changes.as_slice(),
            self.keys.as_slice(),
            self.docs.as_slice(),
        );
        for row in &self.records {
            let rid: i64 = row.try_get(0)?;
            let (id, kind): (&str, &str) = (row.try_get(1)?, row.try_get(2)?);
            let deleted: bool = row.try_get(5)?;
            let body = parse_body(kind, id, row.try_get(4)?);
            let replayed = replay(take(&mut changes, rid)?);
            let (keys, docs) = (take(&mut keys, rid)?, take(&mut docs, rid)?);
            let Ok(body) = body else {
                report.add(
                    FindingKind::Record,
                    id,
                    format!("记录 {id} 的内容无法读取。"),
                );
                continue;
            };
            let same = match replayed {
                Ok(Some(past)) => !deleted && diff(&past, &body).is_empty(),
                Ok(None) => deleted,
                Err(_) => false,
            };
            if !same {
                report.add(
                    FindingKind::History,
                    id,
                    format!("记录 {id} 的内容与修改历史不一致。"),
                );
            }
            if row.try_get(6)? {
                // Written by a newer program: what belongs to it cannot be judged here.
                continue;
            }
            let derived = match expected(store, kind, &body, deleted) {
                Ok(Some(derived)) => derived,
                // A kind of a newer program: its keys cannot be judged here.
                Ok(None) => continue,
                Err(_) => {
                    report.add(FindingKind::Record, id, format!("记录 {id} 的内容不完整。"));
                    continue;
                }
            };
            if !deleted && row.try_get::<Option<String>, _>(3)? != derived.parent {
                report.add(
                    FindingKind::Key,
                    id,
                    format!("记录 {id} 的上级关联不一致。"),
                );
            }
            if !same_keys(keys, kind, &derived)? {
                report.add(
                    FindingKind::Key,
                    id,
                    format!("记录 {id} 的查找索引不一致。"),
                );
            }
            if !same_doc(id, docs, &derived)? {
                report.add(
                    FindingKind::Search,
                    id,
                    format!("记录 {id} 的搜索索引不一致。"),
                );
            }
        }
        Ok(())
    }
}

/// Cuts the rows of one record off the front; rows of records that do not exist are skipped.
fn take<'a>(rows: &mut &'a [SqliteRow], rid: i64) -> Result<&'a [SqliteRow]> {
    let mut start = 0;
    let mut end = 0;
    for row in rows.iter() {
        let own: i64 = row.try_get(0)?;
        if own < rid {
            start += 1;
        }
        if own <= rid {
            end += 1;
        } else {
            break;
        }
    }
    let (head, tail) = rows.split_at(end);
    *rows = tail;
    Ok(&head[start..])
}

fn replay(rows: &[SqliteRow]) -> Result<Option<Body>> {
    let mut replay = Replay::default();
    for row in rows {
        replay.apply(row.try_get(1)?, row.try_get(2)?)?;
    }
    Ok(replay.take())
}

/// What should be stored beside a record; `None` for a kind this program does not know.
fn expected(store: &Store, kind: &str, body: &Body, deleted: bool) -> Result<Option<Derived>> {
    if deleted {
        return Ok(Some(Derived::default()));
    }
    match store.kind(kind) {
        Ok((kind, spec)) => (spec.derive)(body)
            .map(Some)
            .map_err(|e| StoreError::unreadable(kind, "", &e)),
        Err(_) => Ok(None),
    }
}

fn same_keys(rows: &[SqliteRow], kind: &str, derived: &Derived) -> Result<bool> {
    if rows.len() != derived.keys.len() {
        return Ok(false);
    }
    for (row, (name, value)) in rows.iter().zip(&derived.keys) {
        let stored: (&str, &str, &str) = (row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
        if stored != (*name, value.as_str(), kind) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn same_doc(id: &str, rows: &[SqliteRow], derived: &Derived) -> Result<bool> {
    match (rows, &derived.search) {
        ([], None) => Ok(true),
        ([row], Some(doc)) => {
            let (title, subtitle): (&str, &str) = (row.try_get(1)?, row.try_get(2)?);
            let (title_norm, terms_norm): (&str, Option<&str>) = (row.try_get(3)?, row.try_get(4)?);
            let (indexed, stored_id): (Option<i64>, &str) = (row.try_get(5)?, row.try_get(6)?);
            Ok(indexed.is_some()
                && stored_id == id
                && (title, subtitle) == (doc.title.as_str(), doc.subtitle.as_str())
                && title_norm == search::normalise(&doc.title)
                && terms_norm == Some(search::terms_text(doc).as_str()))
        }
        _ => Ok(false),
    }
}

/// Damage becomes a finding; everything else stays an error.
fn damage(report: &mut VerifyReport, outcome: Result<Vec<String>>) -> Result<()> {
    match outcome {
        Ok(complaints) => {
            for complaint in complaints {
                report.add(
                    FindingKind::Page,
                    "",
                    format!("数据库文件有损坏的页：{complaint}。请停止录入，从备份恢复。"),
                );
            }
            Ok(())
        }
        Err(StoreError::Damaged { detail }) => damage(report, Ok(vec![detail])),
        Err(other) => Err(other),
    }
}

/// SQLCipher's page checksums, then SQLite's own structure check.
async fn check_pages(connection: &mut SqliteConnection) -> Result<Vec<String>> {
    let mut complaints: Vec<String> = sqlx::query_scalar("PRAGMA cipher_integrity_check")
        .fetch_all(&mut *connection)
        .await?;
    let structure = sqlx::query_scalar("PRAGMA integrity_check(20)");
    match structure
        .fetch_all(&mut *connection)
        .await
        .map_err(StoreError::from)
    {
        Ok(lines) => complaints.extend(lines.into_iter().filter(|line: &String| line != "ok")),
        Err(StoreError::Damaged { detail }) => complaints.push(detail),
        Err(other) => return Err(other),
    }
    complaints.truncate(20);
    Ok(complaints)
}

/// Rows that belong to no record.
async fn check_strays(connection: &mut SqliteConnection, report: &mut VerifyReport) -> Result<()> {
    for (sql, kind, what) in [
        (
            "SELECT count(*) FROM change WHERE rid NOT IN (SELECT rid FROM record)",
            FindingKind::History,
            "修改历史",
        ),
        (
            "SELECT count(*) FROM field_version WHERE rid NOT IN (SELECT rid FROM record)",
            FindingKind::History,
            "字段版本",
        ),
        (
            "SELECT count(*) FROM record_key WHERE rid NOT IN (SELECT rid FROM record)",
            FindingKind::Key,
            "查找索引",
        ),
        (
            "SELECT count(*) FROM search_row WHERE rid NOT IN (SELECT rid FROM record)",
            FindingKind::Search,
            "搜索索引",
        ),
        (
            "SELECT count(*) FROM search_terms WHERE rid NOT IN (SELECT rid FROM search_row)",
            FindingKind::Search,
            "搜索文字",
        ),
    ] {
        let strays: i64 = sqlx::query_scalar(sql).fetch_one(&mut *connection).await?;
        if strays > 0 {
            report.add(
                kind,
                "",
                format!("{what}中有 {strays} 条找不到对应的记录。"),
            );
        }
    }
    Ok(())
}

/// Attachments that records mention.
struct Mentioned {
    /// All of them, deleted ones too: their files are kept for undo.
    hashes: BTreeSet<String>,
    /// Those that only records of other devices mention.
    foreign: BTreeSet<String>,
}

async fn attachment_hashes(connection: &mut SqliteConnection) -> Result<Mentioned> {
    let rows: Vec<(Option<String>, bool)> = sqlx::query_as(
        "SELECT body ->> '$.blob', max(EXISTS (
             SELECT 1 FROM change c JOIN op o ON o.seq = c.op_seq
             WHERE c.rid = record.rid AND o.known_at IS NULL))
         FROM record WHERE kind = 'attachment' GROUP BY 1",
    )
    .fetch_all(connection)
    .await?;
    let named = |row: &(Option<String>, bool)| row.0.clone();
    Ok(Mentioned {
        hashes: rows.iter().filter_map(named).collect(),
        foreign: rows.iter().filter(|row| !row.1).filter_map(named).collect(),
    })
}

/// Names of the attachment files on disk.
fn list_blobs(dir: &std::path::Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let shelves = std::fs::read_dir(dir.join("blobs"))
        .into_iter()
        .flatten()
        .flatten();
    for shelf in shelves {
        for file in std::fs::read_dir(shelf.path())
            .into_iter()
            .flatten()
            .flatten()
        {
            names.extend(file.file_name().into_string());
        }
    }
    names
}

/// Enough of a hash to tell files apart.
fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}
