//! A browser without a window, driven over a pair of pipes: Debian's `chromium`, or whatever
//! `CHROMIUM` names.
//!
//! It is started with an empty profile and its background services off; that the page loads nothing
//! from elsewhere is for the test to hold.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Longest time for anything in a browser.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running browser with one page.
pub(crate) struct Browser {
    child: Child,
    commands: File,
    messages: BufReader<File>,
    session: Option<String>,
    last_id: u64,
    events: Vec<Value>,
    folder: TempDir,
}

impl Browser {
    /// Starts one.
    pub(crate) fn start(program: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let pipe = |name: &str| {
            let path = folder.path().join(name);
            let made = Command::new("mkfifo")
                .arg(&path)
                .status()
                .expect("mkfifo runs");
            assert!(made.success(), "a named pipe can be made");
            path
        };
        let (inwards, outwards) = (pipe("in"), pipe("out"));
        let child = spawn(program, folder.path());
        // In the order in which the shell opens the other ends, each of which waits for its own.
        let commands = File::options()
            .write(true)
            .open(inwards)
            .expect("the pipe opens");
        let messages = BufReader::new(File::open(outwards).expect("the pipe opens"));
        let mut browser = Self {
            child,
            commands,
            messages,
            session: None,
            last_id: 0,
            events: Vec::new(),
            folder,
        };
        browser.attach();
        browser
    }

    fn attach(&mut self) {
        let target = self.call("Target.createTarget", &json!({"url": "about:blank"}));
        let attached = self.call(
            "Target.attachToTarget",
            &json!({"targetId": target["targetId"], "flatten": true}),
        );
        self.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Network", "Log"] {
            self.call(&format!("{domain}.enable"), &json!({}));
        }
    }

    /// Calls a method of the browser's protocol and returns its result.
    pub(crate) fn call(&mut self, method: &str, parameters: &Value) -> Value {
        let answer = self.answer(method, parameters);
        assert_eq!(answer["error"], Value::Null, "{method}");
        answer["result"].clone()
    }

    /// Calls a method, and returns its result or its error.
    fn answer(&mut self, method: &str, parameters: &Value) -> Value {
        self.last_id += 1;
        let mut message = json!({"id": self.last_id, "method": method, "params": parameters});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.commands.write_all(&bytes).expect("the browser runs");
        loop {
            let message = self.read();
            if message["id"] == json!(self.last_id) {
                return message;
            }
            self.events.push(message);
        }
    }

    fn read(&mut self) -> Value {
        let mut bytes = Vec::new();
        self.messages
            .read_until(0, &mut bytes)
            .expect("the browser runs");
        assert_eq!(bytes.pop(), Some(0), "the browser ended");
        serde_json::from_slice(&bytes).expect("the browser speaks JSON")
    }

    /// Opens an address.
    pub(crate) fn open(&mut self, url: &str) {
        let opened = self.call("Page.navigate", &json!({"url": url}));
        assert_eq!(opened["errorText"], Value::Null, "{url}");
    }

    /// The value of an expression of the page.
    pub(crate) fn value(&mut self, expression: &str) -> Value {
        let value = self.value_unless_it_leaves(expression);
        value.unwrap_or_else(|| panic!("the page was left: {expression}"))
    }

    /// The same; `None` if the page is left for another one meanwhile.
    fn value_unless_it_leaves(&mut self, expression: &str) -> Option<Value> {
        let parameters =
            json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let answer = self.answer("Runtime.evaluate", &parameters);
        let error = &answer["error"];
        if error["message"] == "Inspected target navigated or closed" {
            return None;
        }
        assert_eq!(*error, Value::Null, "{expression}");
        let result = &answer["result"];
        assert_eq!(result["exceptionDetails"], Value::Null, "{expression}");
        Some(result["result"]["value"].clone())
    }

    /// Waits until an expression of the page is true.
    pub(crate) fn until(&mut self, expression: &str) {
        let began = Instant::now();
        while self.value_unless_it_leaves(expression) != Some(json!(true)) {
            assert!(
                began.elapsed() < PATIENCE,
                "never true: {expression}\n{}",
                self.text()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Everything that the page shows, as text.
    pub(crate) fn text(&mut self) -> String {
        self.value("document.body.innerText")
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Presses a key and lets it go.
    pub(crate) fn press(&mut self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            " " => (32, " "),
            other => panic!("a key that these tests do not know: {other}"),
        };
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { text } else { "" };
            self.call(
                "Input.dispatchKeyEvent",
                &json!({"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text}),
            );
        }
    }

    /// Shows the page at a width, in light or dark.
    pub(crate) fn show_at(&mut self, width: u32, dark: bool) {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            &json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false}),
        );
        let scheme = if dark { "dark" } else { "light" };
        let feature = json!({"name": "prefers-color-scheme", "value": scheme});
        self.call(
            "Emulation.setEmulatedMedia",
            &json!({"features": [feature]}),
        );
    }

    /// Writes a picture of the whole page.
    pub(crate) fn picture(&mut self, file: &Path) {
        let parameters = json!({"format": "png", "captureBeyondViewport": true});
        let picture = self.call("Page.captureScreenshot", &parameters);
        let bytes = STANDARD
            .decode(picture["data"].as_str().expect("a picture"))
            .expect("Base64");
        fs::write(file, bytes).expect("the picture can be written");
    }

    /// The events so far whose method is this one, with their parameters.
    pub(crate) fn events(&mut self, method: &str) -> Vec<Value> {
        // All events before this call are reported before its answer.
        self.value("0");
        self.events
            .iter()
            .filter(|event| event["method"] == json!(method))
            .map(|event| event["params"].clone())
            .collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have ended by itself, and then nothing is left to be done.
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.child.wait();
        // Its other processes write for a moment longer.
        let began = Instant::now();
        while self.folder.path().exists() && began.elapsed() < PATIENCE {
            let _ = fs::remove_dir_all(self.folder.path());
        }
    }
}

/// The shell connects the pipes to the descriptors that the browser expects, and becomes the
/// browser.
fn spawn(program: &Path, folder: &Path) -> Child {
    Command::new("sh")
        .args(["-c", r#"exec "$0" "$@" 3<"$PIPES/in" 4>"$PIPES/out""#])
        .arg(program)
        .args([
            "--headless=new",
            "--remote-debugging-pipe",
            // It opens pages of this test alone, and a container's root may have no sandbox.
            "--no-sandbox",
            "--no-first-run",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-extensions",
            "--disable-sync",
        ])
        .arg(format!(
            "--user-data-dir={}",
            folder.join("profile").display()
        ))
        .env("PIPES", folder)
        .env("TMPDIR", folder)
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the shell runs")
}

/// Finds the program; `None` if this machine has none, which is said.
pub(crate) fn find() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let found = named.or_else(|| {
        ["chromium", "chromium-browser"]
            .into_iter()
            .find_map(oms_testkit::find)
    });
    if found.is_none() {
        assert!(oms_testkit::is_missing("chromium"), "no name finds it");
    }
    found
}
