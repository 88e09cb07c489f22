//! The command line of printing.

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
}

/// 打印
#[derive(ClapArgs)]
#[command(group = ArgGroup::new("what").required(true).multiple(true).args(["file", "visit", "batch", "campaign", "fund", "all", "blank"]))]
pub struct Print {
    /// hardship-file 档案表,visit-record 入户调查表,visit-card 走访卡,roster 花名册,application 申请审批表,receipt 领款单,letter 慰问信,notice 公示,visit-ledger 走访台账,fund-ledger 资金收支明细账
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
    /// 花名册按银行转账的样式
    #[arg(long, conflicts_with = "masked")]
    pub bank: bool,
    /// 花名册按上墙公示的样式:姓名打码,没有号码
    #[arg(long)]
    pub masked: bool,
    /// 台账从哪天起
    #[arg(long, value_name = "日期")]
    pub from: Option<NaiveDate>,
    /// 台账到哪天止
    #[arg(long, value_name = "日期")]
    pub to: Option<NaiveDate>,
    /// 全部在档(走访台账:全部走访)
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
