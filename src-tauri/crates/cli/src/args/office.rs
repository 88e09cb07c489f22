//! The command line of users, funds, figures and the audit pack.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use songnuan_app::model::records::{FundEntryKind, FundLevel, Role};

use super::words::{entry_kind, fund_level, role};

/// 使用人
#[derive(Subcommand)]
pub enum UserVerb {
    /// 列出使用人和角色
    List,
    /// 增加使用人;密码从 SONGNUAN_NEW_PASSWORD 读取,没有时在屏幕上询问
    Add {
        #[arg(value_name = "姓名")]
        name: String,
        /// clerk 干事,visitor 走访员,leader 主席,finance 财务,auditor 经审,administrator 管理员
        #[arg(long, value_name = "角色", required = true, value_delimiter = ',', value_parser = role)]
        role: Vec<Role>,
    },
    /// 改角色、停用或重新启用、换密码
    Set {
        #[arg(value_name = "姓名")]
        name: String,
        #[arg(long, value_name = "角色", value_delimiter = ',', value_parser = role)]
        role: Vec<Role>,
        /// 停用:不能再进入,做过的事都留着
        #[arg(long, conflicts_with = "activate")]
        deactivate: bool,
        /// 重新启用
        #[arg(long)]
        activate: bool,
        /// 换密码(SONGNUAN_NEW_PASSWORD 或在屏幕上询问)
        #[arg(long)]
        new_password: bool,
    },
    /// 谁查看过完整号码
    Log {
        #[arg(long, value_name = "日期")]
        from: Option<NaiveDate>,
        #[arg(long, value_name = "日期")]
        to: Option<NaiveDate>,
        #[arg(long, value_name = "姓名")]
        who: Option<String>,
    },
}

/// 资金
#[derive(Subcommand)]
pub enum FundVerb {
    /// 列出资金和余额
    List {
        #[arg(long, value_name = "年度")]
        year: Option<i32>,
    },
    /// 增加一笔资金来源
    Add {
        #[arg(value_name = "资金名称")]
        name: String,
        /// union_funds 工会经费,central_aid_fund 中央财政,provincial_treasury 省级财政,local_treasury 市县财政,donation 社会捐赠,administrative_grant 行政拨款,other 其他
        #[arg(long, value_name = "来源", default_value = "union_funds", hide_default_value = true, value_parser = fund_level)]
        level: FundLevel,
        /// 年度,默认今年
        #[arg(long, value_name = "年度")]
        year: Option<i32>,
        /// 起用日期,默认年度第一天
        #[arg(long, value_name = "日期")]
        from: Option<NaiveDate>,
        /// 截止日期,默认年度最后一天
        #[arg(long, value_name = "日期")]
        to: Option<NaiveDate>,
        /// 拨入多少元
        #[arg(long, value_name = "元")]
        amount: Option<String>,
    },
    /// 登记拨入、结转、调整
    Enter {
        #[arg(value_name = "资金名称")]
        name: String,
        #[arg(long, value_name = "元")]
        amount: String,
        /// received 拨入,carried_over 上年结转,adjustment 调整
        #[arg(long, value_name = "类型", default_value = "received", hide_default_value = true, value_parser = entry_kind)]
        kind: FundEntryKind,
        #[arg(long, value_name = "日期")]
        on: Option<NaiveDate>,
        #[arg(long, value_name = "文号")]
        document: Option<String>,
        #[arg(long, value_name = "文字")]
        note: Option<String>,
    },
    /// 资金收支明细账
    Ledger {
        #[arg(value_name = "资金名称")]
        name: String,
        #[arg(long, value_name = "日期")]
        from: Option<NaiveDate>,
        #[arg(long, value_name = "日期")]
        to: Option<NaiveDate>,
    },
}

/// Which report.
#[derive(Clone, Copy, ValueEnum)]
pub enum Report {
    Campaign,
    Visits,
    Funds,
    Scholarships,
    ModelWorkers,
}

/// 统计
#[derive(ClapArgs)]
pub struct StatsArgs {
    /// campaign 活动,visits 走访,funds 资金,scholarships 助学,model-workers 劳模
    #[arg(value_name = "报表", hide_possible_values = true)]
    pub report: Report,
    #[arg(long, value_name = "日期")]
    pub from: Option<NaiveDate>,
    /// 劳模统计:年龄和补助按这一天计算
    #[arg(long, value_name = "日期")]
    pub to: Option<NaiveDate>,
    /// 截至这一刻的数字:日期或 UTC 时刻
    #[arg(long, value_name = "时刻")]
    pub as_of: Option<String>,
    /// 只看一个活动
    #[arg(long, value_name = "活动")]
    pub campaign: Option<String>,
    /// 只看一笔资金
    #[arg(long, value_name = "资金名称")]
    pub fund: Option<String>,
    /// 列出这个数字背后的记录
    #[arg(long, value_name = "数字名", conflicts_with_all = ["against", "keep", "output"])]
    pub records: Option<String>,
    /// 和这一刻比较,说明为什么不同
    #[arg(long, value_name = "时刻", conflicts_with = "output")]
    pub against: Option<String>,
    /// 存档,以后可以照样再打印
    #[arg(long)]
    pub keep: bool,
    /// 另存为 xlsx 或 pdf
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

/// 审计资料
#[derive(ClapArgs)]
pub struct AuditPackArgs {
    #[arg(value_name = "批次号")]
    pub no: String,
    /// 存到哪个文件夹
    #[arg(short, long, value_name = "文件夹")]
    pub output: PathBuf,
}
