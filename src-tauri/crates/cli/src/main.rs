//! The `songnuan` binary: every use case without a window, and the browser door (`serve`).
//!
//! Exit codes: 0 done, 1 refused with findings or an error sentence, 2 wrong usage.

mod args;
mod outcome;
mod serve;
mod usage;
mod verbs;

use std::process::ExitCode;
use std::sync::Arc;

use clap::{CommandFactory as _, FromArgMatches as _};
use songnuan_app::App;
use songnuan_app::host::SystemHost;

use crate::args::Args;

fn main() -> ExitCode {
    let command = args::spoken(Args::command());
    let args = match command
        .try_get_matches()
        .and_then(|found| Args::from_arg_matches(&found))
    {
        Ok(args) => args,
        Err(error) => return usage::explain(&error),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(run(args)),
        Err(error) => outcome::trouble(&format!("程序启动不了({error})。")),
    }
}

async fn run(args: Args) -> ExitCode {
    let data = args
        .data
        .clone()
        .unwrap_or_else(SystemHost::default_data_dir);
    let host = SystemHost::new(data, SystemHost::default_fonts_dir());
    let app = App::new(Arc::new(host));
    let json = args.json;
    let done = verbs::run(&app, args).await;
    app.shutdown().await;
    match done {
        Ok(outcome) => outcome.print(json),
        Err(error) => outcome::refused(&error, json),
    }
}
