//! The command with a person in front of it, on a pseudo-terminal.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Child;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Instant;

use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use tempfile::TempDir;

#[cfg(feature = "watch")]
use crate::screen;
use crate::support::{PATIENCE, RESET, receive, server};

/// A terminal of 80 columns, with the command in it.
pub(crate) struct Terminal {
    pty: Pty,
    child: Child,
    screen: Receiver<Vec<u8>>,
    seen: String,
}

impl Terminal {
    /// Starts the command with these arguments and variables.
    pub(crate) fn start(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::program(env!("CARGO_BIN_EXE_oms"), arguments, variables)
    }

    /// Starts any program with these arguments and variables.
    pub(crate) fn program<V: AsRef<OsStr>>(
        program: &str,
        arguments: &[&str],
        variables: &[(V, V)],
    ) -> Self {
        let (pty, pts) = open().unwrap();
        pty.resize(Size::new(24, 80)).unwrap();
        let child = Command::new(program)
            .args(arguments)
            .env_clear()
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .spawn(pts)
            .unwrap();
        let (sender, screen) = channel();
        let mut reader = std::fs::File::from(pty_fd(&pty));
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            // The terminal of a process that has ended reads as an error.
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            pty,
            child,
            screen,
            seen: String::new(),
        }
    }

    /// Waits until these words have appeared.
    pub(crate) fn expect(&mut self, words: &str) {
        self.expect_times(words, 1);
    }

    /// Waits until these words have appeared so many times.
    pub(crate) fn expect_times(&mut self, words: &str, times: usize) {
        let deadline = Instant::now() + PATIENCE;
        while self.seen.matches(words).count() < times {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.screen.recv_timeout(left) {
                Ok(bytes) => self.seen.push_str(&String::from_utf8_lossy(&bytes)),
                Err(RecvTimeoutError::Timeout) => panic!("{words:?} never came: {}", self.seen),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("it ended without {words:?}: {}", self.seen)
                }
            }
        }
    }

    /// Waits until a program that draws on the whole terminal shows these words. A thousand tasks
    /// take a while to read where others use the machine as well.
    #[cfg(feature = "watch")]
    pub(crate) fn expect_drawn(&mut self, words: &str) {
        let deadline = Instant::now() + 6 * PATIENCE;
        while !screen::drawn(&self.seen).contains(words) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.screen.recv_timeout(left) {
                Ok(bytes) => self.seen.push_str(&String::from_utf8_lossy(&bytes)),
                Err(error) => panic!(
                    "{words:?} never came ({error}):\n{}",
                    screen::drawn(&self.seen)
                ),
            }
        }
    }

    /// The number of the process.
    #[cfg(feature = "watch")]
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Types keys.
    pub(crate) fn press(&mut self, keys: &str) {
        self.pty.write_all(keys.as_bytes()).unwrap();
    }

    /// Everything that was shown so far.
    pub(crate) fn seen(&self) -> &str {
        &self.seen
    }

    /// Returns whether the terminal shows what is typed.
    pub(crate) fn echoes(&self) -> bool {
        let modes = rustix::termios::tcgetattr(&self.pty).unwrap().local_modes;
        modes.contains(rustix::termios::LocalModes::ECHO)
    }

    /// Waits for the end, and returns the exit code and everything that was shown.
    pub(crate) fn end(mut self) -> (Option<i32>, String) {
        let status = self.child.wait().unwrap();
        while let Ok(bytes) = self.screen.recv_timeout(PATIENCE) {
            self.seen.push_str(&String::from_utf8_lossy(&bytes));
        }
        (status.code(), self.seen)
    }
}

/// A second handle on the terminal, to read from while the first is written to.
fn pty_fd(pty: &Pty) -> std::os::fd::OwnedFd {
    use std::os::fd::AsFd as _;
    pty.as_fd().try_clone_to_owned().unwrap()
}

/// The variables of a call of an endpoint.
pub(crate) fn variables<'a>(endpoint: &'a str, journal: &'a Path) -> Vec<(&'a str, &'a str)> {
    vec![
        ("OMS_ENDPOINT", endpoint),
        ("OMS_USER", "admin"),
        ("OMS_PASSWORD", "secret"),
        ("OMS_JOURNAL", journal.to_str().unwrap()),
        ("TERM", "xterm"),
    ]
}

const CTRL_C: &str = "\u{3}";

/// The arguments of a call that asks.
fn execute() -> Vec<&'static str> {
    [RESET, &["--execute", "--no-preflight"]].concat()
}

pub(crate) fn journal_of(directory: &Path) -> String {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_oms"))
        .env_clear()
        .env("OMS_JOURNAL", directory)
        .args(["journal", "export"])
        .output();
    String::from_utf8(output.unwrap().stdout).unwrap()
}

