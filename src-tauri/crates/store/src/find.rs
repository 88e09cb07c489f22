//! The search box: names, pinyin, initials, digits, over everything that is indexed.

use serde::Serialize;
use songnuan_model::record::Id;
use sqlx::{QueryBuilder, Sqlite};

use crate::error::{Result, StoreError};
use crate::search::{match_expression, query_words, unproven_words, whole_expression};
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
        if words.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let found: String = statement(&words, kinds, limit)
            .build_query_scalar()
            .fetch_one(&self.inner.reader)
            .await?;
        let rows: Vec<(Id, String, String, String)> =
            serde_json::from_str(&found).map_err(|e| StoreError::unreadable("search", "", &e))?;
        let hits = rows
            .into_iter()
            .map(|(id, kind, title, subtitle)| SearchHit {
                id,
                kind,
                title,
                subtitle,
            });
        self.lead_hits(hits.collect()).await
    }
}

/// One statement for the whole question: each stage yields row numbers only and leaves out those
/// of the stages before it; what a hit shows is read for the rows that are answered, and no more.
/// The answer is one row, a JSON array: fifty rows would wake the asking thread fifty times.
fn statement(words: &[String], kinds: &[&str], limit: u32) -> QueryBuilder<Sqlite> {
    // A title may hold blanks: "John Smith".
    let title = words.join(" ");
    // The index of titles gives the exact ones first.
    let mut sql =
        QueryBuilder::new("WITH titled AS MATERIALIZED (SELECT rid FROM search_row WHERE ");
    sql.push("title_norm >= ").push_bind(title.clone());
    sql.push(" AND title_norm < ")
        .push_bind(format!("{title}\u{10ffff}"));
    if !kinds.is_empty() {
        sql.push(" AND kind IN ");
        push_list(&mut sql, kinds);
    }
    // Written out: SQLite prepares a statement anew whenever a bound LIMIT is bound again.
    sql.push(format_args!(" ORDER BY title_norm LIMIT {limit}"));
    let mut stages = vec!["titled"];
    if let Some(expression) = whole_expression(words) {
        let stage = Stage {
            name: "whole",
            expression,
            unproven: &[],
        };
        stage.push(&mut sql, &stages, kinds, limit);
        stages.push("whole");
    }
    if let Some(expression) = match_expression(words) {
        let stage = Stage {
            name: "partly",
            expression,
            unproven: &unproven_words(words),
        };
        stage.push(&mut sql, &stages, kinds, limit);
        stages.push("partly");
    }
    sql.push(") SELECT json_group_array(json_array(r.id, r.kind, r.title, r.subtitle)) FROM (");
    for (n, stage) in stages.iter().enumerate() {
        let union = if n == 0 { "" } else { " UNION ALL " };
        sql.push(format_args!("{union}SELECT rid FROM {stage}"));
    }
    sql.push(format_args!(" LIMIT {limit}"));
    // CROSS JOIN keeps the order of the stages.
    sql.push(") hit CROSS JOIN search_row r ON r.rid = hit.rid");
    sql
}

/// One stage over the gram index: who has the expression, is of the kinds, and was not found before.
struct Stage<'a> {
    name: &'static str,
    expression: String,
    /// Words to look for in the texts: grams of different places may look like a match.
    unproven: &'a [&'a str],
}

impl Stage<'_> {
    fn push(self, sql: &mut QueryBuilder<Sqlite>, before: &[&str], kinds: &[&str], limit: u32) {
        let name = self.name;
        sql.push(format_args!(
            "), {name} AS (SELECT rowid AS rid FROM search WHERE search MATCH "
        ));
        sql.push_bind(self.expression);
        for stage in before {
            sql.push(format_args!(" AND rowid NOT IN (SELECT rid FROM {stage})"));
        }
        if !kinds.is_empty() {
            // The index of kinds is far smaller than the rows, which are not needed yet.
            sql.push(
                " AND EXISTS (SELECT 1 FROM search_row k INDEXED BY search_row_by_kind
                 WHERE k.rid = search.rowid AND k.kind IN ",
            );
            push_list(sql, kinds);
            sql.push(")");
        }
        if !self.unproven.is_empty() {
            sql.push(" AND EXISTS (SELECT 1 FROM search_terms t WHERE t.rid = search.rowid");
            for word in self.unproven {
                sql.push(" AND instr(t.terms_norm, ");
                sql.push_bind((*word).to_owned()).push(") > 0");
            }
            sql.push(")");
        }
        sql.push(format_args!(" ORDER BY rowid LIMIT {limit}"));
    }
}

fn push_list(sql: &mut QueryBuilder<Sqlite>, kinds: &[&str]) {
    let mut list = sql.push("(").separated(", ");
    for kind in kinds {
        list.push_bind((*kind).to_owned());
    }
    sql.push(")");
}
