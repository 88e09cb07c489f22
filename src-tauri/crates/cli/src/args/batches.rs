//! The command line of payments: batches and the bank.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ArgGroup, Args as ClapArgs, Subcommand, ValueEnum};
use songnuan_app::model::records::AidKind;

use super::words::aid_kind;

/// 发放批次
#[derive(Subcommand)]
pub enum BatchVerb {
    /// 列出批次
    List {
        #[arg(long, value_name = "活动")]
        campaign: Option<String>,
    },
    /// 看一个批次
    Show {
        #[arg(value_name = "批次号")]
        no: String,
    },
    /// 拟定批次:核对资金、上限、重复和档案
    Draft(BatchDraftArgs),
    /// 审核(不能是经办人)
    Review(StepArgs),
    /// 审批(不能是经办人)
    Approve(StepArgs),
    /// 张贴公示;截止日按工作日推算
    Notice(NoticeArgs),
    /// 登记异议
    Objection(StepArgs),
    /// 异议办结
    Resolve(ResolveArgs),
    /// 放款
    Release(StepArgs),
    /// 取出现金
    CashOut(CashArgs),
    /// 交回现金
    CashIn(CashArgs),
    /// 发放:现金签领(可代领);全部办妥后登记发放完毕
    Pay(PayArgs),
    /// 现金未领,退回
    NotCollected(LineArgs),
    /// 更正退回的账户
    Repair(RepairArgs),
    /// 红字冲销一笔
    Reverse(LineArgs),
    /// 归档结清
    Close(StepArgs),
    /// 作废(发放之前)
    Cancel(StepArgs),
}

/// 拟定批次
#[derive(ClapArgs)]
#[command(group = ArgGroup::new("whom").required(true).args(["campaign", "file"]))]
pub struct BatchDraftArgs {
    /// 活动
    #[arg(long, value_name = "活动")]
    pub campaign: Option<String>,
    /// 名单序号;不写就是还没有进批次的全部
    #[arg(long = "item", value_name = "序号", num_args = 1.., requires = "campaign")]
    pub items: Vec<u32>,
    /// 活动之外的单笔:档案编号
    #[arg(long, value_name = "档案编号", requires = "amount")]
    pub file: Option<String>,
    /// 单笔金额
    #[arg(long, value_name = "元", requires = "file")]
    pub amount: Option<String>,
    /// 单笔项目:condolence_money 慰问金,living_aid 生活救助,medical_aid 医疗救助,school_aid 助学救助,accidental_aid 意外救助,temporary_aid 临时救助 …
    #[arg(long, value_name = "项目", default_value = "condolence_money", hide_default_value = true, value_parser = aid_kind)]
    pub kind: AidKind,
    /// 自付费用或损失
    #[arg(long, value_name = "元")]
    pub cost: Option<String>,
    /// 没有在档档案时,临时救助的理由
    #[arg(long, value_name = "文字")]
    pub temporary_reason: Option<String>,
    /// 资金名称
    #[arg(long, value_name = "资金名称")]
    pub fund: String,
    /// bank 银行转账,cash 现金签领
    #[arg(long, value_name = "方式", value_enum, hide_possible_values = true)]
    pub method: Method,
    /// 需要公示
    #[arg(long)]
    pub notice: bool,
    /// 事由,默认用活动名称
    #[arg(long, value_name = "文字")]
    pub purpose: Option<String>,
    /// 批次号,默认下一个
    #[arg(long, value_name = "批次号")]
    pub no: Option<String>,
}

/// How it is paid.
#[derive(Clone, Copy, ValueEnum)]
pub enum Method {
    Bank,
    Cash,
}

/// A step of a batch.
#[derive(ClapArgs)]
pub struct StepArgs {
    #[arg(value_name = "批次号")]
    pub no: String,
    /// 意见或说明
    #[arg(long, value_name = "文字")]
    pub opinion: Option<String>,
    /// 日期,默认今天
    #[arg(long, value_name = "日期")]
    pub on: Option<NaiveDate>,
}

/// 张贴公示
#[derive(ClapArgs)]
pub struct NoticeArgs {
    #[command(flatten)]
    pub step: StepArgs,
    /// 公示地点
    #[arg(long, value_name = "地点")]
    pub place: Option<String>,
}

/// 异议办结
#[derive(ClapArgs)]
pub struct ResolveArgs {
    #[command(flatten)]
    pub step: StepArgs,
    /// 异议编号;只有一件时不用写
    #[arg(long, value_name = "编号")]
    pub objection: Option<String>,
}

/// 现金
#[derive(ClapArgs)]
pub struct CashArgs {
    #[command(flatten)]
    pub step: StepArgs,
    #[arg(long, value_name = "元")]
    pub amount: String,
}

/// 发放
#[derive(ClapArgs)]
pub struct PayArgs {
    #[command(flatten)]
    pub step: StepArgs,
    /// 现金签领的序号;不写就是全部未领的
    #[arg(long = "line", value_name = "序号", num_args = 1..)]
    pub lines: Vec<u32>,
    /// 代领人
    #[arg(long, value_name = "姓名", requires = "relation")]
    pub proxy: Option<String>,
    /// 代领人与领款人的关系
    #[arg(long, value_name = "关系")]
    pub relation: Option<String>,
    /// 代领人证件号码
    #[arg(long, value_name = "证件号")]
    pub proxy_id: Option<String>,
}

/// One line of a batch.
#[derive(ClapArgs)]
pub struct LineArgs {
    #[arg(value_name = "批次号")]
    pub no: String,
    #[arg(long, value_name = "序号")]
    pub line: u32,
    #[arg(long, value_name = "理由")]
    pub reason: String,
}

/// 更正账户
#[derive(ClapArgs)]
pub struct RepairArgs {
    #[command(flatten)]
    pub line: LineArgs,
    #[arg(long, value_name = "卡号")]
    pub card: String,
    #[arg(long, value_name = "户名")]
    pub holder: Option<String>,
    #[arg(long, value_name = "开户行")]
    pub bank: Option<String>,
    /// 卡号校验不过时再输一遍
    #[arg(long, value_name = "卡号")]
    pub card_again: Option<String>,
}

/// 银行
#[derive(Subcommand)]
pub enum BankVerb {
    /// 导出代发文件:xlsx 或 csv(GB18030)
    Export {
        #[arg(value_name = "批次号")]
        no: String,
        #[arg(short, long, value_name = "文件")]
        output: PathBuf,
        /// 只看,不登记“已送银行”
        #[arg(long)]
        look: bool,
    },
    /// 读回盘文件,登记到账和退回
    Return {
        #[arg(value_name = "回盘文件")]
        file: PathBuf,
        /// 批次号,默认按文件里写的
        #[arg(long, value_name = "批次号")]
        batch: Option<String>,
        /// 只核对,不写入
        #[arg(long)]
        dry_run: bool,
    },
    /// 看或改代发文件的列:seq,holder,card,amount,bank,note
    Format {
        #[arg(long, value_name = "列", value_delimiter = ',')]
        columns: Vec<String>,
        #[arg(long, value_name = "true/false")]
        header: Option<bool>,
    },
}
