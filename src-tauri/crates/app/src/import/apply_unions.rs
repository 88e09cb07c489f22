//! Imports the accepted rows of 工会组织 in one operation that can be undone.

use std::collections::HashMap;

use songnuan_model::record::Id;
use songnuan_model::records::{UnionLevel, UnionOrg};
use songnuan_model::roles::Act;
use songnuan_model::survey::{UnionRow, UnionSurvey};
use songnuan_store::Changed;

use super::apply::Counter;
use super::apply_people::{Fill, code};
use super::decide::Decisions;
use crate::app::App;
use crate::commands::import::ImportOutcome;
use crate::error::{AppError, AppResult, Code};
use crate::jobs::Progress;
use crate::op::Op;

/// Organisations by code and by name.
struct Known {
    by_code: HashMap<String, UnionOrg>,
    by_name: HashMap<String, UnionOrg>,
}

impl Known {
    fn new(orgs: Vec<UnionOrg>) -> Self {
        let mut known = Self {
            by_code: HashMap::new(),
            by_name: HashMap::new(),
        };
        for org in orgs {
            for code in org.employer_uscc.iter().chain(&org.union_uscc) {
                known.by_code.insert(code.clone(), org.clone());
            }
            known.by_name.insert(org.name.clone(), org);
        }
        known
    }

    fn find(&self, row: &UnionRow) -> Option<&UnionOrg> {
        let mut codes = row.employer_uscc.iter().chain(&row.union_uscc);
        codes
            .find_map(|code| self.by_code.get(code))
            .or_else(|| self.by_name.get(row.name.as_ref()?))
    }
}

/// Imports a table of organisations. Dropping out anywhere before the end leaves nothing behind.
pub async fn apply_unions(
    app: &App,
    file_name: &str,
    survey: &UnionSurvey,
    decisions: &Decisions,
    strict: bool,
    progress: &Progress,
) -> AppResult<ImportOutcome> {
    let rows = &survey.part.rows;
    let rejected = rows.iter().filter(|row| !row.accepted()).count();
    if strict && rejected > 0 {
        return Err(AppError::with(
            Code::ImportRefused,
            [("rejected", rejected.to_string())],
        ));
    }
    progress.stage("写入工会组织", rows.len());
    let known = Known::new(app.store_for(Act::Import).await?.all::<UnionOrg>().await?);
    let mut tx = app
        .begin(Op::ImportUnions, &format!("导入“{file_name}”"))
        .await?;
    let mut counter = Counter::new(progress);
    // Ids first: a parent may stand below its children.
    let mut ids: HashMap<String, Id> = known
        .by_name
        .values()
        .map(|org| (org.name.clone(), org.id.clone()))
        .collect();
    let taken: Vec<(&UnionRow, Option<UnionOrg>, Id)> = decisions
        .taken(&survey.part)
        .map(|row| {
            let stored = known.find(&row.data).cloned();
            let id = stored
                .as_ref()
                .map_or_else(|| app.host().new_id(), |org| org.id.clone());
            ids.insert(row.data.name.clone().unwrap_or_default(), id.clone());
            (&row.data, stored, id)
        })
        .collect();
    let (mut new, mut changed) = (0, 0);
    for (row, stored, id) in &taken {
        counter.step()?;
        let mut org = stored.clone().unwrap_or_else(|| blank(id.clone()));
        fill(&mut org, row, &ids);
        match tx.put(&org).await? {
            Changed::Created => new += 1,
            Changed::Updated => changed += 1,
            Changed::Unchanged => {}
        }
    }
    progress.done(rows.len())?;
    let rows_taken = u32::try_from(taken.len()).unwrap_or(u32::MAX);
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let done = tx.commit().await?;
    let left_out = total.saturating_sub(rows_taken);
    let message = if done.seq.is_none() {
        format!("这份表里的内容都已在库中，没有任何改动。{left_out} 行未导入。")
    } else {
        format!(
            "已导入：新登记组织 {new} 个，更新 {changed} 个；{left_out} 行未导入。可在“撤销”中一次撤回。"
        )
    };
    Ok(ImportOutcome {
        op_id: done.seq.map(|_| done.op_id),
        files_new: 0,
        files_changed: 0,
        people_new: 0,
        orgs_new: new,
        orgs_changed: changed,
        rows_taken,
        rows_left_out: left_out,
        message,
        ..ImportOutcome::default()
    })
}

fn blank(id: Id) -> UnionOrg {
    UnionOrg {
        id,
        name: String::new(),
        level: UnionLevel::NoUnion,
        form: None,
        parent_id: None,
        guidance_parent_id: None,
        employer_uscc: None,
        union_uscc: None,
        industry: None,
        employees: None,
        members: None,
        female: None,
        migrant: None,
        chair: None,
        established_on: None,
        term_end: None,
    }
}

/// The table is the newer statement; an empty cell erases nothing.
fn fill(org: &mut UnionOrg, row: &UnionRow, ids: &HashMap<String, Id>) {
    let put = Fill::Overwrite;
    if let Some(name) = &row.name {
        org.name.clone_from(name);
    }
    if let Some(level) = row.level {
        org.level = level;
    }
    let id_of = |name: &Option<String>| name.as_ref().and_then(|name| ids.get(name).cloned());
    put.put(&mut org.form, row.form);
    put.put(&mut org.parent_id, id_of(&row.parent));
    put.put(&mut org.guidance_parent_id, id_of(&row.guidance_parent));
    put.put(&mut org.employer_uscc, row.employer_uscc.clone());
    put.put(&mut org.union_uscc, row.union_uscc.clone());
    put.put(&mut org.industry, code("industry", row.industry.as_ref()));
    put.put(&mut org.employees, row.employees);
    put.put(&mut org.members, row.members);
    put.put(&mut org.female, row.female);
    put.put(&mut org.migrant, row.migrant);
    put.put(&mut org.chair, row.chair.clone());
    put.put(&mut org.established_on, row.established_on);
    put.put(&mut org.term_end, row.term_end);
}
