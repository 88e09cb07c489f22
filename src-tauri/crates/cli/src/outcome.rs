//! What a verb leaves behind: one JSON value or readable lines, and the exit code.
#![allow(clippy::print_stdout, clippy::print_stderr)] // the binary's edge

use std::io::Write as _;
use std::process::ExitCode;

use serde::Serialize;
use serde_json::{Value, json};
use songnuan_app::error::{AppError, AppResult, Code};

/// The answer of a verb.
pub struct Outcome {
    json: Value,
    text: String,
    refused: bool,
}

impl Outcome {
    /// An answer with its machine-readable and its readable form.
    pub fn new(json: impl Serialize, text: impl Into<String>) -> AppResult<Self> {
        let json = serde_json::to_value(json)
            .map_err(|error| AppError::with(Code::Internal, [("detail", error.to_string())]))?;
        Ok(Self {
            json,
            text: text.into(),
            refused: false,
        })
    }

    /// The same answer, told as a refusal by the exit code.
    pub fn refused_if(mut self, refused: bool) -> Self {
        self.refused = refused;
        self
    }

    /// Prints the answer; with `json` nothing else reaches standard output.
    pub fn print(&self, json: bool) -> ExitCode {
        let text = if json {
            format!("{:#}", self.json)
        } else {
            self.text.clone()
        };
        if !text.is_empty() {
            // A closed pipe (`| head`) is no error of ours.
            let _ = writeln!(std::io::stdout(), "{text}");
        }
        ExitCode::from(u8::from(self.refused))
    }
}

/// Prints an error sentence and answers exit code 1.
pub fn refused(error: &AppError, json: bool) -> ExitCode {
    if json {
        let _ = writeln!(std::io::stdout(), "{:#}", json!({ "error": error }));
    }
    trouble(&error.message)
}

/// Prints a sentence on standard error and answers exit code 1.
pub fn trouble(sentence: &str) -> ExitCode {
    eprintln!("{sentence}");
    ExitCode::from(1)
}

/// A remark on standard error: progress, warnings.
pub fn remark(sentence: &str) {
    eprintln!("{sentence}");
}
