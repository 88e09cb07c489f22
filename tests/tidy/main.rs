//! The source tree holds itself in order: who imports whom, sizes, first lines, words, bindings.

mod commands;
mod files;
mod imports;
mod sources;
