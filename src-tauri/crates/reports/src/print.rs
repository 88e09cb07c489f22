//! What the caller decides about a print: when, for whom, with or without seal circles.

/// Options of one print. `Default` prints dated 1970-01-01, without a trace line, with seal circles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintOptions {
    /// Seconds since 1970-01-01 UTC, written as the document's creation date (this crate has no
    /// clock).
    pub created_unix: i64,
    /// Title in the document's properties; empty: the form's name.
    pub title: String,
    /// Who printed it and when, in small grey type at the foot of every page (DOMAIN §2.9: exports
    /// carry user and time); empty: nothing.
    pub trace: String,
    /// Draw the light dashed circle where an official seal goes.
    pub seals: bool,
}

impl Default for PrintOptions {
    fn default() -> Self {
        Self {
            created_unix: 0,
            title: String::new(),
            trace: String::new(),
            seals: true,
        }
    }
}
