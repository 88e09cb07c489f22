//! The Chinese sentence and remedy for every finding and sheet problem.

use super::cell::column_letter;
use super::finding::{Code, Finding, SheetProblem, Subject};
use super::{honor_words, list_words};

/// (what is doubted, what to do). `label` is the word over the column.
pub(super) fn sentence(finding: &Finding, label: &str) -> (String, String) {
    let label: String = label
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '*')
        .collect();
    let hint = finding.hint.as_deref();
    let row = match finding.subject {
        Subject::Row(row) => row,
        _ => 0,
    };
    let (message, remedy) = paper(finding.code, hint)
        .or_else(|| person(finding.code, row))
        .or_else(|| value(finding, &label))
        .or_else(|| household(finding.code, row, hint))
        .or_else(|| union(finding.code, row, &label))
        .or_else(|| list_words::sentence(finding.code, row, &label, hint))
        .or_else(|| honor_words::sentence(finding.code, row, hint))
        .unwrap_or_else(|| {
            (
                format!("“{label}”有疑问。"),
                "请核对这个单元格。".to_owned(),
            )
        });
    (message, remedy)
}

type Sentence = Option<(String, String)>;

fn both(message: impl Into<String>, remedy: impl Into<String>) -> Sentence {
    Some((message.into(), remedy.into()))
}

/// Identity papers.
fn paper(code: Code, hint: Option<&str>) -> Sentence {
    use Code as C;
    match code {
        C::IdChecksumInvalid | C::MemberIdChecksumInvalid => both(
            "身份证号最后一位(校验码)与前 17 位不符，号码里至少有一位写错了。",
            match hint {
                Some(digit) => {
                    format!(
                        "请对照身份证原件。若前 17 位无误，末位应为 {digit}；程序不会自动改号。"
                    )
                }
                None => "请对照身份证原件更正。".to_owned(),
            },
        ),
        C::IdDateInvalid => both(
            "身份证号中的出生日期不存在。",
            "请对照身份证原件，更正第 7 至 14 位。",
        ),
        C::MemberIdDateInvalid => both(
            "身份证号中的出生日期不存在或晚于调查日期。",
            "请对照身份证原件，更正第 7 至 14 位；该成员仍计入家庭人口。",
        ),
        C::IdBirthInFuture => both(
            "身份证号中的出生日期晚于调查日期。",
            "请对照身份证原件更正，并核对表头的填报时间。",
        ),
        C::IdFormatInvalid | C::MemberIdFormatInvalid => both(
            "身份证号既不是 15 位，也不是 17 位数字加 1 位数字或 X。",
            "请数一数位数，对照身份证原件补全或更正。",
        ),
        C::IdDamaged | C::MemberIdDamaged => both(
            "身份证号被表格软件当作数字保存，末几位已丢失，无法还原。",
            "请重新索取号码；先把该列设为“文本”格式再录入。",
        ),
        C::IdUpgraded | C::MemberIdUpgraded => both(
            "15 位旧身份证号，已按规则升为 18 位。",
            "请与现用身份证核对升位后的号码。",
        ),
        C::IdUnknownDivision | C::MemberIdUnknownDivision => both(
            "身份证号前 6 位不在行政区划表中(可能是已撤并的地区)。",
            "请核对前 6 位；确认无误可以照常导入。",
        ),
        C::IdSexMismatch | C::MemberIdSexMismatch => both(
            "填写的性别与身份证号不一致，导入时以身份证号为准。",
            "请核对性别和身份证号第 17 位。",
        ),
        C::IdBirthMismatch | C::MemberIdBirthMismatch => both(
            "填写的出生日期与身份证号不一致，导入时以身份证号为准。",
            "请核对出生日期和身份证号第 7 至 14 位。",
        ),
        C::MemberIdMissing => both(
            "没有填写身份证号。",
            "请补填；暂时没有也可导入，但无法查出重复登记。",
        ),
        C::DocNoFormatInvalid => both(
            "证件号码不符合该类证件的格式。",
            "请核对证件类型和号码；护照号只含 5 至 17 位大写字母和数字。",
        ),
        _ => None,
    }
}

/// Who the person is.
fn person(code: Code, row: u32) -> Sentence {
    use Code as C;
    match code {
        C::DuplicateOfRow => both(
            format!("与第 {row} 行是同一个人(证件号码相同，15 位与 18 位视为同一号码)。"),
            format!("请保留一行；若其中一行号码写错，请更正后重新导入。已保留第 {row} 行。"),
        ),
        C::SimilarPerson => both(
            format!("与第 {row} 行同名、同村、同年出生，但证件号码不同。"),
            "请确认是否确为两个人；若是同一人，请删去一行。",
        ),
        C::NamePlaceholderChar => both(
            "姓名中有“□”或“?”，应是打不出来的字。",
            "请用身份证上的字替换；本程序支持生僻字。",
        ),
        C::AgeImplausible => both(
            "调查日不满 16 岁或超过 80 岁，不像在职职工。",
            "请核对出生日期和证件号码。",
        ),
        C::MinorHealthData => both(
            "不满 14 周岁的孩子填了疾病信息，属于敏感个人信息。",
            "请确认已取得监护人的书面同意。",
        ),
        _ => None,
    }
}

