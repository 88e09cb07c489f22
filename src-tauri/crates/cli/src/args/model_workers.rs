//! The command line of model workers: registry, honours, medals, incidents, benefits.

use chrono::NaiveDate;
use clap::{Args as ClapArgs, Subcommand};
use songnuan_app::model::records::{
    BenefitKind, HonorLevel, IncidentKind, MedalEventKind, WorkerKind, WorkerState,
};

use super::batches::Method;
use super::words::identifier;

/// Examples under the help of `model-worker`.
pub const MODEL_WORKER_EXAMPLES: &str = "\n例子:
  songnuan model-worker list --on 2025-07-01 --json
  songnuan model-worker nominate --name 罗建华 --id 证件号 --level national --kind retired --income 3000
  songnuan model-worker honor 罗建华 --title 全国劳动模范 --level national --issuer 国务院 --on 1989 --medal
  songnuan model-worker incident record 罗建华 --kind theft --on 2016-12-26 --narrative 家中失窃,奖章被盗
  songnuan model-worker medal 罗建华 --kind stolen --on 2016-12-26 --incident 1
  songnuan model-worker incident action 罗建华 --on 2016-12-27 --action 上门慰问并协助报案
  songnuan model-worker medal 罗建华 --kind recovered --incident 1
  songnuan model-worker incident resolve 罗建华 --result 奖章全部追回
  songnuan model-worker benefit --year 2025 --kind living_subsidy --declare
  songnuan model-worker batch --year 2025 --fund 劳模资金 --method bank
  songnuan model-worker edit 罗建华 --state deceased --state-on 2025-03-01";

/// 劳模
#[derive(Subcommand)]
pub enum ModelWorkerVerb {
    /// 劳模名册:人员、荣誉、奖章、补助
    List(ListWorkers),
    /// 看一位劳模
    Show {
        /// 姓名或序号
        #[arg(value_name = "劳模")]
        who: String,
    },
    /// 推荐劳模:人选必须在基础数据库中
    Nominate(NominateWorker),
    /// 修改状态、收入、生活情况;没有写的不变
    Edit(Box<EditWorker>),
    /// 登记荣誉:劳模的,或基础数据库中其他人员(工匠、标兵、能手)、单位(优秀组织单位)的
    Honor(HonorArgs),
    /// 荣誉台账:劳模、其他人员(工匠、标兵、能手)和单位的荣誉
    Honors {
        /// 级别,写法同 nominate
        #[arg(long, value_name = "级别", value_parser = identifier::<HonorLevel>)]
        level: Option<HonorLevel>,
        /// 授予年份
        #[arg(long, value_name = "年份")]
        year: Option<i32>,
        /// 只看不在劳模名册的
        #[arg(long)]
        outside: bool,
        /// 姓名、称号、授予单位、编号
        #[arg(
            long,
            default_value = "",
            value_name = "文字",
            hide_default_value = true
        )]
        text: String,
    },
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
        /// 因为哪一件事:编号见 incident list
        #[arg(long, value_name = "编号")]
        incident: Option<usize>,
        #[arg(long, value_name = "文字")]
        note: Option<String>,
    },
    /// 失窃、火灾、住院等事件:登记、办理、办结
    Incident {
        #[command(subcommand)]
        verb: IncidentVerb,
    },
    /// 按规则计算待遇;加 --declare 申报
    Benefit(BenefitArgs),
    /// 已申报、还没有列入批次的待遇拟定发放批次
    Batch {
        /// 年度,默认今年
        #[arg(long, value_name = "年度")]
        year: Option<i32>,
        /// 待遇,写法同 benefit;不写就是全部发钱的
        #[arg(long = "kind", value_name = "待遇", num_args = 1.., value_parser = identifier::<BenefitKind>)]
        kinds: Vec<BenefitKind>,
        #[arg(long, value_name = "资金名称")]
        fund: String,
        /// bank 银行转账,cash 现金签领
        #[arg(long, value_name = "方式", value_enum, hide_possible_values = true)]
        method: Method,
        /// 需要公示
        #[arg(long)]
        notice: bool,
    },
    /// 近日提醒:生日、五一、春节、年度核查、体检
    Reminders,
}

