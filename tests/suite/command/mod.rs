//! The `oms` command in this process, against the simulator: what it prints, what it sends, and how
//! it ends.

mod advised;
mod age;
mod arguments;
#[cfg(unix)]
mod attackers;
mod batch;
mod certificate;
mod consent;
#[cfg(unix)]
mod credentials;
mod dateless;
mod doctor;
mod formats;
mod journal;
mod kept;
mod listed;
mod marked;
mod narrow;
mod outcome;
mod own_simulator;
mod plans;
mod preflight;
mod profiles;
mod pruned;
mod reads;
#[cfg(unix)]
mod repeated;
mod reserved;
mod rewind;
mod rows;
mod runs;
mod settings;
mod slow;
mod status;
mod taken_over;
mod truth;
mod undo;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jsonschema::Validator;
use oms_cli::{Exit, Surroundings};
use oms_client::EpochSeconds;
use oms_sim::{LedgerEntry, Simulator, SimulatorBuilder};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::hasty::Hasty;

/// 2025-03-19T08:18:38Z, two hours after the position of the vendor's example.
fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_742_372_318)
}

/// A simulator, a password file, and what the last command printed.
struct Desk {
    simulator: Simulator,
    folder: TempDir,
}

/// The output of a command, and its end.
#[derive(Debug)]
struct Ended {
    exit: Exit,
    stdout: String,
    stderr: String,
}

impl Ended {
    /// Returns the object that was printed. Each one keeps to the schema that is published.
    fn json(&self) -> Value {
        let object = serde_json::from_str(&self.stdout);
        let object: Value = object.unwrap_or_else(|error| panic!("{error}: {self:?}"));
        if object.get("schema_version").is_some() {
            let errors: Vec<String> = output_schema()
                .iter_errors(&object)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{errors:?}: {self:?}");
        }
        object
    }
}

/// The schema of what is printed for programs.
fn output_schema() -> &'static Validator {
    static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
        let schema = serde_json::from_str(include_str!("../../../docs/output.schema.json"));
        jsonschema::validator_for(&schema.unwrap()).unwrap()
    });
    &SCHEMA
}

impl Desk {
    async fn new() -> Self {
        Self::with(Simulator::builder()).await
    }

    /// A desk at a simulator of this kind, whose clock shows the moment of these tests.
    async fn with(simulator: SimulatorBuilder) -> Self {
        let desk = Self {
            simulator: simulator
                .now(EpochSeconds::at_or_before(now()).unwrap())
                .start()
                .await
                .unwrap(),
            folder: TempDir::new().unwrap(),
        };
        desk.secret("password", "secret\n", 0o600);
        desk
    }

    fn secret(&self, name: &str, text: &str, mode: u32) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        }
        path
    }

    fn journal(&self) -> String {
        self.folder.path().join("journal").display().to_string()
    }

    /// Forgets how far the journal went, if a test puts it into another state as a crash would
    /// have left it.
    fn forget_anchor(&self) {
        let anchors = self.folder.path().join(".local/state/oms-trust/anchors");
        if anchors.exists() {
            fs::remove_dir_all(anchors).unwrap();
        }
    }

    fn password_file(&self) -> String {
        self.folder.path().join("password").display().to_string()
    }

    /// The arguments that make a whole call, with more behind them.
    fn call(&self, more: &[&str]) -> Vec<String> {
        let password_file = self.password_file();
        let url = self.simulator.url();
        let mut arguments: Vec<String> = [
            "oms",
            "--endpoint",
            &url,
            "--user",
            "admin",
            "--password-file",
            &password_file,
            "--journal",
            &self.journal(),
        ]
        .map(ToOwned::to_owned)
        .to_vec();
        arguments.extend(RESET.iter().chain(more).map(|&text| text.to_owned()));
        arguments
    }

    /// A text in which the commands that it advises lack what finds this desk in another terminal.
    fn short(&self, text: &str) -> String {
        let found = format!(
            " --endpoint {} --user admin --password-file {} --journal {}",
            self.simulator.url(),
            self.password_file(),
            self.journal()
        );
        text.replace(&found, "")
    }

    /// The arguments by which a shell asks for the names of tasks.
    fn asked_by(&self, shell: &str) -> Vec<String> {
        let words = self.call(&[]);
        let words = words.into_iter().take_while(|word| word != RESET[0]);
        let words: Vec<String> = words
            .chain(["task", "stop", ""].map(str::to_owned))
            .collect();
        let place = (words.len() - 1).to_string();
        let asked = ["oms", "__complete", shell, &place, "--"].map(str::to_owned);
        asked.into_iter().chain(words).collect()
    }

    /// The requests that were to change something, as the ledger shows them.
    fn sent(&self) -> Vec<LedgerEntry> {
        let reads = ["Describe", "List"];
        let requests = self.simulator.requests().into_iter();
        requests
            .filter(|request| {
                let action = request.action.as_deref().unwrap_or_default();
                !reads.iter().any(|read| action.starts_with(read))
            })
            .collect()
    }

    /// The names of the actions that were to change something.
    fn actions(&self) -> Vec<String> {
        let sent = self.sent().into_iter();
        sent.filter_map(|request| request.action).collect()
    }

    /// Commits that the ledger shows.
    fn commits(&self) -> usize {
        self.simulator
            .requests()
            .iter()
            .filter(|request| request.committed)
            .count()
    }
}

