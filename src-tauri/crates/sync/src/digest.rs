//! A digest over records that does not depend on their order: two sides that hold the same
//! contents have the same digest, and one changed record is taken out and put in without reading
//! the others.

use serde_json::{Map, Value};

use crate::messages::DigestReply;

/// The sum (modulo 2^256) of a hash per record, with their number. A sum, not an exclusive or: the
/// same record twice does not cancel out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    sum: [u64; 4],
    count: u64,
}

impl Digest {
    /// Puts a living record in.
    pub fn add(&mut self, kind: &str, id: &str, body: &Map<String, Value>) {
        self.sum = plus(self.sum, record_hash(kind, id, body));
        self.count = self.count.wrapping_add(1);
    }

    /// Takes a record out as it was put in.
    pub fn remove(&mut self, kind: &str, id: &str, body: &Map<String, Value>) {
        self.sum = minus(self.sum, record_hash(kind, id, body));
        self.count = self.count.wrapping_sub(1);
    }

    /// Puts everything in that is in another one.
    pub fn join(&mut self, other: &Self) {
        self.sum = plus(self.sum, other.sum);
        self.count = self.count.wrapping_add(other.count);
    }

    /// Takes everything out that is in another one.
    pub fn part(&mut self, other: &Self) {
        self.sum = minus(self.sum, other.sum);
        self.count = self.count.wrapping_sub(other.count);
    }

    /// How many records are in.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// As text: number of records, then 64 hexadecimal digits.
    pub fn to_text(&self) -> String {
        let digits: String = self
            .sum
            .iter()
            .rev()
            .map(|limb| format!("{limb:016x}"))
            .collect();
        format!("{}:{digits}", self.count)
    }

    /// From [`Self::to_text`]; `None` when it does not read.
    pub fn from_text(text: &str) -> Option<Self> {
        let (count, digits) = text.split_once(':')?;
        if digits.len() != 64 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let mut sum = [0; 4];
        for (place, limb) in sum.iter_mut().rev().enumerate() {
            *limb = u64::from_str_radix(&digits[place * 16..place * 16 + 16], 16).ok()?;
        }
        let count = count.parse().ok()?;
        Some(Self { sum, count })
    }
}

/// The bucket (of 256) a record is counted in: by its id alone.
pub fn bucket_of(id: &str) -> u8 {
    blake3::hash(id.as_bytes()).as_bytes()[0]
}

/// Number of buckets.
pub const BUCKETS: usize = 256;

/// `Digest::to_text` of one record alone.
pub fn record_digest(kind: &str, id: &str, body: &Map<String, Value>) -> String {
    let mut digest = Digest::default();
    digest.add(kind, id, body);
    digest.to_text()
}

/// A digest by bucket: where two sides differ, they compare the records of one bucket only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestBuckets(Vec<Digest>);

impl Default for DigestBuckets {
    fn default() -> Self {
        Self(vec![Digest::default(); BUCKETS])
    }
}

impl DigestBuckets {
    /// Puts a living record in.
    pub fn add(&mut self, kind: &str, id: &str, body: &Map<String, Value>) {
        if let Some(digest) = self.0.get_mut(usize::from(bucket_of(id))) {
            digest.add(kind, id, body);
        }
    }

    /// All buckets together.
    pub fn whole(&self) -> Digest {
        let mut whole = Digest::default();
        for digest in &self.0 {
            whole.join(digest);
        }
        whole
    }

    /// What either side answers about everything it holds at entry `head`.
    pub fn reply(&self, head: i64) -> DigestReply {
        DigestReply {
            head,
            whole: self.whole().to_text(),
            records: Vec::new(),
            buckets: self.0.iter().map(Digest::to_text).collect(),
        }
    }
}

/// Modulo 2^256, little-endian limbs.
fn plus(mut one: [u64; 4], other: [u64; 4]) -> [u64; 4] {
    let mut carry = false;
    for (own, other) in one.iter_mut().zip(other) {
        let (sum, first) = own.overflowing_add(other);
        let (sum, second) = sum.overflowing_add(u64::from(carry));
        (*own, carry) = (sum, first || second);
    }
    one
}

/// Modulo 2^256, little-endian limbs.
fn minus(mut one: [u64; 4], other: [u64; 4]) -> [u64; 4] {
    let mut borrow = false;
    for (own, other) in one.iter_mut().zip(other) {
        let (rest, first) = own.overflowing_sub(other);
        let (rest, second) = rest.overflowing_sub(u64::from(borrow));
        (*own, borrow) = (rest, first || second);
    }
    one
}

/// The hash of one record, little-endian limbs.
fn record_hash(kind: &str, id: &str, body: &Map<String, Value>) -> [u64; 4] {
    // Gathered first: hashing once is faster than in many small pieces.
    let mut bytes = Vec::with_capacity(2048);
    for part in [kind, id] {
        put_text(&mut bytes, part);
    }
    put_object(&mut bytes, body, true);
    let mut hasher = blake3::Hasher::new_derive_key("songnuan sync 2026-11 record digest");
    hasher.update(&bytes);
    let mut limbs = [0; 4];
    for (limb, bytes) in limbs
        .iter_mut()
        .zip(hasher.finalize().as_bytes().as_chunks::<8>().0)
    {
        *limb = u64::from_le_bytes(*bytes);
    }
    limbs
}

