//! Holds every dependency, Rust and npm, against the licences that `deny.toml` allows.
//!
//! `cargo deny` does the Rust half where it is installed; this check needs nothing but what is
//! already here, and also reads the interface's lock file.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::step::{Outcome, answer, cargo, fail, root};

/// Fails with the list of dependencies whose licence is not allowed.
pub fn check() -> Outcome {
    let allowed = allowed()?;
    let mut refused = Vec::new();
    let mut count = 0;
    for (name, licence) in rust_packages()?.into_iter().chain(npm_packages()?) {
        count += 1;
        if !permits(&licence, &allowed) {
            refused.push(format!("{name}: {licence}"));
        }
    }
    if !refused.is_empty() {
        return fail(format!(
            "licences not in deny.toml:\n    {}",
            refused.join("\n    ")
        ));
    }
    println!("   {count} dependencies, all under allowed licences");
    if answer("cargo", &["deny", "--version"]).is_some() {
        cargo(&["deny", "--offline", "check", "bans", "licenses", "sources"])?;
    }
    Ok(())
}

fn allowed() -> Outcome<BTreeSet<String>> {
    let text = fs::read_to_string(root().join("deny.toml"))?;
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => return fail(format!("deny.toml: {error}")),
    };
    let list = table
        .get("licenses")
        .and_then(|section| section.get("allow"));
    let list = list
        .and_then(toml::Value::as_array)
        .cloned()
        .unwrap_or_default();
    Ok(list
        .iter()
        .filter_map(toml::Value::as_str)
        .map(str::to_owned)
        .collect())
}

/// (name, licence expression) of every crate in the lock file that is not ours.
fn rust_packages() -> Outcome<Vec<(String, String)>> {
    let Some(text) = answer("cargo", &["metadata", "--format-version=1", "--locked"]) else {
        return fail("`cargo metadata --locked` failed: is Cargo.lock up to date?");
    };
    let metadata = parse(&text)?;
    let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
    let foreign = packages
        .iter()
        .filter(|package| !package["source"].is_null());
    Ok(foreign
        .map(|package| (label(package), licence_of(package)))
        .collect())
}

/// (name, licence expression) of every npm package that ends in the built interface.
fn npm_packages() -> Outcome<Vec<(String, String)>> {
    let lock = parse(&fs::read_to_string(
        root().join("ui").join("package-lock.json"),
    )?)?;
    let packages = lock["packages"].as_object().cloned().unwrap_or_default();
    let shipped = packages.into_iter().filter(|(path, package)| {
        !path.is_empty() && package["dev"] != true && package["devOptional"] != true
    });
    Ok(shipped
        .map(|(path, package)| (path, licence_of(&package)))
        .collect())
}

fn parse(text: &str) -> Outcome<Value> {
    serde_json::from_str(text).or_else(|error| fail(error.to_string()))
}

fn label(package: &Value) -> String {
    let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
    format!("{} {}", text("name"), text("version"))
}

fn licence_of(package: &Value) -> String {
    package["license"]
        .as_str()
        .unwrap_or("none said")
        .to_owned()
}

/// Whether an SPDX expression can be satisfied with allowed licences. `/` is the old way to write
/// OR; `WITH` exceptions only widen a licence, so the licence itself decides.
fn permits(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = tokens.as_slice();
    any_of(&mut rest, allowed) && rest.is_empty()
}

fn any_of(rest: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let mut permitted = all_of(rest, allowed);
    while let Some((&"OR", after)) = rest.split_first() {
        *rest = after;
        permitted |= all_of(rest, allowed);
    }
    permitted
}

fn all_of(rest: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let mut permitted = one(rest, allowed);
    while let Some((&"AND", after)) = rest.split_first() {
        *rest = after;
        permitted &= one(rest, allowed);
    }
    permitted
}

fn one(rest: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let Some((&first, after)) = rest.split_first() else {
        return false;
    };
    *rest = after;
    if first == "(" {
        let permitted = any_of(rest, allowed);
        *rest = rest.split_first().map_or(*rest, |(_, after)| after);
        return permitted;
    }
    if let Some((&"WITH", after)) = rest.split_first() {
        *rest = after.split_first().map_or(after, |(_, after)| after);
    }
    allowed.contains(first)
}

#[cfg(test)]
mod tests {
    use super::permits;
    use std::collections::BTreeSet;

    #[test]
    fn expressions_are_read_as_spdx_means_them() {
        let allowed = BTreeSet::from(["MIT", "ISC", "Apache-2.0"].map(str::to_owned));
        for (expression, expected) in [
            ("MIT", true),
            ("GPL-3.0", false),
            ("GPL-3.0 OR MIT", true),
            ("MIT/GPL-2.0", true),
            ("MIT AND GPL-3.0", false),
            ("(MIT OR GPL-3.0) AND ISC", true),
            ("(MIT OR ISC) AND GPL-3.0", false),
            ("GPL-3.0 OR MIT AND ISC", true),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("none said", false),
            ("", false),
        ] {
            assert_eq!(permits(expression, &allowed), expected, "{expression}");
        }
    }
}
