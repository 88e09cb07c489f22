//! Reading and checking policy packs: every mistake is named with its place; nothing panics.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use songnuan_model::eligibility::{
    BUILT_IN, Pack, built_in_packs, built_in_text, check, check_set, parse,
};
use songnuan_model::money::Fen;

fn demo() -> &'static str {
    built_in_text("demo-a").unwrap()
}

/// Problems of the demo pack after replacing one text by another, as `where: message`.
fn problems(from: &str, to: &str) -> Vec<String> {
    assert!(demo().contains(from), "{from} is not in the pack");
    problems_of(&demo().replacen(from, to, 1))
}

fn problems_of(text: &str) -> Vec<String> {
    let problems = check(&[], text);
    problems
        .into_iter()
        .map(|p| format!("{}: {}", p.place, p.message))
        .collect()
}

#[test]
#[allow(clippy::too_many_lines)] // a table of mistakes
fn every_mistake_is_named_with_its_place() {
    for (from, to, expected) in [
        (
            "op = \"<\"",
            "op = \"=<\"",
            "第 1 个 version › deep › op: 看不懂比较符号“=<”",
        ),
        (
            "op = \"<\"",
            "opp = \"<\"",
            "第 1 个 version › deep › opp: 不认识“opp”，这里可以写：article、note、op",
        ),
        (
            "op = \"<\"",
            "opp = \"<\"",
            "第 1 个 version › deep › op: 缺少“op”",
        ),
        (
            "times = \"2\"",
            "times = \"1.5\"",
            "relative › times: 倍数“1.5”不是分数，请写成 \"3/2\"",
        ),
        ("times = \"2\"", "times = 1.5", "请写成 \"3/2\""),
        (
            "times = \"2\"",
            "times = \"1/2\"",
            "relative › times: 相对困难的倍数 1/2 小于深度困难的 1",
        ),
        ("times = \"2\"", "times = \"1/0\"", "倍数“1/0”不是分数"),
        (
            "yuan = \"970.00\"",
            "yuan = 970.0",
            "第 1 个 dibao_line › yuan: 金额请写成带引号的元",
        ),
        (
            "yuan = \"970.00\"",
            "yuan = \"970.001\"",
            "不是大于 0、至多两位小数的金额",
        ),
        (
            "yuan = \"970.00\"",
            "yuan = \"-970\"",
            "不是大于 0、至多两位小数的金额",
        ),
        (
            "from = 2016-01-01",
            "from = \"2016年1月\"",
            "“2016年1月”不是日期",
        ),
        (
            "from = 2016-01-01",
            "from = 2016-02-30",
            "第 13 行: 这一行的日期不存在",
        ),
        (
            "rule = \"formula\"",
            "rule = \"best\"",
            "rule: 不认识“best”，这里可以写：formula、flat、categories_2016、caps_only",
        ),
        ("\"wage\"", "\"salary\"", "income_kinds: 不认识“salary”"),
        ("\"wage\"", "\"other\"", "income_kinds: “other”写了两次"),
        (
            "any_of = [\"event\"]",
            "any_of = [\"luck\"]",
            "accidental › any_of: 不认识“luck”",
        ),
        (
            "first = true",
            "first = \"yes\"",
            "“first”只能写 true 或 false，现在是文字",
        ),
        (
            "id = \"demo-a\"",
            "id = \"演示 A\"",
            "id: 编号只能用小写字母",
        ),
        ("id = \"demo-a\"", "id = \"\"", "id: “id”是空的"),
        (
            "region = \"998101\"",
            "region = \"云澜\"",
            "region: 地区请写",
        ),
        ("tag = \"样例\"", "", "source › tag: 缺少“tag”"),
        ("[source]", "[sauce]", "source: 缺少“source”"),
        (
            "[[version]]",
            "[version]",
            "“version”应写成 [[version]] 的一节或几节",
        ),
        ("name = \"", "name = ", "第 3 行: 这一行的写法不对"),
        (
            "name = ",
            "id = \"x\"\nname = ",
            "第 3 行: 这一行的项目前面已经写过",
        ),
    ] {
        let found = problems(from, to);
        assert!(
            found.iter().any(|line| line.contains(expected)),
            "{to}: {found:#?}"
        );
    }
    assert!(!problems_of("").is_empty());
    assert!(
        problems_of("id = \"x\"")
            .iter()
            .any(|line| line.contains("一个版本也没有"))
    );
}

