//! The fictional demo township (DOMAIN §6): imported from its workbooks like any other unit's data.

use chrono::{Days, NaiveDate};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    Difficulty, DifficultyState, FileStatus, HardshipFile, Person, Visit, VisitMethod, VisitState,
};
use songnuan_store::Store;

use super::settings;
use super::start::{create_store, open_session, state};
use crate::app::App;
use crate::commands::import::{ImportApply, ImportKind};
use crate::commands::internal;
use crate::commands::session::{AppState, CreateDemo};
use crate::commands::shared::Nothing;
use crate::error::AppResult;
use crate::import;
use crate::op::Op;

const ORG_NAME: &str = "芦塘荡镇总工会";
const REGION: &str = "998101105";
const WHY: &str = "演示数据，全部虚构";

const UNIONS: &[u8] = include_bytes!("../../../../../assets/demo/工会组织.xlsx");
const SURVEY: &[u8] = include_bytes!("../../../../../assets/demo/困难职工摸底表.xlsx");

/// Four visiting campaigns of the demo year as (first day, reason).
const CAMPAIGNS: [(i32, u32, u32, &str); 4] = [
    (2016, 1, 20, "节日"),
    (2016, 4, 26, "例行"),
    (2016, 8, 22, "例行"),
    (2016, 12, 13, "节日"),
];

/// Visits of the demo township, 次.
const VISITS: usize = 520;

const VISITORS: [&str; 6] = ["杨志强", "姚艳", "沈建平", "陆雪峰", "顾正华", "唐晓红"];

const DIFFICULTIES: [&str; 4] = [
    "申请门诊大病报销",
    "联系镇卫生院家庭医生",
    "代办残疾人证年审",
    "咨询子女助学金",
];

/// Makes the demo township and opens it.
pub async fn create_demo(app: &App, request: CreateDemo) -> AppResult<AppState> {
    let store = create_store(app, &request.user, &request.password).await?;
    settings::save(&store, &settings::initial(ORG_NAME, REGION)).await?;
    settings::mark_demo(&store).await?;
    open_session(app, store.clone(), request.user).await?;
    load(app, ImportKind::Unions, "工会组织.xlsx", UNIONS).await?;
    load(app, ImportKind::Hardship, "困难职工摸底表.xlsx", SURVEY).await?;
    visits(app, &store).await?;
    state(app, Nothing {}).await
}

async fn load(app: &App, kind: ImportKind, name: &str, bytes: &[u8]) -> AppResult<()> {
    let started = import::start_bytes(app, kind, name.to_owned(), bytes.to_vec()).await?;
    let preview = app.jobs().wait(&started).await?;
    let import: Id = serde_json::from_value(preview["import"].clone()).map_err(internal)?;
    let apply = ImportApply {
        import,
        decisions: Vec::new(),
        strict: false,
    };
    let started = import::apply_start(app, apply).await?;
    app.jobs().wait(&started).await?;
    Ok(())
}

/// Adds the visits of the year, spread evenly and the same on every machine.
async fn visits(app: &App, store: &Store) -> AppResult<()> {
    let mut files = store.all::<HardshipFile>().await?;
    files.retain(|file| file.status == FileStatus::Active);
    files.sort_by(|a, b| a.file_no.cmp(&b.file_no));
    if files.is_empty() {
        return Ok(());
    }
    let mut tx = app.begin(Op::RecordVisit, WHY).await?;
    for n in 0..VISITS {
        let file = &files[(n * 7) % files.len()];
        let person = store.get::<Person>(&file.applicant_id).await?;
        let visit = visit(app, n, file, person.and_then(|person| person.home_address));
        tx.put(&visit).await?;
        if n % 13 == 0 {
            tx.put(&difficulty(app, n, &visit)).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

fn visit(app: &App, n: usize, file: &HardshipFile, place: Option<String>) -> Visit {
    let (year, month, day, reason) = CAMPAIGNS[n * CAMPAIGNS.len() / VISITS];
    let first = NaiveDate::from_ymd_opt(year, month, day);
    let on = first.and_then(|first| first.checked_add_days(Days::new((n % 9) as u64)));
    let visitors = [VISITORS[n % 6], VISITORS[(n + 1 + n / 6 % 4) % 6]];
    Visit {
        id: app.host().new_id(),
        file_id: Some(file.id.clone()),
        person_id: Some(file.applicant_id.clone()),
        state: VisitState::Visited,
        visited_on: on,
        place,
        method: if n % 17 == 3 {
            VisitMethod::Ward
        } else {
            VisitMethod::Home
        },
        reason: Some(reason.to_owned()),
        visitors: visitors.into_iter().map(str::to_owned).collect(),
        present: vec!["本人".to_owned()],
        clear_thought: Some("情绪平稳，理解政策".to_owned()),
        clear_performance: Some("工作踏实".to_owned()),
        clear_difficulty: Some("家庭收入偏低，医药费负担较重".to_owned()),
        talk_policy: Some("讲解困难职工帮扶和医疗互助政策".to_owned()),
        money_given: (reason == "节日").then_some(Fen(50_000)),
        goods_given: (reason == "节日").then(|| "大米一袋、食用油一桶".to_owned()),
        goods_value: (reason == "节日").then_some(Fen(15_000)),
        suggestion: Some("keep".to_owned()),
        ..Visit::default()
    }
}

fn difficulty(app: &App, n: usize, visit: &Visit) -> Difficulty {
    let solved = !n.is_multiple_of(3);
    let due = visit
        .visited_on
        .and_then(|on| on.checked_add_days(Days::new(30)));
    Difficulty {
        id: app.host().new_id(),
        visit_id: visit.id.clone(),
        file_id: visit.file_id.clone(),
        description: DIFFICULTIES[n % DIFFICULTIES.len()].to_owned(),
        owner: VISITORS[n % VISITORS.len()].to_owned(),
        due_on: due,
        state: if solved {
            DifficultyState::Solved
        } else {
            DifficultyState::Open
        },
        solved_on: solved.then_some(due).flatten(),
        cost: None,
        result: solved.then(|| "已办妥".to_owned()),
    }
}