/// A server that accepts every reset, and tells of each.
fn accepting() -> (String, Receiver<String>) {
    let (heard, wait) = channel();
    let port = server(move |mut stream| {
        let request = receive(&mut stream);
        stream
            .write_all(
                b"HTTP/1.1 200 OK\r\ncontent-length: 25\r\n\r\n{\"success\":true,\"data\":7}",
            )
            .unwrap();
        // The test may have ended without asking what was sent.
        let _ = heard.send(request);
    });
    (format!("http://127.0.0.1:{port}"), wait)
}

#[test]
fn p166_a_person_reads_the_plan_and_types_the_id() {
    let journal = TempDir::new().unwrap();
    let (url, heard) = accepting();
    let mut terminal = Terminal::start(&execute(), &variables(&url, journal.path()));
    terminal.expect("Type np_4w3a0001 to send it, anything else to stop: ");
    for words in [
        "warning:",
        "OMS_PASSWORD",
        &url,
        "Task",
        "forward: from source to target",
        "Old position",
        "2 h before now",
        "REPLAYS",
    ] {
        assert!(terminal.seen.contains(words), "{words}: {}", terminal.seen);
    }
    assert!(
        heard.try_recv().is_err(),
        "nothing is sent before the answer"
    );
    terminal.press("np_4w3a0001\r");
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(0), "{seen}");
    assert!(seen.contains("Ticket  7"), "{seen}");
    assert!(
        heard
            .recv_timeout(PATIENCE)
            .unwrap()
            .contains("np_4w3a0001")
    );
}

#[test]
fn p166_anything_else_than_the_id_sends_nothing() {
    for answer in ["\r", "y\r", "np_4w3a0002\r", "\u{4}"] {
        let journal = TempDir::new().unwrap();
        let (url, heard) = accepting();
        let mut terminal = Terminal::start(&execute(), &variables(&url, journal.path()));
        terminal.expect("anything else to stop: ");
        terminal.press(answer);
        let (code, seen) = terminal.end();
        assert_eq!(code, Some(3), "{answer:?}: {seen}");
        assert!(heard.try_recv().is_err(), "{answer:?}");
        assert_eq!(journal_of(journal.path()), "", "{answer:?}");
    }
}

#[test]
fn p011_ctrl_c_at_the_question_is_written_down_as_sent_by_nobody() {
    let journal = TempDir::new().unwrap();
    let (url, heard) = accepting();
    let mut terminal = Terminal::start(&execute(), &variables(&url, journal.path()));
    terminal.expect("anything else to stop: ");
    terminal.press(CTRL_C);
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(130), "{seen}");
    assert!(seen.contains("nothing was sent"), "{seen}");
    assert!(heard.try_recv().is_err());
    let lines = journal_of(journal.path());
    assert_eq!(lines.lines().count(), 2, "{lines}");
    assert!(
        lines.contains("\"outcome\":\"aborted-before-send\""),
        "{lines}"
    );
    assert!(lines.contains("\"exit_code\":130"), "{lines}");
    // It had no effect, so it stands in nobody's way.
    let mut terminal = Terminal::start(&execute(), &variables(&url, journal.path()));
    terminal.expect("anything else to stop: ");
    terminal.press("np_4w3a0001\r");
    assert_eq!(terminal.end().0, Some(0));
}

#[test]
fn p012_ctrl_c_after_the_request_was_sent_waits_and_a_second_one_leaves() {
    let journal = TempDir::new().unwrap();
    let (heard, wait) = channel();
    let port = server(move |mut stream| {
        receive(&mut stream);
        heard.send(stream).unwrap();
    });
    let url = format!("http://127.0.0.1:{port}");
    let mut terminal = Terminal::start(&execute(), &variables(&url, journal.path()));
    terminal.expect("anything else to stop: ");
    terminal.press("np_4w3a0001\r");
    let held = wait.recv_timeout(PATIENCE).unwrap();
    terminal.press(CTRL_C);
    terminal.expect("interrupt again to leave");
    terminal.press(CTRL_C);
    let (code, seen) = terminal.end();
    assert_eq!(code, Some(7), "{seen}");
    assert!(seen.contains("oms journal resolve 1"), "{seen}");
    drop(held);
    let lines = journal_of(journal.path());
    assert!(lines.contains("\"outcome\":\"unknown\""), "{lines}");
    let mut terminal = Terminal::start(&execute(), &variables(&url, journal.path()));
    terminal.expect("may have taken effect (journal entry 1)");
    assert_eq!(terminal.end().0, Some(9));
}

