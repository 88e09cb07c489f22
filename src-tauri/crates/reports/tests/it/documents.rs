//! Printed forms: page counts, equal bytes, missing characters, continuation, and (where poppler
//! and qpdf are installed) the text and soundness of the file as a reader sees them.

#![allow(clippy::unwrap_used)]

use crate::common;

use std::process::Command;

use common::*;
use songnuan_reports::data::*;
use songnuan_reports::*;

fn all(_: usize, _: usize) -> bool {
    true
}

fn files(items: &[HardshipFileForm]) -> Document {
    hardship_files(&fonts(), items, &PrintOptions::default(), &mut all).unwrap()
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    let items = [plain_file(1), hard_file()];
    let shared = fonts();
    let print =
        |fonts: &Fonts| hardship_files(fonts, &items, &PrintOptions::default(), &mut all).unwrap();
    let first = print(&shared);
    // Once with the same fonts, once parsed anew; another document in between moves counters.
    visit_cards(&shared, &[card()], &PrintOptions::default(), &mut all).unwrap();
    assert_eq!(first.bytes, print(&shared).bytes);
    assert_eq!(first.bytes, print(&fresh_fonts()).bytes);
    let dated = PrintOptions {
        created_unix: 1_795_305_600,
        ..PrintOptions::default()
    };
    let later = hardship_files(&shared, &items, &dated, &mut all).unwrap();
    assert_ne!(first.bytes, later.bytes, "the given date is in the file");
    let text = String::from_utf8_lossy(&later.bytes);
    assert!(text.contains("D:20261122000000"));
}

#[test]
fn page_counts_and_continuation() {
    assert_eq!(files(&[HardshipFileForm::default()]).pages, 1);
    assert_eq!(files(&[plain_file(1)]).pages, 1);
    let mut six = plain_file(1);
    six.members = (0..6).map(member).collect();
    assert_eq!(files(std::slice::from_ref(&six)).pages, 1);
    six.members.push(member(6));
    let seven = files(&[six]);
    assert_eq!(
        seven.pages, 2,
        "the seventh member goes to a continuation sheet"
    );
    assert!(seven.notices.is_empty());
    let mut crowd = plain_file(1);
    crowd.members = (0..300).map(member).collect();
    assert!(files(&[crowd]).pages > 6);
    let hard = files(&[hard_file()]);
    assert!(hard.notices[0].contains("备注") && hard.notices[0].contains("续页"));
    let mut endless = plain_file(1);
    endless.remark = "很长的备注。".repeat(2_000);
    assert!(files(&[endless]).pages > 4);
}

#[test]
fn a_character_no_font_has_is_reported_with_its_place() {
    let mut file = plain_file(7);
    // A private-use code point, and a hieroglyph: no font of ours has either.
    file.name = "王\u{E81A}".to_owned();
    file.members[1].name = "李𓀀".to_owned();
    let document = files(&[file]);
    let missing: Vec<_> = document
        .missing
        .iter()
        .map(|m| (m.ch, m.at.as_str()))
        .collect();
    assert!(
        missing
            .iter()
            .any(|(ch, at)| *ch == '\u{E81A}' && at.ends_with("› 姓名*")),
        "{missing:?}"
    );
    assert!(
        missing
            .iter()
            .any(|(ch, at)| *ch == '𓀀' && at.contains("家庭成员第2行姓名"))
    );
    assert!(
        document
            .missing
            .iter()
            .all(|m| m.at.contains("998101-2026-0007"))
    );
}

#[test]
fn every_sample_name_has_its_glyphs() {
    let fonts = fonts();
    for ch in "䶮㛃𬱖𠮷喆龘·買𰻝㐂〇〓☐".chars() {
        assert!(fonts.can_draw(ch), "{ch}");
    }
    assert!(!fonts.can_draw('𓀀'));
    assert_eq!(files(&[hard_file()]).missing, []);
}

#[test]
fn nothing_selected_cancelled_and_bad_fonts_answer() {
    let fonts = fonts();
    let options = PrintOptions::default();
    assert_eq!(
        hardship_files(&fonts, &[], &options, &mut all),
        Err(ReportError::Nothing)
    );
    let mut seen = Vec::new();
    let answer = hardship_files(
        &fonts,
        &[plain_file(1), plain_file(2), plain_file(3)],
        &options,
        &mut |done, total| {
            seen.push((done, total));
            done < 2
        },
    );
    assert_eq!(answer, Err(ReportError::Cancelled));
    assert_eq!(seen, [(1, 3), (2, 3)]);
    assert!(matches!(Fonts::new(Vec::new()), Err(ReportError::Font(_))));
    let bad = FontFile::bytes(Face::Serif.file_name(), b"not a font".to_vec());
    assert!(matches!(Fonts::new(vec![bad]), Err(ReportError::Font(_))));
}

#[test]
fn a_damaged_rare_font_costs_its_characters_only() {
    let read = |face: Face| std::fs::read(font_dir().join(face.file_name())).unwrap();
    let fonts = Fonts::new(vec![
        FontFile::bytes(Face::Serif.file_name(), read(Face::Serif)),
        FontFile::bytes(Face::RareA.file_name(), vec![0; 64]),
    ])
    .unwrap();
    let document = visit_cards(&fonts, &[card()], &PrintOptions::default(), &mut all).unwrap();
    assert_eq!(
        document.missing.iter().map(|m| m.ch).collect::<Vec<_>>(),
        ['𠮷']
    );
}

