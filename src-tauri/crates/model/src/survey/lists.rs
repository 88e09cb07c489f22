//! The words of the survey form: which lists are checked, statuses, yes and no.

use crate::codes;
use crate::records::FileStatus;

/// True when `word` stands on the present form's list for `field`. Words of old lists and other
/// spellings are doubts: a person confirms what they become.
pub fn contains(field: &str, word: &str) -> bool {
    let table = codes::table(field);
    // Nearly every cell holds the very label; only others are folded and looked up.
    table.form_codes().any(|code| code.label == word) || table.on_form(word).is_some()
}

/// The file status of a word in 档案状态.
pub fn file_status(word: &str) -> Option<FileStatus> {
    match word {
        "在档" => Some(FileStatus::Active),
        "脱困" => Some(FileStatus::Exited),
        "注销" => Some(FileStatus::Cancelled),
        "临时救助" => Some(FileStatus::Temporary),
        _ => None,
    }
}

/// 是/否 and the marks people put instead.
pub fn yes_no(word: &str) -> Option<bool> {
    match word {
        "是" | "√" | "有" | "Y" | "y" => Some(true),
        "否" | "×" | "无" | "N" | "n" => Some(false),
        _ => None,
    }
}
