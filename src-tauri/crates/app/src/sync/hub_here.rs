//! One switch makes this machine the township's hub: a hub folder inside the data folder, served
//! by the command-line program beside this one, for as long as this program runs and is unlocked.
//!
//! The hub's password is made by chance and kept in the encrypted store; nobody types it.

use std::net::SocketAddr;

use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::hub_program::{Program, folder};
use super::{enrol, kept};
use crate::app::App;
use crate::commands::shared::Nothing;
use crate::commands::sync::{DeviceEnrol, HubHere, HubSwitch};
use crate::error::{AppError, AppResult};
use crate::session::settings_of;

/// The switch is on: the hub starts again with the program.
const ON: &str = "hub_on";
const LISTEN: &str = "0.0.0.0:7443";

/// Whether this machine is the hub. Where the switch is on, the hub is started again when the
/// program asks for the first time after it was opened.
pub async fn hub_here(app: &App, _: Nothing) -> AppResult<HubHere> {
    let store = app.store_for(Act::Sync).await?;
    if let Some(listen) = store.sync_state(ON).await? {
        let hub = Program::of(app, &store).await?;
        app.hub_process().start(&hub, &listen).await?;
    }
    view(app, &store).await
}

async fn view(app: &App, store: &Store) -> AppResult<HubHere> {
    let on = store.sync_state(ON).await?.is_some();
    let address = app.hub_process().address().await;
    let listen = address.as_deref().unwrap_or(LISTEN);
    let found_at = found_at(app, listen);
    let sentence = match (&address, on) {
        (Some(address), _) => format!(
            "本机是同步中心，别的电脑到 {} 找它。关闭程序或锁定后，别的电脑暂时不能同步。",
            found_at.as_ref().unwrap_or(address)
        ),
        (None, true) => "本机是同步中心，现在没有开着。".to_owned(),
        (None, false) => "本机不是同步中心。".to_owned(),
    };
    Ok(HubHere {
        on,
        running: address.is_some(),
        address,
        found_at,
        sentence,
    })
}

/// Where others find what listens there; `None` where this machine has no network.
fn found_at(app: &App, listen: &str) -> Option<String> {
    let listen: SocketAddr = listen.parse().ok()?;
    let ip = match listen.ip() {
        every if every.is_unspecified() => app.host().network_address()?,
        one => one,
    };
    Some(SocketAddr::new(ip, listen.port()).to_string())
}

/// Turns it on or off. Turned on for the first time, it makes the hub and joins it.
pub async fn hub_switch(app: &App, request: HubSwitch) -> AppResult<HubHere> {
    let store = app.store_for(Act::KeepDevices).await?;
    if !request.on {
        store.set_sync_state(ON, None).await?;
        app.hub_process().stop().await;
        return view(app, &store).await;
    }
    let folder = folder(app);
    if kept::enrolment(&store).await?.is_some() && !folder.exists() {
        return Err(AppError::invalid(
            "本机已经加入别的同步中心，不能再当同步中心。什么都没有改动。",
        ));
    }
    let hub = Program::of(app, &store).await?;
    if !folder.exists() {
        let unit = settings_of(&store).await?.org_name;
        let name: String = unit.chars().take(50).chain("同步中心".chars()).collect();
        hub.answer(&["hub", "init", "--name", &name, "--unit", &unit])
            .await?;
    }
    let listen = request.listen.unwrap_or_else(|| LISTEN.to_owned());
    app.hub_process().start(&hub, &listen).await?;
    store.set_sync_state(ON, Some(&listen)).await?;
    if kept::enrolment(&store).await?.is_none() {
        join(app, &hub, &request.addresses).await?;
    }
    view(app, &store).await
}

/// This machine is the first device of its own hub.
async fn join(app: &App, hub: &Program, addresses: &[String]) -> AppResult<()> {
    let own = app.hub_process().address().await.unwrap_or_default();
    let port = own.rsplit(':').next().unwrap_or_default();
    let local = format!("127.0.0.1:{port}");
    let mut args = vec![
        "device",
        "invite",
        // As everybody's list of devices calls it.
        "办公室电脑（同步中心）",
        "--role",
        "clerk,administrator,leader,finance",
    ];
    args.extend(["--everything", "--address", &local]);
    for address in addresses {
        args.extend(["--address", address.as_str()]);
    }
    let answer = hub.answer(&args).await?;
    let code = answer["code"].as_str().unwrap_or_default().to_owned();
    enrol(app, DeviceEnrol { code }).await?;
    Ok(())
}
