//! Division codes (GB/T 2260) the program knows; an unknown one is a warning only.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

const TABLE: &str = include_str!("../../../../assets/codes/divisions.toml");

#[derive(Deserialize)]
struct File {
    division: Vec<Division>,
}

#[derive(Deserialize)]
struct Division {
    code: String,
    name: String,
}

fn table() -> &'static HashMap<String, String> {
    static CELL: OnceLock<HashMap<String, String>> = OnceLock::new();
    CELL.get_or_init(|| {
        // The file is part of the program; a test proves that it parses.
        toml::from_str::<File>(TABLE)
            .map(|f| f.division.into_iter().map(|d| (d.code, d.name)).collect())
            .unwrap_or_default()
    })
}

/// Name of a six-digit division, `None` when it is not in the table.
pub fn known_division(code: &str) -> Option<&'static str> {
    table().get(code).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_parses() {
        assert!(toml::from_str::<File>(TABLE).is_ok());
        assert_eq!(known_division("998101"), Some("云澜县(演示)"));
        assert!(known_division("830000").is_some());
        assert_eq!(known_division("998209"), None);
    }
}
