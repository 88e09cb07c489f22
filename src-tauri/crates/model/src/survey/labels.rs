//! Short Chinese names of findings and repairs, for counts and filters.

use super::finding::{Code, Note};

impl Code {
    /// What the finding is called in a list of counts.
    pub fn label(self) -> &'static str {
        paper(self)
            .or_else(|| value(self))
            .or_else(|| household(self))
            .or_else(|| super::list_words::label(self))
            .or_else(|| super::honor_words::label(self))
            .unwrap_or_else(|| union(self))
    }
}

fn paper(code: Code) -> Option<&'static str> {
    use Code as C;
    Some(match code {
        C::IdChecksumInvalid => "身份证号校验码不符",
        C::IdDateInvalid => "身份证号中的日期不存在",
        C::IdBirthInFuture => "身份证号出生日期晚于调查日",
        C::IdFormatInvalid => "身份证号位数不对",
        C::IdDamaged => "身份证号被表格软件损坏",
        C::IdUpgraded => "15 位身份证号已升位",
        C::IdUnknownDivision => "身份证号行政区划未知",
        C::IdSexMismatch => "性别与身份证号不一致",
        C::IdBirthMismatch => "出生日期与身份证号不一致",
        C::DocNoFormatInvalid => "证件号码格式不对",
        C::DuplicateOfRow => "重复的人",
        C::SimilarPerson => "同名同村同年出生",
        C::NamePlaceholderChar => "姓名中有代替符",
        C::AgeImplausible => "年龄不合常理",
        C::MemberIdMissing => "成员没有身份证号",
        C::MemberIdChecksumInvalid => "成员身份证号校验码不符",
        C::MemberIdDateInvalid => "成员身份证号日期不存在",
        C::MemberIdDamaged => "成员身份证号被表格软件损坏",
        C::MemberIdFormatInvalid => "成员身份证号位数不对",
        C::MemberIdUpgraded => "成员 15 位身份证号已升位",
        C::MemberIdUnknownDivision => "成员身份证号行政区划未知",
        C::MemberIdSexMismatch => "成员性别与身份证号不一致",
        C::MemberIdBirthMismatch => "成员出生日期与身份证号不一致",
        C::MinorHealthData => "未满 14 周岁的健康信息",
        _ => return None,
    })
}

fn value(code: Code) -> Option<&'static str> {
    use Code as C;
    Some(match code {
        C::MandatoryMissing => "必填项为空",
        C::DateUnparseable => "日期看不懂",
        C::DatePartial => "日期只有年月",
        C::AmountUnparseable => "金额不确切",
        C::AmountNegative => "金额为负",
        C::AmountMissing => "没有金额",
        C::CountUnparseable => "不是整数",
        C::CodeNotInList => "不在规定选项中",
        C::PhoneInvalid => "手机号码无效",
        C::CardLuhn => "银行卡号校验不符",
        C::CardDamaged => "银行卡号被表格软件损坏",
        C::CardLength => "银行卡号位数不对",
        C::CardHolderDiffers => "户名不是本人",
        C::FormulaInsteadOfValue => "单元格是公式",
        C::CellError => "单元格是错误值",
        _ => return None,
    })
}

fn household(code: Code) -> Option<&'static str> {
    use Code as C;
    Some(match code {
        C::SeqDuplicate => "户序号重复",
        C::ApplicantInOtherHousehold => "申请人又是别户成员",
        C::MemberInTwoHouseholds => "成员登记在两户",
        C::MemberIsApplicant => "成员自己有档案",
        C::HouseholdNotFound => "户序号不存在",
        C::HouseholdRowRejected => "该户未通过",
        C::OperatingLoss => "经营亏损",
        C::RowTotalMismatch => "合计与各月之和不符",
        C::AnnualIncomeMismatch => "年收入与明细不符",
        C::FamilySizeMismatch => "家庭人口与成员表不符",
        C::CategoryDiffers => "困难类别与计算结果不同",
        C::ContractExpired => "合同已到期",
        C::FileUntouched => "档案超过一年未更新",
        C::AidedTwice => "一次活动领取两次",
        C::PaidAfterDeath => "死亡之后发放",
        _ => return None,
    })
}

fn union(code: Code) -> &'static str {
    use Code as C;
    match code {
        C::UsccFormatInvalid => "信用代码格式不对",
        C::UsccChecksumInvalid => "信用代码校验码不符",
        C::UsccOrgChecksum => "组织机构代码校验码不符",
        C::UsccUnknownKind => "信用代码登记类别未知",
        C::DuplicateCode => "信用代码重复",
        C::DuplicateName => "名称重复",
        C::ParentUnknown => "上级组织未知",
        C::ParentCycle => "上级组织绕成一圈",
        C::MembersExceedEmployees => "会员多于职工",
        C::PartExceedsEmployees => "分项多于职工",
        C::DatesReversed => "日期先后颠倒",
        C::LevelUnknown => "层级未知",
        C::FormUnknown => "组建形式未知",
        _ => "其他疑问",
    }
}

impl Note {
    /// The repair as a person reads it.
    pub fn label(self) -> &'static str {
        match self {
            Self::IdCleaned => "证件号码去掉了空格、撇号或全角字符",
            Self::IdLowerX => "身份证号末位 x 改为 X",
            Self::IdStoredAsNumber => "身份证号原为数字单元格(15 位无损)",
            Self::NameCleaned => "姓名去掉了空格或统一了间隔号",
            Self::AnnualLumpSum => "只有全年合计，没有各月金额",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_name_of_its_own() {
        let mut seen = std::collections::HashSet::new();
        for code in Code::ALL {
            assert!(seen.insert(code.label()), "{} shares a name", code.id());
            assert_ne!(code.label(), "其他疑问", "{}", code.id());
        }
    }
}
