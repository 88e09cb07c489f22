//! Operations in a few words.

use std::sync::atomic::{AtomicI64, Ordering};

use serde_json::{Value, json};
use songnuan_model::record::Id;
use songnuan_sync::{OpMessage, OutgoingChange};

static SEQ: AtomicI64 = AtomicI64::new(1);

/// An operation in the making.
#[derive(Clone)]
pub struct Op(OpMessage);

/// Operation `id` of a device.
pub fn op(device: &str, id: &str) -> Op {
    Op(OpMessage {
        outgoing_seq: 1,
        id: Id::new(id),
        kind: "file_edit".into(),
        at: "2026-03-02T00:00:00.000Z".into(),
        who: "王干事".into(),
        why: "核对䶮某".into(),
        device: Id::new(device),
        undoes: None,
        changes: Vec::new(),
        last_change: 0,
    })
}

impl Op {
    pub fn kind(mut self, kind: &str) -> Self {
        kind.clone_into(&mut self.0.kind);
        self
    }

    /// A record comes.
    pub fn create(self, kind: &str, id: &str, mut body: Value) -> Self {
        body["id"] = json!(id);
        self.change(kind, id, None, Value::Null, body, 0, None)
    }

    /// A field typed over version `base`.
    pub fn set(self, kind: &str, id: &str, field: &str, from: Value, to: Value, base: i64) -> Self {
        self.change(kind, id, Some(field), from, to, base, None)
    }

    /// A field typed over the device's own operation.
    pub fn set_after(
        self,
        kind: &str,
        id: &str,
        field: &str,
        from: Value,
        to: Value,
        own: &str,
    ) -> Self {
        self.change(kind, id, Some(field), from, to, 0, Some(own))
    }

    /// A record goes; `base`: the newest entry of it that was seen.
    pub fn delete(self, kind: &str, id: &str, mut body: Value, base: i64) -> Self {
        body["id"] = json!(id);
        self.change(kind, id, None, body, Value::Null, base, None)
    }

    #[allow(clippy::too_many_arguments)]
    fn change(
        mut self,
        kind: &str,
        id: &str,
        field: Option<&str>,
        before: Value,
        after: Value,
        base_version: i64,
        base_op: Option<&str>,
    ) -> Self {
        let seq = SEQ.fetch_add(1, Ordering::Relaxed);
        self.0.changes.push(OutgoingChange {
            seq,
            record_id: Id::new(id),
            kind: kind.into(),
            field: field.map(str::to_owned),
            before,
            after,
            base_version,
            base_op: base_op.map(Id::new),
        });
        self.0.last_change = seq;
        self
    }

    pub fn message(self) -> OpMessage {
        self.0
    }
}
