//! The columns a sending-warmth list may have (DOMAIN §3.3).

use crate::survey::ColumnSpec;
use crate::survey::columns::columns;

columns! {
    /// Columns of 送温暖花名册.
    RosterCol {
        Seq = "seq" "序号" false ["编号"],
        Name = "name" "姓名" true ["职工姓名" "慰问对象" "对象姓名" "领款人"],
        Sex = "sex" "性别" false [],
        IdNo = "id_no" "身份证号" true ["身份证号码" "证件号码" "身份证" "公民身份号码"],
        Employer = "employer" "工作单位" false ["单位名称" "所在单位" "单位"],
        Category = "category" "困难类别/慰问类别" false ["困难类别" "慰问类别" "类别" "人员类别" "慰问类型"],
        Unit = "unit" "计量单位" false ["计数单位" "户/人"],
        Amount = "amount" "慰问金额" true ["慰问金" "金额" "发放金额" "慰问金额元" "补助金额"],
        Goods = "goods" "慰问品" false ["慰问物品" "实物"],
        Signature = "signature" "领款人签字" false ["签字" "签名" "领款人签名" "签收"],
        Proxy = "proxy" "代领人及关系" false ["代领人" "代领人关系"],
        Bank = "bank" "开户银行" false ["开户行"],
        CardNo = "card_no" "银行卡号" false ["卡号" "银行账号" "账号"],
        CardHolder = "card_holder" "户名" false ["账户名" "开户名"],
        Mobile = "mobile" "联系电话" false ["手机号码" "手机" "电话"],
        Note = "note" "备注" false ["说明"],
    }
}
