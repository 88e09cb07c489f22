//! The registry as a workbook: the columns of 劳模名册 and 荣誉与奖章, which the import reads back
//! unchanged (DOMAIN §3.8). Numbers are text cells.

use chrono::NaiveDate;
use songnuan_model::dates::chinese_date;
use songnuan_model::records::{MedalEventKind as K, ModelWorker, Person};
use songnuan_model::roles::Act;
use songnuan_reports::xlsx::{CellValue, Column, ColumnKind, TableSpec};

use super::around::Around;
use crate::app::App;
use crate::commands::model_workers::{ExportModelWorkers, HonorView};
use crate::commands::shared::FileBytes;
use crate::error::{AppError, AppResult};
use crate::files::{day_unix, workbook};
use crate::paper::{file_name_part, log_access};

/// The workbook; full numbers, because the county needs them, and the access is logged.
pub async fn export(app: &App, request: ExportModelWorkers) -> AppResult<FileBytes> {
    let session = app.require(Act::Export).await?;
    let store = &session.store;
    let mut workers = store.all::<ModelWorker>().await?;
    if workers.is_empty() {
        return Err(AppError::invalid(
            "还没有登记劳模，没有生成表格。请先登记或导入劳模名册。",
        ));
    }
    workers.sort_by(|a, b| (a.seq, &a.id).cmp(&(b.seq, &b.id)));
    let around = Around::read(store, &workers).await?;
    let unit = crate::session::settings_of(store).await?.org_name;
    let today = app.host().today();
    let on = request.on.unwrap_or(today);
    let mut sheets = vec![registry(&unit, on, &workers, &around)];
    let honors = honors(&workers, &around);
    if !honors.rows.is_empty() {
        sheets.push(honors);
    }
    for sheet in &mut sheets {
        sheet.created_unix = day_unix(today);
    }
    let reason = format!("导出劳模名册 {} 人", workers.len());
    log_access(app, &session, "model_worker_export", reason).await?;
    let (unit, day) = (file_name_part(&unit), on.format("%Y%m%d"));
    workbook(format!("{unit}-劳模名册-{day}.xlsx"), sheets).await
}

fn text(text: Option<&String>) -> CellValue {
    CellValue::text(text.cloned().unwrap_or_default())
}

fn yes_no(yes: Option<bool>, words: (&str, &str)) -> CellValue {
    CellValue::text(yes.map_or("", |yes| if yes { words.0 } else { words.1 }))
}

