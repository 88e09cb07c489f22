//! The command line, described once, in Chinese.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ArgGroup, Args as ClapArgs, Parser, Subcommand, ValueEnum};

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}\n";

const EXAMPLES: &str = "\n例子:
  songnuan --data ./数据 init --org 芦塘荡镇总工会 --region 998101105
  songnuan --data ./数据 import hardship 困难职工摸底表.xlsx --dry-run --marked 标记.xlsx
  songnuan --data ./数据 import hardship 困难职工摸底表.xlsx
  songnuan --data ./数据 eligibility --all --pack demo-a --json
  songnuan --data ./数据 print hardship-file --all -o 档案表.pdf
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
    /// 使用人;只有一个使用人时不用写
    #[arg(long, global = true, value_name = "姓名")]
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
#[command(help_template = TEMPLATE)]
pub enum Verb {
    /// 新建单位
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan init --org <名称> --region <代码>",
        help_template = TEMPLATE,
    )]
    Init(Init),
    /// 建立虚构的演示乡镇
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan demo",
        help_template = TEMPLATE,
    )]
    Demo,
    /// 导入工作簿:unions 工会组织,hardship 困难职工摸底表
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan import <unions|hardship> <工作簿> [--dry-run] [--strict] [--marked <文件.xlsx>]",
        help_template = TEMPLATE,
    )]
    Import(Import),
    /// 困难职工档案
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan file <动词>",
        help_template = TEMPLATE,
        subcommand_value_name = "动词",
        subcommand_help_heading = "动词",
        disable_help_subcommand = true,
    )]
    File {
        #[command(subcommand)]
        verb: FileVerb,
    },
    /// 按政策包认定困难类别,列出每一条依据和差额
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan eligibility (--file <档案编号> | --id <证件号> | --all) --pack <政策包> [--on <日期>] [--dibao-line <元>]",
        help_template = TEMPLATE,
    )]
    Eligibility(Eligibility),
    /// 走访
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan visit <动词>",
        help_template = TEMPLATE,
        subcommand_value_name = "动词",
        subcommand_help_heading = "动词",
        disable_help_subcommand = true,
    )]
    Visit {
        #[command(subcommand)]
        verb: VisitVerb,
    },
    /// 查找人、档案、走访、工会:姓名、拼音、首字母、号码尾数
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan search <文字> [--limit <条数>]",
        help_template = TEMPLATE,
    )]
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
    /// 打印成 PDF:hardship-file 档案表,visit-record 入户调查表,visit-card 走访卡
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan print <表格> (--file <档案编号> | --visit <走访编号> | --all | --blank <份数>) -o <文件.pdf>",
        help_template = TEMPLATE,
    )]
    Print(Print),
    /// 修改历史:谁、何时、为什么、改前、改后
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan history [--file <档案编号>] [--limit <步数>]",
        help_template = TEMPLATE,
    )]
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
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan undo [--op <操作编号>]",
        help_template = TEMPLATE,
    )]
    Undo {
        /// 操作编号,见 history
        #[arg(long, value_name = "操作编号")]
        op: Option<String>,
    },
    /// 导出困难职工实名制汇总表(xlsx)
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan export -o <文件.xlsx>",
        help_template = TEMPLATE,
    )]
    Export {
        #[arg(short, long, value_name = "文件")]
        output: PathBuf,
    },
    /// 核对数据库、历史和附件是否完好
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan verify",
        help_template = TEMPLATE,
    )]
    Verify,
    /// 在浏览器里使用(只对本机开放)
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan serve [--port <端口>]",
        help_template = TEMPLATE,
    )]
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
}

/// 导入工作簿
#[derive(ClapArgs)]
pub struct Import {
    /// unions 或 hardship
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
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan file list [--text <文字>] [--status <状态>] [--filter <条件>]",
        help_template = TEMPLATE,
    )]
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
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan file show <档案编号> [--as-of <日期>]",
        help_template = TEMPLATE,
    )]
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
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan visit add --file <档案编号> --visitor <姓名>… [--on <日期>] [--photo <文件>]…",
        help_template = TEMPLATE,
    )]
    Add(Box<VisitAdd>),
    /// 列出走访
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan visit list [--file <档案编号>]",
        help_template = TEMPLATE,
    )]
    List {
        /// 只看这份档案
        #[arg(long, value_name = "档案编号")]
        file: Option<String>,
    },
    /// 看一次走访
    #[command(
        next_help_heading = "参数",
        override_usage = "songnuan visit show <走访编号>",
        help_template = TEMPLATE,
    )]
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

/// Which form.
#[derive(Clone, Copy, ValueEnum)]
pub enum Form {
    HardshipFile,
    VisitRecord,
    VisitCard,
}

/// 打印
#[derive(ClapArgs)]
#[command(group = ArgGroup::new("what").required(true).multiple(true).args(["file", "visit", "all", "blank"]))]
pub struct Print {
    /// hardship-file 档案表,visit-record 入户调查表,visit-card 走访卡
    #[arg(value_name = "表格", hide_possible_values = true)]
    pub form: Form,
    /// 档案编号,可写多次
    #[arg(long, value_name = "档案编号", num_args = 1.., conflicts_with = "all")]
    pub file: Vec<String>,
    /// 走访编号,可写多次
    #[arg(long, value_name = "走访编号", num_args = 1.., conflicts_with = "all")]
    pub visit: Vec<String>,
    /// 全部在档
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