/// The demo pack with these dibao lines instead of its own.
fn with_lines(lines: &[(&str, Option<&str>)]) -> String {
    let start = demo().find("[[dibao_line]]").unwrap();
    let end = demo().find("[[version]]").unwrap();
    let lines: String = lines
        .iter()
        .map(|(from, to)| {
            let to = to.map(|to| format!("to = {to}\n")).unwrap_or_default();
            format!("[[dibao_line]]\nfrom = {from}\n{to}yuan = \"970.00\"\nsource = \"x\"\n")
        })
        .collect();
    format!("{}{lines}{}", &demo()[..start], &demo()[end..])
}

#[test]
fn dibao_lines_neither_overlap_nor_leave_gaps() {
    type Lines<'a> = &'a [(&'a str, Option<&'a str>)];
    let cases: [(Lines, Option<&str>); 7] = [
        (&[("2016-04-01", None), ("2017-04-01", None)], None),
        (
            &[("2016-04-01", Some("2017-03-31")), ("2017-04-01", None)],
            None,
        ),
        (
            &[("2016-04-01", Some("2017-04-01")), ("2017-04-01", None)],
            Some("重叠"),
        ),
        (
            &[("2016-04-01", Some("2017-03-30")), ("2017-04-01", None)],
            Some("2017-03-31 至 2017-03-31 之间没有"),
        ),
        (
            &[("2017-04-01", None), ("2016-04-01", None)],
            Some("请按日期先后排列"),
        ),
        (
            &[("2016-04-01", None), ("2016-04-01", None)],
            Some("不重复"),
        ),
        (&[("2016-04-01", Some("2016-03-31"))], Some("起止日期颠倒")),
    ];
    for (lines, expected) in cases {
        let found = problems_of(&with_lines(lines));
        match expected {
            None => assert!(found.is_empty(), "{found:?}"),
            Some(text) => {
                assert!(
                    found.iter().any(|line| line.contains(text)),
                    "{text}: {found:?}"
                );
            }
        }
    }
}

/// The demo pack with a second version; `to` ends the first.
fn with_versions(to: Option<&str>, next: &str) -> String {
    let start = demo().find("[[version]]").unwrap();
    let first = demo()[start..].to_owned();
    let to = to
        .map(|to| format!("effective_to = {to}\nrule ="))
        .unwrap_or("rule =".into());
    let second = first.replacen("2016-01-01", next, 1);
    format!(
        "{}{}\n{second}",
        &demo()[..start],
        first.replacen("rule =", &to, 1)
    )
}

#[test]
fn versions_neither_overlap_nor_leave_gaps() {
    for (to, next, expected) in [
        (Some("2020-12-31"), "2021-01-01", None),
        (
            None,
            "2021-01-01",
            Some("没有结束日期，却与 2021-01-01 开始的下一节重叠"),
        ),
        (
            Some("2021-01-01"),
            "2021-01-01",
            Some("与 2021-01-01 开始的下一节重叠"),
        ),
        (
            Some("2020-12-30"),
            "2021-01-01",
            Some("2020-12-31 至 2020-12-31 之间没有任何一节"),
        ),
        (Some("2015-12-31"), "2021-01-01", Some("起止日期颠倒")),
        (Some("2020-12-31"), "2015-01-01", Some("请按日期先后排列")),
    ] {
        let found = problems_of(&with_versions(to, next));
        match expected {
            None => assert!(found.is_empty(), "{found:?}"),
            Some(text) => {
                assert!(
                    found.iter().any(|line| line.contains(text)),
                    "{text}: {found:?}"
                );
            }
        }
    }
}

