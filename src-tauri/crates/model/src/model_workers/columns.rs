//! The columns of the two sheets of a model-worker registry (DOMAIN §S11, §3.6).

use crate::survey::ColumnSpec;
use crate::survey::columns::columns;

columns! {
    /// Columns of 劳模名册.
    ModelWorkerCol {
        Seq = "seq" "序号" false ["编号"],
        Name = "name" "姓名" true ["劳模姓名"],
        Sex = "sex" "性别" false [],
        Birth = "birth" "出生日期" false ["出生年月"],
        IdNo = "id_no" "身份证号" true ["身份证号码" "身份证" "公民身份号码"],
        Level = "level" "荣誉级别" true ["级别" "劳模级别" "劳模类型"],
        Kind = "kind" "人员类别" true ["类别" "身份类别"],
        State = "state" "状态" true ["人员状态" "健在情况"],
        Employer = "employer_then" "原工作单位" false ["工作单位" "单位" "获奖时单位"],
        EmployerNow = "employer_now" "现工作单位" false ["现单位"],
        Income = "monthly_income" "月收入" true ["月工资" "养老金" "本人月收入"],
        FixedIncome = "fixed_income" "有无固定收入" false ["固定收入" "是否有固定收入"],
        Disabled = "disabled" "是否残疾" false ["残疾"],
        Investigated = "under_investigation" "是否接受调查" false [],
        Address = "home_address" "家庭住址" false ["住址" "家庭地址"],
        Mobile = "mobile" "联系电话" false ["电话" "手机" "手机号码"],
        Note = "note" "备注" false ["说明"],
    }
}

columns! {
    /// Columns of 荣誉与奖章.
    HonorCol {
        Seq = "seq" "序号" false ["编号"],
        Name = "name" "姓名" true ["劳模姓名" "获奖人"],
        IdNo = "id_no" "身份证号" false ["身份证号码" "身份证"],
        Title = "title" "荣誉称号" true ["称号" "荣誉名称"],
        Level = "level" "级别" true ["荣誉级别"],
        Issuer = "issuer" "授予单位" false ["授予机关" "颁发单位"],
        Awarded = "awarded_on" "授予年份" true ["授予时间" "授予日期" "年份"],
        CertNo = "cert_no" "证书编号" false ["证书号" "证书" "文号"],
        Medal = "medal" "奖章状态" false ["奖章"],
        LostOn = "lost_on" "被盗日期" false ["遗失日期" "被盗遗失日期" "丢失日期"],
        RecoveredOn = "recovered_on" "找回日期" false ["追回日期"],
        Note = "note" "备注" false ["说明"],
    }
}
