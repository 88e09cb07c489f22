//! The command line, described once, in Chinese.

mod batches;
mod campaigns;
mod chinese;
mod model_workers;
mod office;
mod print;
mod scholarships;
mod sync;
mod words;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ArgGroup, Args as ClapArgs, Parser, Subcommand, ValueEnum};

pub use batches::*;
pub use campaigns::*;
pub use chinese::spoken;
pub use model_workers::*;
pub use office::*;
pub use print::*;
pub use scholarships::*;
pub use sync::*;

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}\n";

const EXAMPLES: &str = "\n例子:
  songnuan --data ./数据 init --org 芦塘荡镇总工会 --region 998101105
  songnuan --data ./数据 import hardship 困难职工摸底表.xlsx --dry-run --marked 标记.xlsx
  songnuan --data ./数据 import hardship 困难职工摸底表.xlsx
  songnuan --data ./数据 eligibility --all --pack demo-a --json
  songnuan --data ./数据 print hardship-file --all -o 档案表.pdf
  songnuan --data ./数据 import campaign 送温暖名单.xlsx
  songnuan --data ./数据 import scholarships 金秋助学申请.xlsx --dry-run
  songnuan --data ./数据 stats campaign --from 2017-01-01 --to 2017-12-31 --json
  songnuan --data ./数据 batch draft --campaign 2017年元旦春节送温暖 --fund 送温暖资金 --method cash
  songnuan --data ./数据 serve

密码从 SONGNUAN_PASSWORD 读取,没有时在屏幕上询问。
退出码:0 办完;1 拒绝或有不能通过的内容;2 命令写得不对。";

