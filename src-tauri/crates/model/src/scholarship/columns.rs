//! The columns a list of scholarship applications may have (DOMAIN §S10, §3.5).

use crate::survey::ColumnSpec;
use crate::survey::columns::columns;

columns! {
    /// Columns of 金秋助学申请名册.
    ScholarshipCol {
        Seq = "seq" "序号" false ["编号"],
        Name = "name" "学生姓名" true ["姓名"],
        Sex = "sex" "性别" false [],
        Birth = "birth" "出生年月" false ["出生日期"],
        IdNo = "id_no" "身份证号" true ["身份证号码" "学生身份证号" "身份证" "公民身份号码"],
        Mobile = "mobile" "联系电话" false ["手机号码" "手机" "电话"],
        School = "school" "录取院校" true ["就读院校" "院校" "学校" "就读学校" "录取学校"],
        Major = "major" "专业" false ["录取专业"],
        Level = "school_level" "学历层次" true ["层次" "学历"],
        Admission = "admission" "类别" false ["申请类别"],
        StudentKind = "student_kind" "学生类型" false ["学生类别"],
        EntryYear = "entry_year" "入学年份" false ["入学时间"],
        Length = "length_years" "学制" false [],
        Tuition = "tuition" "学费" false ["年学费"],
        AdmissionNo = "admission_no" "通知书编号" false ["录取通知书编号"],
        AppliedOn = "applied_on" "申请日期" true ["申请时间"],
        ParentName = "parent_name" "家长姓名" true ["家长" "职工姓名"],
        ParentEmployer = "parent_employer" "家长工作单位" false ["工作单位" "家长单位"],
        ParentState = "parent_state" "家长状态" false ["家长在职状态"],
        ParentMember = "parent_is_member" "家长是否会员" false ["是否会员" "是否工会会员"],
        FileNo = "file_no" "困难职工档案编号" false ["档案编号" "档案号"],
        FileStatus = "file_status" "档案状态" false [],
        OtherAid = "other_aid" "已获其他资助" false ["其他资助" "其他资助情况"],
        CardHolder = "card_holder" "收款户名" false ["户名" "账户名"],
        Bank = "bank" "开户银行" false ["开户行"],
        CardNo = "card_no" "卡号" false ["银行卡号" "账号" "银行账号"],
        Note = "note" "备注" false ["说明"],
    }
}
