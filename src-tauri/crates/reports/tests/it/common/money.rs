//! Sample forms of a campaign: the recipients of the sample workbook, and invented slips around them.

use songnuan_model::money::Fen;
use songnuan_model::records::CountUnit;

use super::s;
use songnuan_reports::data::*;

/// Name, category, 户 or 人, yuan: the 41 lines of the sample list, in its order.
const RECIPIENTS: &str = include_str!("recipients.txt");

/// The rows of the roster.
pub fn recipients() -> Vec<RosterRow> {
    RECIPIENTS
        .lines()
        .enumerate()
        .map(|(index, line)| {
            let fields: Vec<&str> = line.split('\t').collect();
            RosterRow {
                name: s(fields[0]),
                sex: s(if index % 3 == 0 { "女" } else { "男" }),
                id_no: format!("9981011987061{index:02}{:03}", 100 + index),
                employer: s("某某客车制造有限公司总装车间"),
                category: s(fields[1]),
                unit: match fields[2] {
                    "户" => CountUnit::Household,
                    _ => CountUnit::Person,
                },
                amount: Fen(fields[3].parse::<i64>().unwrap() * 100),
                bank: s("演示农业银行芦塘荡支行"),
                card_no: format!("62999900300000{index:05}"),
                result: s("已到账"),
                ..RosterRow::default()
            }
        })
        .collect()
}

/// The roster of the sample list.
pub fn roster(variant: RosterVariant) -> RosterForm {
    RosterForm {
        variant,
        title: s("芦塘荡镇总工会2017年元旦春节送温暖慰问金发放花名册"),
        unit: s("芦塘荡镇总工会"),
        paid_on: s("2017年1月20日"),
        no: s("2017-003"),
        rows: recipients(),
        approved_by: s("赵建国"),
        reviewed_by: s("钱丽"),
        handled_by: s("孙晓"),
        phone: s("099-70001234"),
    }
}

/// A filled application.
pub fn application() -> AidApplicationForm {
    let visit = super::plain_visit();
    AidApplicationForm {
        name: s("顾𬱖"),
        sex: s("女"),
        birth: s("1987年6月"),
        ethnicity: s("汉族"),
        id_no: s("998101198706153215"),
        phone: s("13800000138"),
        employer: visit.employer,
        post: s("装配工"),
        joined_on: s("2006年7月"),
        home_address: visit.home_address,
        file_no: s("998101-2015-038"),
        members: (0..4).map(super::visit_member).collect(),
        family_annual_income: s("52,800.00"),
        rigid_annual: s("37,500.00"),
        per_capita: s("318.75"),
        kinds: ["生活救助", "医疗救助", "子女助学", "临时救助", "其他"]
            .iter()
            .map(|label| Tick {
                label: s(label),
                on: *label == "医疗救助",
            })
            .collect(),
        reason: s(
            "本人2016年3月确诊乳腺癌，先后住院4次，自付医疗费三万余元；丈夫下岗，儿子在读初中，家庭收入不足以支付医疗费用，特申请医疗救助。",
        ),
        applied_on: s("2017年1月5日"),
        notice_from: s("2017年1月11日"),
        notice_to: s("2017年1月18日"),
        no_objection: Some(true),
        union_opinion: Opinion {
            text: s("情况属实，同意上报。"),
            date: s("2017年1月19日"),
        },
        township_opinion: Opinion {
            text: s("材料齐全，符合医疗救助条件，同意上报审批。"),
            date: s("2017年1月20日"),
        },
        amount_uppercase: s("贰仟元整"),
        amount: s("2,000.00"),
        card_holder: s("顾𬱖"),
        bank: s("演示农业银行芦塘荡支行"),
        card_no: s("6299990030000000019"),
        ..AidApplicationForm::default()
    }
}

/// A filled slip.
pub fn receipt(number: u32) -> ReceiptForm {
    ReceiptForm {
        no: format!("2017-{number:04}"),
        payee: s("买买提·艾力"),
        id_no: s("998101198706153215"),
        purpose: s("2017年元旦春节送温暖慰问金"),
        amount_uppercase: Fen(200_000).uppercase(),
        amount: Fen(200_000).to_string(),
        goods: s("大米10公斤、食用油1桶"),
        phone: s("13800000138"),
        approved_by: s("赵建国"),
        reviewed_by: s("钱丽"),
        handled_by: s("孙晓"),
        unit: s("芦塘荡镇总工会"),
        ..ReceiptForm::default()
    }
}

/// A letter of ordinary length.
pub fn letter() -> LetterForm {
    LetterForm {
        addressee: s("顾𬱖同志："),
        paragraphs: vec![
            s(
                "值此2017年元旦春节来临之际，芦塘荡镇总工会谨向您和您的家人致以节日的问候和诚挚的祝福！",
            ),
            s(
                "一年来，您克服困难，坚守岗位，为企业发展和全镇经济社会建设付出了辛勤劳动。对此，我们表示衷心的感谢！",
            ),
            s(
                "工会是职工之家。您在生活中遇到的困难，工会始终牵挂在心。现送上慰问金人民币贰仟元整（¥2,000.00），以表心意。愿您保重身体，乐观面对；有事请随时与镇总工会联系。",
            ),
            s("衷心祝愿您和家人新春愉快，身体健康，阖家幸福！"),
        ],
        unit: s("芦塘荡镇总工会"),
        on: s("2017年1月20日"),
    }
}