#[test]
fn the_version_and_the_line_of_the_day() {
    let pack = parse(&with_versions(Some("2020-12-31"), "2021-01-01")).unwrap();
    let from = |on: &str| {
        pack.version_on(on.parse().unwrap())
            .map(|v| v.effective_from.to_string())
    };
    assert_eq!(from("2015-12-31"), None);
    assert_eq!(from("2020-12-31").as_deref(), Some("2016-01-01"));
    assert_eq!(from("2021-01-01").as_deref(), Some("2021-01-01"));

    let lines = with_lines(&[("2016-04-01", None), ("2017-04-01", None)]);
    let pack = parse(&lines.replacen("970.00", "880.00", 1)).unwrap();
    let line = |on: &str| pack.line_on(on.parse().unwrap()).map(|line| line.fen);
    assert_eq!(line("2016-03-31"), None);
    assert_eq!(line("2017-03-31"), Some(Fen(88_000)));
    assert_eq!(line("2017-04-01"), Some(Fen(97_000)));
    let last_year = |on: &str| {
        pack.line_of_previous_year(on.parse().unwrap())
            .map(|line| line.fen)
    };
    assert_eq!(last_year("2017-12-31"), Some(Fen(88_000)));
    assert_eq!(last_year("2018-01-01"), Some(Fen(97_000)));
}

#[test]
fn gates_and_exclusions_are_checked() {
    let shenzhen = built_in_text("shenzhen-2017").unwrap();
    let twice = shenzhen.replace("employer_has_union", "in_service");
    let found = problems_of(&twice);
    assert!(
        found
            .iter()
            .any(|line| line.contains("条件“in_service”写了两次")),
        "{found:?}"
    );
    let unknown = shenzhen.replace("employer_has_union", "is_nice");
    assert!(problems_of(&unknown)[0].contains("第 2 个 gate › kind: 不认识“is_nice”"));
    let qingdao = built_in_text("qingdao")
        .unwrap()
        .replace("overseas_study", "high_fee_school");
    assert!(problems_of(&qingdao)[0].contains("排除情形“high_fee_school”写了两次"));
    // A section of another rule is not silently ignored.
    let mixed = shenzhen.replace("rule = \"flat\"", "rule = \"formula\"");
    assert!(
        problems_of(&mixed)
            .iter()
            .any(|line| line.contains("不认识“flat”"))
    );
}

#[test]
fn two_packs_of_one_id_or_name() {
    let packs = built_in_packs().unwrap();
    let found = check(&packs, demo());
    assert!(found[0].message.contains("编号“demo-a”已被政策包"));
    let renamed = demo().replace("id = \"demo-a\"", "id = \"mine\"");
    assert_eq!(check(&packs, &renamed)[0].place, "name");
    let twice: Vec<Pack> = packs.iter().chain(&packs[..1]).cloned().collect();
    assert_eq!(check_set(&twice).len(), 1);
}

#[test]
fn a_pack_travels_as_json() {
    for pack in built_in_packs().unwrap() {
        let json = serde_json::to_string(&pack).unwrap();
        assert_eq!(serde_json::from_str::<Pack>(&json).unwrap(), pack);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_gets_an_answer(text in ".{0,200}") {
        let _ = check(&[], &text);
    }

    /// A pack with a piece cut out or doubled is read or refused with a sentence.
    #[test]
    fn a_damaged_pack_gets_an_answer(which in 0_usize..BUILT_IN.len(), cut in 0_usize..6000, len in 0_usize..80) {
        let chars: Vec<char> = BUILT_IN[which].1.chars().collect();
        let (start, end) = (cut.min(chars.len()), (cut + len).min(chars.len()));
        let damaged: String = chars[..start].iter().chain(&chars[end..]).collect();
        if let Err(problems) = parse(&damaged) {
            prop_assert!(problems.iter().all(|p| !p.place.is_empty() && !p.message.is_empty()));
        }
    }
}
