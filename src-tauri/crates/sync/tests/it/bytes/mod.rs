//! Everything that comes in as bytes or text: messages, signatures, codes, bundles, and garbage.

mod bundles;
mod codes;
mod garbage;
mod identities;
mod messages;
mod samples;
