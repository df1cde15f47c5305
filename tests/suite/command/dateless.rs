//! A service that tells no time: its answers have no header `Date`, as behind a gateway that leaves
//! it out.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use oms_cli::{Exit, Rehearsal, Surroundings};
use oms_client::{Answer, Client, HttpTransport, Sending, Transport, WireRequest};

use super::{Desk, RESET, home, now};
use crate::support::hasty::Hasty;

const TASK: &str = "np_4w3a0001";

/// The position to which the task is moved, two hours before the service's clock, which stands
/// still.
const TO: u64 = 1_742_365_118;

/// The way to the service, on which the headers of its answers are lost.
struct Dateless(HttpTransport);

impl Transport for Dateless {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            let answer = self.0.send(request).await?;
            assert!(answer.headers().get("date").is_some(), "{answer:?}");
            Ok(Answer::json(answer.status(), answer.body()))
        })
    }
}

/// A command that reaches the service by that way, or by its usual one.
struct Reaching {
    hasty: Hasty,
    dateless: Option<String>,
}

impl Rehearsal for Reaching {
    fn elapsed(&self) -> Duration {
        self.hasty.elapsed()
    }

    fn between_reads(&self) -> Option<(Duration, Duration)> {
        self.hasty.between_reads()
    }

    fn transport(&self) -> Option<Box<dyn Transport>> {
        let transport = Client::builder(self.dateless.as_deref()?).default_transport();
        Some(Box::new(Dateless(transport.unwrap())))
    }
}

/// Rewinds the task and waits until it has caught up, at this moment of the machine's clock.
/// Returns the end of the command and what it printed.
async fn rewound(desk: &Desk, at: SystemTime, is_dateless: bool) -> (Exit, String) {
    let whole = desk.call(&[]);
    let head = whole.iter().take_while(|word| *word != RESET[0]).cloned();
    let to = TO.to_string();
    let own = ["rewind", "--id", TASK, "--reverse", "false", "--to", &to];
    let wait = ["--wait=caught-up", "--wait-timeout", "1s"];
    let yes = ["--execute", "--yes=np_4w3a0001", "-o", "json"];
    let own = own.iter().chain(&wait).chain(&yes);
    let arguments: Vec<String> = head.chain(own.map(|&word| word.to_owned())).collect();
    let dateless = is_dateless.then(|| desk.simulator.url());
    tokio::task::spawn_blocking(move || {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let home = home(&arguments, &[]);
        let mut surroundings = Surroundings::detached(&b""[..], &mut stdout, &mut stderr, at);
        surroundings.environment = Box::new(move |name| home.clone().filter(|_| name == "HOME"));
        surroundings.rehearsal = Box::new(Reaching {
            hasty: Hasty::new(),
            dateless,
        });
        let exit = oms_cli::run(arguments, surroundings);
        let said = [stdout, stderr].concat();
        (exit, String::from_utf8(said).unwrap())
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn a_task_has_caught_up_by_this_machines_clock_where_the_service_tells_no_time() {
    let behind = |seconds| UNIX_EPOCH + Duration::from_secs(TO + seconds);
    for (at, is_dateless, exit) in [
        (behind(30), true, Exit::Success),
        (behind(120), true, Exit::Unverified),
        (now(), true, Exit::Unverified),
        // The service's clock wins where it is told.
        (behind(30), false, Exit::Unverified),
    ] {
        let desk = Desk::new().await;
        let (ended, said) = rewound(&desk, at, is_dateless).await;
        assert_eq!(ended, exit, "{at:?}, {is_dateless}: {said}");
        // Everything else was done, so that it is the look alone that decides.
        assert!(said.contains("resume: accepted"), "{at:?}: {said}");
        assert!(said.contains("watch the progress"), "{at:?}: {said}");
        let is_late = said.contains("was not seen to catch up");
        assert_eq!(is_late, exit == Exit::Unverified, "{at:?}: {said}");
    }
}
