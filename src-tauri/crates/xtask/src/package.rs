//! `cargo xtask package`: a release build and the Debian package of window, CLI, fonts.
//!
//! The package is laid out by hand: Tauri's own bundler knows one binary and would leave the CLI
//! (and with it the browser door) out.

use std::fs;
use std::path::{Path, PathBuf};

use crate::step::{Outcome, answer, call, cargo, fail, program, root, step, target};
use crate::{fonts, interface, system};

const DESKTOP: &str = "\
[Desktop Entry]
Type=Application
Name=送暖
Name[en]=Songnuan
Comment=困难职工建档、政策核定、入户走访与打印
Exec=songnuan-window
Icon=songnuan
Categories=Office;
Terminal=false
StartupWMClass=songnuan-window
";

/// Builds the release programs and the .deb, and prints the sizes.
pub fn package() -> Outcome {
    step("tools", system::check_node)?;
    step("system packages: core", system::install_core)?;
    step("system packages: window", system::install_window)?;
    step("fonts", fonts::fetch)?;
    step("interface", interface::build)?;
    step("release build", || {
        cargo(&["build", "--release", "-p", "songnuan", "-p", "songnuan-cli"])
    })?;
    let tree = step("lay out the package", lay_out)?;
    let deb = step("pack", || pack(&tree))?;
    println!("\n   {:>8.1} MB  {}", megabytes(&deb), deb.display());
    println!("   {:>8.1} MB  installed, of which", megabytes(&tree));
    for part in [
        "usr/bin/songnuan-window",
        "usr/bin/songnuan",
        "usr/lib/songnuan/fonts",
    ] {
        println!("   {:>8.1} MB  /{part}", megabytes(&tree.join(part)));
    }
    Ok(())
}

/// Copies everything to where it will be installed; answers with the folder.
fn lay_out() -> Outcome<PathBuf> {
    let tree = target().join("package").join("tree");
    if tree.exists() {
        fs::remove_dir_all(&tree)?;
    }
    for name in ["songnuan-window", "songnuan"] {
        copy(&program("release", name), &tree.join("usr/bin").join(name))?;
    }
    let assets = root().join("assets");
    for entry in fs::read_dir(assets.join("fonts"))?.flatten() {
        let name = entry.file_name();
        let to = match Path::new(&name)
            .extension()
            .and_then(|ending| ending.to_str())
        {
            Some("ttf") => tree.join("usr/lib/songnuan/fonts"),
            Some("txt") => tree.join("usr/share/doc/songnuan"),
            _ => continue,
        };
        copy(&entry.path(), &to.join(name))?;
    }
    let icons = tree.join("usr/share/icons/hicolor");
    for (from, size) in [
        ("32x32.png", "32x32"),
        ("128x128.png", "128x128"),
        ("icon.png", "512x512"),
    ] {
        copy(
            &assets.join("icons").join(from),
            &icons.join(size).join("apps/songnuan.png"),
        )?;
    }
    copy(
        &assets.join("icons/songnuan.svg"),
        &icons.join("scalable/apps/songnuan.svg"),
    )?;
    write(
        &tree.join("usr/share/applications/songnuan.desktop"),
        DESKTOP,
    )?;
    write(&tree.join("DEBIAN/control"), &control(&tree)?)?;
    Ok(tree)
}

fn control(tree: &Path) -> Outcome<String> {
    let Some(architecture) = answer("dpkg", &["--print-architecture"]) else {
        return fail("dpkg was not found; packages can be made on Debian-family systems only");
    };
    let version = env!("CARGO_PKG_VERSION");
    let kilobytes = size(tree) / 1024;
    Ok(format!(
        "Package: songnuan\nVersion: {version}\nArchitecture: {architecture}\n\
         Installed-Size: {kilobytes}\nMaintainer: songnuan <songnuan@localhost>\n\
         Depends: libc6, libgcc-s1, libgtk-3-0 | libgtk-3-0t64, libwebkit2gtk-4.1-0\n\
         Recommends: fonts-noto-cjk\nSection: misc\nPriority: optional\n\
         Description: 困难职工帮扶与走访慰问\n 乡镇、街道总工会的困难职工建档、政策核定、入户走访与打印。\n"
    ))
}

fn pack(tree: &Path) -> Outcome<PathBuf> {
    let architecture = answer("dpkg", &["--print-architecture"]).unwrap_or_default();
    let name = format!("songnuan_{}_{architecture}.deb", env!("CARGO_PKG_VERSION"));
    let deb = target().join("package").join(name);
    let (from, to) = (tree.to_string_lossy(), deb.to_string_lossy());
    call("dpkg-deb", &["--root-owner-group", "--build", &from, &to])?;
    Ok(deb)
}

fn copy(from: &Path, to: &Path) -> Outcome {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    match fs::copy(from, to) {
        Ok(_) => Ok(()),
        Err(error) => fail(format!("{}: {error}", from.display())),
    }
}

fn write(path: &Path, text: &str) -> Outcome {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, text)?)
}

/// Bytes of a file or of everything in a folder.
fn size(path: &Path) -> u64 {
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().map(|entry| size(&entry.path())).sum(),
        Err(_) => fs::metadata(path).map_or(0, |meta| meta.len()),
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a size to read, not to count with"
)]
fn megabytes(path: &Path) -> f64 {
    size(path) as f64 / 1e6
}
