//! Surnames, search keys and the order of rosters.

use proptest::prelude::*;
use songnuan_model::names::{pinyin_full, pinyin_initials, search_keys, sort_key, surname};

#[test]
fn roster_order() {
    const ROSTER: &str = "安然 陈晨 陈陈 种大海 盖文静 华建军 纪晓明 闾丘露 吕布 缪春燕 万俟雪 宁静 欧阳修 区志明 \
        朴成浩 覃海燕 邱少云 仇丽华 曲波 任芳 单国强 王伟 王小二 解永福 燕青 尉迟敬 乐嘉 员秀英 曾小红 查建平 翟志刚 张三丰 赵敏";
    let expected: Vec<&str> = ROSTER.split_whitespace().collect();
    let mut sorted = expected.clone();
    sorted.reverse();
    sorted.sort_by_key(|name| sort_key(name));
    assert_eq!(sorted, expected);
}

#[test]
fn shorter_first_then_code_point() {
    assert!(sort_key("王") < sort_key("王伟"));
    assert!(sort_key("王伟") < sort_key("王玮"));
    assert!(sort_key("吴军") < sort_key("吕军") || sort_key("吕军") < sort_key("吴军"));
    assert!(sort_key("陆军") < sort_key("吕军"), "ü sorts behind u");
    assert!(
        sort_key("赵敏") < sort_key("\u{E000}敏"),
        "characters without a reading come last"
    );
}

#[test]
fn surnames() {
    for (name, expected) in [
        ("尉迟敬", "尉迟"),
        ("欧阳", "欧"),
        ("欧阳娜娜", "欧阳"),
        ("上官云", "上官"),
        ("单国强", "单"),
        ("买买提·艾力", ""),
        ("Smith", ""),
        ("", ""),
    ] {
        assert_eq!(surname(name), expected);
    }
}

#[test]
fn keys_of_polyphonic_surnames() {
    for (name, wanted) in [
        ("查建平", vec!["zhajianping", "chajianping", "zjp", "cjp"]),
        ("单国强", vec!["shanguoqiang", "danguoqiang", "sgq", "dgq"]),
        ("曾慧", vec!["zenghui", "zenghui", "zh"]),
        ("尉迟敬", vec!["yuchijing", "ycj"]),
        (
            "仇建忠",
            vec!["qiujianzhong", "choujianzhong", "qjz", "cjz"],
        ),
        ("区志明", vec!["ouzhiming", "quzhiming"]),
        ("解永福", vec!["xieyongfu", "jieyongfu"]),
        ("张三丰", vec!["zhangsanfeng", "zsf"]),
        ("吕布", vec!["lvbu", "lubu", "lyubu", "lb"]),
        ("买买提·艾力", vec!["maimaitiaili", "mmtal"]),
        ("顾𬱖", vec!["gu"]),
        ("乐嘉", vec!["yuejia", "lejia"]),
        ("ABC制造", vec!["abczhizao"]),
    ] {
        let keys = search_keys(name);
        for key in wanted {
            assert!(
                keys.iter().any(|k| k.starts_with(key)),
                "{name}: {key} in {keys:?}"
            );
        }
    }
    assert_eq!(pinyin_full("查建平"), "zha jian ping");
    assert_eq!(pinyin_initials("查建平"), "zjp");
    assert_eq!(search_keys(""), Vec::<String>::new());
}

proptest! {
    #[test]
    fn keys_stay_few(name in "[\u{4e00}-\u{9fff}乐长行曾单]{0,30}") {
        let keys = search_keys(&name);
        prop_assert!(keys.len() <= 24 * 4);
        prop_assert!(keys.iter().all(|k| k.bytes().all(|b| b.is_ascii_lowercase())), "{:?}", keys);
    }

    #[test]
    fn any_text_is_answered(raw in "\\PC{0,30}") {
        let _ = (search_keys(&raw), sort_key(&raw), surname(&raw));
    }
}
