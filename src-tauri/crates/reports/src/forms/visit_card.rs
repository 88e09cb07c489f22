//! The short card of a condolence visit, A5 landscape (DOMAIN §3.2, end).

use super::{date_or_blank, identity};
use crate::data::VisitCardForm;
use crate::layout::{Block, Cell, Form, Grid, PageSetup, Paper, Row};

/// The card for one visit: ten cells, those that are written by hand largest.
pub(super) fn describe(card: &VisitCardForm) -> Form<'_> {
    let value = |label: &str, text: &str, span: usize| Cell::value(label, text).span(span);
    let wide = |height: f32, label: &str, text: &str| {
        let prose = Cell::prose(label, text).span(5);
        Row::new(height, vec![Cell::label(label), prose])
    };
    let rows = vec![
        Row::new(
            10.0,
            vec![
                Cell::label("日期"),
                value("日期", &date_or_blank(&card.visited_on), 2),
                Cell::label("走访对象"),
                value("走访对象", &card.name, 2),
            ],
        ),
        wide(10.0, "单位/住址", &card.employer_or_address),
        Row::new(
            10.0,
            vec![
                Cell::label("事由"),
                value("事由", &card.occasion, 2),
                Cell::label("慰问金/品"),
                value("慰问金/品", &card.gift, 2),
            ],
        ),
        wide(22.0, "谈话要点", &card.talk),
        wide(19.0, "反映问题", &card.problems),
        wide(16.0, "解决意见", &card.resolution),
        Row::new(
            12.0,
            vec![
                Cell::label("走访人"),
                value("走访人", &card.visitors, 2),
                Cell::label("被访人签名"),
                value("被访人签名", "", 2),
            ],
        ),
    ];
    let no = if card.record_no.is_empty() {
        "＿＿＿＿"
    } else {
        &card.record_no
    };
    Form {
        page: PageSetup {
            paper: Paper::A5Landscape,
            side: 15.0,
            binding: 0.0,
            top: 9.0,
            bottom: 12.0,
        },
        title: "走访慰问记录卡".to_owned(),
        above: vec![(
            format!("走访单位：{}", card.union_name),
            format!("编号：{no}"),
        )],
        blocks: vec![Block::Grid(Grid {
            columns: vec![24.0, 33.0, 33.0, 24.0, 33.0, 33.0],
            rows,
        })],
        below: Vec::new(),
        identity: identity("编号", &card.record_no, &card.name),
        photos: &[],
        portrait: None,
    }
}
