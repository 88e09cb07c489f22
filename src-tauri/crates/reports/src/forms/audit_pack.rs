//! The audit pack of a batch: a cover, then everything that answers “on what basis?”.

use super::report::{facts, subtitle, table};
use super::{no_progress, roster};
use crate::ReportError;
use crate::data::{AuditPackForm, AuditSection};
use crate::fonts::Face;
use crate::layout::{Flow, Head, Ink, PageSetup, Paper, Prose, Text};
use crate::pdf::{Binder, Canvas, Progress};

const BODY: Prose = Prose {
    face: Face::Serif,
    size: 10.5,
    pitch: 6.2,
    indent: 2,
    ink: Ink::Left,
};

/// Cover, sections and roster in one run of pages.
pub(super) fn pages(
    binder: &mut Binder<'_>,
    pack: &AuditPackForm,
    progress: Progress<'_>,
) -> Result<(Vec<Canvas>, Vec<String>), ReportError> {
    let (mut pages, mut told) = cover(binder, pack)?;
    let mut add = |(mut more, mut names): (Vec<Canvas>, Vec<String>)| {
        pages.append(&mut more);
        told.append(&mut names);
    };
    let before = pack.before_roster.min(pack.sections.len());
    let (first, second) = pack.sections.split_at(before);
    for part in first {
        add(section(binder, pack, part)?);
    }
    if !pack.roster.rows.is_empty() {
        add(roster::pages(binder, &pack.roster, progress)?);
    }
    for part in second {
        add(section(binder, pack, part)?);
    }
    Ok((pages, told))
}

fn page() -> PageSetup {
    PageSetup {
        paper: Paper::A4,
        side: 20.0,
        binding: 0.0,
        top: 16.0,
        bottom: 14.0,
    }
}

fn cover(
    binder: &mut Binder<'_>,
    pack: &AuditPackForm,
) -> Result<(Vec<Canvas>, Vec<String>), ReportError> {
    let head = Head {
        page: PageSetup {
            top: 20.0,
            ..page()
        },
        title: String::new(),
        above: Vec::new(),
        identity: pack.title.clone(),
    };
    let mut flow = Flow::new(binder, &head);
    let title = Text {
        text: pack.title.clone(),
        face: Face::SerifBold,
        size: 26.0,
        ink: Ink::Centre,
        top: false,
    };
    flow.line(&title, 16.0);
    flow.spread(&[(format!("批次号：{}", pack.no), Ink::Centre)], 9.0, 14.0);
    flow.gap(8.0);
    facts(&mut flow, &pack.facts, 1)?;
    flow.gap(8.0);
    flow.line(&subtitle("目录"), 9.0);
    for name in contents(pack) {
        flow.paragraph(name, BODY);
    }
    flow.gap(8.0);
    let right = Prose {
        ink: Ink::Right,
        indent: 0,
        ..BODY
    };
    flow.paragraph(&pack.unit, right);
    flow.paragraph(&pack.made_on, right);
    flow.finish()
}

/// The names of the parts in the order they are bound.
fn contents(pack: &AuditPackForm) -> Vec<&str> {
    let mut names: Vec<&str> = pack.sections.iter().map(|s| s.title.as_str()).collect();
    if !pack.roster.rows.is_empty() {
        names.insert(pack.before_roster.min(names.len()), "附：发放花名册");
    }
    names
}

fn section(
    binder: &mut Binder<'_>,
    pack: &AuditPackForm,
    part: &AuditSection,
) -> Result<(Vec<Canvas>, Vec<String>), ReportError> {
    let head = Head {
        page: page(),
        title: part.title.clone(),
        above: vec![vec![
            (format!("批次：{}", pack.no), Ink::Left),
            (pack.unit.clone(), Ink::Right),
        ]],
        identity: part.title.clone(),
    };
    let mut flow = Flow::new(binder, &head);
    for paragraph in &part.paragraphs {
        flow.paragraph(paragraph, BODY);
    }
    if !part.paragraphs.is_empty() {
        flow.gap(3.0);
    }
    for tabular in &part.tables {
        table(&mut flow, tabular, &mut no_progress)?;
    }
    flow.finish()
}
