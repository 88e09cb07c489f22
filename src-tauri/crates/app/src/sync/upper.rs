//! A hub that belongs to a hub above it: joining by a code and syncing, with the same pinned line
//! and the same engine as a device. The records are the hub's own, so this machine's store and its
//! users have no part in it; who may do it has the hub's password.

use songnuan_model::record::Id;
use songnuan_sync::enrol::{EnrolCode, UpperHub};
use songnuan_sync::identity::SecretKey;
use songnuan_sync::{HubError, Limits, Options, Receipt, Refusal, Replica, Why};

use super::enrol::{ask, code_words};
use super::network::NetworkHub;
use super::receipt::{About, Told, shown};
use super::words;
use crate::commands::sync::{SyncReceipt, SyncWay};
use crate::error::{AppError, AppResult, Code};

/// Who syncs on a receipt of a hub.
const WHO: &str = "同步中心";

/// The hub below, towards the one above.
pub struct LowerHub {
    /// The hub's id is its device's id above.
    pub id: Id,
    pub key: SecretKey,
}

/// How to sync with the hub above.
pub struct UpperSync {
    /// `host:port` for this time.
    pub address: Option<String>,
    /// It was restored from an old backup: offer it again what it may have lost.
    pub resend: bool,
    /// UTC, RFC 3339.
    pub now: String,
    /// Of the receipt.
    pub id: Id,
}

/// Answers an invitation of a hub above. `name`: what the hub is called; `known`: the hub above it
/// belongs to already.
pub async fn join_upper(
    code: &str,
    lower: &LowerHub,
    name: &str,
    known: Option<UpperHub>,
) -> AppResult<UpperHub> {
    let code = EnrolCode::parse(code).map_err(|fault| code_words(&fault))?;
    if code.hub == lower.id {
        return Err(AppError::invalid(
            "这是本同步中心自己发的加入码，不能做自己的上级。什么都没有改动。",
        ));
    }
    if let Some(other) = known.filter(|known| known.hub != code.hub) {
        return Err(AppError::invalid(format!(
            "本同步中心已经加入“{}”。一个同步中心只能有一个上级，什么都没有改动。",
            other.name
        )));
    }
    let (enrolled, addresses) = ask(&code, &lower.id, name.to_owned(), &lower.key).await?;
    if !enrolled.roles.is_empty() {
        return Err(AppError::invalid(
            "这个加入码是给一台电脑用的。没有加入，请上级用 device invite --lower-hub 另发一个。",
        ));
    }
    Ok(UpperHub {
        hub: enrolled.hub,
        name: enrolled.hub_name,
        addresses,
        certificate: code.fingerprint,
    })
}

/// Syncs once with the hub above: the addresses are tried in their order, and the one that answered
/// is first afterwards. The receipt tells the trouble, if there was any.
pub async fn sync_upper<R: Replica>(
    replica: &R,
    upper: &mut UpperHub,
    lower: &LowerHub,
    how: &UpperSync,
    trouble: impl Fn(R::Error) -> AppError,
) -> (Receipt, Option<AppError>) {
    let options = Options {
        device: lower.id.clone(),
        hub: upper.hub.clone(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        now: how.now.clone(),
        resend: how.resend,
        was_scoped: false,
        limits: Limits::default(),
    };
    let addresses = match &how.address {
        Some(address) => vec![address.clone()],
        None => upper.addresses.clone(),
    };
    let mut last = (Receipt::default(), Some(AppError::new(Code::NotEnrolled)));
    for address in addresses {
        let (device, key) = (lower.id.clone(), lower.key.clone());
        let hub = NetworkHub::new(&address, upper.certificate, upper.hub.clone(), device, key);
        let hub = match hub {
            Ok(hub) => hub,
            Err(error) => return (Receipt::default(), Some(words::asked(error))),
        };
        match songnuan_sync::run(replica, &hub, &options, &()).await {
            Ok(receipt) => {
                upper.name.clone_from(&receipt.hub_name);
                upper.addresses.retain(|known| *known != address);
                upper.addresses.insert(0, address);
                return (receipt, None);
            }
            Err(error) => {
                let never_reached = matches!(
                    error.why,
                    Why::Hub(HubError::Unreachable(_) | HubError::Stranger)
                ) && error.so_far.hub_name.is_empty();
                last = (*error.so_far, Some(words::ended(error.why, &trouble)));
                if !never_reached {
                    break;
                }
            }
        }
    }
    last
}

impl UpperSync {
    /// The receipt as it is shown. `undecided`: conflicts that wait at the hub.
    pub fn receipt(
        self,
        lower: &LowerHub,
        receipt: &Receipt,
        trouble: Option<&AppError>,
        undecided: u64,
    ) -> SyncReceipt {
        let about = About {
            id: self.id,
            at: self.now,
            device: lower.id.clone(),
            undecided: u32::try_from(undecided).unwrap_or(u32::MAX),
        };
        let told = Told {
            who: WHO,
            way: SyncWay::Network,
            receipt,
            trouble,
        };
        shown(about, told)
    }

    /// Why the hub above did not take an operation.
    pub fn refusal(said: &Refusal) -> String {
        match said {
            Refusal::OutOfScope => "这条记录不归本单位管，上级没有收；这里的修改还在。".to_owned(),
            other => words::refusal_words(other),
        }
    }
}
