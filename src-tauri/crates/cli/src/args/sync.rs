//! The command line of the hub, devices, syncing and conflicts.

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use songnuan_app::model::records::{ConflictChoice, Role};

use super::words::role;

pub const HUB_EXAMPLES: &str = "\n例子:
  songnuan hub init --hub ./同步中心 --name 柳河镇同步中心 --unit 柳河镇总工会
  songnuan hub serve --hub ./同步中心 --listen 0.0.0.0:7443
  songnuan hub init --hub postgres://songnuan@db/songnuan --blobs s3://songnuan/附件 --name 县同步中心 --unit 县总工会
  songnuan hub status --hub ./同步中心 --json
  songnuan hub join SN1-… --hub ./同步中心
  songnuan hub sync --hub ./同步中心

同步中心的密码从 SONGNUAN_HUB_PASSWORD 读取,没有时在屏幕上询问。
附件放在 s3://… 时,钥匙和地址从环境变量读取:AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY、
AWS_ENDPOINT(存储服务的地址)、AWS_REGION;只有本机上的服务可以用 http://,要写明 AWS_ALLOW_HTTP=true。";

pub const DEVICE_EXAMPLES: &str = "\n例子:
  songnuan device invite 办公室电脑 --hub ./同步中心 --role clerk --everything --address 192.168.1.10:7443
  songnuan device invite 柳河镇同步中心 --hub ./县同步中心 --lower-hub --address 10.1.1.5:7443
  songnuan --data ./数据 device enrol SN1-…
  songnuan --data ./数据 device invite 走访笔记本二号 --role visitor --for 王芳
  songnuan --data ./数据 device revoke 0193… --reason 丢失";

pub const CONFLICT_EXAMPLES: &str = "\n例子:
  songnuan --data ./数据 conflict list --json
  songnuan --data ./数据 conflict show 0193…
  songnuan --data ./数据 conflict decide 0193… --choice mine --note 以入户看到的为准
  songnuan --data ./数据 conflict decide 0193… --choice written --value 患病在家休养";

/// Where a hub is.
#[derive(ClapArgs)]
pub struct HubPlaceArgs {
    /// 同步中心的文件夹,或 postgres://… 数据库(也可用环境变量 SONGNUAN_HUB)
    #[arg(
        long,
        env = "SONGNUAN_HUB",
        hide_env = true,
        value_name = "文件夹或网址"
    )]
    pub hub: String,
    /// 附件放在哪里:文件夹或 s3://…(也可用环境变量 SONGNUAN_HUB_BLOBS);默认在同步中心的文件夹里
    #[arg(long, value_name = "文件夹或网址")]
    pub blobs: Option<String>,
}

/// 同步中心
#[derive(Subcommand)]
pub enum HubVerb {
    /// 新建同步中心
    Init {
        #[command(flatten)]
        place: HubPlaceArgs,
        /// 同步中心的名称
        #[arg(long, value_name = "名称")]
        name: String,
        /// 所属单位
        #[arg(long, value_name = "名称")]
        unit: String,
    },
    /// 开启同步中心,直到按 Ctrl+C
    Serve {
        #[command(flatten)]
        place: HubPlaceArgs,
        /// 在哪个地址上接受同步;端口 0 为自动
        #[arg(
            long,
            default_value = "0.0.0.0:7443",
            value_name = "地址:端口",
            hide_default_value = true
        )]
        listen: String,
        /// 标准输入关闭时结束:随着开启它的程序一起结束
        #[arg(long, hide = true)]
        attached: bool,
    },
    /// 同步中心有多少记录、设备、附件;跟哪个上级、到了哪里、还有多少没有上送
    Status {
        #[command(flatten)]
        place: HubPlaceArgs,
    },
    /// 用上级发的加入码,加入上级的同步中心
    Join {
        #[arg(value_name = "加入码")]
        code: String,
        #[command(flatten)]
        place: HubPlaceArgs,
    },
    /// 和上级的同步中心同步;正在开启着也可以
    Sync {
        #[command(flatten)]
        place: HubPlaceArgs,
        /// 这一次到这个地址找上级
        #[arg(long, value_name = "地址:端口")]
        address: Option<String>,
        /// 上级是从旧备份恢复的:把它可能丢了的再送一次
        #[arg(long)]
        resend: bool,
        /// 上次被退回的再送一次
        #[arg(long)]
        retry_refused: bool,
    },
}

/// Where a hub is, when it is on this machine; else the device's own hub is asked.
#[derive(ClapArgs)]
pub struct MaybeHub {
    /// 在同步中心的电脑上直接办理:同步中心的文件夹或 postgres://…
    #[arg(long, value_name = "文件夹或网址")]
    pub hub: Option<String>,
    /// 附件放在哪里:文件夹或 s3://…
    #[arg(long, value_name = "文件夹或网址", requires = "hub")]
    pub blobs: Option<String>,
}

