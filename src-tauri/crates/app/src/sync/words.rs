//! Why a sync did not come to its end, as sentences: what happened, what was kept, what to do.

use songnuan_store::StoreError;
use songnuan_sync::bundle::BundleFault;
use songnuan_sync::{HubError, Refusal, SyncError, Why};

use crate::error::{AppError, Code};
use crate::files::kind_label;

/// The sentence of an unfinished sync.
pub(super) fn unfinished(error: SyncError<StoreError>) -> AppError {
    ended(error.why, AppError::from)
}

/// The sentence of why a sync ended early; `replica`: of what this side's records said.
pub(super) fn ended<E>(why: Why<E>, replica: impl FnOnce(E) -> AppError) -> AppError {
    match why {
        Why::Replica(error) => replica(error),
        Why::Hub(error) => asked(error),
        Why::ForeignHub { name } => AppError::with(Code::HubStranger, [("name", name)]),
        Why::Protocol { wanted } => refusal(&Refusal::DeviceTooOld { oldest: wanted }),
        Why::Behind { .. } => AppError::new(Code::HubBehind),
        Why::Forked => AppError::new(Code::HubForked),
        Why::Cancelled => AppError {
            message: "已停止同步。已经交换的留着，没送出的也在，下次接着来。".to_owned(),
            ..AppError::new(Code::Cancelled)
        },
    }
}

/// Why a hub could not be asked.
pub fn asked(error: HubError) -> AppError {
    match error {
        HubError::Refused(said) => refusal(&said),
        HubError::Unreachable(word) => AppError::with(
            Code::HubUnreachable,
            [("detail", unreachable(&word).to_owned())],
        ),
        HubError::Garbled => refused("同步中心答的话读不懂。请把两边的程序升级到同一版本再试。"),
        HubError::Stranger => AppError::with(
            Code::HubStranger,
            [("name", "证书和加入时的不同".to_owned())],
        ),
    }
}

fn unreachable(word: &str) -> &'static str {
    match word {
        "timeout" => "等了很久没有回答",
        "connect" => "那个地址没有应答",
        "line" => "线路中途断了",
        "tls" => "建立不了加密线路",
        "hub_attachments" => "同步中心放不下也取不出照片和附件，请告诉管理员；档案已经交换",
        "hub_database" | "hub_damaged" => "同步中心自己出了问题，请告诉管理员",
        _ => "同步中心暂时不能回答",
    }
}

fn refused(reason: &str) -> AppError {
    AppError::with(Code::HubRefused, [("reason", reason.to_owned())])
}

/// The sentence of a refusal.
pub(super) fn refusal(said: &Refusal) -> AppError {
    match said {
        Refusal::Revoked { reason } => {
            AppError::with(Code::DeviceRevoked, [("reason", reason.clone())])
        }
        Refusal::BadCode => AppError::new(Code::BadEnrolCode),
        other => refused(&refusal_words(other)),
    }
}

/// Why an operation or a device was refused, for lists.
pub(super) fn refusal_words(said: &Refusal) -> String {
    match said {
        Refusal::UnknownDevice => "同步中心不认识这台电脑，请重新用加入码加入。".to_owned(),
        Refusal::Revoked { reason } => format!("这台电脑已被收回（{reason}）。"),
        Refusal::WrongHub => "这是给另一个同步中心的内容。".to_owned(),
        Refusal::DeviceTooOld { .. } => "本机的程序太旧，请升级后再同步。".to_owned(),
        Refusal::HubTooOld { .. } => "同步中心的程序太旧，请先升级同步中心。".to_owned(),
        Refusal::BadSignature => "签名对不上，请重新用加入码加入。".to_owned(),
        Refusal::NotAllowed { kind } if kind == "device" => {
            "这台电脑的角色不能管理设备，请由干事或管理员在自己的电脑上办理。".to_owned()
        }
        Refusal::NotAllowed { kind } => format!(
            "这台电脑的角色不能改“{}”，请由有权限的人在自己的电脑上办理。",
            kind_label(kind)
        ),
        Refusal::OutOfScope => "这条记录不在这台电脑负责的范围里。".to_owned(),
        Refusal::Garbled => "送出的内容同步中心读不懂，请升级程序。".to_owned(),
        Refusal::TooLarge { limit } if *limit >= 1 << 20 => format!(
            "一次送得太多，同步中心最多收 {} 兆。请联系管理员。",
            limit >> 20
        ),
        Refusal::TooLarge { .. } => "一次送得太多，同步中心收不下。请联系管理员。".to_owned(),
        Refusal::Busy { seconds } => format!("同步中心正忙，请过 {seconds} 秒再试。"),
        Refusal::HubFull => "同步中心的磁盘满了，这次没有收；请管理员清理后再同步。".to_owned(),
        Refusal::BadCode => "加入码用过了、过期了或不存在。".to_owned(),
    }
}

/// Why a file is no bundle for us, as a sentence.
pub fn fault(fault: BundleFault) -> AppError {
    let reason = match fault {
        BundleFault::NotABundle => "这不是同步文件，请核对是不是选错了文件。".to_owned(),
        BundleFault::OtherVersion { .. } => {
            "这是新版本程序写的同步文件，请先升级本机程序。".to_owned()
        }
        BundleFault::Cut { have, want } if want > 0 => format!(
            "文件没有拷贝完整：应有 {want} 字节，只有 {have} 字节。请重新拷贝一次，拷完再拔优盘。"
        ),
        BundleFault::Cut { .. } => "文件没有拷贝完整，请重新拷贝一次。".to_owned(),
        BundleFault::Damaged => "文件有损坏，请重新拷贝；还不行就请对方重写一份。".to_owned(),
        BundleFault::ForeignHub { name } => {
            format!("这是“{name}”的同步文件，不是本机加入的同步中心的。")
        }
        BundleFault::NotForUs { to } => format!("这份文件是给“{to}”的，不是给本机的。"),
        BundleFault::Forged => {
            "文件的签名对不上，可能被人改过，没有读入。请向对方核实。".to_owned()
        }
        BundleFault::Old { counter, read } => format!(
            "这是旧文件（第 {counter} 份），本机已经读过第 {read} 份。请核对是不是拿错了优盘。"
        ),
        BundleFault::WrongKey => "这份文件用的是以前的钥匙，请对方重写一份。".to_owned(),
        BundleFault::TooLarge { limit } => {
            format!(
                "内容太多，一份同步文件最多 {} 兆。请改用网络同步。",
                limit >> 20
            )
        }
    };
    AppError::with(Code::BundleRefused, [("reason", reason)])
}
