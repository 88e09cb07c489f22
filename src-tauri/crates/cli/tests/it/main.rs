//! The command line, run as its users run it.
//!
//! One program for all of them: each links the whole crate, and a dozen would fill the disk.

mod cli;
mod common;
mod crash;
mod honors;
mod money;
mod nominate;
