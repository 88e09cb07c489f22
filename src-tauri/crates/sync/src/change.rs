//! What a device says to a hub: operations and their changes, in the order in which they were done.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use songnuan_model::record::Id;

/// One operation on its way out, or one page of a long one (an import may change 100,000 records).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct OpMessage {
    /// Place in this device's outgoing order; also the idempotency key together with `device`.
    pub outgoing_seq: i64,
    pub id: Id,
    pub kind: String,
    /// UTC, RFC 3339. Shown to people; decides nothing.
    pub at: String,
    pub who: String,
    pub why: String,
    pub device: Id,
    /// The operation that this one takes back.
    pub undoes: Option<Id>,
    /// In the order in which they were written.
    pub changes: Vec<OutgoingChange>,
    /// Number of the last change of the whole operation: the page that holds it is the last one.
    pub last_change: i64,
}

/// One change of one field, or of a whole record.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct OutgoingChange {
    /// Number of the change on its device: pages resume after it.
    pub seq: i64,
    pub record_id: Id,
    pub kind: String,
    /// `None`: the record as a whole (created when `before` is null, deleted when `after` is).
    pub field: Option<String>,
    /// What the writer saw before: the base of a three-way merge.
    pub before: Value,
    pub after: Value,
    /// The hub's sequence number that `before` corresponds to, as it was when the change was made;
    /// 0 = the hub had never seen it. For a record deleted or brought back: the newest entry of
    /// the record seen then.
    pub base_version: i64,
    /// The device's own operation that had set `before` and had not come back from the hub then
    /// (an operation that sets the same twice may name itself).
    pub base_op: Option<Id>,
}

/// The merge base of one field as the store keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldBase {
    pub record_id: Id,
    /// Empty: the record as a whole.
    pub field: String,
    /// The hub's sequence number last seen for it; 0 = never.
    pub base_version: i64,
    /// The last local operation that changed it.
    pub local_seq: i64,
}

impl std::fmt::Debug for OutgoingChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Values are personal data.
        write!(
            f,
            "#{} {} {} {:?}",
            self.seq, self.kind, self.record_id, self.field
        )
    }
}

impl std::fmt::Debug for OpMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} {} ({} changes)",
            self.kind,
            self.id,
            self.changes.len()
        )
    }
}

impl OpMessage {
    /// Is this the last page of its operation?
    pub fn is_complete(&self) -> bool {
        self.changes
            .last()
            .is_some_and(|change| change.seq >= self.last_change)
    }
}

#[cfg(test)]
mod tests {
    use super::{OpMessage, OutgoingChange};
    use serde_json::{Value, json};
    use songnuan_model::record::Id;

    fn message() -> OpMessage {
        let change = OutgoingChange {
            seq: 7,
            record_id: Id::new("r"),
            kind: "person".into(),
            field: Some("name".into()),
            before: Value::Null,
            after: json!("䶮某"),
            base_version: 0,
            base_op: None,
        };
        OpMessage {
            outgoing_seq: 1,
            id: Id::new("o"),
            kind: "file_edit".into(),
            at: "2026-03-02T00:00:00.000Z".into(),
            who: "王干事".into(),
            why: String::new(),
            device: Id::new("d"),
            undoes: None,
            changes: vec![change],
            last_change: 7,
        }
    }

    #[test]
    fn survives_the_wire() {
        let text = serde_json::to_string(&message()).unwrap();
        assert_eq!(serde_json::from_str::<OpMessage>(&text).unwrap(), message());
    }

    #[test]
    fn knows_its_last_page() {
        assert!(message().is_complete());
        assert!(
            !OpMessage {
                last_change: 8,
                ..message()
            }
            .is_complete()
        );
        assert!(
            !OpMessage {
                changes: Vec::new(),
                ..message()
            }
            .is_complete()
        );
    }

    #[test]
    fn debug_shows_no_values() {
        let shown = format!("{:?} {:?}", message(), message().changes);
        assert!(!shown.contains('䶮') && !shown.contains("王干事"));
    }
}
