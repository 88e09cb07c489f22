//! The command line of scholarships.

use chrono::NaiveDate;
use clap::{Args as ClapArgs, Subcommand};
use songnuan_app::model::records::{
    Admission, AwardDecision, ScholarshipStepKind, SchoolLevel, StudentKind,
};

use super::batches::Method;
use super::words::identifier;

/// Examples under the help of `scholarship`.
pub const SCHOLARSHIP_EXAMPLES: &str = "\n例子:
  songnuan scholarship round --opens 2024-07-01 --closes 2024-08-27 --pack tianmen-2024
  songnuan scholarship nominate --round 2024 --name 李一鸣 --id 证件号 --school 芦塘大学 --level undergraduate --parent 李某
  songnuan scholarship edit --round 2024 --seq 1 --document 录取通知书 学费票据 --tuition 5000
  songnuan scholarship award --round 2024 --json
  songnuan scholarship step --round 2024 --kind publicised --on 2024-08-28
  songnuan scholarship batch --round 2024 --fund 助学资金 --method bank
  songnuan scholarship follow-up --round 2024 --seq 1 --opinion 在读
  songnuan scholarship continue --round 2025
  songnuan scholarship event --title 阿勒泰学生座谈会 --on 2017-01-05 --name 阿依 古丽 --counterpart";

/// 金秋助学
#[derive(Subcommand)]
pub enum ScholarshipVerb {
    /// 助学活动:列出;写 --opens 和 --closes 就新建
    Round(RoundArgs),
    /// 结束助学活动:不再登记申请;加 --reopen 重新打开
    Close {
        #[arg(long, value_name = "活动")]
        round: String,
        /// 重新打开
        #[arg(long)]
        reopen: bool,
    },
    /// 列出申请,按学历和结论合计
    List {
        /// 助学活动的名称、年度或编号;不写就是全部
        #[arg(long, value_name = "活动")]
        round: Option<String>,
        /// pending 待审,award 资助,refused 不予资助
        #[arg(long, value_name = "结论", value_parser = identifier::<AwardDecision>)]
        decision: Option<AwardDecision>,
        /// 学历,写法同 nominate
        #[arg(long, value_name = "学历", value_parser = identifier::<SchoolLevel>)]
        level: Option<SchoolLevel>,
        /// 最近一步,写法同 step 和 follow-up
        #[arg(long, value_name = "步骤", value_parser = identifier::<ScholarshipStepKind>)]
        step: Option<ScholarshipStepKind>,
        /// 姓名、家长、院校
        #[arg(
            long,
            default_value = "",
            value_name = "文字",
            hide_default_value = true
        )]
        text: String,
    },
    /// 看一份申请:每一条依据、步骤、历年
    Show(CaseArgs),
    /// 推荐学生:人选必须在基础数据库中
    Nominate(Box<NominateStudent>),
    /// 修改一份申请,勾选已交材料;没有写的不变
    Edit(Box<EditCase>),
    /// 按助学活动的政策包判定
    Award {
        #[arg(long, value_name = "活动")]
        round: String,
        /// 序号;不写就是全部
        #[arg(long = "seq", value_name = "序号", num_args = 1..)]
        seq: Vec<u32>,
    },
    /// 办理:grass_reviewed 初审,publicised 公示,approved 批准,dropped 中止
    Step {
        #[arg(long, value_name = "活动")]
        round: String,
        #[arg(long, value_name = "步骤", value_parser = identifier::<ScholarshipStepKind>)]
        kind: ScholarshipStepKind,
        /// 序号;不写就是结论为资助的全部
        #[arg(long = "seq", value_name = "序号", num_args = 1..)]
        seq: Vec<u32>,
        #[arg(long, value_name = "日期")]
        on: Option<NaiveDate>,
        /// 公示截止日
        #[arg(long, value_name = "日期")]
        until: Option<NaiveDate>,
        #[arg(long, value_name = "文字")]
        opinion: Option<String>,
    },
    /// 次年回访:followed_up 在读,finished 毕业,dropped 中止
    FollowUp {
        #[command(flatten)]
        case: CaseArgs,
        #[arg(long, value_name = "情况", default_value = "followed_up", hide_default_value = true, value_parser = identifier::<ScholarshipStepKind>)]
        kind: ScholarshipStepKind,
        #[arg(long, value_name = "日期")]
        on: Option<NaiveDate>,
        #[arg(long, value_name = "文字")]
        opinion: String,
    },
    /// 接续上年:上年资助的学生列入这次活动
    Continue {
        #[arg(long, value_name = "活动")]
        round: String,
        /// 上一次活动,默认最近一次
        #[arg(long, value_name = "活动")]
        from: Option<String>,
    },
    /// 已批准、还没有列入批次的拟定发放批次
    Batch {
        #[arg(long, value_name = "活动")]
        round: String,
        #[arg(long, value_name = "资金名称")]
        fund: String,
        /// bank 银行转账,cash 现金签领
        #[arg(long, value_name = "方式", value_enum, hide_possible_values = true)]
        method: Method,
        /// 需要公示
        #[arg(long)]
        notice: bool,
    },
    /// 座谈会等活动:列出;写 --title 就登记。只记人,不记金额
    Event(EventArgs),
}

