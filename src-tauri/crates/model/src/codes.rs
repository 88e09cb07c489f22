//! Code tables of the forms (`assets/codes`): ids in the database, Chinese words on screen and paper.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use crate::codes_bands::{contract_term_band, floor_area_band, parse_disability};
use crate::text::{half_width, is_dash, is_invisible};

/// Which list a word stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CodeList {
    /// On the present form.
    #[default]
    New,
    /// On an older form; kept as it was written.
    Old,
    /// In the national standard only; printed with the word of `maps_to`.
    Gb,
}

/// One word of a code table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Code {
    /// What the database stores.
    pub id: String,
    /// What screen and paper show.
    pub label: String,
    /// Code of the national standard, where there is one.
    #[serde(default)]
    pub gb: Option<String>,
    /// Part of the table, e.g. `illness` in the table of health states.
    #[serde(default)]
    pub group: Option<String>,
    /// Other spellings that mean exactly this.
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub list: CodeList,
    /// Nearest word of the present form, for words of another list. A person confirms it.
    #[serde(default)]
    pub maps_to: Option<String>,
}

/// A code table, in the order of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CodeTable {
    pub name: String,
    pub label: String,
    /// Form or standard the words come from.
    pub source: String,
    #[serde(rename = "code")]
    pub codes: Vec<Code>,
    /// Folded label or alias → index in `codes`.
    #[serde(skip)]
    #[ts(skip)]
    words: HashMap<String, usize>,
}

impl CodeTable {
    fn from_toml(text: &str) -> Result<CodeTable, toml::de::Error> {
        let mut table: CodeTable = toml::from_str(text)?;
        // Labels first: an alias never hides another word's label.
        for (i, code) in table.codes.iter().enumerate() {
            table.words.entry(fold(&code.label)).or_insert(i);
        }
        for (i, code) in table.codes.iter().enumerate() {
            for alias in &code.aliases {
                table.words.entry(fold(alias)).or_insert(i);
            }
        }
        Ok(table)
    }

    pub fn by_id(&self, id: &str) -> Option<&Code> {
        self.codes.iter().find(|c| c.id == id)
    }

    /// The code for a label or an alias, blanks and widths aside.
    pub fn by_label(&self, label: &str) -> Option<&Code> {
        self.words
            .get(&fold(label))
            .and_then(|i| self.codes.get(*i))
    }

    /// The code only when its very label stands on the present form: aliases and old words do not
    /// count. This decides "not in the list" at import.
    pub fn on_form(&self, label: &str) -> Option<&Code> {
        self.by_label(label)
            .filter(|c| c.list == CodeList::New && fold(&c.label) == fold(label))
    }

    /// The word to show for an id; an unknown id shows as itself, so nothing stored disappears.
    pub fn label<'a>(&'a self, id: &'a str) -> &'a str {
        self.by_id(id).map_or(id, |c| c.label.as_str())
    }

    /// Words of the present form, for choice lists.
    pub fn form_codes(&self) -> impl Iterator<Item = &Code> {
        self.codes.iter().filter(|c| c.list == CodeList::New)
    }

    /// The word of the present form for any id of this table.
    pub fn form_code(&self, id: &str) -> Option<&Code> {
        let code = self.by_id(id)?;
        match code.list {
            CodeList::New => Some(code),
            _ => self.by_id(code.maps_to.as_deref()?),
        }
    }
}

/// Spelling without blanks, widths and kinds of dashes.
fn fold(word: &str) -> String {
    half_width(word)
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .map(|c| if is_dash(c) || c == '~' { '-' } else { c })
        .collect()
}

/// Text of every table that comes with the program.
const FILES: [&str; 27] = [
    include_str!("../../../../assets/codes/cancel_reason.toml"),
    include_str!("../../../../assets/codes/category.toml"),
    include_str!("../../../../assets/codes/cause.toml"),
    include_str!("../../../../assets/codes/contract_term_band.toml"),
    include_str!("../../../../assets/codes/disability_kind.toml"),
    include_str!("../../../../assets/codes/disability_level.toml"),
    include_str!("../../../../assets/codes/education.toml"),
    include_str!("../../../../assets/codes/employer_nature.toml"),
    include_str!("../../../../assets/codes/employer_ownership.toml"),
    include_str!("../../../../assets/codes/employer_state.toml"),
    include_str!("../../../../assets/codes/ethnicity.toml"),
    include_str!("../../../../assets/codes/event_kind.toml"),
    include_str!("../../../../assets/codes/file_status.toml"),
    include_str!("../../../../assets/codes/floor_area_band.toml"),
    include_str!("../../../../assets/codes/grade.toml"),
    include_str!("../../../../assets/codes/health.toml"),
    include_str!("../../../../assets/codes/housing_kind.toml"),
    include_str!("../../../../assets/codes/hukou_kind.toml"),
    include_str!("../../../../assets/codes/identity.toml"),
    include_str!("../../../../assets/codes/industry.toml"),
    include_str!("../../../../assets/codes/marital.toml"),
    include_str!("../../../../assets/codes/medical_insurance.toml"),
    include_str!("../../../../assets/codes/model_worker_kind.toml"),
    include_str!("../../../../assets/codes/political_status.toml"),
    include_str!("../../../../assets/codes/relation.toml"),
    include_str!("../../../../assets/codes/sex.toml"),
    include_str!("../../../../assets/codes/work_state.toml"),
];

/// Every table, sorted by name.
pub fn all() -> &'static [CodeTable] {
    static CELL: OnceLock<Vec<CodeTable>> = OnceLock::new();
    // The files are part of the program; a test proves that every one is good.
    CELL.get_or_init(|| {
        FILES
            .iter()
            .filter_map(|f| CodeTable::from_toml(f).ok())
            .collect()
    })
}

/// One table by name; an empty table for a name that does not exist.
pub fn table(name: &str) -> &'static CodeTable {
    static EMPTY: OnceLock<CodeTable> = OnceLock::new();
    let tables = all();
    match tables.binary_search_by(|t| t.name.as_str().cmp(name)) {
        Ok(i) => &tables[i],
        Err(_) => EMPTY.get_or_init(CodeTable::default),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_table_is_good() {
        for text in FILES {
            CodeTable::from_toml(text).unwrap();
        }
        assert!(all().is_sorted_by(|a, b| a.name < b.name));
        for table in all() {
            let mut ids = HashSet::new();
            let mut words: HashMap<String, &str> = HashMap::new();
            assert!(!table.label.is_empty() && !table.source.is_empty());
            for code in &table.codes {
                let name = format!("{}.{}", table.name, code.id);
                assert!(ids.insert(&code.id), "{name} twice");
                assert!(
                    code.id.starts_with(|c: char| c.is_ascii_lowercase())
                        && code
                            .id
                            .bytes()
                            .all(|b| b.is_ascii_alphanumeric() || b == b'_'),
                    "{name}"
                );
                for word in code.aliases.iter().chain([&code.label]) {
                    let before = words.insert(fold(word), &code.id);
                    assert!(
                        before.is_none_or(|id| id == code.id),
                        "{name}: {word} is ambiguous"
                    );
                }
                if let Some(target) = &code.maps_to {
                    let target = table.by_id(target).unwrap();
                    assert_eq!(target.list, CodeList::New, "{name}");
                    assert_ne!(code.list, CodeList::New, "{name}");
                }
            }
        }
    }
}