/// 劳模名册
#[derive(ClapArgs)]
pub struct ListWorkers {
    /// 统计时点,默认今天
    #[arg(long, value_name = "日期")]
    pub on: Option<NaiveDate>,
    #[arg(long, value_name = "政策包")]
    pub pack: Option<String>,
    /// 级别,写法同 nominate
    #[arg(long, value_name = "级别", value_parser = identifier::<HonorLevel>)]
    pub level: Option<HonorLevel>,
    /// 类别,写法同 nominate
    #[arg(long, value_name = "类别", value_parser = identifier::<WorkerKind>)]
    pub kind: Option<WorkerKind>,
    /// 状态,写法同 edit
    #[arg(long, value_name = "状态", value_parser = identifier::<WorkerState>)]
    pub state: Option<WorkerState>,
    /// incident 有未办结的事件,medal 奖章遗失或被盗,difficulty 困难劳模
    #[arg(long, value_name = "条件", value_parser = ["incident", "medal", "difficulty"], hide_possible_values = true)]
    pub filter: Option<String>,
    /// 获得这项荣誉的,写全称
    #[arg(long, value_name = "称号")]
    pub honor: Option<String>,
    /// 姓名、单位、荣誉
    #[arg(
        long,
        default_value = "",
        value_name = "文字",
        hide_default_value = true
    )]
    pub text: String,
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
    /// 月收入(工资或养老金)
    #[arg(long, value_name = "元")]
    pub income: Option<String>,
    /// 月收入看起来像全年的,已经核对过
    #[arg(long)]
    pub income_confirmed: bool,
    #[arg(long, value_name = "单位")]
    pub employer: Option<String>,
    /// 按哪个政策包,默认本单位的
    #[arg(long, value_name = "政策包")]
    pub pack: Option<String>,
}

/// 修改劳模
#[derive(ClapArgs)]
pub struct EditWorker {
    /// 姓名或序号
    #[arg(value_name = "劳模")]
    pub who: String,
    /// living 健在,deceased 去世,emigrated 移居境外,missing 失联,revoked 撤销
    #[arg(long, value_name = "状态", value_parser = identifier::<WorkerState>)]
    pub state: Option<WorkerState>,
    /// 状态从哪一天起
    #[arg(long, value_name = "日期")]
    pub state_on: Option<NaiveDate>,
    /// 类别,写法同 nominate
    #[arg(long, value_name = "类别", value_parser = identifier::<WorkerKind>)]
    pub kind: Option<WorkerKind>,
    /// 退休时间
    #[arg(long, value_name = "日期")]
    pub retired_on: Option<NaiveDate>,
    /// 月收入(工资或养老金)
    #[arg(long, value_name = "元")]
    pub income: Option<String>,
    /// 月收入看起来像全年的,已经核对过
    #[arg(long)]
    pub income_confirmed: bool,
    /// 有无固定收入:true 有,false 无
    #[arg(long, value_name = "有无", hide_possible_values = true)]
    pub fixed_income: Option<bool>,
    /// 是否残疾:true 是,false 否
    #[arg(long, value_name = "是否", hide_possible_values = true)]
    pub disabled: Option<bool>,
    /// 是否正在接受调查:true 是,false 否
    #[arg(long, value_name = "是否", hide_possible_values = true)]
    pub under_investigation: Option<bool>,
    /// 现单位
    #[arg(long, value_name = "单位")]
    pub employer: Option<String>,
    /// 获奖时单位
    #[arg(long, value_name = "单位")]
    pub employer_then: Option<String>,
    /// 住房
    #[arg(long, value_name = "文字")]
    pub housing: Option<String>,
    /// 生活状况
    #[arg(long, value_name = "文字")]
    pub living_state: Option<String>,
    /// 主要事迹
    #[arg(long, value_name = "文字")]
    pub deeds: Option<String>,
    /// 联系帮扶人
    #[arg(long, value_name = "姓名")]
    pub care_contact: Option<String>,
    /// 收款户名
    #[arg(long, value_name = "户名")]
    pub card_holder: Option<String>,
    /// 银行卡号
    #[arg(long, value_name = "卡号")]
    pub card: Option<String>,
    /// 校验位不对的卡号,已经对照银行卡核对
    #[arg(long, requires = "card")]
    pub card_confirmed: bool,
    /// 开户银行
    #[arg(long, value_name = "银行")]
    pub bank: Option<String>,
    #[arg(long, value_name = "文字")]
    pub note: Option<String>,
}

