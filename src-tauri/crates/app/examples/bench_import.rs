//! Dry run of a 100,000-row survey workbook (20 columns, all checks) beside reading the same
//! workbook with calamine alone, in one run. Prints both times and their ratio.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)] // a bench, not a product

use std::collections::{HashMap, HashSet};
use std::io::Cursor;
use std::sync::Arc;
use std::time::Instant;

use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Workbook};
use songnuan_app::commands::import::ImportKind;
use songnuan_app::import::{Checks, Surroundings, read_and_run};
use songnuan_app::jobs::Progress;

const ROWS: u32 = 100_000;
const HEADERS: [&str; 20] = [
    "序号",
    "档案状态",
    "困难类别*",
    "姓名*",
    "民族*",
    "性别*",
    "政治面貌*",
    "出生日期*",
    "身份证号*",
    "健康状况*",
    "身份(工作状态)*",
    "住房类型*",
    "联系电话(手机)*",
    "婚姻状况*",
    "户口类型*",
    "工作单位*",
    "家庭住址*",
    "本人月平均收入*",
    "家庭人口*",
    "主要致困原因*",
];

/// An 18-digit number with a right check digit on the unassigned demo division.
fn id_no(n: u32) -> String {
    let body = format!(
        "998101{:04}{:02}{:02}{:03}",
        1950 + n / 30_000,
        n / 2_500 % 12 + 1,
        n / 100 % 25 + 1,
        n % 1000
    );
    let check = songnuan_model::papers::likely_check_digit(&body).unwrap();
    format!("{body}{check}")
}

fn row(n: u32) -> [String; 20] {
    let id = id_no(n);
    let birth = format!("{}.{}.{}", &id[6..10], &id[10..12], &id[12..14]);
    let sex = if id.as_bytes()[16] % 2 == 1 {
        "男"
    } else {
        "女"
    };
    [
        (n + 1).to_string(),
        "在档".into(),
        "相对困难".into(),
        format!("张{}", char::from_u32(0x4e00 + n % 20_000).unwrap()),
        "汉族".into(),
        sex.into(),
        "群众".into(),
        birth,
        id,
        "良好".into(),
        "在岗".into(),
        "租房".into(),
        format!("1380000{:04}", n % 10_000),
        "已婚".into(),
        "农业".into(),
        "芦塘荡瑞达商贸有限公司(演示)".into(),
        format!("芦塘荡镇东塘村{}组{n}号", n % 12),
        format!("{}元", 2000 + n % 3000),
        "3".into(),
        "子女上学".into(),
    ]
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("困难职工档案").unwrap();
    sheet
        .merge_range(0, 0, 0, 19, "芦塘荡镇困难职工摸底表", &Format::new())
        .unwrap();
    sheet
        .write(
            1,
            0,
            "填报单位(盖章):芦塘荡镇总工会   填报时间:2016年12月20日   单位:元",
        )
        .unwrap();
    for (col, header) in HEADERS.iter().enumerate() {
        sheet
            .write(2, u16::try_from(col).unwrap(), *header)
            .unwrap();
    }
    for n in 0..ROWS {
        for (col, text) in row(n).iter().enumerate() {
            let col = u16::try_from(col).unwrap();
            match text.parse::<f64>() {
                Ok(number) if col == 0 || col == 18 => sheet.write(n + 3, col, number).unwrap(),
                _ => sheet.write(n + 3, col, text.as_str()).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

fn calamine_alone(bytes: &[u8]) -> usize {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("困难职工档案").unwrap();
    range
        .used_cells()
        .filter(|(_, _, cell)| !matches!(cell, Data::Empty))
        .count()
}

fn dry_run(bytes: &[u8]) -> usize {
    let around = Surroundings {
        today: NaiveDate::from_ymd_opt(2016, 12, 20).unwrap(),
        pack: None,
        region: "998101105".into(),
        known: HashSet::new(),
        people: HashMap::new(),
        federations: Arc::default(),
        rounds: Vec::new(),
    };
    let progress = Progress::default();
    let (_, checks) = read_and_run(
        ImportKind::Hardship,
        "bench.xlsx",
        bytes,
        &around,
        &progress,
    )
    .unwrap();
    match checks {
        Checks::Hardship(survey) => survey.applicants.rows.len(),
        _ => 0,
    }
}

fn main() {
    let bytes = workbook();
    println!(
        "workbook: {ROWS} rows × {} columns, {} MB",
        HEADERS.len(),
        bytes.len() >> 20
    );
    let (mut best_read, mut best_run) = (f64::MAX, f64::MAX);
    for _ in 0..3 {
        let start = Instant::now();
        let cells = calamine_alone(&bytes);
        best_read = best_read.min(start.elapsed().as_secs_f64());
        let start = Instant::now();
        let rows = dry_run(&bytes);
        best_run = best_run.min(start.elapsed().as_secs_f64());
        assert!(cells > 0 && rows > 0);
    }
    println!(
        "calamine alone {best_read:.2} s, dry run with all checks {best_run:.2} s, ratio {:.2}",
        best_run / best_read
    );
}
