//! Texts as people type them, trimmed and not too long.

use crate::error::{AppError, AppResult};

/// A text that may be missing.
pub(super) fn optional(what: &str, text: Option<&str>, most: usize) -> AppResult<Option<String>> {
    let text = text.map(str::trim).unwrap_or_default();
    let n = text.chars().count();
    if n > most {
        return Err(AppError::invalid(format!(
            "{what}有 {n} 个字，最多 {most} 个字。没有保存，请写得短一些。"
        )));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// A text that must be there.
pub(super) fn required(what: &str, text: &str, most: usize) -> AppResult<String> {
    let text = optional(what, Some(text), most)?;
    text.ok_or_else(|| AppError::invalid(format!("请填写{what}。没有保存。")))
}