/// 助学活动
#[derive(ClapArgs)]
pub struct RoundArgs {
    /// 开始申请;写了就新建一次活动
    #[arg(long, value_name = "日期", requires = "closes")]
    pub opens: Option<NaiveDate>,
    /// 申请截止
    #[arg(long, value_name = "日期", requires = "opens")]
    pub closes: Option<NaiveDate>,
    /// 名称,默认“某年金秋助学”
    #[arg(long, value_name = "名称")]
    pub name: Option<String>,
    /// 政策包,默认本单位的
    #[arg(long, value_name = "政策包")]
    pub pack: Option<String>,
    /// 依据
    #[arg(long, value_name = "文字")]
    pub basis: Option<String>,
}

/// 一份申请
#[derive(ClapArgs)]
pub struct CaseArgs {
    #[arg(long, value_name = "活动")]
    pub round: String,
    #[arg(long, value_name = "序号")]
    pub seq: u32,
}

/// 推荐学生
#[derive(ClapArgs)]
pub struct NominateStudent {
    #[arg(long, value_name = "活动")]
    pub round: String,
    /// 学生姓名
    #[arg(long, value_name = "姓名")]
    pub name: String,
    /// 学生身份证号
    #[arg(
        long,
        value_name = "证件号",
        default_value = "",
        hide_default_value = true
    )]
    pub id: String,
    /// 录取(就读)院校
    #[arg(long, value_name = "院校")]
    pub school: String,
    /// senior_high 高中,secondary_vocational 中职,junior_college 专科,undergraduate 本科,graduate 研究生
    #[arg(long, value_name = "学历", value_parser = identifier::<SchoolLevel>)]
    pub level: SchoolLevel,
    /// 家长姓名
    #[arg(long, value_name = "姓名")]
    pub parent: String,
    /// 家长身份证号
    #[arg(long, value_name = "证件号")]
    pub parent_id: Option<String>,
    /// 家长状态:在职 …
    #[arg(long, value_name = "状态")]
    pub parent_state: Option<String>,
    /// 家长是工会会员
    #[arg(long)]
    pub member: bool,
    /// ordinary 普通,military_academy 军事院校,free_normal 免费师范生,directed 定向生
    #[arg(long, value_name = "类型", value_parser = identifier::<StudentKind>)]
    pub student_kind: Option<StudentKind>,
    /// new 新录取,in_school 在读,continuing 连续资助
    #[arg(long, value_name = "类别", value_parser = identifier::<Admission>)]
    pub admission: Option<Admission>,
    /// 申请日期,默认今天
    #[arg(long, value_name = "日期")]
    pub applied_on: Option<NaiveDate>,
    #[command(flatten)]
    pub more: CaseMore,
}

