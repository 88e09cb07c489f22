//! What a device may hold.

/// The records of one device.
pub(crate) struct Scope;