/// A column that stands there only when somebody has something in it.
type Rare = (&'static str, f64, fn(&ModelWorker) -> CellValue);

const RARE: [Rare; 3] = [
    ("现工作单位", 32.0, |worker| {
        text(worker.employer_now.as_ref())
    }),
    ("是否残疾", 8.0, |worker| {
        yes_no(worker.disabled, ("是", "否"))
    }),
    ("是否接受调查", 10.0, |worker| {
        yes_no(worker.under_investigation, ("是", "否"))
    }),
];

fn registry(unit: &str, on: NaiveDate, workers: &[ModelWorker], around: &Around) -> TableSpec {
    use ColumnKind::{Average, Date, Serial, Text};
    let columns = [
        ("序号", 6.0, Serial),
        ("姓名", 12.0, Text),
        ("性别", 6.0, Text),
        ("出生日期", 14.0, Date),
        ("身份证号", 22.0, Text),
        ("荣誉级别", 10.0, Text),
        ("人员类别", 10.0, Text),
        ("状态", 10.0, Text),
        ("原(现)工作单位", 32.0, Text),
        ("月收入(工资/养老金)", 14.0, Average),
        ("有无固定收入", 8.0, Text),
        ("家庭住址", 32.0, Text),
        ("联系电话", 14.0, Text),
        ("备注", 16.0, Text),
    ];
    let used = |rare: &&Rare| workers.iter().any(|it| (rare.2)(it) != CellValue::Empty);
    let rare: Vec<&Rare> = RARE.iter().filter(used).collect();
    let mut columns: Vec<Column> = columns
        .map(|(header, width, kind)| Column::new(header, width, kind))
        .to_vec();
    columns.extend(rare.iter().map(|it| Column::new(it.0, it.1, Text)));
    let rows = workers.iter().enumerate().map(|(index, worker)| {
        let mut cells = row(index, worker, around.people.get(&worker.person_id));
        cells.extend(rare.iter().map(|it| (it.2)(worker)));
        cells
    });
    let place = unit.strip_suffix("总工会").unwrap_or(unit);
    TableSpec {
        sheet: "劳模名册".to_owned(),
        title: format!("{place}劳动模范名册"),
        note_left: format!("填报单位：{unit}"),
        note_right: format!("统计时点：{}　单位：元", chinese_date(on)),
        columns,
        rows: rows.collect(),
        total_label: None,
        protect_header: true,
        created_unix: 0,
    }
}

fn row(index: usize, worker: &ModelWorker, person: Option<&Person>) -> Vec<CellValue> {
    let died = person.is_some_and(|it| it.died_on.is_some());
    let state = match died {
        true => "去世",
        false => worker.state.label(),
    };
    vec![
        CellValue::Integer(index as i64 + 1),
        text(person.map(|it| &it.name)),
        CellValue::text(person.and_then(|it| it.sex).map_or("", |sex| sex.label())),
        text(
            person
                .and_then(|it| it.birth)
                .map(|day| day.to_string())
                .as_ref(),
        ),
        text(person.map(|it| &it.id_no)),
        CellValue::text(worker.level.label()),
        CellValue::text(worker.kind.label()),
        CellValue::text(state),
        text(worker.employer_then.as_ref()),
        worker
            .monthly_income
            .map_or(CellValue::Empty, |fen| CellValue::Fen(fen.0)),
        yes_no(worker.fixed_income, ("有", "无")),
        text(person.and_then(|it| it.home_address.as_ref())),
        text(person.and_then(|it| it.mobile.as_ref())),
        text(worker.note.as_ref()),
    ]
}

/// 荣誉与奖章, in the order of the registry. Two people of one name are told apart by their number.
fn honors(workers: &[ModelWorker], around: &Around) -> TableSpec {
    use ColumnKind::{Date, Serial, Text};
    let mut columns = vec![
        ("序号", 6.0, Serial),
        ("姓名", 12.0, Text),
        ("荣誉称号", 18.0, Text),
        ("级别", 10.0, Text),
        ("授予单位", 20.0, Text),
        ("授予年份", 12.0, Date),
        ("证书编号", 18.0, Text),
        ("奖章状态", 10.0, Text),
        ("被盗(遗失)日期", 14.0, Date),
        ("找回日期", 12.0, Date),
        ("备注", 34.0, Text),
    ];
    let mut names: Vec<&str> = workers.iter().map(|it| around.name(it)).collect();
    names.sort_unstable();
    let namesakes = names.windows(2).any(|pair| pair[0] == pair[1]);
    if namesakes {
        columns.push(("身份证号", 22.0, Text));
    }
    let mut rows = Vec::new();
    for worker in workers {
        let person = around.people.get(&worker.person_id);
        let mut views: Vec<&HonorView> = around.honors(&worker.id).iter().collect();
        views.sort_by_key(|view| view.honor.seq);
        for view in views {
            let mut cells = honor(rows.len() + 1, around.name(worker), view);
            if namesakes {
                cells.push(text(person.map(|it| &it.id_no)));
            }
            rows.push(cells);
        }
    }
    TableSpec {
        sheet: "荣誉与奖章".to_owned(),
        title: "荣誉称号及奖章登记".to_owned(),
        note_left: String::new(),
        note_right: String::new(),
        columns: columns
            .into_iter()
            .map(|(header, width, kind)| Column::new(header, width, kind))
            .collect(),
        rows,
        total_label: None,
        protect_header: true,
        created_unix: 0,
    }
}

fn honor(number: usize, name: &str, view: &HonorView) -> Vec<CellValue> {
    let honor = &view.honor;
    let last = |kinds: &[K]| {
        let mut events = view.events.iter().rev().map(|it| &it.event);
        events.find(|event| kinds.contains(&event.kind))
    };
    let gone = last(&[K::Lost, K::Stolen]);
    let back = last(&[K::Recovered, K::Reissued]);
    let came_back = matches!(view.medal, Some(K::Recovered | K::Reissued));
    // Held or withdrawn, an earlier loss is history that the two columns cannot tell.
    let gone = gone.filter(|_| came_back || matches!(view.medal, Some(K::Lost | K::Stolen)));
    let day =
        |on: Option<NaiveDate>| CellValue::text(on.map(|on| on.to_string()).unwrap_or_default());
    let mut note = honor.note.clone().unwrap_or_default();
    // A medal that came back counts as stolen unless the remark says that it was lost.
    if came_back && gone.is_some_and(|it| it.kind == K::Lost) && !note.contains("遗失") {
        let gap = if note.is_empty() { "" } else { "；" };
        note = format!("{note}{gap}遗失后找回");
    }
    vec![
        CellValue::Integer(number as i64),
        CellValue::text(name),
        CellValue::text(&honor.title),
        CellValue::text(honor.level.label()),
        text(honor.issuer.as_ref()),
        text(honor.awarded_on.as_ref()),
        text(honor.cert_no.as_ref()),
        CellValue::text(view.medal.map_or("无", |kind| kind.label())),
        day(gone.and_then(|event| event.on)),
        day(back.filter(|_| came_back).and_then(|event| event.on)),
        CellValue::text(note),
    ]
}
