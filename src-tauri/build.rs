//! Embeds the built interface, the icons and the permissions into the window.

fn main() {
    // Tauri would stop with "frontendDist path doesn't exist"; say what to do instead.
    println!("cargo::rerun-if-changed=../ui/dist/index.html");
    if !std::path::Path::new("../ui/dist/index.html").exists() {
        println!(
            "cargo::error=ui/dist is missing: build the interface first (`cargo xtask build-ui`, \
             or `npm ci && npm run build` in ui/), or use `cargo xtask run`"
        );
        return;
    }
    tauri_build::build();
}
