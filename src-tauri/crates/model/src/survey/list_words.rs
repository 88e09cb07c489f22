//! Words for the doubts of lists (送温暖花名册、走访记录): the short name, the sentence, the remedy.

use super::finding::Code;

/// What the finding is called in a list of counts.
pub(super) fn label(code: Code) -> Option<&'static str> {
    use Code as C;
    Some(match code {
        C::AmountZero => "金额为零",
        C::UnitUnknown => "计量单位不是户或人",
        C::NameDiffers => "姓名与库中不同",
        C::SubtotalMismatch => "本页小计不符",
        C::TotalMismatch => "合计不符",
        C::UppercaseMismatch => "大写与小写不符",
        C::CountMismatch => "户数、人数或次数不符",
        C::SolvedExceedsRaised => "解决多于反映",
        C::DuplicateVisit => "重复的走访",
        C::DateInFuture => "日期晚于今天",
        _ => return None,
    })
}

/// (what is doubted, what to do). `hint` is what was computed.
pub(super) fn sentence(
    code: Code,
    row: u32,
    label: &str,
    hint: Option<&str>,
) -> Option<(String, String)> {
    use Code as C;
    let hint = hint.unwrap_or("…");
    let (message, remedy) = match code {
        C::AmountZero => (
            "金额为零，也没有慰问品，这一行没有可发的东西，不能导入。".to_owned(),
            "请填写金额或慰问品，或删去这一行。",
        ),
        C::UnitUnknown => (
            format!("“{label}”既不是“户”也不是“人”，按“人”计。"),
            "户和人分开统计，请改为“户”或“人”。",
        ),
        C::NameDiffers => (
            "库中同一证件号码的人是另一个姓名，导入时以库中为准。".to_owned(),
            "请对照身份证，核对姓名和号码；可能是号码抄错了人。",
        ),
        C::SubtotalMismatch => (
            format!("本页小计与本页各行之和不符，各行之和为 {hint} 元。"),
            "请核对本页各行金额；导入只看各行，不看小计。",
        ),
        C::TotalMismatch => (
            format!("“{label}”的合计与各行之和不符，各行之和为 {hint}。"),
            "请核对各行和合计；导入只看各行，不看合计。",
        ),
        C::UppercaseMismatch => (
            format!("大写金额与各行之和不符，应为 {hint}。"),
            "请核对合计和大写，付款前改正。",
        ),
        C::CountMismatch => (
            format!("写明的户数、人数或次数与表中的行数不符，表中为 {hint}。"),
            "请核对是否漏行或多行；户、人、次分开计算。",
        ),
        C::SolvedExceedsRaised => (
            "解决困难数多于反映困难数。".to_owned(),
            "请核对两个数字；以前反映、这次解决的请在备注中说明。",
        ),
        C::DuplicateVisit => (
            format!("与第 {row} 行是同一次走访(序号、日期、对象和单位都相同)。"),
            "请删去一行；已保留前一行。",
        ),
        C::DateInFuture => (
            format!("“{label}”晚于今天。"),
            "请核对日期；没有发生的走访请登记为计划。",
        ),
        _ => return None,
    };
    Some((message, remedy.to_owned()))
}
