//! The page as a test sees it: things are named by `data-testid`, and waited for, never slept for.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use base64::Engine as _;
use serde_json::{Value, json};

use crate::webdriver::{Element, Session};

/// How long something may take to appear; a cold debug build deriving keys is slow.
const PATIENCE: Duration = Duration::from_secs(45);

/// WebKit answers a screenshot with the frame before the last one when asked at once.
const SETTLE: Duration = Duration::from_millis(500);

/// Base64 handed to one script call when a file is put into the page.
const CHUNK: usize = 512 * 1024;

/// A page under test and the folder its pictures go to.
pub struct Page {
    session: Session,
    pictures: PathBuf,
}

impl Page {
    /// A page whose screenshots go to `pictures`.
    pub fn new(session: Session, pictures: &Path) -> Self {
        std::fs::create_dir_all(pictures).unwrap();
        Self {
            session,
            pictures: pictures.to_owned(),
        }
    }

    /// The session underneath.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Waits until `look` finds something; otherwise fails with a picture and the page's words.
    pub fn wait<T>(&self, what: &str, look: impl Fn(&Session) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = look(&self.session) {
                return found;
            }
            if Instant::now() > deadline {
                self.picture("failed");
                let words = self
                    .session
                    .try_run("return document.body.innerText", &json!([]));
                panic!("waited in vain for {what}; the page says:\n{words:?}");
            }
        }
    }

    /// Waits for a named thing.
    pub fn see(&self, name: &str) -> Element {
        self.see_css(&by_name(name))
    }

    /// Waits for what a CSS selector finds.
    pub fn see_css(&self, selector: &str) -> Element {
        self.wait(selector, |session| session.find(selector))
    }

    /// Waits until a named thing is gone.
    pub fn see_no(&self, name: &str) {
        self.wait(&format!("{name} to be gone"), |session| {
            session.find(&by_name(name)).is_none().then_some(())
        });
    }

    /// Waits until the visible words of a named thing contain `text`, and answers with them all.
    pub fn read(&self, name: &str, text: &str) -> String {
        let script = "const found = [...document.querySelectorAll(arguments[0])];
                      return found.map((one) => one.innerText).join('\\n')";
        self.wait(&format!("{name} to say {text:?}"), |session| {
            let words = session.try_run(script, &json!([by_name(name)])).ok()?;
            words
                .as_str()
                .filter(|words| words.contains(text))
                .map(str::to_owned)
        })
    }

    /// Clicks a named thing once it can be clicked.
    pub fn click(&self, name: &str) {
        self.click_css(&by_name(name));
    }

    /// Clicks what a CSS selector finds, once it can be clicked.
    pub fn click_css(&self, selector: &str) {
        self.wait(&format!("{selector} to be clickable"), |session| {
            let element = session.find(selector)?;
            session.click(&element).ok()
        });
    }

    /// Clicks the first thing of that name whose words contain `text`.
    pub fn click_saying(&self, name: &str, text: &str) {
        let script = "const found = [...document.querySelectorAll(arguments[0])]
                        .find((one) => one.innerText.includes(arguments[1]));
                      if (!found) return false;
                      found.scrollIntoView({ block: 'center' }); found.click(); return true";
        self.wait(&format!("{name} saying {text:?}"), |session| {
            let clicked = session
                .try_run(script, &json!([by_name(name), text]))
                .ok()?;
            (clicked == true).then_some(())
        });
    }

    /// Scrolls a named thing to the middle of the page, its pictures drawn.
    pub fn bring_into_view(&self, name: &str) {
        self.see(name);
        let script = "const found = document.querySelector(arguments[0]);
                      found.scrollIntoView({ block: 'center' });
                      return [...found.querySelectorAll('img')].every(
                        (img) => img.complete && img.naturalWidth > 0)";
        self.wait(&format!("the pictures of {name}"), |session| {
            let drawn = session.try_run(script, &json!([by_name(name)])).ok()?;
            (drawn == true).then_some(())
        });
    }

    /// Types into a named field, replacing what it holds.
    pub fn fill(&self, name: &str, text: &str) {
        self.see(name);
        // By the page's own events: WebKit's driver loses characters beyond the BMP.
        let script = "const field = document.querySelector(arguments[0]);
                      field.focus();
                      const proto = Object.getPrototypeOf(field);
                      Object.getOwnPropertyDescriptor(proto, 'value').set.call(field, arguments[1]);
                      field.dispatchEvent(new Event('input', { bubbles: true }));
                      field.dispatchEvent(new Event('change', { bubbles: true }));
                      return field.value";
        let value = self.session.run(script, &json!([by_name(name), text]));
        assert_eq!(value, text, "{name} did not take the text");
    }

    /// Types the same into every field of that name.
    pub fn fill_all(&self, name: &str, text: &str) {
        self.see(name);
        let script = "const fields = [...document.querySelectorAll(arguments[0])];
                      for (const field of fields) {
                        const proto = Object.getPrototypeOf(field);
                        Object.getOwnPropertyDescriptor(proto, 'value').set
                          .call(field, arguments[1]);
                        field.dispatchEvent(new Event('input', { bubbles: true }));
                        field.dispatchEvent(new Event('change', { bubbles: true }));
                      }
                      return fields.length";
        self.session.run(script, &json!([by_name(name), text]));
    }

    /// Chooses an entry of a named drop-down list by its words.
    pub fn choose(&self, name: &str, text: &str) {
        self.click(name);
        let script = "const found = [...document.querySelectorAll('.el-select-dropdown__item')]
                        .find((one) => one.innerText.includes(arguments[0]) && one.offsetParent);
                      if (!found) return false;
                      found.click(); return true";
        self.wait(&format!("the entry {text:?} of {name}"), |session| {
            let clicked = session.try_run(script, &json!([text])).ok()?;
            (clicked == true).then_some(())
        });
    }

    /// Presses keys where the focus is, by WebDriver's key codes or plain text.
    pub fn keys(&self, keys: &str) {
        let focus = self
            .session
            .find(":focus")
            .or_else(|| self.session.find("body"))
            .unwrap();
        self.session.type_into(&focus, keys).unwrap();
    }

    /// Puts a file into a named file input, as choosing it in the dialog would.
    pub fn choose_file(&self, name: &str, path: &Path, media_type: &str) {
        self.see(name);
        let bytes = std::fs::read(path).unwrap();
        let text = base64::engine::general_purpose::STANDARD.encode(bytes);
        self.session
            .run("window.testFile = []; return true", &json!([]));
        for chunk in text.as_bytes().chunks(CHUNK) {
            let chunk = std::str::from_utf8(chunk).unwrap();
            self.session.run(
                "window.testFile.push(arguments[0]); return true",
                &json!([chunk]),
            );
        }
        let script = "const text = atob(window.testFile.join('')); delete window.testFile;
                      const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
                      const data = new DataTransfer();
                      data.items.add(new File([bytes], arguments[1], { type: arguments[2] }));
                      let input = document.querySelector(arguments[0]);
                      if (input.type !== 'file') input = input.querySelector('input[type=file]');
                      input.files = data.files;
                      const taken = input.files.length;
                      input.dispatchEvent(new Event('input', { bubbles: true }));
                      input.dispatchEvent(new Event('change', { bubbles: true }));
                      return taken";
        let file_name = path.file_name().unwrap().to_string_lossy();
        let count = self
            .session
            .run(script, &json!([by_name(name), file_name, media_type]));
        assert_eq!(count, Value::from(1), "the page did not take {file_name}");
    }

    /// Keeps a picture of the page.
    pub fn picture(&self, name: &str) {
        std::thread::sleep(SETTLE);
        let path = self.pictures.join(format!("{name}.png"));
        std::fs::write(&path, self.session.screenshot()).unwrap();
    }

    /// Ends the session.
    pub fn close(self) {
        self.session.close();
    }
}

fn by_name(name: &str) -> String {
    format!("[data-testid=\"{name}\"]")
}
