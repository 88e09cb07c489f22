//! Files, visits, photographs and paper, over a real store in a temporary folder.

#![allow(clippy::unwrap_used)]

mod edit;
mod history;
mod list;
mod paper;
mod photos;
mod steps;
mod support;
mod visits;
