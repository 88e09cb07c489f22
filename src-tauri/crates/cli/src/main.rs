//! The `songnuan` binary: every use case without a window.
fn main() {}
