//! A plan of a model, as time passes.

use std::cell::Cell;
use std::io;
use std::time::{Duration, SystemTime};

use oms_client::{Answer, FakeTransport, Transport};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::desk::Desk;
use super::job::{Host, Job};
use crate::session::{Options, Session};
use crate::surroundings::{Rehearsal, Surroundings};

const TASK: &str = "np_4w3a0001";

/// A network, and a clock that is set by hand.
struct Around<'c> {
    elapsed: &'c Cell<Duration>,
    network: FakeTransport,
}

impl Rehearsal for Around<'_> {
    fn elapsed(&self) -> Duration {
        self.elapsed.get()
    }

    fn transport(&self) -> Option<Box<dyn Transport>> {
        Some(Box::new(self.network.clone()))
    }
}

#[test]
fn a_plan_that_is_too_old_is_told_to_be_so_and_never_to_be_unknown() {
    let home = TempDir::new().unwrap();
    let elapsed = Cell::new(Duration::ZERO);
    let task = json!({"id": TASK, "projectId": TASK, "status": "RUNNING"});
    let answer = json!({"success": true, "data": task}).to_string();
    let network = FakeTransport::new(move |_| Ok(Answer::json(200, answer.clone())));
    let (nobody, now) = (io::empty(), SystemTime::now());
    let mut surroundings = Surroundings::detached(nobody, io::sink(), io::sink(), now);
    surroundings.environment = Box::new(|name| match name {
        "OMS_ENDPOINT" => Some("http://127.0.0.1:1".into()),
        "OMS_USER" | "OMS_PASSWORD" => Some("administrator".into()),
        "HOME" => Some(home.path().into()),
        _ => None,
    });
    surroundings.rehearsal = Box::new(Around {
        elapsed: &elapsed,
        network: network.clone(),
    });
    let options = Options::default();
    let Ok(session) = Session::open(&options, &mut surroundings) else {
        panic!("the settings are whole");
    };
    let mut desk = Desk::new(&session).unwrap();

    let stop = json!({"action": "StopProject", "parameters": {"id": TASK}});
    let Value::Object(arguments) = stop else {
        panic!("it is an object");
    };
    let planned = desk.carry_out(&Job::Tool {
        name: "plan_action".to_owned(),
        arguments,
        host: Host::Asks,
    });
    assert!(!planned.is_error, "{}", planned.text);
    let plan = planned.text.split_whitespace().nth(1).unwrap().to_owned();
    let files = || walk(home.path(), &format!("{plan}.json"));
    let ask = Job::Ask {
        plan: plan.clone(),
        host: Host::Asks,
    };
    let apply = Job::Apply {
        plan: plan.clone(),
        typed: TASK.to_owned(),
    };
    for (seconds, is_kept) in [(899, true), (901, false), (90_000, false)] {
        elapsed.set(Duration::from_secs(seconds));
        let asked = desk.carry_out(&ask);
        assert_eq!(asked.subject.is_some(), is_kept, "{}", asked.text);
        assert_eq!(files(), usize::from(is_kept), "after {seconds} s");
        if !is_kept {
            for answer in [asked, desk.carry_out(&apply)] {
                let words = "good for 15 minutes, which are over, and nothing was sent";
                let is_told = answer.is_error && answer.text.contains(words);
                assert!(is_told, "{}", answer.text);
            }
        }
    }
    let mut sent = network.requests().into_iter();
    assert!(sent.all(|request| request.action().name() != "StopProject"));
}

/// The number of files with this name in a folder, at any depth.
fn walk(folder: &std::path::Path, name: &str) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let found = entries.map(|entry| match entry.path() {
        path if path.is_dir() => walk(&path, name),
        path => usize::from(path.ends_with(name)),
    });
    found.sum()
}
