//! The columns of the survey sheets: field identifiers, the words clerks put over them, mandatory ones.

/// One column a sheet may have.
pub struct ColumnSpec {
    /// DOMAIN §7 identifier, used in finding codes (`date_partial:work_start`).
    pub id: &'static str,
    /// The word on the form.
    pub label: &'static str,
    /// Marked `*` on the form.
    pub mandatory: bool,
    /// Other words for the same column, normalised as [`header_key`] does.
    pub aliases: &'static [&'static str],
}

/// What a sheet of a workbook is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SheetKind {
    /// 困难职工档案: one row per household.
    Applicants,
    /// 家庭成员
    Members,
    /// 近12个月收入
    Income,
    /// 刚性支出
    Rigid,
    /// 历年帮扶记录
    Aid,
    /// 工会组织
    Unions,
    /// 送温暖花名册
    Roster,
    /// 走访记录, of teams or of workers
    Visits,
    /// 金秋助学申请名册
    Scholarships,
    /// 劳模名册
    ModelWorkers,
    /// 荣誉与奖章
    Honors,
}

impl SheetKind {
    /// The sheets of a hardship survey, in the order of the workbook.
    pub const SURVEY: [Self; 5] = [
        Self::Applicants,
        Self::Members,
        Self::Income,
        Self::Rigid,
        Self::Aid,
    ];

    /// The name the sheet has in the official workbook.
    pub fn label(self) -> &'static str {
        match self {
            Self::Applicants => "困难职工档案",
            Self::Members => "家庭成员",
            Self::Income => "近12个月收入",
            Self::Rigid => "刚性支出",
            Self::Aid => "历年帮扶记录",
            Self::Unions => "工会组织",
            Self::Roster => "送温暖花名册",
            Self::Visits => "走访记录",
            Self::Scholarships => "金秋助学",
            Self::ModelWorkers => "劳模名册",
            Self::Honors => "荣誉与奖章",
        }
    }

    /// A word that gives the sheet away when it was renamed.
    fn hint(self) -> &'static [&'static str] {
        match self {
            Self::Applicants => &["档案", "摸底"],
            Self::Members => &["成员"],
            Self::Income => &["收入"],
            Self::Rigid => &["支出"],
            Self::Aid => &["帮扶", "慰问", "救助记录"],
            Self::Unions => &["工会", "组织", "建会"],
            Self::Roster => &["花名册", "名单", "送温暖", "慰问"],
            Self::Visits => &["走访"],
            Self::Scholarships => &["助学"],
            Self::ModelWorkers => &["劳模", "劳动模范"],
            Self::Honors => &["荣誉", "奖章"],
        }
    }

    /// The tab name fits this kind: 2 the official name, 1 a hint, 0 not at all.
    pub fn name_fit(self, tab: &str) -> u8 {
        let key = header_key(tab);
        if key == header_key(self.label()) {
            2
        } else {
            u8::from(self.hint().iter().any(|hint| key.contains(hint)))
        }
    }

    /// The columns this sheet may have.
    pub fn columns(self) -> &'static [ColumnSpec] {
        match self {
            Self::Applicants => ApplicantCol::SPECS,
            Self::Members => MemberCol::SPECS,
            Self::Income => IncomeCol::SPECS,
            Self::Rigid => RigidCol::SPECS,
            Self::Aid => AidCol::SPECS,
            Self::Unions => UnionCol::SPECS,
            Self::Roster => crate::roster::RosterCol::SPECS,
            Self::Visits => crate::visit_log::VisitCol::SPECS,
            Self::Scholarships => crate::scholarship::ScholarshipCol::SPECS,
            Self::ModelWorkers => crate::model_workers::ModelWorkerCol::SPECS,
            Self::Honors => crate::model_workers::HonorCol::SPECS,
        }
    }
}

/// A heading as it is compared: half-width, without blanks, line breaks, stars and brackets' content
/// that only explains (`身份证号*\n(证件号码)` and `身份证号` are the same).
pub fn header_key(raw: &str) -> String {
    let mut key = String::with_capacity(raw.len());
    let mut depth = 0_u32;
    for c in crate::text::half_width(raw).chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            '*' | '★' | ':' => {}
            c if c.is_whitespace() => {}
            c if depth == 0 => key.push(c),
            _ => {}
        }
    }
    key
}

macro_rules! columns {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $id:literal $label:literal $mandatory:literal [$($alias:literal)*],)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        #[allow(missing_docs)]
        pub enum $name { $($variant,)* }

        impl $name {
            /// All columns, in the order of the form; the variant is the index.
            pub const SPECS: &'static [ColumnSpec] = &[
                $(ColumnSpec { id: $id, label: $label, mandatory: $mandatory, aliases: &[$($alias),*] },)*
            ];

            /// The field identifier.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// The word on the form.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }
        }
    };
}

pub(crate) use columns;

