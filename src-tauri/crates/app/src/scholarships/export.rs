//! The applications of a round as a workbook: the columns of 金秋助学申请名册, which the import reads
//! back unchanged (DOMAIN §3.8). Numbers are text cells.

use std::collections::HashMap;

use songnuan_model::dates::chinese_date;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{HardshipFile, Person, ScholarshipCase, ScholarshipRound};
use songnuan_model::roles::Act;
use songnuan_model::scholarship::other_aid;
use songnuan_reports::xlsx::{CellValue, Column, ColumnKind, TableSpec};
use songnuan_store::Store;

use super::around;
use crate::app::App;
use crate::commands::scholarships::ExportScholarships;
use crate::commands::shared::FileBytes;
use crate::error::{AppError, AppResult};
use crate::files::{day_unix, workbook};
use crate::import::split_note;
use crate::paper::{file_name_part, log_access};

/// What is not on the list's form; a column stands there when somebody has something in it.
const MORE: [(&str, f64); 5] = [
    ("专业", 16.0),
    ("入学年份", 10.0),
    ("通知书编号", 18.0),
    ("开户银行", 18.0),
    ("备注", 24.0),
];

/// The workbook; full numbers, because the county and the bank need them, and the access is logged.
pub async fn export(app: &App, request: ExportScholarships) -> AppResult<FileBytes> {
    let session = app.require(Act::Export).await?;
    let store = &session.store;
    let round = around::round(store, &request.round_id).await?;
    let mut cases = store.children::<ScholarshipCase>(&round.id).await?;
    if cases.is_empty() {
        return Err(AppError::invalid(format!(
            "“{}”还没有申请，没有生成表格。请先登记或导入申请。",
            round.name
        )));
    }
    cases.sort_by(|a, b| (a.seq, &a.id).cmp(&(b.seq, &b.id)));
    let unit = crate::session::settings_of(store).await?.org_name;
    let today = app.host().today();
    let mut table = sheet(store, &unit, &round, &cases).await?;
    table.created_unix = day_unix(today);
    let reason = format!("导出{}申请名册 {} 份", round.name, cases.len());
    log_access(app, &session, "scholarship_export", reason).await?;
    let file_name = format!(
        "{}-{}申请名册-{}.xlsx",
        file_name_part(&unit),
        file_name_part(&round.name),
        today.format("%Y%m%d")
    );
    workbook(file_name, vec![table]).await
}

async fn sheet(
    store: &Store,
    unit: &str,
    round: &ScholarshipRound,
    cases: &[ScholarshipCase],
) -> AppResult<TableSpec> {
    let ids: Vec<Id> = cases.iter().map(|case| case.person_id.clone()).collect();
    let people = store.get_many::<Person>(&ids).await?;
    let people: HashMap<&Id, &Person> = people.iter().map(|it| (&it.id, it)).collect();
    let files = cases.iter().filter_map(|case| case.parent_file_id.clone());
    let files = store
        .get_many::<HardshipFile>(&files.collect::<Vec<_>>())
        .await?;
    let files: HashMap<&Id, &HardshipFile> = files.iter().map(|it| (&it.id, it)).collect();
    let rows: Vec<(Vec<CellValue>, [String; 5])> = cases
        .iter()
        .enumerate()
        .map(|(index, case)| {
            let file = case.parent_file_id.as_ref();
            let file = file.and_then(|id| files.get(id).copied());
            let person = people.get(&case.person_id).copied();
            (row(index, case, person, file), more(case))
        })
        .collect();
    let used: Vec<usize> = (0..MORE.len())
        .filter(|at| rows.iter().any(|(_, more)| !more[*at].is_empty()))
        .collect();
    let mut columns = columns();
    columns.extend(used.iter().map(|at| {
        let (header, width) = MORE[*at];
        Column::new(header, width, ColumnKind::Text)
    }));
    let count = rows.len();
    let mut rows: Vec<Vec<CellValue>> = rows
        .into_iter()
        .map(|(mut cells, more)| {
            cells.extend(used.iter().map(|at| CellValue::text(&more[*at])));
            cells
        })
        .collect();
    rows.push(vec![
        CellValue::text("合计"),
        CellValue::text(format!("{count}人")),
    ]);
    Ok(TableSpec {
        sheet: "金秋助学".to_owned(),
        title: title(unit, round),
        note_left: format!("填报单位(盖章)：{unit}"),
        note_right: format!("申请截止：{}　单位：元", chinese_date(round.closes_on)),
        columns,
        rows,
        total_label: None,
        protect_header: true,
        created_unix: 0,
    })
}

