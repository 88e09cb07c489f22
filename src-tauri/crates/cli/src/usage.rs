//! Wrong usage, answered in Chinese with exit code 2; help goes to standard output with 0.
#![allow(clippy::print_stdout, clippy::print_stderr)] // the binary's edge

use std::io::Write as _;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Says what is wrong with the command line.
pub fn explain(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A closed pipe (`| head`) is no error of ours.
            let _ = write!(std::io::stdout(), "{error}");
            return ExitCode::SUCCESS;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            eprint!("{error}");
            return ExitCode::from(2);
        }
        _ => {}
    }
    eprintln!("{}", sentence(error));
    eprintln!("用 songnuan --help 看全部用法，或在动词后面加 --help。");
    ExitCode::from(2)
}

fn sentence(error: &clap::Error) -> String {
    let arg = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => format!("不认识参数“{arg}”。什么都没有做。"),
        ErrorKind::InvalidSubcommand => {
            let verb = context(error, ContextKind::InvalidSubcommand);
            format!("没有“{verb}”这个动词。什么都没有做。")
        }
        ErrorKind::MissingRequiredArgument => format!("还缺参数：{arg}。什么都没有做。"),
        ErrorKind::MissingSubcommand => "后面还要写清做什么。什么都没有做。".to_owned(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            format!("参数 {arg} 后面要写一个值。什么都没有做。")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let valid = context(error, ContextKind::ValidValue);
            let hint = if valid.is_empty() {
                valid
            } else {
                format!("可以是：{valid}。")
            };
            format!("参数 {arg} 的值“{value}”不对。{hint}什么都没有做。")
        }
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg);
            format!("参数 {arg} 不能和 {other} 一起用。什么都没有做。")
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            format!("参数 {arg} 的值个数不对。什么都没有做。")
        }
        _ => "命令写得不对。什么都没有做。".to_owned(),
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    }
}