columns! {
    /// Columns of 困难职工档案.
    ApplicantCol {
        Seq = "seq" "序号" false ["户序号" "编号" "户号"],
        Status = "status" "档案状态" false ["状态" "建档状态"],
        Category = "category" "困难类别" true ["类别" "困难职工类别" "困难类型"],
        Name = "name" "姓名" true ["职工姓名" "户主姓名" "申请人" "申请人姓名"],
        Ethnicity = "ethnicity" "民族" true [],
        Sex = "sex" "性别" true [],
        Political = "political_status" "政治面貌" true [],
        Birth = "birth" "出生日期" true ["出生年月" "出生年月日" "生日"],
        IdType = "id_type" "证件类型" false ["证件种类" "证件名称"],
        IdNo = "id_no" "身份证号" true ["身份证号码" "证件号码" "身份证" "公民身份号码" "证件号"],
        Health = "health" "健康状况" true ["健康状态"],
        Disability = "disability" "残疾类别" false ["残疾情况" "残疾等级"],
        WorkState = "work_state" "身份" true ["工作状态" "身份工作状态" "职工身份"],
        ModelWorker = "model_worker_kind" "劳模类型" true ["劳模类别"],
        Housing = "housing_kind" "住房类型" true ["住房性质" "住房情况"],
        FloorArea = "floor_area" "建筑面积" false ["住房面积"],
        Postcode = "postcode" "邮政编码" false ["邮编"],
        Mobile = "mobile" "联系电话" true ["手机号码" "手机" "手机号" "电话" "联系手机"],
        OtherContact = "other_contact" "其他联系方式" false ["其他电话" "固定电话"],
        WorkStart = "work_start" "工作时间" true ["参加工作时间" "工作日期"],
        Industry = "industry" "所属行业" true ["行业"],
        Marital = "marital" "婚姻状况" true ["婚姻"],
        Hukou = "hukou_kind" "户口类型" true ["户口性质" "户籍类型"],
        Employer = "employer" "工作单位" true ["单位名称" "所在单位" "单位"],
        EmployerNature = "employer_nature" "单位性质" false [],
        EmployerState = "employer_state" "企业状况" false ["单位状况"],
        ContractSigned = "contract_signed_on" "劳动合同签订时间" false ["合同签订时间" "合同签订日期"],
        ContractEnd = "contract_end" "劳动合同到期时间" false ["合同到期时间" "合同到期日期"],
        Address = "home_address" "家庭住址" true ["住址" "家庭地址" "现住址"],
        SingleParent = "single_parent" "是否单亲" true ["单亲"],
        OwnIncome = "own_monthly_income" "本人月平均收入" true ["本人月收入" "月平均收入"],
        OtherIncome = "family_other_annual_income" "家庭其他非薪资年收入" true ["家庭其他年收入" "其他非薪资年收入"],
        FamilyIncome = "family_annual_income" "家庭年度总收入" true ["家庭年收入" "家庭总收入"],
        FamilySize = "family_size" "家庭人口" true ["家庭人口数" "人口"],
        PerCapita = "per_capita" "家庭月人均收入" false ["月人均收入" "家庭人均月收入"],
        HukouDivision = "hukou_division" "户口所在地行政区划" true ["户籍地行政区划" "户口所在地"],
        Insurance = "medical_insurance" "医保状况" true ["医保" "医疗保险"],
        Cause = "cause_primary" "主要致困原因" true ["致困原因" "困难原因"],
        CauseSecondary = "cause_secondary" "次要致困原因" false ["其他致困原因"],
        Event = "event" "突发事件" false ["意外事件"],
        EventOn = "event_on" "事件日期" false ["事件时间" "发生日期"],
        Bank = "bank" "开户银行" false ["开户行"],
        CardNo = "card_no" "银行卡号" false ["卡号" "银行账号" "账号"],
        CardHolder = "card_holder" "户名" false ["账户名" "开户名" "持卡人"],
        UpdatedOn = "updated_on" "最近更新日期" false ["更新日期" "最近更新时间"],
        FileNo = "file_no" "原档案号" false ["档案号" "职工编号" "档案编号"],
        CancelReason = "cancel_reason" "注销原因" false [],
        CancelledOn = "cancelled_on" "注销日期" false ["注销时间"],
        Note = "note" "备注" false ["说明"],
        BankBranch = "bank_branch" "支行名称" false ["支行"],
        Grade = "grade" "建档标准" false ["档案级别"],
    }
}

