//! The sources themselves: who asks for the store or the session without asking for a right.

use std::path::{Path, PathBuf};

/// What everybody may do, whoever they are: settings, drafts of forms, the own password, reading
/// packs; and what asks for a right beside it. Path, calls of `store()`, calls of `session()`.
const OPEN: [(&str, usize, usize); 6] = [
    ("app.rs", 0, 0),
    ("session/settings.rs", 5, 1),
    ("session/start.rs", 0, 1),
    // Shows to each what they may see, and to nobody an error.
    ("session/home.rs", 0, 1),
    ("eligibility/packs.rs", 3, 0),
    // Writes bytes that the window was given before.
    ("paper/save_file.rs", 0, 1),
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
        let name = file.strip_prefix(&root).unwrap().to_str().unwrap();
        let name = name.replace('\\', "/");
        let text = std::fs::read_to_string(&file).unwrap();
        let bare: String = text.split_whitespace().collect();
        let stores = bare.matches("app.store().await").count();
        let mut sessions = bare.matches("app.session().await").count();
        // Only the name is asked for, beside a right.
        sessions -= bare.matches("app.session().await?.user").count();
        let open = OPEN.iter().find(|(path, ..)| *path == name);
        let (may_store, may_session) =
            open.map_or((0, 0), |(_, store, session)| (*store, *session));
        assert!(
            stores <= may_store && sessions <= may_session,
            "{name} opens the store without asking for a right: use app.store_for(Act::…) or app.require(Act::…)"
        );
    }
}
