//! Makes clap speak Chinese: headings, placeholders and the usage line of every verb.

use clap::{Arg, Command};

use super::TEMPLATE;

/// Optional parameters shown in a usage line; the rest stand in the list below it.
const SHOWN: usize = 4;

/// The command line with everything English replaced.
pub fn spoken(command: Command) -> Command {
    let name = command.get_name().to_owned();
    verbs(command, &name)
}

fn verbs(command: Command, path: &str) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|verb| verb.get_name().to_owned())
        .collect();
    let mut command = command;
    for name in &names {
        let path = format!("{path} {name}");
        command = command.mut_subcommand(name, |verb| one(verb, &path));
    }
    command
}

fn one(command: Command, path: &str) -> Command {
    let usage = usage(&command, path);
    let command = verbs(command, path)
        .help_template(TEMPLATE)
        .override_usage(usage)
        .disable_help_subcommand(true)
        .subcommand_value_name("动词")
        .subcommand_help_heading("动词");
    command.mut_args(|arg| match arg.get_help_heading() {
        None => arg.help_heading("参数"),
        Some(_) => arg,
    })
}

fn usage(command: &Command, path: &str) -> String {
    let mut parts = vec![path.to_owned()];
    if command.has_subcommands() {
        parts.push("<动词>".to_owned());
    }
    parts.extend(command.get_positionals().map(|arg| placeholder(arg, false)));
    let options = || command.get_arguments().filter(|arg| !arg.is_positional());
    parts.extend(
        options()
            .filter(|arg| arg.is_required_set())
            .map(|arg| placeholder(arg, true)),
    );
    let optional: Vec<String> = options()
        .filter(|arg| !arg.is_required_set() && !arg.is_global_set())
        .map(|arg| format!("[{}]", placeholder(arg, true)))
        .collect();
    parts.extend(optional.iter().take(SHOWN).cloned());
    if optional.len() > SHOWN {
        parts.push("…".to_owned());
    }
    parts.join(" ")
}

fn placeholder(arg: &Arg, flag: bool) -> String {
    let value = arg
        .get_value_names()
        .and_then(<[_]>::first)
        .map(|name| format!("<{name}>"));
    let long = arg.get_long().map(|long| format!("--{long}"));
    let takes = arg.get_action().takes_values();
    let words = match (flag, takes) {
        (true, true) => [long, value],
        (true, false) => [long, None],
        (false, _) => [value, None],
    };
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
