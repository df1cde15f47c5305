//! Somebody who runs the command on a machine of their own: a home, a configuration and a password.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use oms_cli::{Exit, Surroundings};
use serde_json::Value;
use tempfile::TempDir;

use super::process;
use crate::support::hasty::Hasty;
use crate::support::tls;

/// 2025-03-19T08:18:38Z, two hours after the position of the vendor's example.
pub(crate) fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_742_372_318)
}

/// The task that most tests move.
pub(crate) const TASK: &str = "np_4w3a0001";

/// A move of that task, without a look at it.
pub(crate) const MOVE: &[&str] = &[
    "reset-incr-start-timestamp",
    "--id",
    TASK,
    "--reverse",
    "false",
    "--start-timestamp",
    "1742365118",
    "--execute",
    "--yes=np_4w3a0001",
    "--again",
];

/// The output of a command, and its end.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) exit: Exit,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    /// Its output, as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Somebody who runs the command.
pub(crate) struct Operator {
    home: TempDir,
    /// The address of the team's journal.
    pub(crate) journal: String,
    /// More lines of the profile.
    more: String,
    /// The password of the journal in its variable.
    password: Option<String>,
    pub(crate) now: SystemTime,
    /// The longest time for an answer of the journal, if it is another than the command's.
    patience: Option<Duration>,
}

impl Operator {
    /// Somebody whose profile names this journal.
    pub(crate) fn new(journal: &str, password: &str) -> Self {
        let operator = Self {
            home: TempDir::new().expect("a folder can be made"),
            journal: journal.to_owned(),
            more: String::new(),
            password: None,
            now: now(),
            patience: None,
        };
        operator.secret("journal-password", password);
        operator.secret("password", "secret");
        fs::write(operator.file("ca.pem"), tls::authority_pem()).expect("a file can be written");
        operator
    }

    /// The same, with more lines in the profile.
    pub(crate) fn with(mut self, more: &str) -> Self {
        more.clone_into(&mut self.more);
        self
    }

    /// The same, with this password of the journal in its variable.
    pub(crate) fn with_variable(mut self, password: &str) -> Self {
        self.password = Some(password.to_owned());
        self
    }

    /// The same, who waits no longer than this for an answer of the journal.
    pub(crate) fn waiting(mut self, patience: Duration) -> Self {
        self.patience = Some(patience);
        self
    }

    /// A file of the home.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn secret(&self, name: &str, text: &str) {
        let path = self.file(name);
        fs::write(&path, format!("{text}\n")).expect("a file can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("it is ours");
    }

    /// Writes the profile for calls to this endpoint.
    fn configure(&self, endpoint: &str) {
        let home = self.home.path().display();
        let text = format!(
            "default_profile = \"team\"\n[profile.team]\nendpoint = {endpoint:?}\nuser = \"admin\"\n\
             password_file = \"{home}/password\"\njournal = {:?}\njournal_password_file = \"{home}/journal-password\"\n\
             journal_cacert = \"{home}/ca.pem\"\n{}\n",
            self.journal, self.more
        );
        let path = self.file("config.toml");
        fs::write(&path, text).expect("a file can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("it is ours");
    }

    /// Runs a command that calls no service, or one that nobody serves.
    pub(crate) fn run(&self, words: &[&str]) -> Ended {
        self.call("http://127.0.0.1:9", words)
    }

    /// Runs a command against this endpoint, in this process.
    pub(crate) fn call(&self, endpoint: &str, words: &[&str]) -> Ended {
        self.with_input(endpoint, words, None)
    }

    /// The same at a terminal, on which this is typed.
    pub(crate) fn typing(&self, endpoint: &str, words: &[&str], typed: &str) -> Ended {
        self.with_input(endpoint, words, Some(typed))
    }

    fn with_input(&self, endpoint: &str, words: &[&str], typed: Option<&str>) -> Ended {
        self.configure(endpoint);
        let (home, config) = (self.home.path().to_owned(), self.file("config.toml"));
        let password = self.password.clone();
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let input = typed.unwrap_or_default().as_bytes();
        let mut surroundings = Surroundings::detached(input, &mut stdout, &mut stderr, self.now);
        let mut hasty = Hasty::new();
        hasty.with_journal = self.patience;
        surroundings.rehearsal = Box::new(hasty);
        surroundings.interactive = typed.is_some();
        surroundings.stdin_is_terminal = typed.is_some();
        surroundings.environment = Box::new(move |name| match name {
            "HOME" => Some(home.clone().into()),
            "OMS_CONFIG" => Some(config.clone().into()),
            "USER" => Some("tester".into()),
            "OMS_JOURNAL_PASSWORD" => password.clone().map(Into::into),
            _ => None,
        });
        let words = ["oms"].iter().chain(words).map(|&word| word.to_owned());
        let exit = oms_cli::run(words.collect::<Vec<_>>(), surroundings);
        Ended {
            exit,
            stdout: String::from_utf8(stdout).expect("the command writes UTF-8"),
            stderr: String::from_utf8(stderr).expect("the command writes UTF-8"),
        }
    }

    /// The same, off the threads of the test's runtime.
    pub(crate) fn call_beside(&self, endpoint: &str, words: &[&str]) -> Ended {
        tokio::task::block_in_place(|| self.call(endpoint, words))
    }

    /// Starts a command in a process of its own, below these words if there are any, as
    /// `ip netns exec NAME`.
    pub(crate) fn start(&self, below: &[&str], endpoint: &str, words: &[&str]) -> Running {
        self.configure(endpoint);
        let mut command = process::command(below, words, self.home.path());
        command.env("HOME", self.home.path());
        command.env("OMS_CONFIG", self.file("config.toml"));
        command.env("USER", "tester");
        Running::start(command, self.home.path().to_owned())
    }
}

/// A command in a process of its own.
pub(crate) struct Running {
    child: Child,
    home: PathBuf,
}

impl Running {
    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    fn start(mut command: Command, home: PathBuf) -> Self {
        Self {
            child: command.spawn().expect("the test binary runs"),
            home,
        }
    }

    /// Returns whether it has come to its end.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("it is ours").is_some()
    }

    /// Kills it, as a machine that loses its power does.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("it is ours");
        self.child.wait().expect("it is ours");
    }

    /// Waits for its end: its code, if it was not killed, and what it said.
    pub(crate) fn wait(mut self) -> (Option<i32>, String) {
        let status = self.child.wait().expect("it is ours");
        let text = |name| fs::read_to_string(self.home.join(name)).unwrap_or_default();
        (
            status.code(),
            text(process::STDOUT) + &text(process::STDERR),
        )
    }
}