/// 送暖:乡镇工会困难职工档案、走访与帮扶
#[derive(Parser)]
#[command(
    name = "songnuan",
    override_usage = "songnuan [--data <文件夹>] [--json] <动词> …",
    about = "送暖——乡镇(街道)总工会困难职工建档、走访、打印。不开窗口时用这个命令。",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_help_heading = "动词",
    subcommand_value_name = "动词",
    next_help_heading = "通用参数",
    help_template = TEMPLATE,
    subcommand_required = true,
    after_help = EXAMPLES,
    arg_required_else_help = true
)]
pub struct Args {
    /// 数据文件夹(也可用环境变量 SONGNUAN_DATA)
    #[arg(
        long,
        global = true,
        env = "SONGNUAN_DATA",
        hide_env = true,
        value_name = "文件夹"
    )]
    pub data: Option<PathBuf>,
    /// 标准输出只有 JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// 使用人(也可用环境变量 SONGNUAN_USER);只有一个使用人时不用写
    #[arg(
        long,
        global = true,
        env = "SONGNUAN_USER",
        hide_env = true,
        value_name = "姓名"
    )]
    pub user: Option<String>,
    /// 显示用法
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    pub help: Option<bool>,
    /// 显示版本
    #[arg(long, action = clap::ArgAction::Version)]
    pub version: Option<bool>,
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do.
#[derive(Subcommand)]
pub enum Verb {
    /// 新建单位
    Init(Init),
    /// 建立虚构的演示乡镇
    Demo,
    /// 导入工作簿:unions 工会组织,hardship 困难职工摸底表,campaign 送温暖名单,visits 走访记录
    Import(Import),
    /// 困难职工档案
    File {
        #[command(subcommand)]
        verb: FileVerb,
    },
    /// 按政策包认定困难类别,列出每一条依据和差额
    Eligibility(Eligibility),
    /// 走访
    Visit {
        #[command(subcommand)]
        verb: VisitVerb,
    },
    /// 活动:两节送温暖、夏送清凉、大走访 …
    Campaign {
        #[command(subcommand)]
        verb: Box<CampaignVerb>,
    },
    /// 资金来源
    Fund {
        #[command(subcommand)]
        verb: FundVerb,
    },
    /// 发放批次:拟定、审核、审批、公示、放款、发放、冲销
    Batch {
        #[command(subcommand)]
        verb: Box<BatchVerb>,
    },
    /// 银行代发文件和回盘文件
    Bank {
        #[command(subcommand)]
        verb: BankVerb,
    },
    /// 金秋助学:活动、申请、判定、公示批准、发放、回访、接续
    #[command(after_help = SCHOLARSHIP_EXAMPLES)]
    Scholarship {
        #[command(subcommand)]
        verb: Box<ScholarshipVerb>,
    },
    /// 劳模:名册、荣誉、奖章、事件、待遇
    #[command(after_help = MODEL_WORKER_EXAMPLES)]
    ModelWorker {
        #[command(subcommand)]
        verb: Box<ModelWorkerVerb>,
    },
    /// 统计:每个数字都能打开背后的记录,可看过去某一刻
    Stats(StatsArgs),
    /// 一个批次的全套审计资料:一个 PDF 和一个文件夹
    AuditPack(AuditPackArgs),
    /// 使用人和角色
    User {
        #[command(subcommand)]
        verb: UserVerb,
    },
    /// 查找人、档案、走访、工会:姓名、拼音、首字母、号码尾数
    Search {
        #[arg(value_name = "文字")]
        text: String,
        /// 最多几条
        #[arg(
            long,
            default_value_t = 20,
            value_name = "条数",
            hide_default_value = true
        )]
        limit: u32,
    },
    /// 打印成 PDF:档案表、入户调查表、走访卡、花名册、申请审批表、领款单、慰问信、公示、台账、金秋助学和劳模的各种表
    Print(Print),
    /// 修改历史:谁、何时、为什么、改前、改后
    History {
        /// 只看这份档案
        #[arg(long, value_name = "档案编号")]
        file: Option<String>,
        /// 最多几步
        #[arg(
            long,
            default_value_t = 50,
            value_name = "步数",
            hide_default_value = true
        )]
        limit: u32,
    },
    /// 撤销最近一步(或指定的一步)
    Undo {
        /// 操作编号,见 history
        #[arg(long, value_name = "操作编号")]
        op: Option<String>,
    },
    /// 导出工作簿(xlsx):困难职工实名制汇总表,金秋助学申请名册,劳模名册
    Export(Export),
    /// 和同步中心同步:带出本机的,收到别处的
    Sync(SyncArgs),
    /// 同步中心:新建、开启、看情况
    #[command(after_help = HUB_EXAMPLES)]
    Hub {
        #[command(subcommand)]
        verb: HubVerb,
    },
    /// 同步设备:发加入码、加入、列出、收回
    #[command(after_help = DEVICE_EXAMPLES)]
    Device {
        #[command(subcommand)]
        verb: DeviceVerb,
    },
    /// 用优盘同步:写文件、读文件
    #[command(after_help = BUNDLE_EXAMPLES)]
    Bundle {
        #[command(subcommand)]
        verb: BundleVerb,
    },
    /// 待裁决的修改:两处改了同一项
    #[command(after_help = CONFLICT_EXAMPLES)]
    Conflict {
        #[command(subcommand)]
        verb: ConflictVerb,
    },
    /// 内容的校验和:两台电脑一样,说明内容完全一样
    Digest,
    /// 核对数据库、历史和附件是否完好
    Verify,
    /// 在浏览器里使用(只对本机开放)
    Serve {
        /// 端口;0 为自动
        #[arg(
            long,
            default_value_t = 0,
            value_name = "端口",
            hide_default_value = true
        )]
        port: u16,
        /// 网页文件夹(默认用程序自带的)
        #[arg(long, value_name = "文件夹")]
        ui: Option<PathBuf>,
    },
}

/// 新建单位
#[derive(ClapArgs)]
pub struct Init {
    /// 单位名称
    #[arg(long, value_name = "名称")]
    pub org: String,
    /// 行政区划代码,6 或 9 位
    #[arg(long, value_name = "代码")]
    pub region: String,
}

/// Which workbook.
#[derive(Clone, Copy, ValueEnum)]
pub enum Workbook {
    Unions,
    Hardship,
    Campaign,
    Visits,
    Scholarships,
    ModelWorkers,
}

