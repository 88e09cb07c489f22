//! The command line, run as its users run it.
//!
//! One program for all of them: each links the whole crate, and a dozen would fill the disk.

mod cli;
mod common;
mod crash;
mod honor_papers;
mod honors;
mod honors_refused;
mod hub_here;
mod model_worker_walk;
mod money;
mod nominate;
mod put_back;
mod scholarship_walk;
mod sync;
mod sync_kills;
mod sync_levels;
mod sync_photos;
mod sync_world;
