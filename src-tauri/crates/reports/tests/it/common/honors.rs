//! Sample forms of scholarships and model workers: invented people of the fictional township.

use songnuan_model::money::Fen;

use super::{jpeg, s, visit_member};
use songnuan_reports::data::*;

const UNIT: &str = "芦塘荡镇总工会";
const PHONE: &str = "0710-0000000";
/// Names with characters that fonts and old systems lack.
pub const NAMES: [&str; 4] = ["龚䶮", "林㛃", "顾𬱖", "𠮷田小雨"];

fn tick(label: &str, on: bool) -> Tick {
    Tick {
        label: s(label),
        on,
    }
}

/// A filled application of a student with five relatives: one more than the form has rows for.
pub fn student() -> ScholarshipApplicationForm {
    ScholarshipApplicationForm {
        unit: s(UNIT),
        no: s("2024-017"),
        name: s(NAMES[2]),
        sex: s("女"),
        birth: s("2006年2月"),
        ethnicity: s("汉族"),
        id_no: s("998101200602017829"),
        phone: s("13800005475"),
        current_school: s("芦塘荡镇高级中学（演示）"),
        admitted_to: s("云澜职业技术学院（演示）　护理学"),
        levels: ["高中", "中职", "专科", "本科", "研究生"]
            .map(|level| tick(level, level == "专科"))
            .to_vec(),
        admissions: vec![tick("新录取", true), tick("在读", false)],
        entered_on: s("2024年"),
        length: s("3年"),
        tuition: s("5,900.00"),
        admission_no: s("演示2024-0317"),
        parent_name: s("姚莉萍"),
        employer: s("芦塘荡恒力家具有限公司（演示）"),
        file_no: s("998101-2023-013"),
        members: (0..5).map(visit_member).collect(),
        family_size: s("4"),
        annual_income: s("52,800.00"),
        per_capita: s("318.75"),
        other_aid: s("国家助学贷款 8,000.00元"),
        reason: s(
            "父亲2022年因工致残，现无劳动能力，长期服药；母亲在家具厂务工，月收入不足四千元，家中还有读初中的弟弟和八十岁的祖母。今年考上大学，学费和生活费全靠母亲一人，家庭难以承担，特申请金秋助学。",
        ),
        applied_on: s("2024年7月27日"),
        union_opinion: Opinion {
            text: s("经核实，情况属实，同意上报。"),
            date: s("2024年8月20日"),
        },
        notice_from: s("2024年8月12日"),
        notice_to: s("2024年8月19日"),
        no_objection: Some(true),
        township_opinion: Opinion {
            text: s("符合金秋助学条件，同意资助。"),
            date: s("2024年8月28日"),
        },
        amount_uppercase: Fen(500_000).uppercase(),
        amount: Fen(500_000).to_string(),
        card_holder: s("姚莉萍"),
        bank: s("云澜农商银行芦塘荡支行（演示）"),
        card_no: s("6299999576732903160"),
        ..ScholarshipApplicationForm::default()
    }
}

/// Eighteen students: one page and three.
pub fn scholarship_roster() -> ScholarshipRosterForm {
    let row = |index: usize| ScholarshipRosterRow {
        name: s(NAMES[index % 4]),
        sex: s(if index.is_multiple_of(2) {
            "女"
        } else {
            "男"
        }),
        id_no: format!("9981012006020{:05}", 17_800 + index),
        school: s("云澜职业技术学院（演示）　机电一体化技术"),
        level: s("本科"),
        admission: s(["新录取", "在读", "连续资助"][index % 3]),
        parent: s("姚莉萍"),
        employer: s("芦塘荡恒茂装饰工程有限公司（演示）"),
        file_no: match index % 2 {
            0 => format!("998101-2023-{index:03}"),
            _ => s("未建档"),
        },
        amount: Fen(if index.is_multiple_of(2) {
            500_000
        } else {
            400_000
        }),
        note: s(if index == 3 { "对口援助" } else { "" }),
    };
    ScholarshipRosterForm {
        title: s("芦塘荡镇总工会2024年金秋助学名册"),
        unit: s(UNIT),
        period: s("2024年7月1日至2024年8月27日"),
        rows: (0..18).map(row).collect(),
        handled_by: s("李干事"),
        phone: s(PHONE),
    }
}