/// 荣誉
#[derive(ClapArgs)]
#[command(group = clap::ArgGroup::new("holder").required(true).args(["who", "person", "org"]))]
pub struct HonorArgs {
    /// 劳模的姓名或序号
    #[arg(value_name = "劳模")]
    pub who: Option<String>,
    /// 不在劳模名册的人员:姓名或证件号
    #[arg(long, value_name = "人员")]
    pub person: Option<String>,
    /// 获奖单位的名称
    #[arg(long, value_name = "单位")]
    pub org: Option<String>,
    /// 荣誉称号
    #[arg(long, value_name = "称号")]
    pub title: String,
    /// 级别,写法同 nominate
    #[arg(long, value_name = "级别", value_parser = identifier::<HonorLevel>)]
    pub level: HonorLevel,
    /// 授予单位
    #[arg(long, value_name = "单位")]
    pub issuer: Option<String>,
    /// 授予时间:年、年-月或年-月-日
    #[arg(long, value_name = "时间")]
    pub on: Option<String>,
    /// 证书编号(文号)
    #[arg(long, value_name = "编号")]
    pub cert_no: Option<String>,
    /// 有奖章
    #[arg(long)]
    pub medal: bool,
    /// 改正这位劳模已登记的这项荣誉
    #[arg(long, value_name = "原称号", requires = "who")]
    pub replace: Option<String>,
    #[arg(long, value_name = "文字")]
    pub note: Option<String>,
}

/// 事件
#[derive(Subcommand)]
pub enum IncidentVerb {
    /// 列出事件和办理情况
    List {
        /// 姓名或序号
        #[arg(value_name = "劳模")]
        who: String,
    },
    /// 登记一件事:theft 失窃,fire 火灾,hospital 住院,death 去世,other 其他
    Record {
        /// 姓名或序号
        #[arg(value_name = "劳模")]
        who: String,
        #[arg(long, value_name = "种类", value_parser = identifier::<IncidentKind>)]
        kind: IncidentKind,
        /// 事发日期,默认今天
        #[arg(long, value_name = "日期")]
        on: Option<NaiveDate>,
        /// 发生了什么
        #[arg(long, value_name = "文字")]
        narrative: String,
        /// 负责人
        #[arg(long, value_name = "姓名")]
        owner: Option<String>,
    },
    /// 登记办理情况
    Action {
        #[command(flatten)]
        incident: IncidentArgs,
        /// 日期,默认今天
        #[arg(long, value_name = "日期")]
        on: Option<NaiveDate>,
        /// 办理人,默认使用人
        #[arg(long, value_name = "姓名")]
        by: Option<String>,
        /// 做了什么
        #[arg(long, value_name = "文字")]
        action: String,
    },
    /// 办结
    Resolve {
        #[command(flatten)]
        incident: IncidentArgs,
        /// 日期,默认今天
        #[arg(long, value_name = "日期")]
        on: Option<NaiveDate>,
        /// 结果
        #[arg(long, value_name = "文字")]
        result: String,
    },
}

/// 一件事
#[derive(ClapArgs)]
pub struct IncidentArgs {
    /// 姓名或序号
    #[arg(value_name = "劳模")]
    pub who: String,
    /// 编号见 incident list;只有一件没有办结时不用写
    #[arg(long, value_name = "编号")]
    pub incident: Option<usize>,
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
    /// living_subsidy 生活困难补助金,special_hardship_fund 特殊困难帮扶金,festival_money 春节慰问金,honor_allowance 荣誉津贴,medical_check 体检,recuperation 疗休养,hospital_visit 住院慰问
    #[arg(long = "kind", value_name = "待遇", num_args = 1.., value_parser = identifier::<BenefitKind>)]
    pub kinds: Vec<BenefitKind>,
    /// 个人自付医疗费,元
    #[arg(long, value_name = "元")]
    pub own_medical: Option<String>,
    /// 是否失业:true 是,false 否
    #[arg(long, value_name = "是否", hide_possible_values = true)]
    pub jobless: Option<bool>,
    /// 近亲属是否患重病:true 是,false 否
    #[arg(long, value_name = "是否", hide_possible_values = true)]
    pub relative_ill: Option<bool>,
    /// 申报这一年的待遇
    #[arg(long)]
    pub declare: bool,
    /// 来源没有写明金额时,由审批人定的金额
    #[arg(long, value_name = "元", requires = "declare")]
    pub amount: Option<String>,
    #[arg(long, value_name = "文字", requires = "declare")]
    pub note: Option<String>,
}
