//! Batches and rewinds that are killed again and again over one journal: no second submission, no
//! lost intent, and the store opens.

use std::path::Path;
use std::process::{Output, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use oms_sim::{Fault, FaultRule, Simulator, Status};
use serde_json::Value;
use tempfile::TempDir;

use super::{ended, entries, oms, verify, words};
use crate::support::{Running, next};

/// The number of kills in a usual run. A soak is `OMS_KILLS=2000 cargo test -p oms-cli --test
/// process p258_batches -- --nocapture`.
const KILLS: u32 = 30;

#[test]
fn p258_batches_and_rewinds_that_are_killed_lose_no_intent_and_send_nothing_twice() {
    let kills = std::env::var("OMS_KILLS").map(|kills| kills.parse().unwrap());
    kill(kills.unwrap_or(KILLS));
}

/// Kills so many processes.
fn kill(kills: u32) {
    // Most of the time goes by between a request and its answer, so that many kills fall there.
    let slow = |action| FaultRule::from(Fault::latency(Duration::from_millis(8))).on_action(action);
    let actions = ["StopProject", "ResetIncrStartTimestamp", "ResumeProject"];
    let simulator = actions
        .into_iter()
        .fold(Simulator::builder().real_time(), |builder, action| {
            builder.fault(slow(action))
        });
    // One journal knows the answers of every round.
    let running = Running::start(simulator.distinct_request_ids());
    let folder = TempDir::new().unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let desk = Desk {
        running: &running,
        folder: folder.path(),
        now: now.as_secs(),
    };
    let (mut seed, mut killed, mut opened, mut round) = (3, 0, 0, 1);
    // As long as an undisturbed run takes here and now, so that the kills fall everywhere in it on
    // any machine.
    let started = Instant::now();
    assert_eq!(ended(desk.oms(&desk.call(round))).status.code(), Some(0));
    let whole = u64::try_from(started.elapsed().as_micros()).unwrap();
    while killed < kills {
        round += 1;
        desk.running.simulator.reset();
        // Another position in every round, so that none is the same request again.
        let call = desk.call(round);
        for _ in 0..3 {
            let mut command = desk.oms(&call);
            let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
            let mut child = child.unwrap();
            thread::sleep(Duration::from_micros(next(&mut seed) % whole));
            // If it has ended by itself, there is nothing to kill any more.
            let _ = child.kill();
            killed += u32::from(child.wait().unwrap().code().is_none());
        }
        opened += desk.finish(&call, round);
        desk.agrees(round);
        if round % 10 == 0 || killed >= kills {
            verify(desk.folder, &format!("round {round}"));
        }
    }
    let entries = entries(desk.folder);
    let count = |kind| entries.iter().filter(|entry| entry["kind"] == kind).count();
    let unclosed = count("intent") - count("result");
    println!(
        "{killed} kills in {round} rounds fell between {unclosed} intents and their results; {opened} were settled by hand; \
         {} entries",
        entries.len()
    );
    assert!(
        unclosed > 0,
        "no kill fell between an intent and its result"
    );
}

/// One journal, and the simulator that its commands call.
struct Desk<'a> {
    running: &'a Running,
    folder: &'a Path,
    /// When all of it began, in seconds.
    now: u64,
}