/// Five levels; families are fewer than students.
pub fn scholarship_summary() -> ScholarshipSummaryForm {
    let row = |(level, n): (&str, u32)| ScholarshipSummaryRow {
        level: s(level),
        applications: n + 2,
        new: n / 2,
        in_school: n - n / 2,
        filed: n / 3,
        filed_amount: Fen(i64::from(n / 3) * 500_000),
        unfiled: n - n / 3,
        unfiled_amount: Fen(i64::from(n - n / 3) * 400_000),
        refused: 1,
        pending: 1,
        paid: n / 3,
        paid_amount: Fen(i64::from(n / 3) * 500_000),
        ..ScholarshipSummaryRow::default()
    };
    ScholarshipSummaryForm {
        title: s("芦塘荡镇总工会2024年金秋助学汇总表"),
        unit: s(UNIT),
        period: s("2024年7月1日至2024年8月27日"),
        rows: [
            ("高中", 3),
            ("中职", 2),
            ("专科", 8),
            ("本科", 26),
            ("研究生", 1),
        ]
        .map(row)
        .to_vec(),
        families: 38,
        handled_by: s("李干事"),
    }
}

/// A notice of four students.
pub fn scholarship_notice() -> NoticeForm {
    let row = |name: &str| NoticeRow {
        name: s(name),
        employer: s("芦塘荡恒力家具有限公司（演示）"),
        category: s("本科"),
        amount: Fen(500_000),
        project: s(""),
    };
    NoticeForm {
        title: s("关于2024年金秋助学\n拟资助学生名单的公示"),
        paragraphs: vec![
            s(
                "经本人申请、家长所在单位工会初审、芦塘荡镇总工会审核，2024年金秋助学拟资助龚*等4名学生，合计人民币贰万元整（¥20,000.00）。现予公示。",
            ),
            s(
                "公示期：2024年8月12日至2024年8月19日（5个工作日）。如有异议，请于公示期内以书面或电话形式反映，反映情况须签署真实姓名并提供联系方式。",
            ),
        ],
        contacts: vec![(s("联系部门"), s(UNIT)), (s("监督电话"), s(PHONE))],
        unit: s(UNIT),
        on: s("2024年8月12日"),
        rows: NAMES.map(row).to_vec(),
        amount_head: s("拟资助金额(元)"),
        employer_head: s("家长所在单位"),
        category_head: s("学历层次"),
        list_title: s("拟资助学生名单"),
    }
}

/// Seven honours, five relatives and eight years of benefits: more than the form has rows for.
pub fn model_worker() -> ModelWorkerForm {
    let honor = |index: usize| HonorRow {
        title: s(["全国劳动模范", "优秀工会积极分子", "省劳动模范"][index % 3]),
        awarded_on: format!("{}", 1989 - index),
        issuer: s(["国务院", "中华全国总工会", "省人民政府（演示）"][index % 3]),
        cert_no: format!("演示{}第{}号", 1989 - index, 853 - index),
        medal: s(if index.is_multiple_of(2) {
            "找回"
        } else {
            "被盗 2016-12-26"
        }),
    };
    let year = |year: i32| BenefitYearRow {
        year: year.to_string(),
        living: s("6,624.00"),
        special: s(if year == 2023 { "5,000.00" } else { "" }),
        festival: s("3,300.00"),
        allowance: s("2,500.00"),
        check_up: s("体检"),
    };
    ModelWorkerForm {
        unit: s(UNIT),
        filled_on: s("2025年7月1日"),
        name: s(NAMES[0]),
        sex: s("男"),
        ethnicity: s("汉族"),
        birth: s("1939年5月"),
        native_place: s("云澜县"),
        education: s("普通高级中学"),
        political_status: s("中共党员"),
        work_start: s("1958-03"),
        retired_on: s("1999年6月"),
        id_no: s("998101193905226314"),
        portrait: Some(Photo {
            jpeg: jpeg(),
            caption: s("证件照"),
        }),
        employer_now: s("退休"),
        employer_then: s("芦塘荡鑫利百货有限公司（演示） 营业组长"),
        home_address: s("芦塘荡镇新荡村3组56号"),
        phone: s("13800008920"),
        honors: (0..7).map(honor).collect(),
        deeds: s(
            "在商业一线工作四十年，始终把顾客的方便放在第一位。带领营业组推行“一分钟响应”“缺货登记、送货上门”，连续十二年零投诉；先后带出徒弟二十七名，其中五人成为市级以上先进。退休后义务担任社区调解员和工会志愿者，坚持走访困难职工家庭。",
        ),
        members: (0..5).map(visit_member).collect(),
        monthly_income: s("3,000.00"),
        housing: s("自有，62平方米"),
        health: s("高血压"),
        medical_insurance: s("职工医保"),
        living_state: s(
            "丧偶，与小儿子同住；小儿子无固定工作。本人患高血压、冠心病，长期服药，每年自付医疗费约六千元。",
        ),
        benefits: (2018..2026).rev().map(year).collect(),
        ..ModelWorkerForm::default()
    }
}

