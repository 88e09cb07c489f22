//! A conflict in words a clerk understands: which record, which field, both values, by whom.

use std::collections::HashMap;

use serde_json::Value;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    Conflict, ConflictChoice, ConflictDecision, ConflictKind, HardshipFile, Household, Person,
};
use songnuan_store::Store;

use super::kinds::{self, Body};
use crate::commands::conflicts::{ConflictDecided, ConflictOption, ConflictRow, Writer};
use crate::error::AppResult;
use crate::files::{Shape, field, field_label, kind_label, value_words};

/// What a whole record is called where a field would stand.
const WHOLE: &str = "整条记录";
const DELETED: &str = "（已删除）";

/// Reads what rows need, each record once.
pub(super) struct Shown<'a> {
    store: &'a Store,
    titles: HashMap<Id, Title>,
}

/// A record's name on the page.
#[derive(Clone)]
struct Title {
    text: String,
    file: Option<Id>,
    body: Option<Body>,
}

impl<'a> Shown<'a> {
    pub(super) fn new(store: &'a Store) -> Self {
        Self {
            store,
            titles: HashMap::new(),
        }
    }

    /// The row of a conflict with its newest decision.
    pub(super) async fn row(
        &mut self,
        conflict: &Conflict,
        decision: Option<ConflictDecided>,
    ) -> AppResult<ConflictRow> {
        let title = self.title(conflict).await?;
        let body = title.body.as_ref();
        let now = now_words(conflict, body);
        Ok(ConflictRow {
            id: conflict.id.clone(),
            kind: conflict.kind,
            kind_label: conflict.kind.label().to_owned(),
            record_id: conflict.record_id.clone(),
            record_kind: conflict.record_kind.clone(),
            title: title.text,
            file_id: title.file,
            field: conflict.field.clone(),
            field_label: label(conflict),
            base: words(conflict, &conflict.base),
            mine: words(conflict, &conflict.mine),
            mine_by: self.writer(&conflict.mine_who, &conflict.mine_at, &conflict.mine_device),
            theirs: words(conflict, &conflict.theirs),
            theirs_by: self.writer(
                &conflict.theirs_who,
                &conflict.theirs_at,
                &conflict.theirs_device,
            ),
            alike: alike(&conflict.mine, standing_value(conflict, body)),
            options: options(conflict, body, &now),
            standing: standing(conflict, body),
            now,
            decision,
        })
    }

    fn writer(&self, who: &str, at: &str, device: &Id) -> Writer {
        Writer {
            who: who.to_owned(),
            at: at.to_owned(),
            device: device_words(self.store, device),
        }
    }

    async fn title(&mut self, conflict: &Conflict) -> AppResult<Title> {
        let id = &conflict.record_id;
        if let Some(title) = self.titles.get(id) {
            return Ok(title.clone());
        }
        let kind = conflict.record_kind.as_str();
        let body = kinds::body(self.store, kind, id).await?;
        let whole = conflict.mine.as_object().or(conflict.theirs.as_object());
        let named = body.as_ref().or(whole);
        let (name, file) = match named {
            Some(body) => self.name(kind, id, body).await?,
            None => (String::new(), None),
        };
        let title = Title {
            text: format!("{} {name}", kind_label(kind)).trim_end().to_owned(),
            file,
            body,
        };
        self.titles.insert(id.clone(), title.clone());
        Ok(title)
    }

    /// A record's name, and the file to open for it.
    async fn name(&self, kind: &str, id: &Id, body: &Body) -> AppResult<(String, Option<Id>)> {
        let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
        let link = |name: &str| text(name).map(Id::new);
        let person = match kind {
            Person::KIND => Some(id.clone()),
            Household::KIND => link("head_id"),
            _ => link("applicant_id").or_else(|| link("person_id")),
        };
        let file = match kind {
            HardshipFile::KIND => Some(id.clone()),
            Person::KIND => {
                let files = self.store.by_key::<HardshipFile>("applicant", id.as_str());
                files.await?.into_iter().next().map(|file| file.id)
            }
            _ => link("file_id"),
        };
        let mut parts: Vec<String> = ["file_no", "name", "visited_on", "planned_on", "year"]
            .into_iter()
            .filter_map(|name| {
                let value = body.get(name).filter(|value| !value.is_null())?;
                Some(value_words(kind, name, value))
            })
            .take(2)
            .collect();
        if kind != Person::KIND
            && let Some(person) = person
            && let Some(person) = self.store.get::<Person>(&person).await?
        {
            parts.push(person.name);
        }
        Ok((parts.join(" "), file))
    }
}

/// `本机`, or the end of the device's number.
pub(super) fn device_words(store: &Store, device: &Id) -> String {
    if device == store.device_id() {
        return "本机".to_owned();
    }
    let tail: Vec<char> = device.as_str().chars().rev().take(4).collect();
    let tail: String = tail.into_iter().rev().collect();
    format!("另一台电脑（尾号 {tail}）")
}

/// A decision in words.
pub(super) fn decided(decision: &ConflictDecision, who: &str, at: &str) -> ConflictDecided {
    ConflictDecided {
        choice: decision.choice,
        label: decision.choice.label().to_owned(),
        who: who.to_owned(),
        at: at.to_owned(),
        note: decision.note.clone(),
    }
}

/// The field in words.
pub(super) fn label(conflict: &Conflict) -> String {
    match &conflict.field {
        Some(field) => field_label(&conflict.record_kind, field).to_owned(),
        None => WHOLE.to_owned(),
    }
}