const RESET: &[&str] = &[
    "reset-incr-start-timestamp",
    "--id",
    "np_4w3a0001",
    "--reverse",
    "false",
    "--start-timestamp",
    "1742365118",
];

/// The flags with which it is sent.
const YES: &[&str] = &["--execute", "--yes=np_4w3a0001"];

/// The flags with which it is sent without a look at the task.
const BLINDLY: &[&str] = &[
    "--execute",
    "--yes=np_4w3a0001",
    "--no-preflight",
    "--again",
];

/// Runs the command as a process would, with these variables, and with someone who types where
/// `typed` is given.
async fn oms(
    arguments: Vec<String>,
    variables: &[(&str, &str)],
    typed: Option<&str>,
    piped: &str,
) -> Ended {
    run(now(), arguments, variables, typed, piped).await
}

/// Runs the command at another moment, with nobody at the terminal and nothing in the environment.
async fn at(now: SystemTime, arguments: Vec<String>) -> Ended {
    run(now, arguments, &[], None, "").await
}

async fn run(
    now: SystemTime,
    arguments: Vec<String>,
    variables: &[(&str, &str)],
    typed: Option<&str>,
    piped: &str,
) -> Ended {
    let variables: Vec<(String, String)> = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let home = home(&arguments, &variables);
    let (typed, piped) = (typed.map(ToOwned::to_owned), piped.to_owned());
    tokio::task::spawn_blocking(move || {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let input = typed.clone().unwrap_or(piped);
        let mut surroundings =
            Surroundings::detached(input.as_bytes(), &mut stdout, &mut stderr, now);
        surroundings.rehearsal = Box::new(Hasty::new());
        surroundings.interactive = typed.is_some();
        surroundings.stdin_is_terminal = typed.is_some();
        surroundings.environment = Box::new(move |name| {
            variables
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.into())
                .or_else(|| home.clone().filter(|_| name == "HOME"))
        });
        let exit = oms_cli::run(arguments, surroundings);
        Ended {
            exit,
            stdout: String::from_utf8(stdout).unwrap(),
            stderr: String::from_utf8(stderr).unwrap(),
        }
    })
    .await
    .unwrap()
}

/// The operator's home: the folder that holds the journal, if one is named.
fn home(arguments: &[String], variables: &[(String, String)]) -> Option<OsString> {
    let flag = arguments.iter().zip(arguments.iter().skip(1));
    let of_flag = flag
        .filter(|(flag, _)| *flag == "--journal")
        .map(|(_, path)| path);
    let joined = arguments
        .iter()
        .filter_map(|word| word.strip_prefix("--journal="));
    let variable = variables
        .iter()
        .filter(|(name, _)| name == "OMS_JOURNAL")
        .map(|(_, path)| path.as_str());
    let journal = of_flag
        .map(String::as_str)
        .chain(joined)
        .chain(variable)
        .next()?;
    Some(Path::new(journal).parent()?.into())
}

/// Runs the command with nobody at the terminal and nothing in the environment.
async fn plainly(arguments: Vec<String>) -> Ended {
    oms(arguments, &[], None, "").await
}

/// The arguments with one of them replaced.
fn with(arguments: Vec<String>, from: &str, to: &str) -> Vec<String> {
    assert!(arguments.iter().any(|argument| argument == from), "{from}");
    arguments
        .into_iter()
        .map(|argument| {
            if argument == from {
                to.to_owned()
            } else {
                argument
            }
        })
        .collect()
}