/// Three people, one with all three funds.
pub fn funds() -> ModelWorkerFundsForm {
    let row = |index: usize| ModelWorkerFundsRow {
        name: s(NAMES[index]),
        sex: s("男"),
        id_no: format!("9981011939052263{:02}", 14 + index),
        honor: s([
            "全国劳动模范（全国）",
            "省劳动模范（省部级）",
            "市劳动模范（市级）",
        ][index]),
        kind: s("退休"),
        monthly_income: s("3,000.00"),
        living: Fen(662_400),
        special: Fen(if index == 0 { 500_000 } else { 0 }),
        festival: Fen(if index == 2 { 0 } else { 330_000 }),
        basis: s("月补助＝退休标准3,552.00－本人月收入3,000.00＝552.00元，全年6,624.00元"),
    };
    ModelWorkerFundsForm {
        title: s("芦塘荡镇总工会2025年劳动模范“三金”申报表"),
        unit: s(UNIT),
        declared_on: s("2025年10月20日"),
        rows: (0..3).map(row).collect(),
        handled_by: s("李干事"),
        phone: s(PHONE),
    }
}

/// Honours of a model worker, a craftsman and a unit.
pub fn honor_ledger() -> HonorLedgerForm {
    let row = |name: &str, title: &str, level: &str, medal: &str, events: &str| HonorLedgerRow {
        name: s(name),
        title: s(title),
        level: s(level),
        issuer: s("省人民政府（演示）"),
        awarded_on: s("1986"),
        cert_no: s("演示1986第232号"),
        medal: s(medal),
        events: s(events),
        note: s(""),
    };
    let story = "2016-12-26 被盗；日期不详 找回";
    HonorLedgerForm {
        title: s("芦塘荡镇总工会荣誉台账"),
        unit: s(UNIT),
        as_of: s("2025年7月1日"),
        rows: vec![
            row(NAMES[0], "全国劳动模范", "全国", "找回", story),
            row(NAMES[0], "省劳动模范", "省部级", "找回", story),
            row(NAMES[1], "酒城工匠", "市级", "无", ""),
            row(
                "芦塘荡恒力家具有限公司工会（演示）",
                "优秀组织单位",
                "县级",
                "无",
                "",
            ),
        ],
        handled_by: s("李干事"),
    }
}

/// Two visits.
pub fn worker_visits() -> ModelWorkerVisitsForm {
    let row = |on: &str, name: &str, money: i64| ModelWorkerVisitsRow {
        on: s(on),
        name: s(name),
        level: s("全国"),
        place: s("芦塘荡镇新荡村3组56号"),
        reason: s("春节慰问"),
        visitors: s("王主席、李干事"),
        money: Fen(money),
        goods: s("大米10公斤、食用油1桶"),
        problems: s("五枚奖章被盗，尚未找回；冬季取暖不便"),
        solution: s("报请派出所加快侦办；联系社区安装暖气"),
    };
    ModelWorkerVisitsForm {
        title: s("芦塘荡镇总工会劳模慰问登记"),
        unit: s(UNIT),
        period: s("2017年1月1日至2017年12月31日"),
        rows: vec![
            row("2017-01-20", NAMES[0], 330_000),
            row("2017-09-28", NAMES[3], 100_000),
        ],
        handled_by: s("李干事"),
    }
}
