//! The cost of a batch that goes on with a run.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

use oms_client::{Answer, Failure, FakeTransport, UnknownCause};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::Exit;
use crate::command::call::tests::answered_by;
use crate::journal::cost_of;

/// Returns a service that does whatever it is asked, and loses its answers to writes.
fn losing_service() -> FakeTransport {
    let stopped = Mutex::new(BTreeSet::new());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    FakeTransport::new(move |request| {
        let body: Value = serde_json::from_slice(request.body()).unwrap();
        let id = body["id"].as_str().unwrap_or_default().to_owned();
        let mut stopped = stopped.lock().unwrap();
        let is_stopped = stopped.contains(&id);
        let status = if is_stopped { "SUSPEND" } else { "RUNNING" };
        let data = match request.action().name() {
            "DescribeProjectProgress" => {
                let position = now.as_secs() - 60;
                json!({
                    "projectId": id, "status": status, "enableIncrSync": true,
                    "incrSyncCheckpoint": position,
                })
            }
            "DescribeProject" => {
                json!({"id": id, "name": id, "type": "MIGRATION", "status": status})
            }
            "ListProjects" => json!([]),
            "StopProject" => {
                stopped.insert(id);
                return Err(Failure::unknown(UnknownCause::ConnectionLost));
            }
            _ => return Err(Failure::unknown(UnknownCause::ConnectionLost)),
        };
        let answer = json!({"success": true, "data": data});
        Ok(Answer::json(200, answer.to_string()))
    })
}

/// Each question to a team's journal is a way to another machine and back, and each row is an entry
/// whose hash is computed. A run that broke off is gone on with while tasks are paused.
#[test]
fn going_on_with_a_batch_reads_the_journal_in_proportion_to_its_lines() {
    let costs = |lines: usize| {
        let (home, service) = (TempDir::new().unwrap(), losing_service());
        let mut text = "id,reverse,to\n".to_owned();
        for line in 0..lines {
            writeln!(text, "np_4w3b{line:04},false,-30m").unwrap();
        }
        let file = home.path().join("tasks.csv");
        fs::write(&file, text).unwrap();
        let plan = vec!["batch", file.to_str().unwrap(), "--pause", "--max=100"];
        let yes = format!("--yes={lines}");
        let send = [&plan[..], &["--execute", &yes]].concat();
        let ran = |words: &[&str], exit| {
            let (ran, cost) = cost_of(|| answered_by(&service, home.path(), "", words));
            assert_eq!(ran.exit, exit, "{}", ran.said);
            cost
        };
        ran(&send, Exit::Unknown);
        [ran(&plan, Exit::Success), ran(&send, Exit::Unknown)]
    };
    let [few, twice, thrice] = [10, 20, 30].map(costs);
    for way in 0..2 {
        assert_eq!(thrice[way] - twice[way], twice[way] - few[way], "{way}");
    }
}
