//! A policy pack from TOML: reads everything, then answers with the pack or with every problem.

use chrono::NaiveDate;
use toml::Table;

use super::check::{Span, span_problems};
use super::pack::{DibaoLine, Pack, ProvincialIncome, Source, Version};
use super::parse_rule::version;
use super::reader::{Log, Node, PackProblem};

/// Reads a pack, or says everything that is wrong with it.
pub fn parse(text: &str) -> Result<Pack, Vec<PackProblem>> {
    let table = text
        .parse::<Table>()
        .map_err(|error| vec![syntax_problem(text, &error)])?;
    let log = Log::default();
    let pack = read_pack(&table, &log);
    let problems = log.into_inner();
    if problems.is_empty() {
        Ok(pack)
    } else {
        Err(problems)
    }
}

fn read_pack(table: &Table, log: &Log) -> Pack {
    let node = Node::new(table, "", log);
    let pack = Pack {
        id: node.text("id"),
        name: node.text("name"),
        region: node.text("region"),
        region_name: node.text("region_name"),
        note: node.text_opt("note"),
        source: source(&node),
        dibao_lines: dibao_lines(&node),
        provincial_incomes: provincial_incomes(&node),
        versions: versions(&node),
    };
    let id_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !pack.id.chars().all(id_letter) {
        node.problem(
            "id",
            "编号只能用小写字母、数字和短横线，如 \"qingdao-2025\"。",
        );
    }
    let digits = pack.region.chars().all(|c| c.is_ascii_digit());
    if !digits || !matches!(pack.region.len(), 6 | 9 | 12) {
        node.problem(
            "region",
            "地区请写六位、九位或十二位行政区划代码，全国写 \"000000\"。",
        );
    }
    node.finish();
    pack
}

fn source(node: &Node) -> Source {
    let Some(node) = node.child("source") else {
        return Source {
            document: String::new(),
            article: None,
            address: None,
            tag: String::new(),
        };
    };
    let source = Source {
        document: node.text("document"),
        article: node.text_opt("article"),
        address: node.text_opt("address"),
        tag: node.text("tag"),
    };
    node.finish();
    source
}

fn dibao_lines(node: &Node) -> Vec<DibaoLine> {
    let mut lines = Vec::new();
    for item in node.children("dibao_line") {
        let (from, to) = (item.date("from"), item.date_opt("to"));
        let (fen, source) = (item.yuan("yuan"), item.text("source"));
        let note = item.text_opt("note");
        item.finish();
        if let Some(from) = from {
            lines.push(DibaoLine {
                from,
                to,
                fen,
                source,
                note,
            });
        }
    }
    // A line without an end runs until the next one starts: only written ends can overlap.
    let spans: Vec<_> = lines.iter().map(|line| (line.from, line.to)).collect();
    span_problems(node, "dibao_line", &closed_by_next(&spans));
    lines
}

/// Open ends closed by the day before the next start; reversed starts are left to be reported.
fn closed_by_next(spans: &[Span]) -> Vec<Span> {
    let next = |at: usize| -> Option<NaiveDate> {
        spans.get(at + 1).and_then(|(from, _)| from.pred_opt())
    };
    let closed = spans.iter().enumerate();
    closed
        .map(|(at, (from, to))| {
            let end = to.or_else(|| next(at).filter(|end| end >= from));
            (*from, end)
        })
        .collect()
}

fn provincial_incomes(node: &Node) -> Vec<ProvincialIncome> {
    let mut incomes: Vec<ProvincialIncome> = Vec::new();
    for item in node.children("provincial_income") {
        let year = i32::try_from(item.number("year", 1990, 2200)).unwrap_or_default();
        let (fen, source) = (item.yuan("yuan"), item.text("source"));
        item.finish();
        if incomes.iter().any(|other| other.year == year) {
            item.problem("year", format!("{year} 年写了两次，请只留一个。"));
        }
        incomes.push(ProvincialIncome { year, fen, source });
    }
    incomes
}

fn versions(node: &Node) -> Vec<Version> {
    let items = node.children("version");
    if items.is_empty() {
        node.problem("version", "一个版本也没有，请至少写一节 [[version]]。");
    }
    let versions: Vec<_> = items.iter().filter_map(version).collect();
    let spans: Vec<_> = versions
        .iter()
        .map(|version| (version.effective_from, version.effective_to))
        .collect();
    // With a broken date among them, gaps between the others would mislead.
    if versions.len() == items.len() {
        span_problems(node, "version", &spans);
    }
    versions
}

/// TOML itself could not be read: the line, and the likely reason.
fn syntax_problem(text: &str, error: &toml::de::Error) -> PackProblem {
    let start = error.span().map_or(0, |span| span.start);
    let line = text.get(..start).unwrap_or_default().matches('\n').count() + 1;
    // TOML's own words are English; what people get wrong comes down to three things.
    let reason = error.message();
    let message = if reason.contains("date") {
        "这一行的日期不存在，请写成 2025-01-31 的样子。"
    } else if reason.contains("duplicate") {
        "这一行的项目前面已经写过，请只留一个。"
    } else {
        "这一行的写法不对：请检查引号、方括号、等号是否齐全，文字有没有加引号。"
    };
    PackProblem::new(format!("第 {line} 行"), message)
}
