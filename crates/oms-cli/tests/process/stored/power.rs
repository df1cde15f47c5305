//! The machine loses power at any moment of a command: the store opens again, and no intent is lost
//! that a byte on the wire has followed.
//!
//! `strace` records a real process; a disk is built from the record as a power failure at each
//! point leaves it.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use oms_cli::{Exit, Surroundings};
use oms_sim::Simulator;
use serde_json::Value;
use tempfile::TempDir;

use super::disk::Disk;
use super::trace::{Act, record};
use super::{ended, entries, oms};
use crate::support::{Running, next};

/// The number of combinations of unsynced writes that are tried at the points of one command.
const COMBINATIONS: u64 = 40;

/// The actions that change something.
const WRITES: [&str; 3] = ["StopProject", "ResetIncrStartTimestamp", "ResumeProject"];

/// Runs a command in this process, on a journal that lies elsewhere by now.
fn run(folder: &Path, arguments: &[&str]) -> (Exit, String) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let now = std::time::SystemTime::now();
    let mut surroundings = Surroundings::detached(std::io::empty(), &mut stdout, &mut stderr, now);
    let home = folder.as_os_str().to_owned();
    surroundings.environment = Box::new(move |name| match name {
        "HOME" => Some(home.clone()),
        "OMS_JOURNAL" => Some(Path::new(&home).join("journal").into()),
        _ => None,
    });
    let exit = oms_cli::run(["oms"].iter().chain(arguments), surroundings);
    let said = [stdout, stderr].concat();
    (exit, String::from_utf8(said).unwrap())
}

/// The writes of which bytes left, in their order.
fn left(acts: &[Act]) -> Vec<&'static str> {
    let sent = acts.iter().filter_map(|act| match act {
        Act::Send { bytes } => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            WRITES
                .into_iter()
                .find(|action| text.contains(&format!("Action={action} ")))
        }
        _ => None,
    });
    sent.collect()
}

/// A command whose machine fails, with what its folder held before.
struct Failing {
    name: &'static str,
    folder: PathBuf,
    before: Disk,
    /// The number of intents before the command.
    announced: usize,
    acts: Vec<Act>,
}

impl Failing {
    /// Fails at every point, and returns how many different disks that has left.
    fn everywhere(&self) -> usize {
        let mut known = BTreeSet::new();
        let mut disk = self.before.clone();
        let mut random = 5;
        let step = (self.acts.len() as u64).div_ceil(COMBINATIONS);
        for (index, act) in self.acts.iter().enumerate() {
            disk.act(act);
            // Nothing else changes what is certainly there, or what must be.
            let is_certain = matches!(act, Act::Sync { .. } | Act::Send { .. });
            let certain = is_certain.then_some(None);
            let combination = next(&mut random)
                .is_multiple_of(step)
                .then(|| Some(next(&mut random)));
            for seed in certain.into_iter().chain(combination) {
                self.check(&disk, index, seed, &mut known);
            }
        }
        known.len()
    }

    fn check(&self, disk: &Disk, index: usize, seed: Option<u64>, known: &mut BTreeSet<u64>) {
        let left = left(&self.acts[..=index]);
        let files = disk.after_a_failure(seed);
        let mut hasher = DefaultHasher::new();
        (&files, left.len()).hash(&mut hasher);
        if !known.insert(hasher.finish()) {
            return;
        }
        let at = format!("{}, after call {index}, seed {seed:?}", self.name);
        let rebuilt = TempDir::new().unwrap();
        for (path, contents) in &files {
            let place = rebuilt
                .path()
                .join(path.strip_prefix(&self.folder).unwrap());
            match contents {
                None => fs::create_dir_all(&place).unwrap(),
                Some(contents) => {
                    fs::write(&place, contents).unwrap();
                    fs::set_permissions(&place, fs::Permissions::from_mode(0o600)).unwrap();
                }
            }
        }
        let (exit, said) = run(rebuilt.path(), &["journal", "export"]);
        assert_eq!(exit, Exit::Success, "{at}: {said}");
        let actions: Vec<String> = said
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["entry"].clone())
            .filter(|entry| entry["kind"] == "intent")
            .map(|entry| entry["action"].as_str().unwrap().to_owned())
            .skip(self.announced)
            .collect();
        assert!(
            actions.len() >= left.len()
                && actions.iter().zip(&left).all(|(one, other)| one == other),
            "{at}: {left:?} left, and the journal knows {actions:?}"
        );
        let (exit, said) = run(rebuilt.path(), &["journal", "verify"]);
        assert_eq!(exit, Exit::Success, "{at}: {said}");
    }
}

/// A batch of so many positions.
fn batch(folder: &Path, lines: i64) {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    let before = i64::try_from(now.as_secs()).unwrap() - 7_200;
    let lines =
        (0..lines).map(|line| format!("np_4w3a000{},{},{before}\n", 1 + line % 3, line % 2 == 1));
    let text: String = lines.collect();
    fs::write(
        folder.join("tasks.csv"),
        format!("id,reverse,startTimestamp\n{text}"),
    )
    .unwrap();
}

#[test]
fn p258_no_intent_that_bytes_have_followed_is_lost_where_the_power_fails() {
    let running = Running::start(Simulator::builder().real_time());
    let url = running.url();
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    batch(folder, 4);
    let file = folder.join("tasks.csv").display().to_string();
    let send = [
        "batch",
        &file,
        "--execute",
        "--yes=4",
        "--rate=100",
        "--pause",
    ];
    let again = [&send[..], &["--again"]].concat();
    let journal = folder.join("journal");
    // Old enough to be pruned when the command runs that prunes.
    let prune = ["journal", "prune", "--before", "now"];
    let one = [
        "reset-incr-start-timestamp",
        "--id=np_4w3a0003",
        "--reverse=false",
        "--start-timestamp=-3h",
    ];
    let one = [&one[..], &["--execute", "--yes=np_4w3a0003", "--again"]].concat();
    let (mut disks, mut calls, mut announced, mut written_back) = (0, 0, 0, false);
    for (name, arguments) in [
        ("the first batch", &send[..]),
        ("a second one", &again),
        ("a third one, whose log is written back", &again),
        ("a prune", &prune),
        ("a write behind it", &one),
        ("a takeover", &one),
    ] {
        if name == "a takeover" {
            let lines = ended(oms(&url, folder, &["journal", "export"])).stdout;
            fs::remove_dir_all(&journal).unwrap();
            fs::create_dir(&journal).unwrap();
            fs::write(journal.join("journal.jsonl"), lines).unwrap();
        }
        let before = Disk::of(folder);
        let Some(acts) = record(&oms(&url, folder, arguments), folder) else {
            return;
        };
        let left = left(&acts).len();
        assert_eq!(left == 0, name == "a prune", "{name}");
        calls += acts.len();
        written_back |= acts.iter().any(|act| match act {
            Act::Write { path, .. } => path.ends_with("journal.db"),
            _ => false,
        });
        // Pruned entries have long been closed.
        let expected = if left == 0 { usize::MAX } else { announced };
        disks += Failing {
            name,
            folder: folder.to_owned(),
            before,
            announced: expected,
            acts,
        }
        .everywhere();
        let kinds = entries(folder)
            .into_iter()
            .map(|entry| entry["kind"].clone());
        announced = kinds.filter(|kind| kind == "intent").count();
    }
    assert!(written_back, "the log was never written back");
    println!("{disks} disks after a power failure at one of {calls} calls");
    assert!(disks > 100, "{disks} disks of {calls} calls");
}
