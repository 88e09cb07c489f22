//! Fetches the fonts that `assets/fonts/fonts.toml` names, and checks that they are the right ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::step::{Outcome, answer, command, fail, root, run_to_end, target};
use crate::system;

/// One font: the file to have, the package it is in, its place there, its checksum.
struct Font {
    file: String,
    source: Source,
    path: String,
    sha256: String,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Npm(String),
    Debian(String),
}

/// Brings every font of the list into `assets/fonts`; does nothing for those that are there.
pub fn fetch() -> Outcome {
    let folder = root().join("assets").join("fonts");
    let mut missing: BTreeMap<Source, Vec<Font>> = BTreeMap::new();
    for font in read_list(&folder.join("fonts.toml"))? {
        // A whole file is trusted here; its checksum was checked when it was fetched.
        if !folder.join(&font.file).is_file() {
            missing.entry(font.source.clone()).or_default().push(font);
        }
    }
    if missing.is_empty() {
        println!("   all fonts are there");
    }
    for (source, fonts) in missing {
        let unpacked = unpack(&source)?;
        for font in fonts {
            place(
                &unpacked.join(&font.path),
                &folder.join(&font.file),
                &font.sha256,
            )?;
        }
        fs::remove_dir_all(&unpacked)?;
    }
    Ok(())
}

fn read_list(path: &Path) -> Outcome<Vec<Font>> {
    let text = fs::read_to_string(path)?;
    let list: toml::Table = match text.parse() {
        Ok(list) => list,
        Err(error) => return fail(format!("fonts.toml: {error}")),
    };
    let entries = list
        .get("font")
        .and_then(toml::Value::as_array)
        .cloned()
        .unwrap_or_default();
    entries.iter().map(read_font).collect()
}

fn read_font(entry: &toml::Value) -> Outcome<Font> {
    let text = |key: &str| {
        entry
            .get(key)
            .and_then(toml::Value::as_str)
            .map(str::to_owned)
    };
    let source = text("npm")
        .map(Source::Npm)
        .or_else(|| text("debian").map(Source::Debian));
    match (text("file"), source, text("path"), text("sha256")) {
        (Some(file), Some(source), Some(path), Some(sha256)) => Ok(Font {
            file,
            source,
            path,
            sha256,
        }),
        _ => fail(format!(
            "fonts.toml: an entry lacks file, npm or debian, path, or sha256: {entry}"
        )),
    }
}

/// Downloads a package through its own client and unpacks it into a fresh folder.
fn unpack(source: &Source) -> Outcome<PathBuf> {
    let folder = target().join("fonts-fetched");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    match source {
        Source::Npm(package) => {
            run_to_end(command("npm", &["pack", "--silent", package]).current_dir(&folder))?;
            let archive = only_file(&folder)?;
            let mut tar = command("tar", &["-xzf", &archive, "--strip-components=1"]);
            run_to_end(tar.current_dir(&folder))?;
        }
        Source::Debian(package) => {
            let download = || {
                run_to_end(command("apt-get", &["-q", "download", package]).current_dir(&folder))
            };
            download().or_else(|_| system::refresh().and_then(|()| download()))?;
            let archive = only_file(&folder)?;
            run_to_end(command("dpkg", &["-x", &archive, "."]).current_dir(&folder))?;
        }
    }
    Ok(folder)
}

fn only_file(folder: &Path) -> Outcome<String> {
    let mut entries = fs::read_dir(folder)?;
    match entries.next() {
        Some(entry) => Ok(entry?.file_name().to_string_lossy().into_owned()),
        None => fail("the download left no file"),
    }
}

/// Moves a font to its place once its checksum is right, never half of it.
fn place(from: &Path, to: &Path, sha256: &str) -> Outcome {
    let sum = answer("sha256sum", &[&from.to_string_lossy()]).unwrap_or_default();
    if sum.split_whitespace().next() != Some(sha256) {
        return fail(format!(
            "{} is not the expected file (sha256 {sum})",
            from.display()
        ));
    }
    let partial = to.with_extension("partial");
    fs::copy(from, &partial)?;
    fs::rename(&partial, to)?;
    println!(
        "   {}",
        to.file_name().unwrap_or_default().to_string_lossy()
    );
    Ok(())
}
