//! Random sequences of calls, clock steps and faults: every answer is read and agrees with the
//! spec, the invariants of the world hold after each step, and the same seed gives the same bytes.

mod ask;
mod invariants;
mod keep;

use std::cell::Cell;
use std::time::Duration;

use oms_sim::{
    CutFault, Delivery, Fault, FaultRule, LedgerEntry, Scenario, Simulator, WrongEnvelope,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use self::ask::{Ask, Reader};
use self::invariants::Watch;
use super::RIGHT;
use crate::support::agreement::disagreements;
use crate::support::runtime::runtime;

/// Number of sequences, and of the steps of each at most. They are the same ones each time.
const SEQUENCES: u32 = 32;
const STEPS: usize = 100;

/// Tasks in every state that the random calls meet, tickets that take their time and may fail.
const SCENARIO: &str = r#"
seed = 7
tickets = { after = "7s", failing = 0.3 }
service.stopping-takes = "2s"

[[task]]
id = "np_1"
forward.behind = "10m"
reverse.behind = "20m"

[[task]]
id = "np_2"
status = "INIT"
labels = ["l_1"]
forward.behind = "1h"
steps = { precheck = "1s", structure = "2s", full-transfer = "3s", full-verification = "4s" }

[[task]]
id = "np_3"
status = "FAILED"
forward.position = "100,30"
tickets.after-polls = 2

[[task]]
id = "np_4"
status = "INIT"
labels = ["l_1"]
"#;

/// One thing that happens.
#[derive(Debug, Clone)]
enum Step {
    Call(Ask),
    Advance(u64),
    Arm(Fault, Option<f64>),
    Disarm,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let faults = prop_oneof![
        Just(Fault::ResetBeforeReading),
        Just(Fault::LoseBeforeCommit),
        Just(Fault::CommitAndLoseReply),
        Just(Fault::delay(Duration::from_millis(1))),
        Just(Fault::status(503)),
        Just(Fault::commit_then_status(404)),
        Just(Fault::echo_headers(502)),
        Just(Fault::OtherTask),
        Just(Fault::Html502),
        Just(Fault::Garbage),
        Just(Fault::WrongEnvelope(WrongEnvelope::TwoVerdicts)),
        Just(Fault::Cut(CutFault::default())),
        Just(Fault::drip(100, Duration::ZERO)),
    ];
    let probability = prop_oneof![Just(None), (0.0..=1.0_f64).prop_map(Some)];
    let step = prop_oneof![
        10 => ask::asks().prop_map(Step::Call),
        4 => prop_oneof![0_u64..3_000, 0_u64..20_000].prop_map(Step::Advance),
        1 => (faults, probability).prop_map(|(fault, probability)| Step::Arm(fault, probability)),
        1 => Just(Step::Disarm),
    ];
    prop::collection::vec(step, STEPS / 4..STEPS)
}

/// The record of a sequence: every byte that was sent, and the state at the end.
#[derive(Debug, PartialEq)]
struct Trace {
    answers: Vec<Vec<u8>>,
    snapshot: String,
}

async fn play(steps: &[Step], reader: &Reader) -> Trace {
    let scenario = Scenario::parse(SCENARIO).expect("the scenario is right");
    let simulator = Simulator::builder()
        .scenario(scenario)
        .start()
        .await
        .expect("it starts");
    let mut watch = Watch::new(simulator.world());
    let mut answers = Vec::new();
    for step in steps {
        let mut asked = None;
        match step {
            Step::Call(ask) => {
                answers.push(send(&simulator, ask).await);
                asked = Some(ask);
            }
            Step::Advance(millis) => simulator.advance(Duration::from_millis(*millis)),
            Step::Arm(fault, probability) => {
                let mut rule = FaultRule::new(fault.clone());
                rule.probability = *probability;
                simulator.inject(rule).expect("the fault can strike");
            }
            Step::Disarm => simulator.clear_faults(),
        }
        let entry = match asked {
            Some(ask) => Some(checked(&simulator, reader, ask).await),
            None => None,
        };
        watch.see(&simulator, entry.as_ref());
    }
    let snapshot = serde_json::to_string(&simulator.snapshot()).expect("a snapshot is JSON");
    simulator.stop().await;
    Trace { answers, snapshot }
}

/// Sends a call byte by byte, and returns everything that came back until the connection ended.
async fn send(simulator: &Simulator, ask: &Ask) -> Vec<u8> {
    let (action, body) = (ask.action(), ask.body());
    let request = format!(
        "POST /api/v2?Action={action} HTTP/1.1\r\nhost: h\r\nauthorization: {RIGHT}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(simulator.address())
        .await
        .expect("it listens");
    stream
        .write_all(request.as_bytes())
        .await
        .expect("a small request is taken");
    let mut answer = Vec::new();
    // A fault may end the connection by a reset, which is an error here and nothing to be afraid
    // of.
    let _ = stream.read_to_end(&mut answer).await;
    answer
}

/// The entry of the last call, whose answer is read by the client and agrees with the spec unless a
/// fault replaced it.
async fn checked(simulator: &Simulator, reader: &Reader, ask: &Ask) -> LedgerEntry {
    let entry = simulator
        .requests()
        .pop()
        .expect("the call is in the ledger");
    let replaced = [
        "status",
        "commit-then-status",
        "echo-headers",
        "html502",
        "wrong-envelope",
        "wrong-type",
    ];
    let as_the_service_says = entry.delivery == Delivery::Whole
        && !entry.faults.iter().any(|fault| replaced.contains(fault));
    if as_the_service_says {
        let answer: Value = serde_json::from_str(&entry.answer).expect("an answer is JSON");
        assert_eq!(
            disagreements(ask.action(), &answer),
            Vec::<String>::new(),
            "{ask:?}"
        );
        ask.assert_read(reader, &entry.answer).await;
        if answer["success"] == Value::Bool(false) {
            assert!(!entry.committed, "{ask:?} was refused and took effect");
        }
    }
    entry
}

#[test]
fn p204_whatever_happens_every_answer_is_read_and_the_same_seed_gives_the_same_bytes() {
    let config = Config {
        failure_persistence: None,
        ..Config::with_cases(SEQUENCES)
    };
    let chance = TestRng::from_seed(RngAlgorithm::ChaCha, &[5; 32]);
    let runtime = runtime();
    let reader = Reader::new();
    let seen = Cell::new(0);
    TestRunner::new_with_rng(config, chance)
        .run(&steps(), |steps| {
            let (first, second) = runtime
                .block_on(async { (play(&steps, &reader).await, play(&steps, &reader).await) });
            prop_assert_eq!(first, second);
            seen.set(seen.get() + steps.len());
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
    assert!(seen.get() > 100, "only {} steps were tried", seen.get());
}
