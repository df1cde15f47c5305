//! The request IDs of answers, by which `oms` knows one that a cache has given before.

use std::collections::BTreeSet;
use std::fs;

use oms_sim::{Recording, Simulator};
use serde_json::json;

use super::{GOOD, call};

#[tokio::test]
async fn request_ids_come_twice_neither_from_two_simulators_nor_behind_a_reset_nor_in_a_replay() {
    let folder = tempfile::tempdir().unwrap();
    let recorded = json!({
        "action": "ResetIncrStartTimestamp",
        "request": serde_json::from_str::<serde_json::Value>(GOOD).unwrap(),
        "status": 200,
        "content-type": "application/json",
        "answer": {"success": true, "requestId": "request-0001", "data": 1},
    });
    fs::write(folder.path().join("1.json"), recorded.to_string()).unwrap();
    let recording = Recording::read(folder.path()).unwrap();
    let mut seen = BTreeSet::new();
    for replays in [false, false, true, true] {
        let builder = Simulator::builder().distinct_request_ids();
        let builder = if replays {
            builder.replay(recording.clone())
        } else {
            builder
        };
        let simulator = builder.start().await.unwrap();
        for _ in 0..2 {
            for _ in 0..2 {
                let answer = call(&simulator, GOOD).await.json();
                assert_eq!(answer["success"], true, "{answer}");
                let request_id = answer["requestId"].as_str().unwrap().to_owned();
                assert!(seen.insert(request_id), "{answer} comes twice");
            }
            simulator.reset();
        }
    }
    // A recorded one stays as it is unless that is asked for.
    let simulator = Simulator::builder().replay(recording);
    let simulator = simulator.start().await.unwrap();
    let answer = call(&simulator, GOOD).await.json();
    assert_eq!(answer["requestId"], "request-0001");
}