/// A stored value as a person reads it.
pub(super) fn words(conflict: &Conflict, value: &Value) -> String {
    match (&conflict.field, value) {
        (Some(field), value) => value_words(&conflict.record_kind, field, value),
        (None, Value::Null) => DELETED.to_owned(),
        (None, Value::Object(body)) => whole_words(&conflict.record_kind, body),
        (None, _) => WHOLE.to_owned(),
    }
}

/// A whole record: its filled fields, one a line.
fn whole_words(kind: &str, body: &Body) -> String {
    let filled = body.iter().filter(|(name, value)| {
        let link = field(kind, name).is_none_or(|field| field.shape == Shape::Link);
        let empty = value.is_null() || value == &&Value::String(String::new());
        !link && !empty
    });
    let lines: Vec<String> = filled
        .map(|(name, value)| {
            let words = value_words(kind, name, value);
            format!("{}：{words}", field_label(kind, name))
        })
        .collect();
    lines.join("\n")
}

fn now_words(conflict: &Conflict, body: Option<&Body>) -> String {
    match (&conflict.field, body) {
        (_, None) => DELETED.to_owned(),
        (Some(field), Some(body)) => words(conflict, body.get(field).unwrap_or(&Value::Null)),
        (None, Some(body)) => whole_words(&conflict.record_kind, body),
    }
}

/// The value that a choice is made against: the field's, as it stands; where the record is gone or
/// the conflict is about all of it, the hub's of then.
pub(super) fn standing_value<'a>(conflict: &'a Conflict, body: Option<&'a Body>) -> &'a Value {
    match (&conflict.field, body) {
        (Some(field), Some(body)) => body.get(field).unwrap_or(&Value::Null),
        _ => &conflict.theirs,
    }
}

/// Names what stands when somebody wrote or decided the field since the edit was parked; `None`
/// while it is what the hub had then.
pub(super) fn standing(conflict: &Conflict, body: Option<&Body>) -> Option<String> {
    let value = standing_value(conflict, body);
    if *value == conflict.theirs {
        return None;
    }
    // With the parked values in it, a masked number cannot be guessed from its mark.
    let (id, mine, theirs) = (&conflict.id, &conflict.mine, &conflict.theirs);
    let hash = blake3::hash(format!("{id} {mine} {theirs} {value}").as_bytes()).to_hex();
    Some(hash.as_str().chars().take(16).collect())
}

/// What may be chosen, with what stands afterwards.
fn options(conflict: &Conflict, body: Option<&Body>, now: &str) -> Vec<ConflictOption> {
    let option = |choice: ConflictChoice, label: String, result: String| ConflictOption {
        choice,
        label,
        result,
    };
    let (mine, theirs) = (&conflict.mine_who, &conflict.theirs_who);
    match conflict.kind {
        ConflictKind::Field => {
            let mut options = Vec::new();
            if standing(conflict, body).is_some() {
                let label = ConflictChoice::Present.label().to_owned();
                options.push(option(ConflictChoice::Present, label, now.to_owned()));
            }
            options.extend([
                option(
                    ConflictChoice::Theirs,
                    format!("采用{theirs}写的"),
                    words(conflict, &conflict.theirs),
                ),
                option(
                    ConflictChoice::Mine,
                    format!("采用{mine}写的"),
                    words(conflict, &conflict.mine),
                ),
            ]);
            if let Some(joined) = joined(conflict, body) {
                let label = ConflictChoice::Joined.label().to_owned();
                options.push(option(ConflictChoice::Joined, label, joined));
            }
            if !matches!(
                super::get::input(conflict),
                crate::commands::conflicts::ConflictInput::None
            ) {
                let label = ConflictChoice::Written.label().to_owned();
                options.push(option(ConflictChoice::Written, label, String::new()));
            }
            options
        }
        ConflictKind::EditOfDeleted => vec![
            option(
                ConflictChoice::Mine,
                format!("保留（{mine}后来修改过）"),
                "这条记录留着".to_owned(),
            ),
            option(
                ConflictChoice::Theirs,
                format!("删除（照{theirs}的意思）"),
                DELETED.to_owned(),
            ),
        ],
        ConflictKind::DeleteOfEdited => vec![
            option(
                ConflictChoice::Theirs,
                format!("保留（{theirs}后来修改过）"),
                "这条记录留着".to_owned(),
            ),
            option(
                ConflictChoice::Mine,
                format!("删除（照{mine}的意思）"),
                DELETED.to_owned(),
            ),
        ],
    }
}

/// What stands and the parked text; `None` where joining makes no sense (codes, numbers, days).
pub(super) fn joined(conflict: &Conflict, body: Option<&Body>) -> Option<String> {
    let name = conflict.field.as_deref()?;
    let Shape::Text(max) = field(&conflict.record_kind, name)?.shape else {
        return None;
    };
    let standing = standing_value(conflict, body);
    let (theirs, mine) = (standing.as_str()?, conflict.mine.as_str()?);
    let joined = if theirs.contains(mine.trim()) {
        theirs.to_owned()
    } else if mine.contains(theirs.trim()) {
        mine.to_owned()
    } else {
        let end = theirs.ends_with(['。', '；', '！', '？', ';', '.']);
        let between = if end { "" } else { "；" };
        format!("{theirs}{between}{mine}")
    };
    (joined.chars().count() <= max).then_some(joined)
}

/// The same but for blanks and punctuation.
fn alike(a: &Value, b: &Value) -> bool {
    let bare = |value: &Value| -> Option<String> {
        let text = value.as_str()?;
        Some(
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect(),
        )
    };
    bare(a).is_some_and(|a| bare(b) == Some(a))
}
