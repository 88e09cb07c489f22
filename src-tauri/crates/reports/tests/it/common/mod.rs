//! Sample forms: invented people with the names, families and addresses that break layouts.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

pub mod honors;
pub mod money;
pub mod sync;

use std::path::PathBuf;
use std::sync::OnceLock;

use songnuan_reports::data::*;
use songnuan_reports::{Face, FontFile, Fonts};

/// Where the font files are on a developer's machine (`cargo xtask` fetches them).
pub fn font_dir() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../assets/fonts")
}

/// The project's fonts, parsed once for all tests of a process.
pub fn fonts() -> Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(fresh_fonts).clone()
}

/// The project's fonts parsed anew; the rare ones are read only when a document needs them.
pub fn fresh_fonts() -> Fonts {
    let files = Face::ALL
        .into_iter()
        .map(|face| {
            let path = font_dir().join(face.file_name());
            FontFile::lazy(face.file_name(), move || std::fs::read(path).ok())
        })
        .collect();
    Fonts::new(files).expect("run `cargo xtask` once: it fetches assets/fonts/*.ttf")
}

fn s(text: &str) -> String {
    text.to_owned()
}

/// A file as most are: everything short, three family members.
pub fn plain_file(number: usize) -> HardshipFileForm {
    HardshipFileForm {
        filing_union: s("芦塘荡镇总工会"),
        filled_on: s("2026年11月22日"),
        file_no: format!("998101-2026-{number:04}"),
        category: s("相对困难（2026-03-01 起）；低保边缘户（2016—2018）"),
        name: s("王小明"),
        ethnicity: s("汉族"),
        sex: s("男"),
        political_status: s("中共党员"),
        birth: s("1987-06-15"),
        id_no: s("998101198706153215"),
        health: s("恶性肿瘤"),
        disability: s("肢体三级"),
        work_state: s("在岗"),
        model_worker_kind: s("非劳模"),
        housing_kind: s("承租单位公房"),
        floor_area: s("20–50㎡"),
        postcode: s("201617"),
        mobile: s("13800000138"),
        other_contact: s("099-70001234"),
        work_start: s("2006-07-01"),
        industry: s("制造业"),
        marital: s("已婚"),
        hukou_kind: s("非农业"),
        home_address: s("演示市云澜县芦塘荡镇新源路88弄12号302室"),
        employer: s("芦塘荡镇某某机械制造有限公司"),
        employer_nature: s("民营"),
        employer_state: s("亏损"),
        single_parent: s("否"),
        own_monthly_income: s("3,200.00"),
        family_other_annual_income: s("1,200.00"),
        family_annual_income: s("52,800.00"),
        family_size: s("4"),
        per_capita_monthly: s("1,100.00"),
        hukou_division: s("演示市云澜县芦塘荡镇（998101105）"),
        medical_insurance: s("职工医保"),
        members: (0..3).map(member).collect(),
        self_help: s("是"),
        zero_employment: s("否"),
        cause_primary: s("患重特大疾病"),
        cause_secondary: s("子女上学；未参加社会保险"),
        cause_text: s(""),
        bank: s("中国农业银行"),
        branch: s("演示芦塘荡支行"),
        card_no: s("6299990031234567898"),
        attachments: vec![
            AttachmentRow {
                kind: s("身份证"),
                file: s("身份证正反面.jpg"),
            },
            AttachmentRow {
                kind: s("诊断证明"),
                file: s("中山医院诊断证明.pdf"),
            },
        ],
        remark: s(""),
        filed_by: s("李四"),
        reviewed_by: s("王五"),
        entered_by: s("赵六"),
        employer_opinion: Opinion {
            text: s("情况属实，同意上报。"),
            date: s("2026年3月2日"),
        },
        ..HardshipFileForm::default()
    }
}

/// The n-th family member, with names that need every font.
pub fn member(index: usize) -> FamilyRow {
    const NAMES: [&str; 10] = [
        "李淑芬",
        "王𬱖",
        "王䶮",
        "王㛃",
        "𠮷田",
        "买买提·艾力",
        "欧阳娜娜",
        "尉迟恭",
        "查良镛",
        "阿卜杜热合曼·阿卜杜克热木·买买提明·吐尔逊古丽·阿不力米提·热依汗古丽·努尔买买提·艾则孜·库尔班江·伊",
    ];
    FamilyRow {
        name: s(NAMES[index % NAMES.len()]),
        relation: s(if index == 0 { "妻子" } else { "儿子" }),
        sex: s(if index == 0 { "女" } else { "男" }),
        political_status: s("群众"),
        birth: s("2010-01-02"),
        id_no: s("998101201001021233"),
        medical_insurance: s("城乡居民医保"),
        health: s("良好"),
        monthly_income: s("12,345.60"),
        identity: s("中职中技"),
        employer_or_school: s("芦塘荡中学"),
    }
}

/// A file that tries everything: a name of 60 characters, ten members, long texts everywhere.
pub fn hard_file() -> HardshipFileForm {
    let long = "阿卜杜热合曼·".repeat(8) + "库尔班江";
    let story = "本人因患恶性肿瘤长期住院治疗，妻子下岗失业，两个孩子在读，老人常年卧床需要照料，\
                 家庭收入不足以支付医疗费用，现申请建立困难职工档案并请求帮扶。";
    HardshipFileForm {
        name: long.chars().take(60).collect(),
        ethnicity: s("维吾尔族"),
        disability: s("多重残疾一级（极重度）"),
        work_state: s("下（待）岗"),
        health: s("严重运动神经元病"),
        home_address: s(
            "新疆维吾尔自治区巴音郭楞蒙古自治州和硕县特吾里克镇团结路社区和谐家园小区三期十八号楼二单元一千二百零一室（原棉纺厂家属院东门对面）",
        ),
        employer: s(
            "某某新疆维吾尔自治区巴音郭楞蒙古自治州第二建筑安装工程有限责任公司芦塘荡镇分公司",
        ),
        members: (0..10).map(member).collect(),
        cause_text: story.repeat(2),
        remark: story.repeat(6),
        union_opinion: Opinion {
            text: story.repeat(3),
            date: s(""),
        },
        ..plain_file(9999)
    }
}

