//! `ui/src/generated/bindings.ts` is written from the command list and committed.
//!
//! A stale file fails; `SONGNUAN_BLESS=1 cargo test -p songnuan-app --test it bindings` rewrites it.

use std::path::Path;

#[test]
fn bindings_are_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/generated/bindings.ts");
    let wanted = songnuan_app::commands::typescript();
    if std::env::var_os("SONGNUAN_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == wanted,
        "the TypeScript bindings are stale: run `SONGNUAN_BLESS=1 cargo test -p songnuan-app --test it bindings`"
    );
}
