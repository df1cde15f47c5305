//! Runs: what holds over the several requests of a rewind or a batch, against the simulator's
//! ledger.

mod alone;
mod boundaries;
mod cached;
mod commands;
mod compensated;
mod contradicted;
mod elsewhere;
mod foreseen;
mod guarded;
mod kept;
mod matrix;
mod overtaken;
mod refused;
mod resolved;
mod single;
mod taken_over;
mod unseen;
mod unwritten;

use std::time::Duration;

use oms_cli::{Exit, Interrupts};
use oms_sim::{Fault, FaultRule, SimulatorBuilder, StatusFault};
use serde_json::Value;

use super::{Desk, Ended, RESET, now, plainly};

const TASK: &str = "np_4w3a0001";

/// How many commands run at a time: each has a simulator, a client and a thread of its own.
const DESKS: usize = 12;

/// The writes of a whole rewind, in their order.
const WHOLE: [&str; 3] = ["StopProject", "ResetIncrStartTimestamp", "ResumeProject"];

/// A whole refusal of the service's own, over a status of success.
fn refusal() -> Fault {
    let mut refusal = Fault::status(200);
    if let Fault::Status(StatusFault { body, .. }) = &mut refusal {
        *body = r#"{"success":false,"code":"GHANA-OPERAT000001","message":"not now"}"#.to_owned();
    }
    refusal
}

/// A rule that strikes an action once.
fn once(fault: Fault, action: &str) -> FaultRule {
    FaultRule::new(fault).on_action(action).times(1)
}

/// A simulator in which each of these faults strikes its action once.
fn striking<const N: usize>(faults: [(Fault, &str); N]) -> SimulatorBuilder {
    faults.into_iter().fold(
        oms_sim::Simulator::builder(),
        |simulator, (fault, action)| simulator.fault(once(fault, action)),
    )
}

impl Desk {
    /// The arguments of any command at this desk.
    pub(super) fn words(&self, words: &[&str]) -> Vec<String> {
        let whole = self.call(&[]);
        let head = whole.iter().take_while(|word| *word != RESET[0]).cloned();
        head.chain(words.iter().map(|&word| word.to_owned()))
            .collect()
    }

    /// The arguments of a rewind of the task that is at work.
    fn run_words(&self, more: &[&str]) -> Vec<String> {
        let own = [
            "rewind",
            "--id",
            TASK,
            "--reverse=false",
            "--to=1742365118",
            "--execute",
            "--yes=np_4w3a0001",
            "--wait-timeout=2s",
        ];
        self.words(&[&own, more].concat())
    }

    /// Runs a command, given as one line.
    pub(super) async fn line(&self, line: &str) -> Ended {
        plainly(self.words(&line.split(' ').collect::<Vec<_>>())).await
    }

    /// The runs that did not end.
    async fn open_runs(&self) -> Vec<Value> {
        let listed = self.line("runs -o json").await;
        assert_eq!(listed.exit, Exit::Success, "{listed:?}");
        listed.json()["data"].as_array().unwrap().clone()
    }

    /// Runs a command, and interrupts it as soon as the simulator has seen this many requests of an
    /// action.
    async fn interrupted(&self, arguments: Vec<String>, action: &str, count: usize) -> Ended {
        let interrupts = Interrupts::none();
        let heard = interrupts.clone();
        let running = tokio::task::spawn_blocking(move || {
            let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
            let mut surroundings =
                oms_cli::Surroundings::detached(&b""[..], &mut stdout, &mut stderr, now());
            surroundings.interrupts = heard;
            let exit = oms_cli::run(arguments, surroundings);
            Ended {
                exit,
                stdout: String::from_utf8(stdout).unwrap(),
                stderr: String::from_utf8(stderr).unwrap(),
            }
        });
        while self.seen(action) < count && !running.is_finished() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        interrupts.interrupt();
        running.await.unwrap()
    }

    /// Waits until a request of an action has come.
    async fn until_seen(&self, action: &str) {
        while self.seen(action) == 0 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Number of requests of an action that have come.
    fn seen(&self, action: &str) -> usize {
        let requests = self.simulator.requests();
        let seen = requests
            .iter()
            .filter(|request| request.action.as_deref() == Some(action));
        seen.count()
    }
}

/// The confirmation of a write in a script: a command that could not ask prints it.
fn confirmation(ended: &Ended) -> String {
    let text = printed(ended);
    let Some((_, rest)) = text.split_once("`--yes=") else {
        panic!("{ended:?}");
    };
    rest.split('`').next().unwrap().to_owned()
}

/// Everything that was printed.
fn printed(ended: &Ended) -> String {
    format!("{}{}", ended.stdout, ended.stderr)
}
