//! Words for the doubts of scholarship and model-worker lists: the short name, the sentence, the
//! remedy.

use super::finding::Code;

/// What the finding is called in a list of counts.
pub(super) fn label(code: Code) -> Option<&'static str> {
    use Code as C;
    Some(match code {
        C::StudentTwice => "同一学生登记两次",
        C::StudentTwoParents => "同一学生登记在两位家长名下",
        C::CardOfTwoStudents => "两名学生同一张卡",
        C::StudentTooYoung => "学生不满六岁",
        C::TuitionZero => "学费为零",
        C::AppliedAfterDeadline => "逾期申请",
        C::IncomeLooksYearly => "月收入像是年收入",
        C::HonorBeforeBirth => "荣誉早于出生",
        C::MedalRecoveredEarly => "奖章找回早于遗失",
        C::MedalStateDiffers => "奖章状态与日期不符",
        C::HonorPersonUnknown => "名册中没有这个人",
        C::HonorPersonAmbiguous => "名册中有同名的人",
        _ => return None,
    })
}

/// (what is doubted, what to do). `hint` is what was computed.
pub(super) fn sentence(code: Code, row: u32, hint: Option<&str>) -> Option<(String, String)> {
    use Code as C;
    let hint = hint.unwrap_or("…");
    let (message, remedy) = match code {
        C::StudentTwice => (
            format!("与第 {row} 行是同一名学生，第 {row} 行有效，这一行记为不予资助。"),
            "请删去一行；若身份证号写错，请更正后重新导入。",
        ),
        C::StudentTwoParents => (
            format!(
                "这名学生在第 {row} 行已由另一位家长申请，第 {row} 行有效，这一行记为不予资助。"
            ),
            "每名学生一年只资助一次，请父母商定由一方申请；若身份证号写错，请更正后重新导入。",
        ),
        C::CardOfTwoStudents => (
            format!("银行卡号与第 {row} 行另一名学生的相同，两行都保留。"),
            "请核对卡号；兄弟姐妹共用家长的卡可以照常导入。",
        ),
        C::StudentTooYoung => (
            "按身份证号，学生申请时不满六岁，这一行无法导入。".to_owned(),
            "请核对身份证号，可能写成了别人的号码。",
        ),
        C::TuitionZero => (
            "学费为零，照常导入。".to_owned(),
            "请核对学费票据；免学费的可能属于不予资助的情形，请在学生类型中写明。",
        ),
        C::AppliedAfterDeadline => (
            format!("申请日期晚于截止日期 {hint}，照常导入，记为不予资助。"),
            "请核对申请日期；确属逾期的告知申请人明年再申请。",
        ),
        C::IncomeLooksYearly => (
            format!("月收入大得不合常理，像是全年收入；若是全年收入，每月约 {hint} 元。"),
            "请核对后填写每月的工资或养老金；照原数导入，补助按原数计算。",
        ),
        C::HonorBeforeBirth => (
            "授予时间早于本人出生，这一行无法导入。".to_owned(),
            "请对照证书和身份证，更正授予年份或姓名。",
        ),
        C::MedalRecoveredEarly => (
            format!("找回日期早于被盗(遗失)日期 {hint}，这一行无法导入。"),
            "请核对两个日期；找回日期不清楚的可以空着。",
        ),
        C::MedalStateDiffers => (
            format!("奖章状态写“{hint}”，却填了被盗(遗失)或找回日期，按状态导入，日期没有采用。"),
            "请核对奖章现在在不在，改正状态或删去日期。",
        ),
        C::HonorPersonUnknown => (
            "劳模名册中没有这个人(或其所在行未通过)，这一行无法导入。".to_owned(),
            "请先在“劳模名册”表中登记本人，姓名写法要一致。",
        ),
        C::HonorPersonAmbiguous => (
            "劳模名册中有几位同名的人，分不清是谁的荣誉，这一行无法导入。".to_owned(),
            "请在荣誉表中增加“身份证号”一列。",
        ),
        _ => return None,
    };
    Some((message, remedy.to_owned()))
}
