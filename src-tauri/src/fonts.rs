//! Serves the document fonts to the page as `songnuan://localhost/fonts/<file>`, so that the screen
//! shows the same rare characters as the paper.

use std::path::Path;

use tauri::http::{Response, StatusCode, header};

/// The answer to a request for `/fonts/<file>`; only plain font file names of that folder exist.
pub fn answer(folder: &Path, path: &str) -> Response<Vec<u8>> {
    let body = font_name(path).and_then(|name| std::fs::read(folder.join(name)).ok());
    let (status, body) = match body {
        Some(body) => (StatusCode::OK, body),
        None => (StatusCode::NOT_FOUND, Vec::new()),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        header::HeaderValue::from_static("font/ttf"),
    );
    // Fonts are always fetched as cross-origin, and the page is on another scheme.
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        header::HeaderValue::from_static("*"),
    );
    response
}

/// The file name in `/fonts/NAME.ttf`, or `None` for anything that could leave the folder.
fn font_name(path: &str) -> Option<&str> {
    let name = path.strip_prefix("/fonts/")?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let stem = name
        .strip_suffix(".ttf")
        .or_else(|| name.strip_suffix(".otf"))?;
    (!stem.is_empty() && stem.chars().all(plain)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::font_name;

    #[test]
    fn only_plain_font_names_are_served() {
        assert_eq!(font_name("/fonts/HanaMinA.ttf"), Some("HanaMinA.ttf"));
        for bad in [
            "/fonts/../Cargo.toml",
            "/fonts/..%2fx.ttf",
            "/fonts/a/b.ttf",
            "/fonts/.ttf",
            "/x.ttf",
        ] {
            assert_eq!(font_name(bad), None, "{bad}");
        }
    }
}
