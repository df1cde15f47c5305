//! The `oms` command through a gateway, in this process.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use oms_cli::{Exit, Surroundings};
use tempfile::TempDir;

use super::service::{Way, position};
use crate::support::canary;
use crate::support::hasty::Hasty;

/// The day of the service's clock.
const NOW: u64 = 1_742_451_518;

/// The end of a command, and the traces that it left.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) exit: Exit,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// Everything that is in its folder afterwards: the journal, and what else it wrote.
    pub(crate) kept: String,
    /// The position of the write.
    pub(crate) position: i64,
}

/// A command with a folder of its own.
#[derive(Debug)]
pub(crate) struct Desk {
    folder: TempDir,
    url: String,
    password: String,
    timeout: Duration,
}

impl Desk {
    /// A desk at this base URL.
    pub(crate) fn new(url: impl Into<String>) -> Self {
        Self {
            folder: TempDir::new().expect("a folder can be made"),
            url: url.into(),
            password: canary::PASSWORD.to_owned(),
            timeout: super::call::CLIENT_WAITS,
        }
    }

    /// Types another password.
    pub(crate) fn password(mut self, password: &str) -> Self {
        password.clone_into(&mut self.password);
        self
    }

    /// Moves the position of the task of this way, with more arguments behind.
    pub(crate) async fn write(&self, way: Way, more: &[&str]) -> Ended {
        let position = position();
        let (text, yes) = (position.to_string(), format!("--yes={}", way.task()));
        let words = [
            "reset-incr-start-timestamp",
            "--id",
            way.task(),
            "--reverse",
            "false",
            "--start-timestamp",
            &text,
            "--execute",
            &yes,
            // Every position of these tests is a second after the one before.
            "--allow-skip",
        ];
        let mut ended = self.run(&[&words, more].concat()).await;
        ended.position = position;
        ended
    }

    /// Reads the task of this way, with more arguments behind.
    pub(crate) async fn read(&self, way: Way, more: &[&str]) -> Ended {
        let words = ["describe-project", "--id", way.task()];
        self.run(&[&words, more].concat()).await
    }

    /// Runs the command with these words behind what every call needs.
    pub(crate) async fn run(&self, words: &[&str]) -> Ended {
        let password = self.folder.path().join("password");
        fs::write(&password, format!("{}\n", self.password)).expect("a file can be written");
        fs::set_permissions(&password, fs::Permissions::from_mode(0o600)).expect("it is ours");
        let journal = self.folder.path().join("kept").join("journal");
        let mut arguments: Vec<String> = vec![
            "oms".to_owned(),
            format!("--endpoint={}", self.url),
            format!("--user={}", canary::USER),
            format!("--password-file={}", password.display()),
            format!("--journal={}", journal.display()),
            format!("--timeout={}ms", self.timeout.as_millis()),
        ];
        arguments.extend(words.iter().map(|&word| word.to_owned()));
        let mut ended = tokio::task::spawn_blocking(move || run(arguments))
            .await
            .expect("the command does not panic");
        ended.kept = self.kept();
        ended
    }

    /// Everything that the command wrote into its folder.
    pub(crate) fn kept(&self) -> String {
        let mut text = String::new();
        let mut folders = vec![self.folder.path().join("kept")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                    continue;
                }
                let bytes = fs::read(entry.path()).unwrap_or_default();
                text.push_str(&String::from_utf8_lossy(&bytes));
            }
        }
        text
    }
}

fn run(arguments: Vec<String>) -> Ended {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let now: SystemTime = UNIX_EPOCH + Duration::from_secs(NOW);
    let mut surroundings = Surroundings::detached(&b""[..], &mut stdout, &mut stderr, now);
    surroundings.rehearsal = Box::new(Hasty::new());
    let exit = oms_cli::run(arguments, surroundings);
    Ended {
        exit,
        stdout: String::from_utf8(stdout).expect("the command writes UTF-8"),
        stderr: String::from_utf8(stderr).expect("the command writes UTF-8"),
        kept: String::new(),
        position: 0,
    }
}
