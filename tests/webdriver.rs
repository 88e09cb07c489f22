//! A small WebDriver client: as much of the W3C protocol as the walk needs, over plain HTTP.

use std::time::{Duration, Instant};

use base64::Engine as _;
use serde_json::{Value, json};
use ureq::Agent as Client;

/// The key under which WebDriver answers with an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How long a single call may take; a first start compiles fonts and derives keys.
const CALL: Duration = Duration::from_secs(60);

/// An open session with a page.
pub struct Session {
    http: Client,
    base: String,
}

/// Something on the page.
#[derive(Clone)]
pub struct Element(String);

impl Session {
    /// Opens a session as soon as the driver on `port` answers.
    pub fn open(port: u16, capabilities: &Value) -> Self {
        let http = Self::wait_for_driver(port);
        let driver = format!("http://127.0.0.1:{port}");
        let mut session = Self { http, base: driver };
        let answer = session
            .post(
                "/session",
                &json!({ "capabilities": { "alwaysMatch": capabilities } }),
            )
            .unwrap_or_else(|error| panic!("no session: {error}"));
        let id = answer["sessionId"]
            .as_str()
            .expect("a session id")
            .to_owned();
        session.base = format!("{}/session/{id}", session.base);
        session
    }

    /// Waits until the driver on `port` answers.
    pub fn wait_for_driver(port: u16) -> Client {
        let config = Client::config_builder()
            .timeout_global(Some(CALL))
            .http_status_as_error(false);
        let http: Client = config.build().into();
        let deadline = Instant::now() + Duration::from_secs(20);
        while http
            .get(format!("http://127.0.0.1:{port}/status"))
            .call()
            .is_err()
        {
            assert!(
                Instant::now() < deadline,
                "the WebDriver does not answer on port {port}"
            );
            std::thread::yield_now();
        }
        http
    }

    /// Loads an address.
    pub fn go(&self, url: &str) {
        self.post("/url", &json!({ "url": url })).unwrap();
    }

    /// Sets the size of the window.
    pub fn resize(&self, width: u32, height: u32) {
        self.post("/window/rect", &json!({ "width": width, "height": height }))
            .unwrap();
    }

    /// Runs a script on the page and answers with what it returns.
    pub fn run(&self, script: &str, arguments: &Value) -> Value {
        self.try_run(script, arguments)
            .unwrap_or_else(|error| panic!("script failed: {error}"))
    }

    /// Runs a script; an error when the page is just being replaced or the script throws.
    pub fn try_run(&self, script: &str, arguments: &Value) -> Result<Value, String> {
        self.post(
            "/execute/sync",
            &json!({ "script": script, "args": arguments }),
        )
    }

    /// The first element that a CSS selector finds now.
    pub fn find(&self, selector: &str) -> Option<Element> {
        let request = json!({ "using": "css selector", "value": selector });
        let answer = self.post("/element", &request).ok()?;
        Some(Element(answer[ELEMENT].as_str()?.to_owned()))
    }

    /// Clicks as a person would: the driver scrolls to it and refuses what is covered.
    pub fn click(&self, element: &Element) -> Result<(), String> {
        self.post(&format!("/element/{}/click", element.0), &json!({}))
            .map(|_| ())
    }

    /// Types into an element. WebKit's driver drops characters beyond the BMP.
    pub fn type_into(&self, element: &Element, text: &str) -> Result<(), String> {
        let path = format!("/element/{}/value", element.0);
        self.post(&path, &json!({ "text": text })).map(|_| ())
    }

    /// The page as PNG bytes.
    pub fn screenshot(&self) -> Vec<u8> {
        let answer = self.get("/screenshot").unwrap();
        base64::engine::general_purpose::STANDARD
            .decode(answer.as_str().unwrap())
            .unwrap()
    }

    /// Ends the session, and with it the program the driver started.
    pub fn close(self) {
        let _ = self.http.delete(&self.base).call();
    }

    fn get(&self, path: &str) -> Result<Value, String> {
        let answer = self.http.get(format!("{}{path}", self.base)).call();
        value_of(answer)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value, String> {
        let answer = self
            .http
            .post(format!("{}{path}", self.base))
            .send_json(body);
        value_of(answer)
    }
}

/// The `value` of an answer, or the driver's error in words.
fn value_of(
    answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<Value, String> {
    let mut answer = answer.map_err(|error| error.to_string())?;
    let body = answer
        .body_mut()
        .with_config()
        .limit(64 << 20)
        .read_to_vec();
    let body = body.map_err(|error| error.to_string())?;
    let mut body: Value = serde_json::from_slice(&body).map_err(|error| error.to_string())?;
    let value = body["value"].take();
    if answer.status().is_success() {
        return Ok(value);
    }
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    Err(format!("{}: {}", text("error"), text("message")))
}
