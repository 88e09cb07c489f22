//! The command line of scholarships and model workers.

use chrono::NaiveDate;
use clap::{Args as ClapArgs, Subcommand};
use songnuan_app::model::records::{
    Admission, AwardDecision, BenefitKind, HonorLevel, MedalEventKind, ScholarshipStepKind,
    SchoolLevel, StudentKind, WorkerKind,
};

use super::batches::Method;
use super::words::identifier;

/// 金秋助学
#[derive(Subcommand)]
pub enum ScholarshipVerb {
    /// 助学活动:列出;写 --opens 和 --closes 就新建
    Round(RoundArgs),
    /// 列出申请,按学历和结论合计
    List {
        /// 助学活动的名称、年度或编号;不写就是全部
        #[arg(long, value_name = "活动")]
        round: Option<String>,
        /// pending 待审,award 资助,refused 不予资助
        #[arg(long, value_name = "结论", value_parser = identifier::<AwardDecision>)]
        decision: Option<AwardDecision>,
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
    /// 按助学活动的政策包判定
    Award {
        #[arg(long, value_name = "活动")]
        round: String,
        /// 序号;不写就是全部
        #[arg(long = "seq", value_name = "序号", num_args = 1..)]
        seq: Vec<u32>,
    },
    /// 办理:grass_reviewed 初审,publicised 公示,approved 批准
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
    /// 学费,元
    #[arg(long, value_name = "元")]
    pub tuition: Option<String>,
    /// 申请日期,默认今天
    #[arg(long, value_name = "日期")]
    pub applied_on: Option<NaiveDate>,
    /// 已获其他资助
    #[arg(long, value_name = "文字")]
    pub other_aid: Option<String>,
    /// 银行卡号
    #[arg(long, value_name = "卡号")]
    pub card: Option<String>,
}

/// 劳模
#[derive(Subcommand)]
pub enum ModelWorkerVerb {
    /// 劳模名册:人员、荣誉、奖章、补助
    List {
        /// 统计时点,默认今天
        #[arg(long, value_name = "日期")]
        on: Option<NaiveDate>,
        #[arg(long, value_name = "政策包")]
        pack: Option<String>,
        /// 姓名、单位、荣誉
        #[arg(
            long,
            default_value = "",
            value_name = "文字",
            hide_default_value = true
        )]
        text: String,
    },
    /// 看一位劳模
    Show {
        /// 姓名或序号
        #[arg(value_name = "劳模")]
        who: String,
    },
    /// 推荐劳模:人选必须在基础数据库中
    Nominate(NominateWorker),
    /// 按规则计算待遇;加 --declare 申报
    Benefit(BenefitArgs),
    /// 登记奖章情况:held 持有,lost 遗失,stolen 被盗,recovered 找回,reissued 补发,withdrawn 撤销收回
    Medal {
        /// 姓名或序号
        #[arg(value_name = "劳模")]
        who: String,
        #[arg(long, value_name = "情况", value_parser = identifier::<MedalEventKind>)]
        kind: MedalEventKind,
        /// 荣誉称号;不写就是全部有奖章的
        #[arg(long = "honor", value_name = "称号", num_args = 1..)]
        honors: Vec<String>,
        /// 日期;不清楚的不写
        #[arg(long, value_name = "日期")]
        on: Option<NaiveDate>,
        #[arg(long, value_name = "文字")]
        note: Option<String>,
    },
}

/// 推荐劳模
#[derive(ClapArgs)]
pub struct NominateWorker {
    #[arg(long, value_name = "姓名")]
    pub name: String,
    #[arg(
        long,
        value_name = "证件号",
        default_value = "",
        hide_default_value = true
    )]
    pub id: String,
    /// national 全国,provincial 省部级,city 市级,county 县级,township 镇级,other 其他
    #[arg(long, value_name = "级别", value_parser = identifier::<HonorLevel>)]
    pub level: HonorLevel,
    /// in_service 在职,retired 退休,retired_cadre 离休,farmer 农民
    #[arg(long, value_name = "类别", default_value = "in_service", hide_default_value = true, value_parser = identifier::<WorkerKind>)]
    pub kind: WorkerKind,
    /// 月收入
    #[arg(long, value_name = "元")]
    pub income: Option<String>,
    #[arg(long, value_name = "单位")]
    pub employer: Option<String>,
}

/// 待遇
#[derive(ClapArgs)]
pub struct BenefitArgs {
    /// 姓名或序号,可写多个;不写就是全部
    #[arg(long = "who", value_name = "劳模", num_args = 1..)]
    pub who: Vec<String>,
    #[arg(long, value_name = "年度")]
    pub year: Option<i32>,
    /// 按这一天的规则,默认今天
    #[arg(long, value_name = "日期")]
    pub on: Option<NaiveDate>,
    #[arg(long, value_name = "政策包")]
    pub pack: Option<String>,
    /// living_subsidy 生活困难补助金,special_hardship_fund 特殊困难帮扶金,festival_money 春节慰问金,honor_allowance 荣誉津贴 …
    #[arg(long = "kind", value_name = "待遇", num_args = 1.., value_parser = identifier::<BenefitKind>)]
    pub kinds: Vec<BenefitKind>,
    /// 个人自付医疗费,元
    #[arg(long, value_name = "元")]
    pub own_medical: Option<String>,
    /// 申报这一年的待遇
    #[arg(long)]
    pub declare: bool,
    /// 来源没有写明金额时,由审批人定的金额
    #[arg(long, value_name = "元", requires = "declare")]
    pub amount: Option<String>,
}
