//! A service whose answers take their time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use oms_cli::{Exit, Rehearsal, Surroundings};
use oms_client::{Answer, Client, HttpTransport, Sending, Transport, WireRequest};

use super::{Desk, home, now};

/// The read that is slow, which is the first of a look at a task, and the seconds that it takes.
const SLOW: &str = "DescribeProjectProgress";
const SECONDS: u64 = 30;

/// Positions in three tasks, by this machine's clock.
const RELATIVE: &str = "id,reverse,to\n\
                        np_4w3a0001,false,-2h\n\
                        np_4w3a0001,true,-2h\n\
                        np_4w3a0002,false,-2h\n\
                        np_4w3a0002,true,-2h\n\
                        np_4w3a0003,false,-2h\n";

/// The clocks of both sides, whose time passes with the slow read alone.
#[derive(Clone)]
struct Clocks {
    /// The seconds since the command started.
    elapsed: Arc<AtomicU64>,
    /// The seconds by which the service's clock is ahead.
    ahead: u64,
}

impl Clocks {
    fn elapsed(&self) -> Duration {
        Duration::from_secs(self.elapsed.load(Ordering::SeqCst))
    }
}

/// The way to the service, whose answers are dated by its clock.
struct Slow {
    http: HttpTransport,
    clocks: Clocks,
}

impl Transport for Slow {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            let answer = self.http.send(request).await?;
            if request.action().name() == SLOW {
                self.clocks.elapsed.fetch_add(SECONDS, Ordering::SeqCst);
            }
            let ahead = Duration::from_secs(self.clocks.ahead);
            let date = httpdate::fmt_http_date(now() + self.clocks.elapsed() + ahead);
            Ok(Answer::json(answer.status(), answer.body()).header("date", &date))
        })
    }
}

/// A command that reaches the service by that way.
struct Reaching {
    url: String,
    clocks: Clocks,
}

impl Rehearsal for Reaching {
    fn elapsed(&self) -> Duration {
        self.clocks.elapsed()
    }

    fn transport(&self) -> Option<Box<dyn Transport>> {
        let http = Client::builder(&self.url).default_transport().unwrap();
        let clocks = self.clocks.clone();
        Some(Box::new(Slow { http, clocks }))
    }
}

/// Runs a batch by that way, and returns its end and what it printed.
async fn batched(desk: &Desk, more: &[&str], ahead: u64) -> (Exit, String) {
    let arguments = desk.batch(RELATIVE, more);
    let url = desk.simulator.url();
    let run = move || {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let home = home(&arguments, &[]);
        let mut surroundings = Surroundings::detached(&b""[..], &mut stdout, &mut stderr, now());
        surroundings.environment = Box::new(move |name| home.clone().filter(|_| name == "HOME"));
        let elapsed = Arc::new(AtomicU64::new(0));
        let clocks = Clocks { elapsed, ahead };
        surroundings.rehearsal = Box::new(Reaching { url, clocks });
        let exit = oms_cli::run(arguments, surroundings);
        (exit, String::from_utf8([stdout, stderr].concat()).unwrap())
    };
    tokio::task::spawn_blocking(run).await.unwrap()
}

#[tokio::test]
async fn p065_looks_that_take_long_say_nothing_about_a_clock_and_hide_no_wrong_one() {
    const YES: &[&str] = &["--execute", "--yes=5", "--rate=100"];
    for (more, ahead, exit) in [
        (&[][..], 0, Exit::Success),
        (&["--pause"], 0, Exit::Success),
        (YES, 0, Exit::Success),
        (YES, 66, Exit::Guard),
    ] {
        let desk = Desk::new().await;
        let (ended, said) = batched(&desk, more, ahead).await;
        assert_eq!(ended, exit, "{more:?}, {ahead}: {said}");
        let away = said.contains("clock is 1 min 6 s away from the service's");
        assert_eq!(away, exit == Exit::Guard, "{more:?}, {ahead}: {said}");
        let sent = if exit == Exit::Success && more == YES {
            5
        } else {
            0
        };
        assert_eq!(desk.sent().len(), sent, "{more:?}, {ahead}: {said}");
    }
}