/// 同步设备
#[derive(Subcommand)]
pub enum DeviceVerb {
    /// 发一个加入码,只能用一次
    Invite(DeviceInviteArgs),
    /// 用加入码加入同步中心
    Enrol {
        #[arg(value_name = "加入码")]
        code: String,
    },
    /// 列出设备
    List {
        #[command(flatten)]
        place: MaybeHub,
    },
    /// 收回设备:以后不再收发
    Revoke {
        #[arg(value_name = "设备编号")]
        id: String,
        /// 收回的原因,那台电脑会看到
        #[arg(long, value_name = "文字")]
        reason: String,
        #[command(flatten)]
        place: MaybeHub,
    },
}

/// 发加入码
#[derive(ClapArgs)]
pub struct DeviceInviteArgs {
    /// 这台电脑叫什么
    #[arg(value_name = "设备名称")]
    pub name: String,
    /// 上面的人是什么角色:clerk 干事,visitor 走访员,leader 主席,finance 财务,auditor 经审,administrator 管理员
    #[arg(long, value_name = "角色", required_unless_present = "lower_hub", value_delimiter = ',', value_parser = role)]
    pub role: Vec<Role>,
    /// 不是一台电脑,是下级单位的同步中心(在同步中心的电脑上办理)
    #[arg(long, requires = "hub", conflicts_with_all = ["role", "users", "everything"])]
    pub lower_hub: bool,
    /// 只带这些使用人负责的档案,可写多次
    #[arg(long = "for", value_name = "姓名")]
    pub users: Vec<String>,
    /// 带全部记录
    #[arg(long)]
    pub everything: bool,
    /// 到哪里找同步中心,可写多次
    #[arg(long = "address", value_name = "地址:端口")]
    pub addresses: Vec<String>,
    #[command(flatten)]
    pub place: MaybeHub,
}

/// 同步
#[derive(ClapArgs)]
pub struct SyncArgs {
    /// 这一次到这个地址找同步中心
    #[arg(long, value_name = "地址:端口")]
    pub hub: Option<String>,
    /// 同步中心是从旧备份恢复的:把本机知道的补送给它
    #[arg(long)]
    pub resend: bool,
    /// 上次被退回的再送一次
    #[arg(long)]
    pub retry_refused: bool,
    /// 不同步,只看本机和同步中心的情况
    #[arg(long, conflicts_with_all = ["hub", "resend", "retry_refused"])]
    pub status: bool,
}

/// Which choice.
#[derive(Clone, Copy, ValueEnum)]
pub enum Choice {
    Present,
    Theirs,
    Mine,
    Joined,
    Written,
}

impl From<Choice> for ConflictChoice {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::Present => Self::Present,
            Choice::Theirs => Self::Theirs,
            Choice::Mine => Self::Mine,
            Choice::Joined => Self::Joined,
            Choice::Written => Self::Written,
        }
    }
}

/// 待裁决的修改
#[derive(Subcommand)]
pub enum ConflictVerb {
    /// 列出待裁决的修改
    List {
        /// 看已经裁决的
        #[arg(long)]
        decided: bool,
    },
    /// 看一条:原来的、两处各写了什么、谁、何时
    Show {
        #[arg(value_name = "编号")]
        id: String,
    },
    /// 裁决一条或几条
    Decide {
        #[arg(value_name = "编号", required = true)]
        ids: Vec<String>,
        /// present 维持现在的,theirs 采用已有的,mine 采用待定的,joined 合在一起,written 另写
        #[arg(long, value_name = "选择", hide_possible_values = true)]
        choice: Choice,
        /// 另写的内容
        #[arg(long, value_name = "内容")]
        value: Option<String>,
        /// 后来又有人改过或裁决过的,也替换掉(先用 conflict show 看现在的内容)
        #[arg(long)]
        over: bool,
        /// 说明
        #[arg(long, value_name = "文字")]
        note: Option<String>,
    },
}

pub const BUNDLE_EXAMPLES: &str = "\n例子:
  songnuan --data ./数据 bundle write -o /media/优盘/送同步中心.snb
  songnuan bundle read /media/优盘/送同步中心.snb --hub ./同步中心 -o /media/优盘/回给电脑.snb
  songnuan --data ./数据 bundle read /media/优盘/回给电脑.snb
  songnuan bundle write --hub ./同步中心 --device 0193… -o /media/优盘/回给电脑.snb";

/// 用优盘同步
#[derive(Subcommand)]
pub enum BundleVerb {
    /// 写同步文件:本机给同步中心,或同步中心给一台设备
    Write {
        /// 写到哪个文件
        #[arg(short, long, value_name = "文件")]
        output: String,
        /// 给哪台设备(在同步中心的电脑上)
        #[arg(long, value_name = "设备编号", requires = "hub")]
        device: Option<String>,
        /// 同步中心是从旧备份恢复的:把本机知道的补送给它
        #[arg(long, conflicts_with_all = ["hub", "device"])]
        resend: bool,
        #[command(flatten)]
        place: MaybeHub,
    },
    /// 读同步文件;在同步中心的电脑上可以同时写好回给那台设备的文件
    Read {
        #[arg(value_name = "文件")]
        file: String,
        /// 把回给那台设备的文件写到这里
        #[arg(short, long, value_name = "文件", requires = "hub")]
        output: Option<String>,
        #[command(flatten)]
        place: MaybeHub,
    },
}