/// Texts, dates, amounts, phones, cards.
fn value(finding: &Finding, label: &str) -> Sentence {
    use Code as C;
    match finding.code {
        C::MandatoryMissing if finding.reject => both(
            format!("没有填写“{label}”，这一行无法导入。"),
            format!("请补填“{label}”。"),
        ),
        C::MandatoryMissing => both(
            format!("必填项“{label}”没有填写。"),
            format!("可先导入为待完善档案，以后补填“{label}”。"),
        ),
        C::DateUnparseable => both(
            format!("“{label}”不是一个日期。"),
            "请写成 2016-12-20 或 2016年12月20日；出生日期可由有效的身份证号得出。",
        ),
        C::DatePartial => both(
            format!("“{label}”只有年和月。"),
            "按年月保存；知道日期时请补全。",
        ),
        C::AmountUnparseable => both(
            format!("“{label}”不是一个确切到分的金额。"),
            "请填写数字，如 2472、2,472.50 或 0.3万，不要写“约”“面议”或范围。",
        ),
        C::AmountNegative => both(
            format!("“{label}”是负数。"),
            "请核对；只有经营净收入可以为负(亏损)。",
        ),
        C::AmountMissing => both("没有填写金额。", "请补填金额，或删去这一行。"),
        C::CountUnparseable => both(format!("“{label}”不是一个整数。"), "请只填写数字，如 3。"),
        C::CodeNotInList => both(
            format!("“{label}”不在表格规定的选项中。"),
            "请改用规定的选项；原文先照样保留。",
        ),
        C::PhoneInvalid => both(
            "不是有效的手机号码。",
            "请填写 11 位手机号；固定电话请填在“其他联系方式”。",
        ),
        C::CardLuhn => both(
            "银行卡号没有通过校验，可能有一位写错(部分旧存折号也会如此)。",
            "请对照银行卡再录一遍；确认无误可以使用。",
        ),
        C::CardDamaged => both(
            "银行卡号被表格软件当作数字保存，末几位已丢失，已留空。",
            "请重新索取卡号；先把该列设为“文本”格式再录入。",
        ),
        C::CardLength => both(
            "银行卡号不是 13 至 19 位数字，已留空。",
            "请对照银行卡更正。",
        ),
        C::CardHolderDiffers => both(
            "银行户名与申请人姓名不一致。",
            "请改用本人账户，或补办代领授权。",
        ),
        C::FormulaInsteadOfValue => both(
            format!("“{label}”是公式，取的是上次计算的结果。"),
            "请核对数值；可用“选择性粘贴—数值”把公式换成数值。",
        ),
        C::CellError => both(
            format!("“{label}”显示为错误值(如 #N/A),按空白处理。"),
            "请改正公式或直接填写。",
        ),
        _ => None,
    }
}

/// Doubts that concern the household or another row.
fn household(code: Code, row: u32, hint: Option<&str>) -> Sentence {
    use Code as C;
    let hint = hint.unwrap_or("…");
    match code {
        C::SeqDuplicate => both(
            format!("序号与第 {row} 行相同，其他工作表中该户序号都算到第 {row} 行。"),
            "请给每户一个不同的序号。",
        ),
        C::ApplicantInOtherHousehold => both(
            format!("申请人又是别户的家庭成员(“家庭成员”第 {row} 行)。"),
            "一户一档：请确认他(她)属于哪一户。",
        ),
        C::MemberInTwoHouseholds => both(
            format!("此人已在第 {row} 行登记为另一户的成员，两户暂都计入。"),
            "请确认他(她)与哪一户共同生活，另一户改为“否”。",
        ),
        C::MemberIsApplicant => both(
            format!("此人自己有一份困难职工档案(“困难职工档案”第 {row} 行)。"),
            "一户一档：请确认是否应并为一户。",
        ),
        C::HouseholdNotFound => both(
            "户序号在“困难职工档案”中不存在，这一行无法导入。",
            "请更正户序号，或先补上该户。",
        ),
        C::HouseholdRowRejected => both(
            "该户在“困难职工档案”中的行未通过，这一行也无法导入。",
            "请先更正该户的那一行，再重新导入。",
        ),
        C::OperatingLoss => both("经营净收入为负(亏损),按负收入计算。", "请确认有账目可查。"),
        C::RowTotalMismatch => both(
            format!("“合计”与 12 个月之和不符，按各月之和 {hint} 元计算。"),
            "请核对各月金额和合计。",
        ),
        C::AnnualIncomeMismatch => both(
            format!("家庭年度总收入与收入明细相差 1 元以上，明细合计为 {hint} 元。"),
            "请核对收入明细；认定时以明细为准。",
        ),
        C::FamilySizeMismatch => both(
            format!("家庭人口与家庭成员表不符，按成员表为 {hint} 人。"),
            "请核对成员表和“是否共同生活”；认定时以成员表为准。",
        ),
        C::CategoryDiffers => both(
            format!("填写的困难类别与按政策计算的不同，计算结果为“{hint}”。"),
            "请核对收入、支出和人口；点开该户可看到计算过程。",
        ),
        C::ContractExpired => both(
            "劳动合同已到期，工作状态仍为“在岗”。",
            "请补填新合同或更正工作状态。",
        ),
        C::FileUntouched => both(
            "档案超过一年没有更新。",
            "请入户复查后更新，或办理脱困、注销。",
        ),
        C::AidedTwice => both(
            format!("同一次活动中该户已在第 {row} 行领过。"),
            "请确认是否重复发放；重复的应收回并作红字冲销。",
        ),
        C::PaidAfterDeath => both(
            "发放日期晚于死亡日期。",
            "请查明领款人，按规定追回或补办遗属手续。",
        ),
        _ => None,
    }
}