/// A notice over the sample list.
pub fn notice() -> NoticeForm {
    let row = |row: RosterRow| NoticeRow {
        name: row.name,
        employer: row.employer,
        category: row.category,
        amount: row.amount,
        project: s(""),
    };
    NoticeForm {
        title: s("关于2017年元旦春节送温暖慰问金\n拟发放人员名单的公示"),
        paragraphs: vec![
            s(
                "经基层工会推荐、入户调查、镇总工会审核，拟向姚**等6户35人发放2017年元旦春节送温暖慰问金，合计人民币伍万贰仟元整（¥52,000.00）。现予公示。",
            ),
            s(
                "公示期：2017年1月11日至2017年1月18日（5个工作日）。如有异议，请于公示期内以书面或电话形式反映，反映情况须签署真实姓名并提供联系方式。",
            ),
        ],
        contacts: vec![
            (s("联系部门"), s("芦塘荡镇总工会")),
            (s("监督电话"), s("099-70001234")),
            (s("邮　　箱"), s("")),
        ],
        unit: s("芦塘荡镇总工会"),
        on: s("2017年1月11日"),
        rows: recipients().into_iter().map(row).collect(),
        amount_head: s("拟发放金额(元)"),
        ..NoticeForm::default()
    }
}

/// A year of a fund.
pub fn fund_ledger(lines: usize) -> FundLedgerForm {
    let mut balance = 10_000_000;
    let rows = (0..lines).map(|index| {
        let (income, outgo) = match index % 9 {
            0 => (5_000_000, 0),
            _ => (0, 123_450),
        };
        balance += income - outgo;
        FundLedgerLine {
            on: format!("2017-{:02}-{:02}", 1 + index / 28 % 12, 1 + index % 28),
            no: format!("2017-{:03}", index + 1),
            summary: s(if income > 0 {
                "拨入 县总工会送温暖专项资金"
            } else {
                "发放 2017年元旦春节送温暖慰问金（现金签领 3 人）"
            }),
            income: Fen(income),
            outgo: Fen(outgo),
            balance: Fen(balance),
        }
    });
    FundLedgerForm {
        fund: s("2017年送温暖资金"),
        unit: s("芦塘荡镇总工会"),
        period: s("2017年1月1日至2017年12月31日"),
        opening: Fen(10_000_000),
        rows: rows.collect(),
    }
}

/// A short visit ledger, one visit with a long story.
pub fn visit_ledger() -> VisitLedgerForm {
    let row = |index: usize| VisitLedgerRow {
        on: format!("2017-01-{:02}", 1 + index % 28),
        name: recipients()[index % 41].name.clone(),
        place: s("芦塘荡镇新源路88弄12号302室"),
        reason: s("节日慰问"),
        visitors: s("杨志强、姚艳"),
        outcome: s(if index == 3 { "未遇" } else { "已走访" }),
        money: Fen(if index == 3 { 0 } else { 50_000 }),
        goods: s("大米一袋"),
        problems: if index == 5 {
            "孩子升学费用不足，楼道照明损坏两个月无人修理。".repeat(6)
        } else {
            s("药费负担重")
        },
        solution: s("登记医疗互助意向"),
    };
    VisitLedgerForm {
        title: s(""),
        unit: s("芦塘荡镇总工会"),
        period: s("2017年1月1日至2017年1月31日"),
        rows: (0..30).map(row).collect(),
        handled_by: s("孙晓"),
    }
}

/// A report with counts that stay apart.
pub fn figures() -> ReportForm {
    let pair = |label: &str, text: &str| (s(label), s(text));
    let row = |cells: &[&str]| cells.iter().map(|cell| s(cell)).collect();
    ReportForm {
        title: s("2017年元旦春节送温暖活动统计"),
        as_of: s("2026年11月22日 09:30"),
        unit: s("芦塘荡镇总工会"),
        figures: vec![
            pair("慰问困难户", "6 户"),
            pair("困难户慰问金", "10,000.00 元"),
            pair("慰问职工", "35 人"),
            pair("职工慰问金", "42,000.00 元"),
            pair("走访", "41 人次"),
        ],
        tables: vec![
            ReportTable {
                title: s("按类别"),
                columns: row(&["类别", "户", "人", "金额(元)"]),
                rows: vec![
                    row(&["重困职工", "4", "0", "8,000.00"]),
                    row(&["长期困难职工", "2", "0", "2,000.00"]),
                    row(&["临时性困难职工", "0", "24", "27,000.00"]),
                    row(&["因病住院职工", "0", "11", "15,000.00"]),
                ],
            },
            ReportTable {
                title: s("按走访人"),
                columns: row(&["走访人", "应访", "已访"]),
                rows: (0..70)
                    .map(|n| vec![format!("走访员{n}"), s("12"), s("11")])
                    .collect(),
            },
        ],
        notes: vec![s("户与人分别计数，不相加。")],
    }
}