/// A visit record as most are.
pub fn plain_visit() -> VisitRecordForm {
    VisitRecordForm {
        record_no: s("V2026-0031"),
        visited_on: s("2026年11月20日"),
        name: s("王小明"),
        sex: s("男"),
        age: s("39"),
        id_no: s("998101198706153215"),
        employer: s("芦塘荡镇某某机械制造有限公司"),
        phone: s("13800000138"),
        union_member: Some(true),
        home_address: s("演示市云澜县芦塘荡镇新源路88弄12号302室"),
        local_hukou: Some(true),
        file_no: s("998101-2026-0001"),
        members: (0..4).map(visit_member).collect(),
        wages: s("38,400.00"),
        business: s("0.00"),
        property: s("1,200.00"),
        transfers: s("13,200.00"),
        other_income: s("0.00"),
        income_total: s("52,800.00"),
        vouchers: s("7"),
        rigid_illness: s("31,000.00"),
        rigid_disability: s("0.00"),
        rigid_schooling: s("6,500.00"),
        rigid_housing: s("0.00"),
        rigid_other: s("0.00"),
        rigid_total: s("37,500.00"),
        per_capita: s("(52,800.00－37,500.00)÷12÷4＝318.75"),
        dibao_line: s("1,595.00"),
        verdict: s("深度困难"),
        housing_seen: s("公房一套，38㎡，产权归单位；无车辆；电视机、冰箱各一，均使用十年以上。"),
        causes_verified: s("查看中山医院诊断证明与住院发票，自付部分与申报一致。"),
        clear_thought: s("情绪稳定，对治疗有信心。"),
        clear_conduct: s("患病前连续三年考核称职。"),
        clear_hardship: s("医药费自付过高，孩子学费尚缺三千元。"),
        talk_policy: s("讲解医疗互助与金秋助学。"),
        talk_drive: s("鼓励配合治疗，车间同事轮流探望。"),
        talk_warmth: s("送慰问金与米油。"),
        needs: [
            "生活",
            "医疗",
            "助学",
            "就业培训",
            "法律援助",
            "住房",
            "心理",
            "其他：陪护",
        ]
        .iter()
        .enumerate()
        .map(|(at, label)| Tick {
            label: s(label),
            on: at == 1 || at == 2,
        })
        .collect(),
        gift_capital: s("壹仟贰佰元整"),
        gift_amount: s("1,200.00"),
        gift_goods: s("大米10kg、食用油5L"),
        suggestions: ["新建档", "继续在档", "调整类别", "脱困注销", "不符合"]
            .iter()
            .map(|label| Tick {
                label: s(label),
                on: *label == "调整类别",
            })
            .collect(),
        suggestion_reason: s("月人均低于低保标准"),
        visitors: s("李四、王五"),
        ..VisitRecordForm::default()
    }
}

/// The n-th family member of a visit record.
pub fn visit_member(index: usize) -> VisitFamilyRow {
    let row = member(index);
    VisitFamilyRow {
        name: row.name,
        relation: row.relation,
        age: s("16"),
        id_no: row.id_no,
        health: s("终末期肾病"),
        employer_or_school: s("云澜县芦塘荡中学初中部"),
        monthly_income: s("12,345.60"),
        lives_together: s("是"),
    }
}

/// A visit with ten members, long findings and photographs (one of them broken).
pub fn hard_visit() -> VisitRecordForm {
    let story = "三间平房，墙面开裂渗水，屋内仅有旧床两张、方桌一张，灶台烧柴；屋后菜地半亩，养鸡五只，无机动车，无经营。";
    VisitRecordForm {
        members: (0..10).map(visit_member).collect(),
        housing_seen: story.repeat(9),
        causes_verified: story.repeat(3),
        clear_thought: story.repeat(2),
        photos: vec![
            Photo {
                jpeg: jpeg(),
                caption: s("堂屋全景"),
            },
            Photo {
                jpeg: b"not a picture".to_vec(),
                caption: s("坏的照片"),
            },
            Photo {
                jpeg: jpeg(),
                caption: s("与王𬱖一家合影"),
            },
        ],
        ..plain_visit()
    }
}

/// The smallest picture that is one: 16 × 8, grey.
pub fn jpeg() -> Vec<u8> {
    include_bytes!("grey16x8.jpg").to_vec()
}

/// A visit card.
pub fn card() -> VisitCardForm {
    VisitCardForm {
        union_name: s("芦塘荡镇总工会"),
        record_no: s("K2026-0007"),
        visited_on: s("2026年1月28日"),
        name: s("𠮷田·买买提·艾力"),
        employer_or_address: s("芦塘荡镇某某机械制造有限公司 / 新源路88弄12号302室"),
        occasion: s("春节送温暖"),
        gift: s("¥1,200.00（壹仟贰佰元整）；大米、油"),
        talk: s("询问术后恢复情况，讲解医疗互助二次报销办法。"),
        problems: s("孩子开学学费尚缺三千元；楼道照明损坏两个月。"),
        resolution: s("列入金秋助学名册；照明问题转社区，五个工作日内答复。"),
        visitors: s("李四、王五"),
    }
}
