//! Lists and visiting drives through the program: imported once, counted exactly, opened, kept,
//! compared, written out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod campaign;
mod compared;
mod honors;
mod house;
mod imports;
mod money;
mod visits;
mod written;
