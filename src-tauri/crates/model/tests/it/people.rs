//! Every record that names a person says so: otherwise two registrations that were joined would be
//! two people there.

use std::fs;
use std::path::Path;

/// Fields that hold a person's id. `kept_id` and `other_id` of the link itself stay as they are.
const FIELDS: [&str; 5] = [
    "person_id",
    "parent_person_id",
    "applicant_id",
    "head_id",
    "participant_ids",
];

/// The text of an item that begins so, up to the closing brace at the margin.
fn item<'a>(text: &'a str, begins: &str) -> Option<&'a str> {
    let from = text.find(begins)?;
    let rest = &text[from..];
    Some(&rest[..rest.find("\n}\n").unwrap_or(rest.len())])
}

#[test]
fn records_that_name_people_say_so() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/records");
    let mut met = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for part in text.split("\npub struct ").skip(1) {
            let name = part.split([' ', '(']).next().unwrap();
            let Some(record) = item(&text, &format!("impl Record for {name} {{")) else {
                continue;
            };
            let fields = item(part, name).unwrap();
            for field in FIELDS {
                let kinds = ["Id", "Option<Id>", "Vec<Id>"];
                let named = kinds.map(|kind| format!(" {field}: {kind},"));
                if !named.iter().any(|field| fields.contains(field.as_str())) {
                    continue;
                }
                met += 1;
                assert!(record.contains("NAMES_PEOPLE: bool = true"), "{name}");
                let people = &record[record.find("fn people").unwrap()..];
                assert!(people.contains(&format!("self.{field}")), "{name}.{field}");
            }
        }
    }
    // Nothing is right because nothing was found.
    assert!(met >= 10, "{met}");
}
