//! Code tables: words of the form, old words, standard codes.

use proptest::prelude::*;
use songnuan_model::codes::{
    self, CodeList, contract_term_band, floor_area_band, parse_disability, table,
};

#[test]
fn words_of_real_forms_are_known() {
    for (name, words) in [
        ("sex", "男 女"),
        ("ethnicity", "汉族 回族 维吾尔族 其他"),
        ("political_status", "群众 中共党员 共青团员"),
        (
            "health",
            "良好 残疾 恶性肿瘤 精神病 糖尿病 心血管病 终末期肾病 血液病 脑血管病 一般疾病 高血压病 尿毒症",
        ),
        (
            "work_state",
            "在岗 病休 下(待)岗 下（待）岗 退休 内退 失(无)业",
        ),
        ("model_worker_kind", "非劳模"),
        ("housing_kind", "商品房 租房 自建房 经济适用房 自购房 无房"),
        (
            "industry",
            "C　制造业 制造业 F批发和零售业 O居民服务、修理和其他服务业 G交通运输、仓储和邮政业 纺织系统",
        ),
        ("marital", "离异 已婚 未婚 丧偶 离婚"),
        ("hukou_kind", "农业 非农业 农转居"),
        ("employer_nature", "民营/私营/个体 民营／私营／个体"),
        ("employer_state", "正常 亏损"),
        ("medical_insurance", "新农合 城乡居民医保 职工医保"),
        (
            "cause",
            "子女上学 供养直系亲属大病 残疾 下岗失业 其他 本人大病 收入低 意外灾害 患重特大疾病",
        ),
        ("event_kind", "突发重病 洪涝灾害 火灾 工伤事故 交通事故"),
        ("cancel_reason", "离开单位 户口迁出 死亡"),
        ("relation", "父亲 妻子 女儿 丈夫 儿子 母亲 其他 岳父 儿媳"),
        (
            "identity",
            "退休 失(无)业 大学生 农民工 初中 学龄前 高中 在岗 小学",
        ),
        (
            "category",
            "相对困难 意外致困 深度困难 临时救助 意外致困户 低保户 低保边缘户",
        ),
        ("file_status", "在档 临时救助 脱困 注销"),
        ("floor_area_band", "50–70 50-70 ≤20 >70"),
        ("grade", "全国级 基层"),
        ("education", "大专 本科"),
        ("employer_ownership", "私营 国有"),
        ("contract_term_band", "无固定期限 7-18个月"),
    ] {
        for word in words.split(' ') {
            assert!(table(name).by_label(word).is_some(), "{name}: {word}");
        }
    }
}

#[test]
fn words_outside_the_form_are_not() {
    for (name, word) in [
        ("political_status", "党员"),
        ("hukou_kind", "城镇"),
        ("work_state", "上班"),
        ("marital", ""),
        ("no_such_table", "汉族"),
    ] {
        assert!(table(name).by_label(word).is_none(), "{name}: {word}");
    }
    // Known as an alias or an old word, yet not printed on the form.
    assert!(table("marital").on_form("离婚").is_none());
    assert!(table("housing_kind").on_form("自购房").is_none());
    assert!(table("work_state").on_form("下（待）岗").is_some());
}

#[test]
fn sizes() {
    for (name, new, all) in [
        ("cause", 10, 15),
        ("industry", 20, 20),
        ("political_status", 5, 5),
        ("marital", 4, 4),
        ("hukou_kind", 3, 3),
        ("work_state", 8, 8),
        ("housing_kind", 8, 10),
        ("relation", 7, 27),
        ("grade", 5, 5),
        ("model_worker_kind", 5, 5),
        ("ethnicity", 59, 59),
        ("employer_ownership", 9, 9),
    ] {
        let found = table(name);
        assert_eq!(
            (found.form_codes().count(), found.codes.len()),
            (new, all),
            "{name}"
        );
    }
    assert_eq!(codes::all().len(), 27);
}

#[test]
fn old_and_standard_words_map_to_the_form() {
    let cause = table("cause");
    let old = cause.by_label("本人大病").unwrap();
    assert_eq!(old.list, CodeList::Old);
    assert_eq!(cause.form_code(&old.id).unwrap().label, "患重特大疾病");
    let relation = table("relation");
    let word = relation.by_label("岳父").unwrap();
    assert_eq!((word.gb.as_deref(), word.list), (Some("55"), CodeList::Gb));
    assert_eq!(relation.form_code(&word.id).unwrap().label, "其他");
    assert_eq!(
        table("ethnicity").by_label("壮").unwrap().gb.as_deref(),
        Some("08")
    );
    assert_eq!(table("category").by_label("深度困难").unwrap().id, "deep");
}

#[test]
fn labels_of_ids() {
    assert_eq!(table("marital").label("married"), "已婚");
    assert_eq!(table("marital").label("something_newer"), "something_newer");
    assert_eq!(table("no_such_table").label("x"), "x");
}

#[test]
fn compound_words() {
    assert_eq!(
        parse_disability("肢体残疾三级"),
        Some(("physical", Some("level_3")))
    );
    assert_eq!(
        parse_disability("肢体残疾（三级）"),
        Some(("physical", Some("level_3")))
    );
    assert_eq!(
        parse_disability("视力一级极重度"),
        Some(("visual", Some("level_1")))
    );
    assert_eq!(parse_disability("精神残疾"), Some(("mental", None)));
    assert_eq!(parse_disability("肢体残疾九级"), None);
    assert_eq!(parse_disability("无"), None);
    assert_eq!(parse_disability(""), None);
    for (text, band) in [
        ("20", Some("up_to_20")),
        ("20.5㎡", Some("from_20_to_50")),
        ("50.0", Some("from_20_to_50")),
        ("50–70", Some("from_50_to_70")),
        ("120", Some("over_70")),
        ("１２０平方米", Some("over_70")),
        ("99999999999", None),
        ("大", None),
        ("", None),
    ] {
        assert_eq!(floor_area_band(text), band, "{text}");
    }
    assert_eq!(contract_term_band(Some(60)), "m55_120");
    assert_eq!(contract_term_band(Some(121)), "open_ended");
    assert_eq!(contract_term_band(None), "open_ended");
}

proptest! {
    #[test]
    fn any_text_is_answered(raw in "\\PC{0,20}") {
        let _ = (parse_disability(&raw), floor_area_band(&raw));
        for table in codes::all() {
            let _ = table.on_form(&raw);
        }
    }
}
