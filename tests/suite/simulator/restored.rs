//! A simulator that goes back to a snapshot: what it remembers, and what it forgets.

use std::fs;
use std::time::Duration;

use oms_sim::{Course, Delivery, Fault, Recording, Simulator};
use serde_json::{Value, json};
use tokio::io::AsyncReadExt as _;

use super::{GOOD, at, begin, call, control, reset, start};

#[tokio::test]
async fn p210_a_movement_stays_with_its_request_when_a_snapshot_is_gone_back_to() {
    let simulator = start().await;
    let before = simulator.snapshot();
    let positions = [1_742_365_118, 1_742_368_000];
    for position in positions {
        simulator.restore(before.clone()).unwrap();
        call(
            &simulator,
            &reset("np_4w3a0001", false, &position.to_string()),
        )
        .await;
    }
    let requests = simulator.requests();
    assert_eq!(requests[0].ticket, requests[1].ticket, "they count again");
    for (entry, position) in requests.iter().zip(positions) {
        let movement = entry.movement.as_ref().unwrap();
        assert_eq!(movement.to, at(position), "request {}", entry.number);
    }
}

/// The ticket is in both worlds, open in one of them and done in the other.
#[tokio::test]
async fn p210_a_ticket_that_a_snapshot_has_as_well_is_followed_on() {
    let slow = Course::after(Duration::from_secs(7));
    let simulator = Simulator::builder().tickets(slow).start().await.unwrap();
    call(&simulator, &reset("np_4w3a0001", false, "1742365118")).await;
    let open = simulator.snapshot();
    let moved = || simulator.requests()[0].movement.is_some();
    for (seconds, expected) in [(6, false), (7, true), (0, false), (8, true)] {
        simulator.restore(open.clone()).unwrap();
        simulator.advance(Duration::from_secs(seconds));
        assert_eq!(moved(), expected, "after {seconds} s");
    }
}

/// A world that has become long is gone back to all the same.
#[tokio::test]
async fn p211_a_snapshot_may_be_longer_than_any_other_body() {
    let simulator = start().await;
    let snapshot = control(&simulator, "GET", "/_sim/snapshot", "").await.body;
    let long = snapshot + &" ".repeat(16 << 20);
    let restored = control(&simulator, "POST", "/_sim/restore", &long).await;
    assert_eq!(restored.status, 204, "{}", restored.body);
}

#[tokio::test]
async fn p211_a_replay_goes_back_with_its_snapshot() {
    let folder = tempfile::tempdir().unwrap();
    let request: Value = serde_json::from_str(GOOD).unwrap();
    for number in 1..=4 {
        let exchange = json!({
            "action": "ResetIncrStartTimestamp",
            "request": request,
            "status": 200,
            "content-type": "application/json",
            "answer": number,
        });
        let path = folder.path().join(format!("{number}.json"));
        fs::write(path, exchange.to_string()).unwrap();
    }
    let recording = Recording::read(folder.path()).unwrap();
    let builder = Simulator::builder().replay(recording);
    let simulator = builder.start().await.unwrap();
    let first = simulator.snapshot();
    assert_eq!(call(&simulator, GOOD).await.body, "1");
    let second = simulator.snapshot();
    for (snapshot, answers) in [(first, ["1", "2"]), (second.clone(), ["2", "3"])] {
        simulator.restore(snapshot).unwrap();
        for answer in answers {
            assert_eq!(call(&simulator, GOOD).await.body, answer);
        }
    }
    let refused = start().await.restore(second).unwrap_err().to_string();
    assert!(refused.contains("another recording"), "{refused}");
}

/// The service of before has gone with the world of before, and the number of a call that waits may
/// be that of another one behind a reset.
#[tokio::test(start_paused = true)]
async fn p210_a_call_that_waits_is_of_no_other_world() {
    let ten_minutes = Duration::from_secs(600);
    for (fault, committed) in [
        (Fault::delay(ten_minutes), false),
        (Fault::latency(ten_minutes), true),
    ] {
        for resets in [true, false] {
            let simulator = start().await;
            let before = simulator.snapshot();
            let tasks = || serde_json::to_value(simulator.world()).unwrap()["tasks"].clone();
            let untouched = tasks();
            simulator.inject(fault.clone()).unwrap();
            let mut waiting = begin(&simulator, GOOD).await;
            let effects = || simulator.commits().len();
            while simulator.requests().is_empty() || effects() != usize::from(committed) {
                tokio::task::yield_now().await;
            }
            if resets {
                simulator.reset();
            } else {
                simulator.restore(before).unwrap();
            }
            // It gets the number of the one that waits where the ledger begins anew.
            let answer = call(&simulator, "{}").await;
            assert_eq!(answer.json()["success"], json!(false));
            let mut answer = Vec::new();
            waiting.read_to_end(&mut answer).await.unwrap();
            assert_eq!(
                answer, b"",
                "nobody answers in the place of the service of before"
            );
            let case = format!("{}, reset: {resets}", fault.name());
            let expected = usize::from(committed && !resets);
            assert_eq!((effects(), tasks()), (expected, untouched), "{case}");
            let entries = simulator.requests();
            let delivered: Vec<_> = entries
                .iter()
                .map(|entry| (entry.committed, entry.delivery))
                .collect();
            let refused = (false, Delivery::Whole);
            let expected = if resets {
                vec![refused]
            } else {
                vec![(committed, Delivery::Lost), refused]
            };
            assert_eq!(delivered, expected, "{case}");
        }
    }
}
