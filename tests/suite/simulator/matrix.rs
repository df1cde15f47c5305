//! Every fault that the simulator can strike with, against a call that is accepted and one that is
//! refused: what the client says agrees with the ledger.

use std::time::Duration;

use oms_client::{Auth, Client, EpochSeconds, Error, Outcome};
use oms_sim::{Fault, FaultRule, Simulator, WrongEnvelope, WrongType};
use tokio::task::JoinSet;

use crate::support::cut::cut;

/// The outcomes that may be proved of a call that the service would accept, and of one that it
/// would refuse.
type Proved = (Outcome, Outcome);

const SAME: Proved = (Outcome::Accepted, Outcome::Rejected);
const REFUSED: Proved = (Outcome::Rejected, Outcome::Rejected);
const NOTHING: Proved = (Outcome::Unknown, Outcome::Unknown);

/// Statuses that speak of a refusal, and that without an envelope prove nothing about a write: a
/// gateway gives them as well.
const REFUSING: [u16; 10] = [401, 403, 404, 405, 409, 413, 415, 422, 429, 431];

/// Other statuses.
const SILENT: [u16; 8] = [204, 302, 307, 408, 500, 502, 503, 504];

fn faults() -> Vec<(FaultRule, Proved)> {
    let (short, long) = (Duration::from_millis(5), Duration::from_secs(60));
    let after = |fault| FaultRule::new(fault).after_commit();
    let mut faults: Vec<(FaultRule, Proved)> = [
        (Fault::ResetBeforeReading, NOTHING),
        (Fault::LoseBeforeCommit, NOTHING),
        (Fault::CommitAndLoseReply, NOTHING),
        (Fault::delay(short), SAME),
        (Fault::delay(long), NOTHING),
        (Fault::latency(short), SAME),
        (Fault::latency(long), NOTHING),
        (Fault::Html502, NOTHING),
        (Fault::Garbage, NOTHING),
        (Fault::WrongType(WrongType::Payload), SAME),
        (Fault::WrongType(WrongType::NullPayload), SAME),
        (Fault::WrongType(WrongType::Verdict), NOTHING),
        (Fault::WrongType(WrongType::Cosmetics), SAME),
        (Fault::WrongEnvelope(WrongEnvelope::List), NOTHING),
        (Fault::WrongEnvelope(WrongEnvelope::Bare), NOTHING),
        (Fault::WrongEnvelope(WrongEnvelope::NoVerdict), NOTHING),
        (Fault::WrongEnvelope(WrongEnvelope::TwoVerdicts), NOTHING),
        (Fault::WrongEnvelope(WrongEnvelope::Capitals), SAME),
        (Fault::drip(64, Duration::from_millis(1)), SAME),
        (Fault::drip(1, long), NOTHING),
        (cut(Some(0), false, false), NOTHING),
        (cut(Some(20), false, false), NOTHING),
        (cut(Some(20), false, true), NOTHING),
        (cut(Some(0), true, true), NOTHING),
        (cut(Some(12), true, false), NOTHING),
        (Fault::slow_close(short), SAME),
    ]
    .into_iter()
    .map(|(fault, proved)| (fault.into(), proved))
    .collect();
    faults.extend(REFUSING.map(|code| (Fault::status(code).into(), NOTHING)));
    faults.extend(REFUSING.map(|code| (after(Fault::status(code)), NOTHING)));
    faults.extend(REFUSING.map(|code| (Fault::commit_then_status(code).into(), NOTHING)));
    faults.extend([
        (Fault::echo_headers(403).into(), NOTHING),
        (after(Fault::echo_headers(403)), NOTHING),
        (Fault::echo_headers_in_envelope(200).into(), REFUSED),
    ]);
    faults.extend(SILENT.map(|code| (Fault::status(code).into(), NOTHING)));
    faults.extend([503, 504].map(|code| (after(Fault::status(code)), NOTHING)));
    faults.push((Fault::retry_after(503, "3").into(), NOTHING));
    faults.extend([
        (after(Fault::Html502), NOTHING),
        (after(Fault::Garbage), NOTHING),
    ]);
    faults
}

/// One call under one fault, and what the ledger says of it.
struct Seen {
    name: String,
    expected: Outcome,
    outcome: Outcome,
    requests: usize,
    commits: usize,
}

/// A call that is about to be made. Building clients takes the processor, and calls that waited for
/// it would time out.
struct Prepared {
    simulator: Simulator,
    client: Client,
    rule: FaultRule,
    task: &'static str,
    expected: Outcome,
}

/// An outcome that is proved is not a matter of time, even if the machine is busy. Of the others,
/// some are known by nothing but a call that ended without an answer.
fn time_for(expected: Outcome) -> Duration {
    match expected {
        Outcome::Unknown => Duration::from_secs(1),
        Outcome::Accepted | Outcome::Rejected | Outcome::NotSent => Duration::from_secs(30),
    }
}

impl Prepared {
    async fn new(rule: FaultRule, task: &'static str, expected: Outcome) -> Self {
        let simulator = Simulator::builder()
            .fault(rule.clone())
            .start()
            .await
            .unwrap();
        let client = Client::builder(simulator.url())
            .auth(Auth::basic("admin", "secret"))
            .connect_timeout(Duration::from_millis(500))
            .timeout(time_for(expected))
            .build()
            .unwrap();
        Self {
            simulator,
            client,
            rule,
            task,
            expected,
        }
    }

    async fn call(self) -> Seen {
        let called = self
            .client
            .reset_incr_start_timestamp()
            .id(self.task)
            .reverse(false)
            .start_timestamp(EpochSeconds::new(1_742_365_118).unwrap())
            .send()
            .await;
        Seen {
            name: format!("{:?} on {}: {called:?}", self.rule, self.task),
            expected: self.expected,
            outcome: called
                .as_ref()
                .map_or_else(Error::outcome, |_| Outcome::Accepted),
            requests: self.simulator.requests().len(),
            commits: self.simulator.commits().len(),
        }
    }
}

#[tokio::test]
async fn p100_the_outcome_agrees_with_the_ledger_whatever_strikes() {
    let mut prepared = Vec::new();
    for (rule, (accepts, refuses)) in faults() {
        prepared.push(Prepared::new(rule.clone(), "np_4w3a0001", accepts).await);
        prepared.push(Prepared::new(rule, "np_none", refuses).await);
    }
    let calls = prepared.len();
    let mut running: JoinSet<Seen> = prepared.into_iter().map(Prepared::call).collect();
    let mut seen = 0;
    while let Some(call) = running.join_next().await {
        let Seen {
            name,
            expected,
            outcome,
            requests,
            commits,
        } = call.unwrap();
        assert_eq!(outcome, expected, "{name}");
        assert_eq!(requests, 1, "{name}");
        match outcome {
            Outcome::Accepted => assert_eq!(commits, 1, "{name}"),
            Outcome::Rejected | Outcome::NotSent => assert_eq!(commits, 0, "{name}"),
            Outcome::Unknown => assert!(commits <= 1, "{name}"),
        }
        seen += 1;
    }
    assert_eq!(seen, calls);
}