/// What nominating and editing share.
#[derive(ClapArgs)]
pub struct CaseMore {
    /// 学费,元/年
    #[arg(long, value_name = "元")]
    pub tuition: Option<String>,
    /// 专业
    #[arg(long, value_name = "文字")]
    pub major: Option<String>,
    /// 通知书编号
    #[arg(long, value_name = "编号")]
    pub admission_no: Option<String>,
    /// 入学年份
    #[arg(long, value_name = "年份")]
    pub entry_year: Option<i32>,
    /// 学制,年
    #[arg(long, value_name = "年数")]
    pub length_years: Option<u32>,
    /// 已获其他资助
    #[arg(long, value_name = "文字")]
    pub other_aid: Option<String>,
    /// 已获其他资助的金额,元
    #[arg(long, value_name = "元")]
    pub other_aid_amount: Option<String>,
    /// 收款户名
    #[arg(long, value_name = "户名")]
    pub card_holder: Option<String>,
    /// 银行卡号
    #[arg(long, value_name = "卡号")]
    pub card: Option<String>,
    /// 开户银行
    #[arg(long, value_name = "银行")]
    pub bank: Option<String>,
    /// 与另一名学生确实共用银行卡
    #[arg(long)]
    pub card_confirmed: bool,
    /// 已交材料,可写多个:录取通知书、学费票据 …
    #[arg(long = "document", value_name = "材料", num_args = 1..)]
    pub documents: Vec<String>,
    /// 对口支援的学生(如对口援疆)
    #[arg(long)]
    pub counterpart: bool,
    /// 对口支援:派出工会
    #[arg(long, value_name = "工会", requires = "counterpart")]
    pub sending_union: Option<String>,
    /// 对口支援:接收工会
    #[arg(long, value_name = "工会", requires = "counterpart")]
    pub receiving_union: Option<String>,
    /// 申请理由
    #[arg(long, value_name = "文字")]
    pub reason: Option<String>,
    /// 备注
    #[arg(long, value_name = "文字")]
    pub note: Option<String>,
}

/// 修改申请
#[derive(ClapArgs)]
pub struct EditCase {
    #[command(flatten)]
    pub case: CaseArgs,
    /// 录取(就读)院校
    #[arg(long, value_name = "院校")]
    pub school: Option<String>,
    /// 学历,写法同 nominate
    #[arg(long, value_name = "学历", value_parser = identifier::<SchoolLevel>)]
    pub level: Option<SchoolLevel>,
    /// 学生类型,写法同 nominate
    #[arg(long, value_name = "类型", value_parser = identifier::<StudentKind>)]
    pub student_kind: Option<StudentKind>,
    /// 申请类别,写法同 nominate
    #[arg(long, value_name = "类别", value_parser = identifier::<Admission>)]
    pub admission: Option<Admission>,
    /// 申请日期
    #[arg(long, value_name = "日期")]
    pub applied_on: Option<NaiveDate>,
    /// 家长状态:在职 …
    #[arg(long, value_name = "状态")]
    pub parent_state: Option<String>,
    /// 家长是工会会员
    #[arg(long)]
    pub member: bool,
    #[command(flatten)]
    pub more: CaseMore,
}

/// 活动:座谈会、看望
#[derive(ClapArgs)]
pub struct EventArgs {
    /// 活动名称;写了就登记一次
    #[arg(long, value_name = "名称")]
    pub title: Option<String>,
    /// 日期,默认今天
    #[arg(long, value_name = "日期", requires = "title")]
    pub on: Option<NaiveDate>,
    /// 地点
    #[arg(long, value_name = "地点", requires = "title")]
    pub place: Option<String>,
    /// 参加的学生:哪一次助学活动的
    #[arg(long, value_name = "活动", requires_all = ["title", "seq"])]
    pub round: Option<String>,
    /// 参加的学生:申请的序号
    #[arg(long = "seq", value_name = "序号", num_args = 1.., requires = "round")]
    pub seq: Vec<u32>,
    /// 参加的人:基础数据库中的姓名或证件号
    #[arg(long = "person", value_name = "人员", num_args = 1.., requires = "title")]
    pub people: Vec<String>,
    /// 其他参加的人,只记姓名
    #[arg(long = "name", value_name = "姓名", num_args = 1.., requires = "title")]
    pub names: Vec<String>,
    /// 对口支援的活动(如对口援疆)
    #[arg(long, requires = "title")]
    pub counterpart: bool,
    #[arg(long, value_name = "文字", requires = "title")]
    pub note: Option<String>,
}
