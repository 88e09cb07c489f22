//! Messages as bytes: JSON, compressed, behind hard limits. Whatever the bytes are, reading them
//! ends in a message or in a fault.
//!
//! Layout: `SNW`, one byte for the format (1), one zstd frame.

use std::io::Read;

use serde::Serialize;
use serde::de::DeserializeOwned;

const MAGIC: &[u8; 3] = b"SNW";
const FORMAT: u8 = 1;
/// Fast, and most of what there is to gain.
const LEVEL: i32 = 3;
/// Memory that unpacking may ask for: 2^26 bytes.
const WINDOW_LOG: u32 = 26;

/// How large a message may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Bytes as they come.
    pub packed: usize,
    /// Bytes of JSON inside.
    pub unpacked: usize,
    /// Brackets within brackets.
    pub depth: usize,
}

/// Of a message over the network.
pub const MESSAGE: Bounds = Bounds {
    packed: 16 << 20,
    unpacked: 64 << 20,
    depth: 32,
};

/// Why bytes are no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WireFault {
    /// Not one of ours.
    Foreign,
    /// Of a newer program.
    OtherFormat { format: u8 },
    /// More than the limit, packed or unpacked, bytes.
    TooLarge { limit: usize },
    /// Brackets within brackets beyond the limit.
    TooDeep,
    /// Cut or damaged on the way.
    Damaged,
    /// Another message than was expected.
    Unexpected,
}

/// A message as bytes. Fails only where it is larger than the limits.
pub fn encode<T: Serialize>(message: &T, bounds: Bounds) -> Result<Vec<u8>, WireFault> {
    let json = serde_json::to_vec(message).map_err(|_| WireFault::Unexpected)?;
    pack(&json, bounds)
}

/// JSON as the bytes of a message.
pub fn pack(json: &[u8], bounds: Bounds) -> Result<Vec<u8>, WireFault> {
    if json.len() > bounds.unpacked {
        return Err(WireFault::TooLarge {
            limit: bounds.unpacked,
        });
    }
    let frame = zstd::bulk::compress(json, LEVEL).map_err(|_| WireFault::Damaged)?;
    let bytes = [MAGIC.as_slice(), &[FORMAT], &frame].concat();
    if bytes.len() > bounds.packed {
        return Err(WireFault::TooLarge {
            limit: bounds.packed,
        });
    }
    Ok(bytes)
}

/// Bytes as a message.
pub fn decode<T: DeserializeOwned>(bytes: &[u8], bounds: Bounds) -> Result<T, WireFault> {
    let json = unpack(bytes, bounds)?;
    serde_json::from_slice(&json).map_err(|_| WireFault::Unexpected)
}

/// The JSON inside, held to the limits.
pub fn unpack(bytes: &[u8], bounds: Bounds) -> Result<Vec<u8>, WireFault> {
    if bytes.len() > bounds.packed {
        return Err(WireFault::TooLarge {
            limit: bounds.packed,
        });
    }
    let (magic, rest) = bytes.split_first_chunk::<3>().ok_or(WireFault::Foreign)?;
    if magic != MAGIC {
        return Err(WireFault::Foreign);
    }
    let (format, frame) = rest.split_first().ok_or(WireFault::Damaged)?;
    if *format != FORMAT {
        return Err(WireFault::OtherFormat { format: *format });
    }
    let json = inflate(frame, bounds.unpacked)?;
    if depth_of(&json) > bounds.depth {
        return Err(WireFault::TooDeep);
    }
    Ok(json)
}

/// One frame, no more bytes of it than `limit`, and nothing after it.
fn inflate(frame: &[u8], limit: usize) -> Result<Vec<u8>, WireFault> {
    let damaged = |_| WireFault::Damaged;
    let mut decoder = zstd::stream::read::Decoder::with_buffer(frame)
        .map_err(damaged)?
        .single_frame();
    decoder.window_log_max(WINDOW_LOG).map_err(damaged)?;
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut json = Vec::new();
    decoder
        .by_ref()
        .take(most)
        .read_to_end(&mut json)
        .map_err(damaged)?;
    if json.len() > limit {
        return Err(WireFault::TooLarge { limit });
    }
    if decoder.finish().is_empty() {
        Ok(json)
    } else {
        Err(WireFault::Damaged)
    }
}

/// How deep brackets lie within brackets, outside of texts.
fn depth_of(json: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_text, mut escaped) = (false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
