//! Files, visits, photographs and paper, over a real store in a temporary folder.

#![allow(clippy::unwrap_used, clippy::panic, clippy::too_many_lines)]

mod edit;
mod history;
mod labels;
mod list;
mod paper;
mod photos;
mod steps;
pub mod support;
mod visits;
