//! Checks names that people typed.

use crate::error::{HubFailure, Result};
use crate::limits;

/// A name without blanks around it: not empty, not endless, no line breaks.
pub(crate) fn name(field: &'static str, text: &str) -> Result<String> {
    let text = text.trim();
    let bad = text.is_empty()
        || text.chars().count() > limits::NAME_CHARS
        || text.chars().any(char::is_control);
    if bad {
        return Err(HubFailure::BadValue { field });
    }
    Ok(text.to_owned())
}
