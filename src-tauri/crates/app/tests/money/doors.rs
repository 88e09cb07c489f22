//! The sources themselves: who asks for the store without asking for a right.

use std::path::{Path, PathBuf};

/// What everybody may do, whoever they are: settings, drafts of forms, reading packs; and the door
/// itself.
const OPEN: [(&str, usize); 3] = [
    ("app.rs", 0),
    ("session/settings.rs", 5),
    ("eligibility/packs.rs", 3),
];

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_use_case_asks_for_a_right() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 60);
    for file in files {
        let name = file
            .strip_prefix(&root)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let bare: String = text.split_whitespace().collect();
        let n = bare.matches("app.store().await").count();
        let open = OPEN.iter().find(|(path, _)| *path == name);
        let allowed = open.map_or(0, |(_, n)| *n);
        assert!(
            n <= allowed,
            "{name} opens the store {n} times without asking for a right: use app.store_for(Act::…)"
        );
    }
}