#[test]
fn pictures_get_sheets_and_a_broken_one_gets_a_sentence() {
    let document = visit_records(
        &fonts(),
        &[hard_visit()],
        &PrintOptions::default(),
        &mut all,
    )
    .unwrap();
    assert_eq!(
        document.pages, 4,
        "form, continuation, two sheets for three pictures"
    );
    assert!(
        document
            .notices
            .iter()
            .any(|notice| notice.contains("第 2 张照片"))
    );
}

/// Runs a tool on a document; `None` where it is not installed.
fn tool(name: &str, args: &[&str], document: &Document) -> Option<(bool, String)> {
    let path = std::env::temp_dir().join(format!("songnuan-{}-{name}.pdf", std::process::id()));
    // One file per test process and thread: tests run side by side.
    let path = path.with_extension(format!("{:?}.pdf", std::thread::current().id()));
    std::fs::write(&path, &document.bytes).unwrap();
    let args: Vec<String> = args
        .iter()
        .map(|arg| arg.replace("FILE", &path.to_string_lossy()))
        .collect();
    let output = Command::new(name).args(&args).output();
    std::fs::remove_file(&path).unwrap();
    let output = output.ok()?;
    Some((
        output.status.success(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    ))
}

/// The text without spaces and line ends: what a search in a viewer goes over.
fn text_of(document: &Document) -> Option<String> {
    let (_, text) = tool("pdftotext", &["FILE", "-"], document)?;
    Some(text.chars().filter(|ch| !ch.is_whitespace()).collect())
}

#[test]
fn readers_find_every_name_and_label() {
    let Some(text) = text_of(&files(&[hard_file()])) else {
        return;
    };
    let names = [
        "王𬱖",
        "王䶮",
        "王㛃",
        "𠮷田",
        "买买提·艾力",
        "欧阳娜娜",
        "尉迟恭",
        "查良镛",
    ];
    let labels = [
        "困难职工档案表",
        "填报单位(盖章)",
        "职工编号",
        "困难类别*",
        "政治面貌*",
        "残疾类别",
        "联系电话(手机)*",
        "家庭住址*",
        "家庭人口*",
        "是否为零就业家庭",
        "主要致困原因(限选一项)*",
        "次要致困原因(最多选三项)",
        "其他(文字描述)",
        "开户银行",
        "银行卡号",
        "附件文件(名称)",
        "建档人",
        "录入人",
        "基层党组织或行政意见",
        "系统(上级)工会意见",
        "签字(盖章):",
        "注：打*号的项目为必填项目，上报时每张表格都必须加盖公章。",
        "困难职工档案表（续页）",
        "第1页共2页",
        "第2页共2页",
        "998101198706153215",
        "6299990031234567898",
        "…见续页",
    ];
    for wanted in names.iter().chain(&labels) {
        assert!(text.contains(wanted), "{wanted} is not in the text");
    }
}

#[test]
fn readers_find_what_a_visit_record_says() {
    let Some(visit) = text_of(
        &visit_records(
            &fonts(),
            &[hard_visit()],
            &PrintOptions::default(),
            &mut all,
        )
        .unwrap(),
    ) else {
        return;
    };
    for wanted in [
        "困难职工家庭入户调查表",
        "☑医疗",
        "□生活",
        "☑调整类别",
        "被调查人确认“以上情况属实”",
        "镇(街道)总工会意见",
        "附现场照片3张",
        "聊思想送政策",
        "壹仟贰佰元整",
        "第4页共4页",
        "照片3",
    ] {
        assert!(visit.contains(wanted), "{wanted} is not in the text");
    }
}

#[test]
fn page_numbers_count_within_an_item() {
    let Some(text) = text_of(&files(&[plain_file(1), hard_file(), plain_file(2)])) else {
        return;
    };
    assert_eq!(text.matches("第1页共1页").count(), 2);
    assert_eq!(text.matches("第1页共2页").count(), 1);
}

#[test]
fn the_file_is_sound_and_its_fonts_are_subsets() {
    let document = visit_records(
        &fonts(),
        &[hard_visit()],
        &PrintOptions::default(),
        &mut all,
    )
    .unwrap();
    if let Some((sound, report)) = tool("qpdf", &["--check", "FILE"], &document) {
        assert!(
            sound && report.contains("No syntax or stream encoding errors"),
            "{report}"
        );
    }
    if let Some((_, table)) = tool("pdffonts", &["FILE"], &document) {
        let fonts: Vec<_> = table.lines().skip(2).collect();
        assert!(fonts.len() >= 4, "{table}");
        for line in fonts {
            assert!(line.contains('+') && line.contains("yes yes yes"), "{line}");
        }
    }
    assert!(
        document.bytes.len() < 300_000,
        "{} bytes: whole fonts?",
        document.bytes.len()
    );
}

#[test]
fn debug_output_names_nobody() {
    let mut file = hard_file();
    file.name = "王\u{E81A}".to_owned();
    let document = files(std::slice::from_ref(&file));
    let shown = format!("{file:?} {document:?} {:?} {:?}", document.missing, card());
    assert!(
        !shown.contains('王') && !shown.contains("9999") && shown.contains("U+E81A"),
        "{shown}"
    );
}
