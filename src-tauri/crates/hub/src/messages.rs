//! The sentence for each failure: what is wrong, what was kept, what to do.

use crate::error::{BlobTrouble, HubFailure};

impl HubFailure {
    /// The sentence for people.
    pub fn sentence(&self) -> String {
        match self {
            Self::NotFound => "这里还没有同步中心。请先用“建立”命令建一个，或者检查地址。".into(),
            Self::AlreadyThere => "这里已经有一个同步中心，什么都没有改动。请直接启动它，或者换一个地方。".into(),
            Self::WrongPassword => "同步中心的密码不对，数据没有动过。请重新输入。".into(),
            Self::TooNew { found, supported } => format!(
                "同步中心的数据由更新的程序写成（第 {found} 版，本程序只认到第 {supported} 版），没有打开也没有改动。请先升级程序。"
            ),
            Self::BadPlace => "同步中心的地址读不懂。请写一个文件夹，或者 postgres:// 开头的地址；附件写文件夹，或者 s3:// 开头的地址。".into(),
            Self::BadKdfCost => "密码强度参数不能用，什么都没有建立。请用默认参数。".into(),
            Self::Damaged { what } => format!(
                "同步中心的数据有损坏（{}），没有继续。请从备份恢复；各台电脑上的资料不受影响，恢复后可以补传。",
                part(what)
            ),
            Self::Full => "同步中心的磁盘满了，这一次没有收下任何东西；各台电脑上的资料还在。请腾出空间后再同步。".into(),
            Self::Database { detail } => format!(
                "同步中心的数据库没有回应（{detail}），这一次没有收下任何东西。请检查数据库是否在运行，再试一次。"
            ),
            Self::Blobs { trouble } => blobs(*trouble).into(),
            Self::NoRandom => "系统给不出随机数，什么都没有改动。请重新启动电脑后再试。".into(),
            Self::UnknownDevice => "没有这台设备，什么都没有改动。请在设备列表里核对。".into(),
            Self::BadValue { field } => format!("“{}”不能这样填，什么都没有改动。请改短或补上。", part(field)),
            Self::Refused(_) => "同步中心没有接受这一次请求，什么都没有改动。".into(),
        }
    }
}

/// What is wrong with the place for attachments.
fn blobs(trouble: BlobTrouble) -> &'static str {
    match trouble {
        BlobTrouble::NoKey => {
            "没有给出存储服务的钥匙，什么都没有做。请设置环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY，再试一次。"
        }
        BlobTrouble::PlainHttp => {
            "存储服务的地址是不加密的 http://，没有使用。请改用 https://；只有本机上的服务可以用 http://，而且要设置 AWS_ALLOW_HTTP=true 写明。"
        }
        BlobTrouble::Setting => {
            "存储服务的设置读不懂，什么都没有做。请核对 s3:// 后面的桶名，以及 AWS_ENDPOINT、AWS_REGION 等环境变量。"
        }
        BlobTrouble::NoBucket => {
            "存储服务里没有这个桶，附件没有存下，各台电脑上的还在。请先在存储服务里建好桶，或核对桶名，再试一次。"
        }
        BlobTrouble::NotAllowed => {
            "存储服务不认这把钥匙，或者不让它存取，附件没有存下，各台电脑上的还在。请核对钥匙和它的权限，再试一次。"
        }
        BlobTrouble::NoAnswer => {
            "存放附件的地方没有回应，附件没有存下，各台电脑上的还在，下次同步会再送。请检查文件夹、网络或存储服务。"
        }
    }
}

/// The Chinese word for a part or field named in a failure.
fn part(name: &str) -> &'static str {
    match name {
        "name" => "名称",
        "unit" => "单位",
        "users" => "使用人",
        "roles" => "角色",
        "reason" => "原因",
        "password" => "密码",
        "public_key" => "设备公钥",
        "attachment" => "附件",
        "key" => "密钥",
        "device" => "设备",
        "invitation" => "邀请",
        "operation" => "操作记录",
        "entry" => "变更记录",
        "record" => "档案记录",
        "line" => "编号",
        "upstream" => "上级同步中心",
        _ => "数据",
    }
}