#[test]
fn p175_a_terminal_gets_colours_unless_it_or_the_person_wants_none() {
    let journal = TempDir::new().unwrap();
    for (more, name, value, colored) in [
        (&[][..], "TERM", "xterm", true),
        (&[], "TERM", "dumb", false),
        (&[], "NO_COLOR", "1", false),
        (&[], "CLICOLOR", "0", false),
        (&["--color", "never"], "TERM", "xterm", false),
        (&["--color", "always"], "NO_COLOR", "1", true),
    ] {
        let mut variables = variables("http://127.0.0.1:1", journal.path());
        variables.retain(|(known, _)| *known != name);
        variables.push((name, value));
        let (code, seen) =
            Terminal::start(&[RESET, &["--no-preflight"], more].concat(), &variables).end();
        assert_eq!(code, Some(0), "{seen}");
        assert_eq!(
            seen.contains("\u{1b}["),
            colored,
            "{name}={value} {more:?}: {seen:?}"
        );
    }
}

#[test]
fn p248_the_question_on_production_names_the_task_whatever_has_scrolled_away() {
    let running = crate::support::Running::start(oms_sim::Simulator::builder().real_time());
    let folder = TempDir::new().unwrap();
    let config = folder.path().join("config.toml");
    let text = format!(
        "[profile.live]\nendpoint = \"{}\"\nenvironment = \"prod\"\nuser = \"admin\"\n",
        running.url()
    );
    std::fs::write(&config, text).unwrap();
    let variables = [
        ("OMS_CONFIG", config.to_str().unwrap()),
        ("OMS_PROFILE", "live"),
        ("OMS_PASSWORD", "secret"),
        ("OMS_JOURNAL", folder.path().to_str().unwrap()),
        ("TERM", "dumb"),
    ];
    let rewind = [
        "rewind",
        "--id=np_4w3a0001",
        "--reverse=false",
        "--to=-8d",
        "--execute",
    ];
    for arguments in [
        &rewind[..],
        &[
            RESET[0],
            "--id=np_4w3a0001",
            "--reverse=false",
            "--start-timestamp=-8d",
            "--execute",
        ],
    ] {
        let mut terminal = Terminal::start(arguments, &variables);
        for (questions, typed) in [(1, "logs exist\r"), (2, "no\r")] {
            terminal.expect_times("anything else to stop: ", questions);
            // A person sees the last lines without scrolling, whatever stood above them.
            let lines: Vec<&str> = terminal.seen.lines().collect();
            let last = lines[lines.len().saturating_sub(3)..].join("\n");
            for words in ["PRODUCTION", "np_4w3a0001", "orders"] {
                assert!(last.contains(words), "{words}: {last}");
            }
            terminal.press(typed);
        }
        let (code, seen) = terminal.end();
        assert_eq!(code, Some(3), "{seen}");
    }
    assert_eq!(running.commits("np_4w3a0001"), 0);
}

#[test]
fn p305_no_character_of_a_server_acts_on_the_terminal_in_any_format() {
    const ODD: &str = "\u{9b}31m\u{202e}\u{7f}\u{34f}\u{115f}\u{2800}\u{3164}\u{e0067}";
    let labels = format!("[{{\"id\":\"np{ODD}\",\"name\":\"np{ODD}\",\"{ODD}\":1}}]");
    let body = format!("{{\"success\":true,\"data\":{labels}}}");
    let port = server(move |mut stream| {
        receive(&mut stream);
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
        stream.write_all((head + &body).as_bytes()).unwrap();
    });
    let url = format!("http://127.0.0.1:{port}");
    for format in ["table", "json", "jsonl", "csv", "yaml"] {
        let journal = TempDir::new().unwrap();
        let arguments = ["list-all-labels", "-o", format];
        let (code, seen) = Terminal::start(&arguments, &variables(&url, journal.path())).end();
        assert_eq!(code, Some(0), "{format}: {seen}");
        assert!(seen.contains("np"), "{format}: {seen}");
        let acts = |c: char| oms_client::Shown::escapes(c) && !matches!(c, '\n' | '\r' | '\u{1b}');
        assert!(!seen.contains(acts), "{format}: {seen:?}");
    }
}

#[test]
fn p305_no_character_of_a_plan_file_acts_on_the_terminal() {
    let folder = TempDir::new().unwrap();
    let plan = folder.path().join("p.json");
    std::fs::write(&plan, "{\"schema_version\":\"\u{9b}2J\u{202e}\u{2800}\"}").unwrap();
    let arguments = [
        "apply",
        plan.to_str().unwrap(),
        "--query",
        "/\u{9b}\u{3164}",
    ];
    let variables = variables("http://127.0.0.1:1", folder.path());
    let (code, seen) = Terminal::start(&arguments, &variables).end();
    assert_ne!(code, Some(0), "{seen}");
    let acts = |c: char| oms_client::Shown::escapes(c) && !matches!(c, '\n' | '\r' | '\u{1b}');
    assert!(!seen.contains(acts), "{seen:?}");
}
