//! Plain data → PDF and xlsx bytes: the paper forms of the union office and the workbooks it sends.
//!
//! No database, no clock, no file system: fonts, dates and texts come in as arguments, and the same
//! arguments give the same bytes. Money, codes and dates arrive already spelled for paper (Chinese
//! labels, `yyyy-mm-dd`, 1,234.00), so a form decides where things stand, never what they mean.
//!
//! ```text
//! data      what a form shows, as plain strings          (data.rs)
//! forms     the paper forms, described with `layout`     (forms/)
//! layout    grids, wrapping, shrinking, continuation     (layout/)
//! text      glyphs, fallback fonts, line breaking        (text.rs, fonts.rs)
//! pdf       page drawing and the finished, stable file   (pdf/)
//! xlsx      exported tables and marked survey workbooks  (xlsx/)
//! ```

pub mod data;
mod error;
mod fonts;
mod forms;
mod layout;
mod pdf;
mod print;
mod text;
pub mod xlsx;

pub use error::ReportError;
pub use fonts::{Face, FontFile, Fonts};
#[doc(hidden)]
pub use forms::hardship_file_texts;
pub use forms::{
    aid_applications, audit_pack, fund_ledgers, hardship_files, honor_ledgers, letters,
    model_worker_funds, model_worker_visits, model_workers, notices, receipts, report, rosters,
    scholarship_applications, scholarship_rosters, scholarship_summaries, sync_receipts,
    visit_cards, visit_ledgers, visit_records,
};
pub use pdf::{Document, Progress};
pub use print::PrintOptions;
pub use text::MissingGlyph;