/// Keys in order, so that the order of fields in a file means nothing. At the top level a missing
/// field and `null` are the same, as in the history.
fn put_object(bytes: &mut Vec<u8>, object: &Map<String, Value>, skip_null: bool) {
    let mut fields: Vec<_> = object
        .iter()
        .filter(|(_, value)| !(skip_null && value.is_null()))
        .collect();
    fields.sort_by_key(|(name, _)| name.as_str());
    bytes.push(b'{');
    bytes.extend_from_slice(&(fields.len() as u64).to_le_bytes());
    for (name, value) in fields {
        put_text(bytes, name);
        put_value(bytes, value);
    }
}

fn put_value(bytes: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Object(object) => put_object(bytes, object, false),
        Value::Array(items) => {
            bytes.push(b'[');
            bytes.extend_from_slice(&(items.len() as u64).to_le_bytes());
            for item in items {
                put_value(bytes, item);
            }
        }
        Value::String(text) => {
            bytes.push(b's');
            put_text(bytes, text);
        }
        // Numbers, truth values and null have one spelling each.
        other => {
            bytes.push(b'v');
            put_text(bytes, &other.to_string());
        }
    }
}

/// Length first: no two different lists of texts run together to the same bytes.
fn put_text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend_from_slice(&(text.len() as u64).to_le_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::{BUCKETS, Digest, DigestBuckets};
    use proptest::prelude::*;
    use serde_json::{Map, Value, json};

    fn body(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    fn of(records: &[(&str, Value)]) -> Digest {
        let mut digest = Digest::default();
        for (id, value) in records {
            digest.add("person", id, &body(value.clone()));
        }
        digest
    }

    #[test]
    fn order_of_records_and_fields_means_nothing() {
        let (a, b) = (
            json!({"name": "张三", "age": 3}),
            json!({"age": 3, "name": "张三"}),
        );
        assert_eq!(
            of(&[("1", a.clone()), ("2", b.clone())]),
            of(&[("2", a), ("1", b)])
        );
    }

    #[test]
    fn every_difference_shows() {
        let base = of(&[("1", json!({"name": "张三", "tags": ["a", "b"]}))]);
        for other in [
            json!({"name": "张三 ", "tags": ["a", "b"]}),
            json!({"name": "张三", "tags": ["b", "a"]}),
            json!({"name": "张三", "tags": ["ab"]}),
            json!({"name": "张三", "tags": "[\"a\",\"b\"]"}),
            json!({"name": "张三"}),
        ] {
            assert_ne!(base, of(&[("1", other)]));
        }
        assert_ne!(
            base,
            of(&[("2", json!({"name": "张三", "tags": ["a", "b"]}))])
        );
        // A missing field is an empty one.
        assert_eq!(of(&[("1", json!({"a": null}))]), of(&[("1", json!({}))]));
        // The same record twice does not vanish.
        assert_ne!(of(&[("1", json!({})), ("1", json!({}))]), Digest::default());
    }

    #[test]
    fn survives_as_text() {
        let digest = of(&[("1", json!({"name": "张三"})), ("2", json!({}))]);
        assert_eq!(Digest::from_text(&digest.to_text()), Some(digest));
        for text in ["", "1:", "x:00", "1:zz", &format!("1:{}é", "0".repeat(62))] {
            assert_eq!(Digest::from_text(text), None, "{text}");
        }
    }

    #[test]
    fn joined_parts_are_the_whole() {
        let (one, two) = (("1", json!({"a": 1})), ("2", json!({"b": 2})));
        let mut whole = of(std::slice::from_ref(&one));
        whole.join(&of(std::slice::from_ref(&two)));
        assert_eq!(whole, of(&[one.clone(), two.clone()]));
        whole.part(&of(&[one]));
        assert_eq!(whole, of(&[two]));
    }

    #[test]
    fn buckets_come_to_the_whole_and_spread() {
        let mut buckets = DigestBuckets::default();
        let mut whole = Digest::default();
        for n in 0..5_000 {
            let id = format!("01a5b0c4-0000-7000-8000-{n:012}");
            buckets.add("person", &id, &body(json!({"n": n})));
            whole.add("person", &id, &body(json!({"n": n})));
        }
        assert_eq!(buckets.whole(), whole);
        let reply = buckets.reply(7);
        assert_eq!((reply.head, reply.whole), (7, whole.to_text()));
        assert_eq!(reply.buckets.len(), BUCKETS);
        assert!(buckets.0.iter().all(|bucket| bucket.count() < 60));
    }

    proptest! {
        #[test]
        fn removing_undoes_adding(names in proptest::collection::vec(".{0,8}", 1..20)) {
            let bodies: Vec<_> = names.iter().map(|n| body(json!({"name": n}))).collect();
            let mut digest = Digest::default();
            for (n, body) in bodies.iter().enumerate() {
                digest.add("person", &n.to_string(), body);
            }
            prop_assert_eq!(digest.count(), bodies.len() as u64);
            for (n, body) in bodies.iter().enumerate().rev() {
                digest.remove("person", &n.to_string(), body);
            }
            prop_assert_eq!(digest, Digest::default());
        }
    }
}