columns! {
    /// Columns of 家庭成员.
    MemberCol {
        Seq = "seq" "户序号" false ["序号" "户号"],
        Head = "head_name" "户主姓名" false ["户主" "职工姓名"],
        Name = "name" "姓名" true ["成员姓名" "家庭成员姓名"],
        Relation = "relation" "关系" true ["与户主关系" "与职工关系" "与本人关系"],
        Sex = "sex" "性别" false [],
        Political = "political_status" "政治面貌" false [],
        Birth = "birth" "出生日期" true ["出生年月" "出生年月日"],
        IdNo = "id_no" "身份证号" true ["身份证号码" "证件号码" "身份证"],
        Insurance = "medical_insurance" "医保状况" false ["医保"],
        Health = "health" "健康状况" true [],
        MonthlyIncome = "monthly_income" "月收入" false ["月平均收入"],
        Identity = "identity" "身份" true ["人员身份"],
        EmployerOrSchool = "employer_or_school" "单位或学校" false ["工作单位或学校" "单位学校"],
        Together = "living_together" "是否共同生活" false ["共同生活"],
        Phone = "phone" "联系电话" false ["电话" "手机"],
    }
}

columns! {
    /// Columns of 近12个月收入 besides the months themselves, which are found by their headings.
    IncomeCol {
        Seq = "seq" "户序号" false ["序号" "户号"],
        Head = "head_name" "户主姓名" false ["户主"],
        Earner = "earner" "收入人" false ["姓名" "收入人姓名"],
        Kind = "kind" "收入类别" true ["收入类型" "类别"],
        Total = "total" "合计" false ["年合计" "全年合计" "小计"],
        Note = "note" "备注" false [],
    }
}

columns! {
    /// Columns of 刚性支出.
    RigidCol {
        Seq = "seq" "户序号" false ["序号" "户号"],
        Head = "head_name" "户主姓名" false ["户主"],
        SpentOn = "spent_on" "支出对象" false ["姓名" "支出人"],
        Kind = "kind" "支出类别" true ["支出类型" "类别"],
        Period = "period" "发生期间" false ["期间"],
        Amount = "amount" "金额" true ["支出金额"],
        Receipts = "receipts" "票据张数" false ["票据" "票据数"],
        Note = "note" "备注" false [],
    }
}

columns! {
    /// Columns of 历年帮扶记录.
    AidCol {
        No = "no" "序号" false [],
        Seq = "seq" "户序号" false ["户号"],
        Name = "name" "姓名" false ["户主姓名" "职工姓名"],
        Campaign = "campaign" "活动名称" false ["活动"],
        Item = "item" "帮扶项目" false ["项目"],
        Amount = "amount" "金额" true ["发放金额"],
        PaidOn = "paid_on" "发放日期" false ["发放时间"],
        Method = "method" "发放方式" false [],
        Result = "result" "发放结果" false ["结果"],
        ReturnReason = "return_reason" "退回原因" false [],
        Proxy = "proxy_receiver" "代领人" false [],
    }
}

columns! {
    /// Columns of 工会组织.
    UnionCol {
        No = "no" "序号" false [],
        Name = "name" "名称" true ["单位名称" "组织名称" "工会名称"],
        Level = "level" "层级" true ["级别"],
        Form = "form" "组建形式" false ["建会形式"],
        Parent = "parent" "上级组织" false ["上级工会"],
        Guidance = "guidance_parent" "业务指导" false ["业务指导单位"],
        EmployerUscc = "employer_uscc" "企业统一社会信用代码" false ["统一社会信用代码" "企业信用代码"],
        UnionUscc = "union_uscc" "工会统一社会信用代码" false ["工会信用代码"],
        Industry = "industry" "行业" false ["所属行业"],
        Employees = "employees" "职工人数" false ["职工数"],
        Members = "members" "工会会员数" false ["会员数" "会员人数"],
        Female = "female" "女职工" false ["女职工数" "女职工人数"],
        Migrant = "migrant" "农民工" false ["农民工数" "农民工人数"],
        Chair = "chair" "工会主席" false ["主席"],
        Established = "established_on" "成立日期" false ["成立时间"],
        TermEnd = "term_end" "届满日期" false ["届满时间"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lose_blanks_stars_and_explanations() {
        let cases = [
            ("姓\u{3000}名*", "姓名"),
            ("身份证号*\n(证件号码)", "身份证号"),
            ("身份\n(工作状态)*", "身份"),
            ("行业(GB/T 4754)", "行业"),
            ("业务指导(行业联合会)", "业务指导"),
        ];
        for (raw, key) in cases {
            assert_eq!(header_key(raw), key);
        }
    }

    #[test]
    fn no_sheet_uses_one_heading_twice() {
        let others = [
            SheetKind::Unions,
            SheetKind::Roster,
            SheetKind::Visits,
            SheetKind::Scholarships,
            SheetKind::ModelWorkers,
            SheetKind::Honors,
        ];
        for kind in SheetKind::SURVEY.into_iter().chain(others) {
            let mut seen = std::collections::HashSet::new();
            for spec in kind.columns() {
                for word in spec.aliases.iter().chain([&spec.label]) {
                    assert!(seen.insert(*word), "{} twice in {}", word, kind.label());
                    assert_eq!(&header_key(word), word);
                }
            }
        }
    }
}
