//! The browser door: the same interface over loopback, for machines without WebKitGTK or display.
//!
//! Only 127.0.0.1 listens; every call carries the one-time token of this run, which travels in
//! the URL's fragment and so never reaches a log or a referrer.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path as UrlPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use rust_embed::RustEmbed;
use songnuan_app::App;
use songnuan_app::commands;
use songnuan_app::error::{AppError, AppResult, Code};

use crate::outcome::{Outcome, remark};

/// Largest request: a big survey workbook as base64.
const BODY_LIMIT: usize = 256 << 20;

const CSP: &str = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; \
     worker-src 'self' blob:; font-src 'self' data:; connect-src 'self'";

/// The built interface. Debug builds read it from disk, release builds carry it.
#[derive(RustEmbed)]
#[folder = "../../../ui/dist"]
#[allow_missing = true]
struct Ui;

#[derive(Clone)]
struct Door {
    app: App,
    token: String,
    ui: Option<PathBuf>,
    /// `127.0.0.1:port`; any other Host header is a rebinding attempt.
    authority: String,
}

/// Serves until the process is stopped.
pub async fn serve(app: &App, port: u16, ui: Option<PathBuf>) -> AppResult<Outcome> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .map_err(|error| {
            AppError::invalid(format!(
                "端口 {port} 用不了({error})。请换一个端口，或不写端口让程序自选。"
            ))
        })?;
    let local = listener.local_addr().map_err(internal)?;
    let token = token()?;
    let door = Door {
        app: app.clone(),
        token: token.clone(),
        ui,
        authority: local.to_string(),
    };
    remark(&format!(
        "送暖已在本机打开，请在浏览器里访问:\nhttp://{local}/#token={token}"
    ));
    remark("这个地址只对本机、只在这次运行有效。按 Ctrl+C 结束。");
    axum::serve(listener, router(door))
        .await
        .map_err(internal)?;
    Outcome::new(serde_json::json!({ "stopped": true }), "")
}

fn internal(error: impl std::fmt::Display) -> AppError {
    AppError::with(Code::Internal, [("detail", error.to_string())])
}

fn token() -> AppResult<String> {
    let mut bytes = [0u8; 24];
    getrandom::fill(&mut bytes).map_err(internal)?;
    Ok(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes))
}

fn router(door: Door) -> Router {
    Router::new()
        .route("/rpc/{name}", post(rpc))
        .route("/fonts/{name}", get(font))
        .fallback(page)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(door.clone(), guard))
        .with_state(door)
}

/// Refuses foreign Host headers and sets the headers every answer carries.
async fn guard(State(door): State<Door>, request: Request, next: Next) -> Response {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|value| value.to_str().ok());
    let port = door.authority.rsplit(':').next().unwrap_or_default();
    let known =
        host.is_some_and(|host| host == door.authority || host == format!("localhost:{port}"));
    if !known {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert("content-security-policy", HeaderValue::from_static(CSP));
    headers.insert(
        "x-content-type-options",
        HeaderValue::from_static("nosniff"),
    );
    headers.insert("referrer-policy", HeaderValue::from_static("no-referrer"));
    response
}

async fn rpc(
    State(door): State<Door>,
    UrlPath(name): UrlPath<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let given = headers
        .get("x-songnuan-token")
        .and_then(|value| value.to_str().ok());
    if given != Some(door.token.as_str()) {
        let error = AppError::invalid("这个网页地址已经失效，请从程序重新打开。数据没有改动。");
        return (StatusCode::UNAUTHORIZED, Json(error)).into_response();
    }
    let request = match serde_json::from_slice(&body) {
        Ok(request) => request,
        Err(error) => {
            let error = AppError::invalid(format!("请求读不懂({error})。什么都没有改动。"));
            return (StatusCode::UNPROCESSABLE_ENTITY, Json(error)).into_response();
        }
    };
    match commands::dispatch(&door.app, &name, request).await {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, Json(error)).into_response(),
    }
}

async fn font(State(door): State<Door>, UrlPath(name): UrlPath<String>) -> Response {
    let plain = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if !plain || name.contains("..") {
        return StatusCode::NOT_FOUND.into_response();
    }
    match tokio::fs::read(door.app.host().fonts_dir().join(&name)).await {
        Ok(bytes) => ([(header::CONTENT_TYPE, "font/ttf")], bytes).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn page(State(door): State<Door>, request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/').to_owned();
    let path = if path.is_empty() {
        "index.html".to_owned()
    } else {
        path
    };
    let bytes = match &door.ui {
        Some(dir) => from_dir(dir, &path).await,
        None => Ui::get(&path).map(|file| file.data.into_owned()),
    };
    match bytes {
        Some(bytes) => ([(header::CONTENT_TYPE, media_type(&path))], bytes).into_response(),
        None if path == "index.html" => {
            let text = "界面还没有构建。请用 cargo xtask run 启动。";
            (
                StatusCode::NOT_FOUND,
                [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
                text,
            )
                .into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn from_dir(dir: &Path, path: &str) -> Option<Vec<u8>> {
    let clean = path
        .split('/')
        .all(|part| !part.is_empty() && part != ".." && part != ".");
    if clean {
        tokio::fs::read(dir.join(path)).await.ok()
    } else {
        None
    }
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        _ => "application/octet-stream",
    }
}