impl Desk<'_> {
    /// A rewind or a batch of two lines, by turns.
    fn call(&self, round: u32) -> Vec<String> {
        let to = self.now - 7_200 - u64::from(round);
        let line = if round.is_multiple_of(2) {
            format!(
                "rewind --id np_4w3a0001 --reverse false --to {to} --execute --yes=np_4w3a0001 --wait-timeout 10s"
            )
        } else {
            let file = self.folder.join("tasks.csv");
            let lines = format!(
                "id,reverse,startTimestamp\nnp_4w3a0001,false,{to}\nnp_4w3a0002,true,{to}\n"
            );
            std::fs::write(&file, lines).unwrap();
            format!(
                "batch {} --pause --execute --yes=2 --rate=100 --wait-timeout 10s",
                file.display()
            )
        };
        line.split(' ').map(str::to_owned).collect()
    }

    fn oms(&self, call: &[String]) -> std::process::Command {
        let arguments: Vec<&str> = call.iter().map(String::as_str).collect();
        oms(&self.running.url(), self.folder, &arguments)
    }

    /// Runs the same command to its end, and settles what stays open as a person does who has
    /// looked. Returns how much that was.
    fn finish(&self, call: &[String], round: u32) -> usize {
        let mut opened = 0;
        for _ in 0..20 {
            let output = ended(self.oms(call));
            let said = words(&output);
            match output.status.code() {
                Some(0) => return opened,
                // It had come to its end before it was killed.
                Some(9) if said.contains("The same was accepted") => return opened,
                Some(9) => {
                    let entry = open_entry(&output);
                    let entry = entry.unwrap_or_else(|| panic!("round {round}: {said}"));
                    opened += 1;
                    self.resolve(&entry);
                }
                other => panic!("round {round}: {other:?}: {said}"),
            }
        }
        panic!("round {round} does not come to its end");
    }

    fn resolve(&self, entry: &str) {
        let shown = ended(oms(
            "",
            self.folder,
            &["journal", "show", entry, "-o", "json"],
        ));
        let shown: Value = serde_json::from_slice(&shown.stdout).unwrap();
        let request = &shown["data"]["request"];
        let took = self
            .committed()
            .iter()
            .any(|(action, body)| shown["data"]["action"] == action.as_str() && body == request);
        let verdict: &[&str] = if took {
            &["--took-effect"]
        } else {
            &["--no-effect", "--early"]
        };
        let words_of = [&["journal", "resolve", entry][..], verdict].concat();
        let resolved = ended(oms("", self.folder, &words_of));
        assert_eq!(resolved.status.code(), Some(0), "{}", words(&resolved));
    }

    /// Returns the changes that took effect in this round.
    fn committed(&self) -> Vec<(String, Value)> {
        let requests = self.running.simulator.requests().into_iter();
        requests
            .filter(|request| request.committed)
            .map(|request| {
                (
                    request.action.unwrap(),
                    serde_json::from_str(&request.body).unwrap(),
                )
            })
            .collect()
    }

    /// No request took effect twice, every one has its intent, and no task is left paused.
    fn agrees(&self, round: u32) {
        let committed = self.committed();
        let moves = committed
            .iter()
            .filter(|(action, _)| action == "ResetIncrStartTimestamp");
        let expected = if round.is_multiple_of(2) { 1 } else { 2 };
        assert_eq!(moves.count(), expected, "round {round}: {committed:?}");
        for one in &committed {
            let same = committed.iter().filter(|other| *other == one).count();
            assert_eq!(same, 1, "round {round}: {one:?} took effect {same} times");
        }
        let intents: Vec<Value> = entries(self.folder)
            .into_iter()
            .filter(|entry| entry["kind"] == "intent")
            .collect();
        for (action, body) in &committed {
            let is_known = intents
                .iter()
                .any(|intent| intent["action"] == action.as_str() && intent["request"] == *body);
            assert!(is_known, "round {round}: {action} {body} has no intent");
        }
        let status = self.running.simulator.task("np_4w3a0001").unwrap().status;
        assert_eq!(status, Status::Running, "round {round}");
    }
}

/// The entry for which a command was refused.
fn open_entry(output: &Output) -> Option<String> {
    let said = [output.stdout.clone(), output.stderr.clone()].concat();
    let said = String::from_utf8(said).unwrap();
    let (_, rest) = said.split_once("(journal entry ")?;
    let (entry, _) = rest.split_once(|c: char| !c.is_ascii_digit())?;
    Some(entry.to_owned())
}
