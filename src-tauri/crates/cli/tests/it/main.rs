//! The command line, run as its users run it.
//!
//! One program for all of them: each links the whole crate, and a dozen would fill the disk.

mod cli;
mod common;
mod crash;
mod honor_papers;
mod honors;
mod honors_refused;
mod model_worker_walk;
mod money;
mod nominate;
mod scholarship_walk;
mod sync;
mod sync_levels;
mod sync_world;
