//! The search box: names, pinyin, initials, digits, over everything that is indexed.

use serde::Serialize;
use songnuan_model::record::Id;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::error::Result;
use crate::search::{match_expression, query_words, whole_expression};
use crate::store::Store;

/// One record found. Title and subtitle are personal data.
#[derive(Clone, PartialEq, Serialize)]
pub struct SearchHit {
    pub id: Id,
    pub kind: String,
    pub title: String,
    pub subtitle: String,
}

impl std::fmt::Debug for SearchHit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind, self.id)
    }
}

impl Store {
    /// Records that contain every word of the text: exact titles first, then titles that begin
    /// with it, then whole terms (a syllable, a number), then everything else.
    pub async fn search(&self, text: &str, limit: u32) -> Result<Vec<SearchHit>> {
        self.search_kinds(text, &[], limit).await
    }

    /// The same among some kinds only; no kinds means all.
    pub async fn search_kinds(
        &self,
        text: &str,
        kinds: &[&str],
        limit: u32,
    ) -> Result<Vec<SearchHit>> {
        let words = query_words(text);
        let kinds = serde_json::to_string(kinds).unwrap_or_default();
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        if words.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let mut hits = Vec::new();
        let mut seen = std::collections::HashSet::new();
        // A title may hold blanks: "John Smith".
        let rows = self.by_title(&words.join(" "), &kinds, limit).await?;
        collect(&rows, &mut hits, &mut seen)?;
        for expression in [whole_expression(&words), match_expression(&words)] {
            if let (Some(expression), true) = (expression, hits.len() < limit) {
                let wanted = limit + hits.len();
                let rows = self.by_grams(&expression, &words, &kinds, wanted).await?;
                collect(&rows, &mut hits, &mut seen)?;
            }
        }
        hits.truncate(limit);
        Ok(hits)
    }

    /// Titles that begin with the text; the index gives the exact ones first.
    async fn by_title(&self, title: &str, kinds: &str, limit: usize) -> Result<Vec<SqliteRow>> {
        let rows = sqlx::query(
            "SELECT d.rid, r.id, d.kind, d.title, d.subtitle
             FROM search_doc d JOIN record r ON r.rid = d.rid
             WHERE d.title_norm >= ?1 AND d.title_norm < ?2
               AND (?3 = '[]' OR d.kind IN (SELECT value FROM json_each(?3)))
             ORDER BY d.title_norm LIMIT ?4",
        )
        .bind(title)
        .bind(format!("{title}\u{10ffff}"))
        .bind(kinds)
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&self.inner.reader)
        .await?;
        Ok(rows)
    }

    /// Everything that holds all grams, checked against the texts: grams of different places or
    /// different terms may look like a match.
    async fn by_grams(
        &self,
        expression: &str,
        words: &[String],
        kinds: &str,
        limit: usize,
    ) -> Result<Vec<SqliteRow>> {
        let list = serde_json::to_string(words).unwrap_or_default();
        let rows = sqlx::query(
            "SELECT d.rid, r.id, d.kind, d.title, d.subtitle
             FROM search JOIN search_doc d ON d.rid = search.rowid JOIN record r ON r.rid = d.rid
             WHERE search MATCH ?1
               AND (?2 = '[]' OR d.kind IN (SELECT value FROM json_each(?2)))
               AND NOT EXISTS (SELECT 1 FROM json_each(?3) w WHERE instr(d.terms_norm, w.value) = 0)
             ORDER BY search.rowid LIMIT ?4",
        )
        .bind(expression)
        .bind(kinds)
        .bind(list)
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&self.inner.reader)
        .await?;
        Ok(rows)
    }
}

fn collect(
    rows: &[SqliteRow],
    hits: &mut Vec<SearchHit>,
    seen: &mut std::collections::HashSet<i64>,
) -> Result<()> {
    for row in rows {
        let rid: i64 = row.try_get(0)?;
        if seen.insert(rid) {
            hits.push(SearchHit {
                id: Id(row.try_get(1)?),
                kind: row.try_get(2)?,
                title: row.try_get(3)?,
                subtitle: row.try_get(4)?,
            });
        }
    }
    Ok(())
}
