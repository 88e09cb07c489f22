//! Programs a test starts: each is ended with the test, whatever happens.

use std::io::{BufRead as _, BufReader, Read};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A program that ends when this is dropped.
pub struct Running {
    child: Child,
    name: String,
}

impl Running {
    /// Starts a program; the test fails with the program's name when there is none.
    pub fn start(command: &mut Command) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command
            .spawn()
            .unwrap_or_else(|error| panic!("{name} did not start: {error}"));
        Self { child, name }
    }

    /// The first line of an output that `wanted` makes something of. The output is read on to its
    /// end in the background, so that the program never waits for a full pipe.
    pub fn wait_for_line<T>(
        &mut self,
        output: impl Read + Send + 'static,
        wanted: impl Fn(&str) -> Option<T>,
    ) -> T {
        let (send, lines) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let _ = send.send(line);
            }
        });
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match lines.recv_timeout(left) {
                Ok(line) => {
                    if let Some(found) = wanted(&line) {
                        return found;
                    }
                }
                Err(_) => panic!("{} did not say what was waited for", self.name),
            }
        }
    }

    /// The child's process, e.g. to take its standard output.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port nobody listens on at the moment.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// A program built by cargo, beside the running test.
pub fn built(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.ancestors().nth(2).unwrap();
    let program = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.is_file(),
        "{name} is not built: run `cargo build --workspace` first"
    );
    program
}

/// A display without a screen, and its name (`:7`).
pub fn start_display(width: u32, height: u32) -> (Running, String) {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"]);
    command.arg(format!("{width}x{height}x24"));
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut server = Running::start(&mut command);
    let stdout = server.child().stdout.take().unwrap();
    let number = server.wait_for_line(stdout, |line| line.trim().parse::<u32>().ok());
    (server, format!(":{number}"))
}

/// An empty folder of this test under the target folder, gone with the next run.
pub fn fresh_folder(name: &str) -> PathBuf {
    let folder = std::env::current_exe()
        .unwrap()
        .ancestors()
        .nth(3)
        .unwrap()
        .join("walks")
        .join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Gives a program a home of its own, so that nothing of this machine's user is read or written.
pub fn at_home(command: &mut Command, home: &Path) {
    for (variable, folder) in [
        ("HOME", ""),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CACHE_HOME", "cache"),
    ] {
        let folder = home.join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        command.env(variable, folder);
    }
}
