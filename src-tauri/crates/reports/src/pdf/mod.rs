//! Pages are drawn here, and the finished file is made the same for the same data.

mod canvas;
mod file;
mod picture;

pub(crate) use canvas::{Canvas, Numbering, Tint};
pub(crate) use file::{Binder, Picture};
pub use file::{Document, Progress};
pub(crate) use picture::jpeg_size;

/// Points in a millimetre.
pub(crate) const PT_PER_MM: f32 = 72.0 / 25.4;