/// 导入工作簿
#[derive(ClapArgs)]
pub struct Import {
    /// unions、hardship、campaign、visits、scholarships 金秋助学申请或 model-workers 劳模名册
    #[arg(value_name = "种类", hide_possible_values = true)]
    pub kind: Workbook,
    /// 要导入的 xlsx 文件
    #[arg(value_name = "工作簿")]
    pub file: PathBuf,
    /// 只核对,不写入
    #[arg(long)]
    pub dry_run: bool,
    /// 有一行不合格就整个不导入
    #[arg(long, conflicts_with = "dry_run")]
    pub strict: bool,
    /// 把有疑问的单元格涂色加批注,另存到这个文件
    #[arg(long, value_name = "文件.xlsx")]
    pub marked: Option<PathBuf>,
}

/// 困难职工档案
#[derive(Subcommand)]
pub enum FileVerb {
    /// 列出档案
    List {
        /// 姓名、拼音、单位、村居、编号、号码尾数
        #[arg(
            long,
            default_value = "",
            value_name = "文字",
            hide_default_value = true
        )]
        text: String,
        /// active, exited, cancelled, temporary, draft …
        #[arg(long, value_name = "状态")]
        status: Option<String>,
        /// untouched 一年未改, never_aided 未帮扶过, incomplete 资料不全
        #[arg(long, value_name = "条件")]
        filter: Option<String>,
    },
    /// 看一份档案
    Show {
        #[arg(value_name = "档案编号")]
        file_no: String,
        /// 看当时的样子:日期或 UTC 时刻
        #[arg(long, value_name = "日期")]
        as_of: Option<String>,
    },
}

/// 认定
#[derive(ClapArgs)]
#[command(group = ArgGroup::new("who").required(true).args(["file", "id", "all"]))]
pub struct Eligibility {
    /// 档案编号
    #[arg(long, value_name = "档案编号")]
    pub file: Option<String>,
    /// 证件号码
    #[arg(long, value_name = "证件号")]
    pub id: Option<String>,
    /// 全部档案
    #[arg(long)]
    pub all: bool,
    /// 政策包编号,例如 demo-a
    #[arg(long, value_name = "政策包")]
    pub pack: String,
    /// 按这一天的标准
    #[arg(long, value_name = "日期")]
    pub on: Option<NaiveDate>,
    /// 假如低保标准是这么多(元/月)
    #[arg(long, value_name = "元")]
    pub dibao_line: Option<String>,
}

/// 走访
#[derive(Subcommand)]
pub enum VisitVerb {
    /// 登记一次走访
    Add(Box<VisitAdd>),
    /// 列出走访
    List {
        /// 只看这份档案
        #[arg(long, value_name = "档案编号")]
        file: Option<String>,
    },
    /// 看一次走访
    Show {
        #[arg(value_name = "走访编号")]
        id: String,
    },
}

/// 登记一次走访
#[derive(ClapArgs)]
pub struct VisitAdd {
    /// 档案编号
    #[arg(long, value_name = "档案编号")]
    pub file: String,
    /// 走访日期,默认今天
    #[arg(long, value_name = "日期")]
    pub on: Option<NaiveDate>,
    /// 走访人,可写多次
    #[arg(long = "visitor", value_name = "姓名", required = true)]
    pub visitors: Vec<String>,
    /// 地点
    #[arg(long, value_name = "地点")]
    pub place: Option<String>,
    /// 三清:思想
    #[arg(long, value_name = "文字")]
    pub thought: Option<String>,
    /// 三清:表现
    #[arg(long, value_name = "文字")]
    pub performance: Option<String>,
    /// 三清:困难
    #[arg(long, value_name = "文字")]
    pub difficulty: Option<String>,
    /// 慰问金,元
    #[arg(long, value_name = "元")]
    pub money: Option<String>,
    /// 慰问品
    #[arg(long, value_name = "文字")]
    pub goods: Option<String>,
    /// 照片,可写多次
    #[arg(long = "photo", value_name = "文件")]
    pub photos: Vec<PathBuf>,
    /// 保留照片里的拍摄地点(默认不保留)
    #[arg(long)]
    pub keep_location: bool,
    /// 备注
    #[arg(long, value_name = "文字")]
    pub note: Option<String>,
}
