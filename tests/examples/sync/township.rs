//! A fictional township: cases (a person, a household, a file each) and their visits, the same at
//! every run.

use chrono::{Days, NaiveDate};
use songnuan_model::money::Fen;
use songnuan_model::papers::{IdType, likely_check_digit};
use songnuan_model::record::Id;
use songnuan_model::records::{FileStatus, HardshipFile, Household, Person, Visit, VisitState};
use songnuan_store::Tx;

const SURNAMES: &[&str] = &["张", "王", "李", "赵", "陈", "刘", "杨", "黄", "周", "吴"];
const GIVEN: &str =
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文辉力健世广志义兴良海山";
const TALK: &[&str] = &[
    "家中老人需要照料，子女在外务工，收入不稳定",
    "感谢组织关心，愿意参加技能培训，尽快重新就业",
    "住院自付费用较高，已告知医疗互助和大病救助的办理材料",
    "孩子今年高考，介绍了金秋助学的条件和申请时间",
];

/// How large it is.
#[derive(Clone, Copy)]
pub struct Size {
    pub cases: usize,
    pub visits: usize,
}

impl Size {
    /// 10,000 cases and 50,000 visits, or as `SONGNUAN_BENCH_CASES` says, with five visits each.
    pub fn asked() -> Self {
        let asked = std::env::var("SONGNUAN_BENCH_CASES").ok();
        let cases = asked.and_then(|n| n.parse().ok()).unwrap_or(10_000);
        Self {
            cases,
            visits: cases * 5,
        }
    }

    /// Person, household and file of each case, and the visits.
    pub fn records(self) -> usize {
        self.cases * 3 + self.visits
    }
}

/// A cheap scrambler: neighbours share nothing.
fn scramble(n: usize) -> u64 {
    let mut x = (n as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// As the program makes them (UUIDv7): in the order of their making, the rest by chance.
pub fn id(kind: usize, n: usize) -> Id {
    let milliseconds = 0x019a_0000_0000_u64 + (kind * 100_000 + n) as u64;
    let (high, low) = (milliseconds >> 16, milliseconds & 0xffff);
    let chance = scramble(kind * 1_000_003 + n);
    let (a, b, c) = (chance & 0xfff, chance >> 12 & 0xfff, chance >> 16);
    Id::new(format!("{high:08x}-{low:04x}-7{a:03x}-8{b:03x}-{c:012x}"))
}

fn day(n: usize) -> NaiveDate {
    NaiveDate::from_ymd_opt(2016, 1, 4).unwrap() + Days::new(n as u64 % 3_000)
}

/// The applicant of a case.
pub fn person(n: usize) -> Person {
    let chance = scramble(n);
    let given: Vec<char> = GIVEN.chars().collect();
    let pick = |shift: u32| given[(chance >> shift) as usize % given.len()];
    let surname = SURNAMES[chance as usize % SURNAMES.len()];
    let (year, month, date) = (1950 + n % 50, n / 50 % 12 + 1, n / 600 % 28 + 1);
    let body = format!("998101{year}{month:02}{date:02}{:03}", n % 1000);
    let check = likely_check_digit(&body).unwrap();
    Person {
        id: id(1, n),
        name: format!("{surname}{}{}", pick(7), pick(17)),
        ethnicity: Some("han".to_owned()),
        birth: NaiveDate::from_ymd_opt(year as i32, month as u32, date as u32),
        id_type: IdType::ResidentId,
        id_no: format!("{body}{check}"),
        health: Some("good".to_owned()),
        marital: Some("married".to_owned()),
        hukou_division: Some("998101".to_owned()),
        mobile: Some(format!("199{:08}", chance % 100_000_000)),
        home_address: Some(format!("芦塘荡镇第{}村{}组{n}号", n % 30, n % 9)),
        ..Person::default()
    }
}

/// Their household.
pub fn household(n: usize) -> Household {
    Household {
        id: id(2, n),
        head_id: id(1, n),
    }
}

/// Their file.
pub fn file(n: usize) -> HardshipFile {
    HardshipFile {
        id: id(3, n),
        file_no: format!("998101-2016-{n:05}"),
        applicant_id: id(1, n),
        household_id: id(2, n),
        status: FileStatus::Active,
        category: Some("relative".to_owned()),
        work_state: Some("employed".to_owned()),
        employer: Some(format!("芦塘荡瑞达商贸有限公司第{}分部", n % 200)),
        own_monthly_income: Some(Fen(200_000 + (n as i64 % 3_000) * 100)),
        family_size: Some(n as u32 % 5 + 1),
        cause_primary: Some("illness".to_owned()),
        cause_text: Some(TALK[n % TALK.len()].to_owned()),
        bank: Some("云澜农村商业银行".to_owned()),
        card_no: Some(format!("629999{n:013}")),
        updated_on: Some(day(n)),
        ..HardshipFile::default()
    }
}

/// A visit to one of `cases` cases.
pub fn visit(n: usize, cases: usize) -> Visit {
    let case = n % cases;
    Visit {
        id: id(4, n),
        file_id: Some(id(3, case)),
        person_id: Some(id(1, case)),
        state: VisitState::Visited,
        visited_on: Some(day(n)),
        place: Some(format!("芦塘荡镇第{}村", case % 30)),
        reason: Some("困难".to_owned()),
        visitors: vec!["王干事".to_owned(), "李干事".to_owned()],
        talk_policy: Some(TALK[n % TALK.len()].to_owned()),
        talk_warmth: Some(TALK[(n + 1) % TALK.len()].to_owned()),
        clear_difficulty: Some(TALK[(n + 2) % TALK.len()].to_owned()),
        needs: vec!["medical".to_owned()],
        money_given: Some(Fen(50_000)),
        note: Some(format!("第{n}次走访，{}", TALK[(n + 3) % TALK.len()])),
        ..Visit::default()
    }
}

/// A row as any database would keep it.
pub struct Row {
    pub id: String,
    pub kind: &'static str,
    pub parent: Option<String>,
    pub body: String,
}

/// All of it as rows.
pub fn rows(size: Size) -> Vec<Row> {
    fn row<R: songnuan_model::record::Record>(record: &R) -> Row {
        Row {
            id: record.id().0.clone(),
            kind: R::KIND,
            parent: record.parent().map(|id| id.0.clone()),
            body: serde_json::to_string(record).unwrap(),
        }
    }
    let cases = (0..size.cases).flat_map(|n| [row(&person(n)), row(&household(n)), row(&file(n))]);
    let visits = (0..size.visits).map(|n| row(&visit(n, size.cases)));
    cases.chain(visits).collect()
}

/// Puts all of it.
pub async fn put(tx: &mut Tx, size: Size) {
    for n in 0..size.cases {
        tx.put(&person(n)).await.unwrap();
        tx.put(&household(n)).await.unwrap();
        tx.put(&file(n)).await.unwrap();
    }
    for n in 0..size.visits {
        tx.put(&visit(n, size.cases)).await.unwrap();
    }
}