/// Union organisations.
fn union(code: Code, row: u32, label: &str) -> Sentence {
    use Code as C;
    match code {
        C::UsccFormatInvalid => both(
            format!("“{label}”不是 18 位统一社会信用代码(不含字母 I、O、S、V、Z)。"),
            "请对照登记证书更正。",
        ),
        C::UsccChecksumInvalid => both(
            format!("“{label}”的末位校验码不符。"),
            "请对照登记证书逐位核对。",
        ),
        C::UsccOrgChecksum => both(
            format!("“{label}”中的组织机构代码(第 9 至 17 位)校验码不符。"),
            "少数登记机关发过这样的代码；请对照证书核对。",
        ),
        C::UsccUnknownKind => both(
            format!("“{label}”的前两位不是已知的登记类别。"),
            "请对照登记证书核对前两位。",
        ),
        C::DuplicateCode => both(
            format!("“{label}”与第 {row} 行相同。"),
            "一个代码只属于一个单位，请核对。",
        ),
        C::DuplicateName => both(
            format!("名称与第 {row} 行相同。"),
            "请合并重复的行，或在名称中加以区别。",
        ),
        C::ParentUnknown => both(
            format!("“{label}”所写的组织不在本表中，也未登记过。"),
            "请改用该组织的全称，或先补上它。",
        ),
        C::ParentCycle => both(
            "上级组织绕成了一圈(自己成了自己的上级)。",
            "请更正上级组织。",
        ),
        C::MembersExceedEmployees => {
            both("会员数多于职工人数。", "请核对两个数字；退休会员不计在内。")
        }
        C::PartExceedsEmployees => both(format!("“{label}”多于职工人数。"), "请核对两个数字。"),
        C::DatesReversed => both("届满日期早于成立日期。", "请核对两个日期。"),
        C::LevelUnknown => both(
            "“层级”不是镇总工会、工会联合会、基层工会或未建会企业。",
            "请改用这四个词之一。",
        ),
        C::FormUnknown => both(
            "“组建形式”不是区域性、行业性、独立建会、联合会覆盖或未建会。",
            "请改用这五个词之一。",
        ),
        _ => None,
    }
}

/// The sentence for a problem of a whole sheet or column.
pub(super) fn problem(problem: &SheetProblem) -> (String, String) {
    match problem {
        SheetProblem::SheetMissing(kind) => (
            format!("工作簿中没有“{}”工作表。", kind.label()),
            "没有这张表也可导入，相应内容以后补录；若表名不同，请改回规定的名称。".to_owned(),
        ),
        SheetProblem::SheetUnknown(tab) => (
            format!("工作表“{tab}”不是这次要导入的内容，没有读取。"),
            "若应读取，请改用规定的表头。".to_owned(),
        ),
        SheetProblem::ColumnUnknown { kind, col, header } => (
            format!(
                "“{}”{} 列的表头“{}”不认识。",
                kind.label(),
                column_letter(*col),
                header.trim()
            ),
            "请指定这一列对应的项目，或选择不导入。".to_owned(),
        ),
        SheetProblem::ColumnMissing {
            kind,
            label,
            mandatory,
        } => (
            format!("“{}”中没有“{label}”一列。", kind.label()),
            if *mandatory {
                "这是必填项，导入后档案会标为待完善；若列名不同，请指定对应的列。".to_owned()
            } else {
                "没有这一列也可导入；户序号用来连接各工作表，请尽量补上。".to_owned()
            },
        ),
        SheetProblem::ColumnRepeated { kind, col, header } => (
            format!(
                "“{}”{} 列的表头“{}”与前面的列重复。",
                kind.label(),
                column_letter(*col),
                header.trim()
            ),
            "只读取前一列；若应读取这一列，请另行指定。".to_owned(),
        ),
    }
}
