//! `hub join`, `hub sync`: a hub that belongs to a hub above it, a township's to the county's.

use serde_json::{Value, json};
use songnuan_app::error::{AppError, AppResult};
use songnuan_app::sync::{LowerHub, UpperSync, join_upper, sync_upper};
use songnuan_hub::{HubFailure, HubHost as _, HubService, SystemHubHost};

use super::place::failed;
use crate::outcome::Outcome;

fn told<T>(done: Result<T, HubFailure>) -> AppResult<T> {
    done.map_err(|failure| failed(&failure))
}

async fn lower(hub: &HubService) -> AppResult<LowerHub> {
    Ok(LowerHub {
        id: hub.hub_id().clone(),
        key: told(hub.upstream_key().await)?,
    })
}

/// Joins the hub above.
pub async fn join(hub: &HubService, code: &str) -> AppResult<Outcome> {
    let known = told(hub.upper_hub().await)?;
    let upper = join_upper(code, &lower(hub).await?, hub.name(), known).await?;
    told(hub.keep_upper_hub(&upper).await)?;
    let text = format!("已加入“{}”。下一步：hub sync。", upper.name);
    let (standing, _) = standing(hub).await?;
    Outcome::new(standing, text)
}

/// Syncs with it once.
pub async fn sync(
    hub: &HubService,
    address: Option<String>,
    resend: bool,
    retry_refused: bool,
) -> AppResult<Outcome> {
    let (upper, replica) = (told(hub.upper_hub().await)?, told(hub.upstream().await)?);
    let (Some(mut upper), Some(replica)) = (upper, replica) else {
        return Err(AppError::invalid(
            "本同步中心还没有上级。请用 hub join 加入，加入码由上级的管理员发。",
        ));
    };
    if retry_refused {
        told(replica.retry_refused().await)?;
    }
    let lower = lower(hub).await?;
    let how = UpperSync {
        address,
        resend,
        now: SystemHubHost.now(),
        id: SystemHubHost.fresh_id(),
    };
    let said = |failure: HubFailure| failed(&failure);
    let (mut receipt, trouble) = sync_upper(&replica, &mut upper, &lower, &how, said).await;
    if let Some(trouble) = trouble {
        return Err(trouble);
    }
    told(hub.keep_upper_hub(&upper).await)?;
    told(hub.note_upstream_done().await)?;
    replica.without_own(&mut receipt);
    let undecided = told(hub.undecided().await)?;
    let shown = how.receipt(&lower, &receipt, None, undecided);
    let text = format!("{}：{}", shown.hub_name, shown.sentence);
    Outcome::new(shown, text)
}

/// How a hub stands to the one above: for programs, and in words.
pub async fn standing(hub: &HubService) -> AppResult<(Value, String)> {
    let Some(status) = told(hub.upstream_status().await)? else {
        return Ok((Value::Null, "上级：没有".to_owned()));
    };
    let refused = told(hub.upstream_refused().await)?;
    let last = match status.last.as_str() {
        "" => "还没有同步过",
        last => last,
    };
    let mut lines = vec![format!(
        "上级：{}，上次同步 {last}，已收到第 {} 条；还没有上送 {} 笔（{} 处修改），被退回 {} 笔",
        status.hub_name, status.cursor, status.waiting_ops, status.waiting_changes, status.refused
    )];
    let mut ops = Vec::new();
    for (head, why) in &refused {
        let reason = UpperSync::refusal(why);
        lines.push(format!("被退回\t{}\t{}\t{reason}", head.at, head.who));
        ops.push(json!({ "op_id": head.id, "at": head.at, "who": head.who, "reason": reason }));
    }
    let mut answer = json!(status);
    answer["refused_ops"] = json!(ops);
    Ok((answer, lines.join("\n")))
}
