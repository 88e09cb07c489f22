//! Line breaking, on invented glyphs: no font is needed to know where a line may end.

use super::*;

fn glyphs(text: &str) -> Vec<Glyph> {
    text.chars()
        .map(|ch| Glyph {
            ch,
            drawn: ch,
            face: Face::Serif,
            variant: 0,
            gid: 1,
            advance: if ch == '\n' {
                0
            } else if ch.is_ascii() || ch == '·' {
                500
            } else {
                1000
            },
            missing: false,
        })
        .collect()
}

fn lines(text: &str, ems: u32) -> Vec<String> {
    let glyphs = glyphs(text);
    wrap(&glyphs, ems * 1000)
        .lines
        .into_iter()
        .map(|range| glyphs[range].iter().map(|glyph| glyph.ch).collect())
        .collect()
}

#[test]
fn breaks_where_chinese_allows() {
    let table: &[(&str, u32, &[&str])] = &[
        ("困难职工", 4, &["困难职工"]),
        ("困难职工档案", 4, &["困难职工", "档案"]),
        // 避头: the comma may not start a line, so the character before it comes along.
        ("困难职工，建档", 4, &["困难职", "工，建档"]),
        // 避尾: an opening bracket may not end a line.
        ("困难职（工会）", 4, &["困难职", "（工会）"]),
        // A number stays whole while a line can hold it …
        ("卡号6222021234", 6, &["卡号", "6222021234"]),
        // … and is cut when no line can.
        ("62220212345678901", 4, &["62220212", "34567890", "1"]),
        // An amount stays whole, a file number parts at its hyphen.
        ("合计12,345.60", 5, &["合计", "12,345.60"]),
        ("998101-2026-0001", 5, &["998101-", "2026-0001"]),
        ("第一行\n第二行", 9, &["第一行", "第二行"]),
        ("甲\n\n乙", 9, &["甲", "", "乙"]),
        ("买买提·艾力", 3, &["买买", "提·艾", "力"]),
        ("word word", 3, &["word", "word"]),
        ("", 5, &[""]),
        // A column narrower than one character still makes progress.
        ("困难", 0, &["困", "难"]),
    ];
    for (text, ems, expected) in table {
        assert_eq!(lines(text, *ems), *expected, "{text} at {ems}");
    }
}

#[test]
fn no_character_is_lost_and_no_line_is_wider() {
    let text = "四川省成都市锦江区人民政府（春熙路街道办事处），电话028-12345678转601；“送温暖”。";
    for ems in 1..40 {
        let glyphs = glyphs(text);
        let ranges = wrap(&glyphs, ems * 1000).lines;
        let joined: String = ranges
            .iter()
            .flat_map(|r| glyphs[r.clone()].iter().map(|g| g.ch))
            .collect();
        assert_eq!(joined, text, "at {ems}");
        for range in ranges.iter().filter(|range| range.len() > 1) {
            assert!(width_of(&glyphs[range.clone()]) <= ems * 1000, "at {ems}");
        }
    }
}

#[test]
fn private_use_and_invisible_characters_are_known() {
    assert!(is_private_use('\u{E81A}') && !is_private_use('䶮'));
    assert!(is_invisible('\u{FE00}') && is_invisible('\u{200B}') && !is_invisible('·'));
}
