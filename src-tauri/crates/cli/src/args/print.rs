//! The command line of printing and of taking workbooks out.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ArgGroup, Args as ClapArgs, ValueEnum};

/// Which form.
#[derive(Clone, Copy, ValueEnum)]
pub enum Form {
    HardshipFile,
    VisitRecord,
    VisitCard,
    Roster,
    Application,
    Receipt,
    Letter,
    Notice,
    VisitLedger,
    FundLedger,
    ScholarshipApplication,
    ScholarshipRoster,
    ScholarshipSummary,
    ScholarshipNotice,
    #[value(name = "model-worker-form")]
    ModelWorkerSheet,
    ModelWorkerFunds,
    HonorLedger,
    ModelWorkerVisits,
    SyncReceipt,
}

/// 打印
#[derive(ClapArgs)]
#[command(group = ArgGroup::new("what").required(true).multiple(true).args(["file", "visit", "batch", "campaign", "fund", "round", "person", "sync", "all", "blank"]))]
pub struct Print {
    /// hardship-file 档案表,visit-record 入户调查表,visit-card 走访卡,roster 花名册,application 申请审批表,receipt 领款单,letter 慰问信,notice 公示,visit-ledger 走访台账,fund-ledger 资金收支明细账;金秋助学:scholarship-application 申请审批表,scholarship-roster 名册,scholarship-summary 汇总表,scholarship-notice 公示;劳模:model-worker-form 登记表,model-worker-funds 三金申报表,honor-ledger 荣誉台账,model-worker-visits 慰问登记;同步:sync-receipt 同步回执
    #[arg(value_name = "表格", hide_possible_values = true)]
    pub form: Form,
    /// 档案编号,可写多次
    #[arg(long, value_name = "档案编号", num_args = 1.., conflicts_with = "all")]
    pub file: Vec<String>,
    /// 走访编号,可写多次
    #[arg(long, value_name = "走访编号", num_args = 1.., conflicts_with = "all")]
    pub visit: Vec<String>,
    /// 批次号(花名册、领款单、公示)
    #[arg(long, value_name = "批次号")]
    pub batch: Option<String>,
    /// 活动(花名册、申请审批表、慰问信、走访台账)
    #[arg(long, value_name = "活动")]
    pub campaign: Option<String>,
    /// 只印名单上的这些序号
    #[arg(long = "item", value_name = "序号", num_args = 1.., requires = "campaign")]
    pub items: Vec<u32>,
    /// 资金名称(资金收支明细账)
    #[arg(long, value_name = "资金名称")]
    pub fund: Option<String>,
    /// 助学活动的名称、年度或编号
    #[arg(long, value_name = "活动", conflicts_with = "all")]
    pub round: Option<String>,
    /// 只印这次助学活动里的这些序号
    #[arg(long = "case", value_name = "序号", num_args = 1.., requires = "round")]
    pub cases: Vec<u32>,
    /// 劳模的姓名或序号,可写多个
    #[arg(long, value_name = "劳模", num_args = 1.., conflicts_with = "all")]
    pub person: Vec<String>,
    /// 同步回执的编号,last 为最近一次,可写多次
    #[arg(long, value_name = "编号", num_args = 1.., conflicts_with = "all")]
    pub sync: Vec<String>,
    /// 三金申报的年度,默认今年
    #[arg(long, value_name = "年度")]
    pub year: Option<i32>,
    /// 花名册按银行转账的样式
    #[arg(long, conflicts_with = "masked")]
    pub bank: bool,
    /// 花名册按上墙公示的样式:姓名打码,没有号码
    #[arg(long)]
    pub masked: bool,
    /// 台账、慰问登记从哪天起
    #[arg(long, value_name = "日期")]
    pub from: Option<NaiveDate>,
    /// 台账、慰问登记到哪天止
    #[arg(long, value_name = "日期")]
    pub to: Option<NaiveDate>,
    /// 全部:在档的档案、走访、助学活动、劳模、同步回执
    #[arg(long)]
    pub all: bool,
    /// 空白表几份
    #[arg(
        long,
        default_value_t = 0,
        value_name = "份数",
        hide_default_value = true
    )]
    pub blank: u32,
    /// 附上走访照片
    #[arg(long)]
    pub photos: bool,
    /// PDF 存到哪里
    #[arg(short, long, value_name = "文件.pdf")]
    pub output: PathBuf,
}

/// Which register goes out.
#[derive(Clone, Copy, ValueEnum)]
pub enum Exported {
    Hardship,
    Scholarships,
    ModelWorkers,
}

/// 导出工作簿
#[derive(ClapArgs)]
pub struct Export {
    /// hardship 困难职工实名制汇总表(不写就是它),scholarships 金秋助学申请名册,model-workers 劳模名册;后两种可以再导入
    #[arg(
        value_name = "种类",
        default_value = "hardship",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub kind: Exported,
    /// 助学活动的名称、年度或编号
    #[arg(long, value_name = "活动", required_if_eq("kind", "scholarships"))]
    pub round: Option<String>,
    /// 劳模名册的统计时点,默认今天
    #[arg(long, value_name = "日期")]
    pub on: Option<NaiveDate>,
    /// xlsx 存到哪里
    #[arg(short, long, value_name = "文件.xlsx")]
    pub output: PathBuf,
}
