//! A rewind on a machine that is suspended while it waits.

use std::io;
use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use oms_client::{Answer, FakeTransport, Transport};
use serde_json::json;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

use crate::{Exit, Rehearsal, Surroundings, run};

/// A machine that was suspended for a time, which a clock of the system does not count.
struct Suspended {
    network: FakeTransport,
    slept: Duration,
}

impl Rehearsal for Suspended {
    fn elapsed(&self) -> Duration {
        let sent = self.network.requests();
        let mut actions = sent.iter().map(|request| request.action().name());
        if actions.any(|action| action == "ResumeProject") {
            self.slept
        } else {
            Duration::ZERO
        }
    }

    fn transport(&self) -> Option<Box<dyn Transport>> {
        Some(Box::new(self.network.clone()))
    }

    fn runtime(&self) -> io::Result<Runtime> {
        Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
    }
}

/// Returns a service whose answers have no date. It has one task, which reads its changes five
/// seconds behind the moment `now` once it was resumed.
fn service(now: u64) -> FakeTransport {
    let (late, moved) = (now - 60, now - 3600);
    let task = Mutex::new(("RUNNING", late));
    FakeTransport::new(move |request| {
        let mut task = task.lock().unwrap();
        let mut data = json!(null);
        match request.action().name() {
            "StopProject" => task.0 = "SUSPEND",
            "ResetIncrStartTimestamp" => {
                task.1 = moved;
                data = json!(7);
            }
            "ResumeProject" => *task = ("RUNNING", now - 5),
            "DescribeProject" => {
                data = json!({"id": "np_1", "name": "a", "type": "MIGRATION", "status": task.0});
            }
            "ListProjects" => data = json!([]),
            _ => {
                data = json!({
                    "projectId": "np_1", "status": task.0, "enableIncrSync": true,
                    "incrSyncCheckpoint": task.1,
                });
            }
        }
        let answer = json!({"success": true, "data": data});
        Ok(Answer::json(200, answer.to_string()))
    })
}

#[test]
fn a_task_that_fell_behind_while_the_machine_was_suspended_has_not_caught_up() {
    for (slept, exit) in [(0, Exit::Success), (3600, Exit::Unverified)] {
        let home = TempDir::new().unwrap();
        let now = SystemTime::now();
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let mut surroundings = Surroundings::detached(&b""[..], &mut stdout, &mut stderr, now);
        let journal = home.path().join("journal");
        surroundings.environment = Box::new(move |name| match name {
            "OMS_ENDPOINT" => Some("http://127.0.0.1:1".into()),
            "OMS_USER" | "OMS_PASSWORD" => Some("administrator".into()),
            "OMS_JOURNAL" => Some(journal.clone().into()),
            _ => None,
        });
        surroundings.rehearsal = Box::new(Suspended {
            network: service(now.duration_since(UNIX_EPOCH).unwrap().as_secs()),
            slept: Duration::from_secs(slept),
        });
        let words = [
            "oms",
            "rewind",
            "np_1",
            "--reverse=false",
            "--to=-1h",
            "--execute",
            "--yes=np_1",
            "--wait=caught-up",
            "--wait-timeout=1m",
        ];
        let ended = run(words, surroundings);
        let said = String::from_utf8([stdout, stderr].concat()).unwrap();
        assert_eq!(ended, exit, "{said}");
    }
}