/// The import reads the year from the title.
fn title(unit: &str, round: &ScholarshipRound) -> String {
    let place = unit.strip_suffix("总工会").unwrap_or(unit);
    format!("{place}{}年“金秋助学”申请名册", round.year)
}

/// The columns of the list's form.
fn columns() -> Vec<Column> {
    use ColumnKind::{Average, Date, Serial, Text};
    [
        ("序号", 6.0, Serial),
        ("学生姓名", 12.0, Text),
        ("性别", 6.0, Text),
        ("出生年月", 10.0, Text),
        ("身份证号", 22.0, Text),
        ("联系电话", 14.0, Text),
        ("录取(就读)院校", 24.0, Text),
        ("学历层次", 10.0, Text),
        ("类别", 10.0, Text),
        ("学生类型", 12.0, Text),
        ("学制", 6.0, Serial),
        ("学费(元/年)", 12.0, Average),
        ("申请日期", 14.0, Date),
        ("家长姓名", 12.0, Text),
        ("家长工作单位", 30.0, Text),
        ("家长状态", 8.0, Text),
        ("家长是否会员", 10.0, Text),
        ("困难职工档案编号", 18.0, Text),
        ("档案状态", 8.0, Text),
        ("已获其他资助", 20.0, Text),
        ("收款户名", 12.0, Text),
        ("卡号", 24.0, Text),
    ]
    .map(|(header, width, kind)| Column::new(header, width, kind))
    .to_vec()
}

fn row(
    index: usize,
    case: &ScholarshipCase,
    person: Option<&Person>,
    file: Option<&HardshipFile>,
) -> Vec<CellValue> {
    let text = |text: &Option<String>| CellValue::text(text.clone().unwrap_or_default());
    let of = |word: Option<&'static str>| CellValue::text(word.unwrap_or_default());
    let birth = person.and_then(|it| it.birth);
    let birth = birth.map(|day| day.format("%Y.%m").to_string());
    let number = case.stated_file_no.clone();
    let number = number.or_else(|| file.map(|file| file.file_no.clone()));
    vec![
        CellValue::Integer(index as i64 + 1),
        CellValue::text(person.map(|it| it.name.clone()).unwrap_or_default()),
        of(person.and_then(|it| it.sex).map(|sex| sex.label())),
        text(&birth),
        CellValue::text(person.map(|it| it.id_no.clone()).unwrap_or_default()),
        text(&person.and_then(|it| it.mobile.clone())),
        CellValue::text(&case.school),
        of(case.level.map(|level| level.label())),
        of(case.admission.map(|admission| admission.label())),
        // An empty cell would be read as an ordinary student.
        of(Some(
            case.student_kind.map_or("待核实", |kind| kind.label()),
        )),
        case.length_years.map_or(CellValue::Empty, |years| {
            CellValue::Integer(i64::from(years))
        }),
        case.tuition
            .map_or(CellValue::Empty, |fen| CellValue::Fen(fen.0)),
        text(&case.applied_on.map(|day| day.to_string())),
        CellValue::text(&case.parent_name),
        text(&case.parent_employer),
        text(&case.parent_state),
        of(case
            .parent_is_member
            .map(|yes| if yes { "是" } else { "否" })),
        text(&number),
        CellValue::text(file_word(case, file)),
        CellValue::text(aid_words(case)),
        text(&case.card_holder),
        text(&case.card_no),
    ]
}

fn more(case: &ScholarshipCase) -> [String; 5] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        text(&case.major),
        text(&case.entry_year.map(|year| year.to_string())),
        text(&case.admission_no),
        text(&case.bank),
        split_note(case.note.as_deref()).0.unwrap_or_default(),
    ]
}

/// 档案状态 on which the decision rests: read back, the list gives the same decision.
fn file_word(case: &ScholarshipCase, file: Option<&HardshipFile>) -> String {
    let said = |code: &str| case.reasons.iter().any(|reason| reason == code);
    let stated = split_note(case.note.as_deref()).1;
    let actual = file.map(|file| file.status.label().to_owned());
    if said("filed") {
        "在档".to_owned()
    } else if said("file_not_active") {
        let other = stated.or(actual).filter(|word| word != "在档");
        other.unwrap_or_else(|| "注销".to_owned())
    } else {
        stated.or(actual).unwrap_or_default()
    }
}

/// 已获其他资助 as written, with its amount when the words do not say it.
fn aid_words(case: &ScholarshipCase) -> String {
    let words = case.other_aid.clone().unwrap_or_default();
    match case.other_aid_amount.filter(|fen| *fen > Fen::ZERO) {
        Some(fen) if other_aid(&words).amount != Some(fen) => format!("{words}{fen}元"),
        _ => words,
    }
}
