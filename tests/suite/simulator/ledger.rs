//! The contents of the simulator's ledger, and who may read it.

use std::time::Duration;

use oms_client::Outcome;
use oms_sim::{Delivery, Fault, LedgerEntry, Simulator};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{API, GOOD, RIGHT, begin, call, client, exchange, start};

#[tokio::test]
async fn p210_the_ledger_holds_what_was_received_and_no_secret() {
    let simulator = start().await;
    let headers = [
        ("authorization", RIGHT),
        ("content-type", "application/json"),
    ];
    exchange(simulator.address(), "POST", API, &headers, GOOD).await;
    exchange(simulator.address(), "POST", API, &headers, "{}").await;

    let answer = exchange(simulator.address(), "GET", "/_sim/requests", &[], "").await;
    assert_eq!(answer.status, 200);
    assert!(!answer.body.contains("YWRtaW46c2VjcmV0"));
    let ledger = answer.json();
    assert_eq!(ledger["received"], json!(2));
    let first = &ledger["requests"][0];
    assert_eq!(first["method"], json!("POST"));
    assert_eq!(first["path"], json!(API));
    assert_eq!(first["action"], json!("ResetIncrStartTimestamp"));
    assert_eq!(first["body"], json!(GOOD));
    assert_eq!(
        (&first["committed"], &first["status"]),
        (&json!(true), &json!(200))
    );
    assert!(
        first["headers"]
            .as_array()
            .unwrap()
            .contains(&json!(["authorization", "Basic ***"]))
    );
    assert_eq!(ledger["requests"][1]["committed"], json!(false));

    let state = exchange(simulator.address(), "GET", "/_sim/state", &[], "")
        .await
        .json();
    assert_eq!(state["tasks"][0]["id"], json!("np_4w3a0001"));
    let forward = &state["tasks"][0]["forward"];
    assert_eq!(forward["position"], json!(1_742_365_118));
    assert_eq!(state["tasks"][2]["reverse"], Value::Null);
    assert_eq!(state["tickets"][0]["direction"], json!("forward"));
}

#[tokio::test]
async fn p212_the_ledger_is_shown_under_a_loopback_name_alone() {
    let simulator = start().await;
    for (host, status) in [
        ("127.0.0.1", 200),
        ("localhost:80", 200),
        ("rebound.example.com", 403),
    ] {
        for path in ["/_sim/requests", "/_sim/state"] {
            let answer = exchange(simulator.address(), "GET", path, &[("host", host)], "").await;
            assert_eq!(answer.status, status, "{host} {path}");
        }
    }
    let answer = exchange(simulator.address(), "POST", "/_sim/state", &[], "").await;
    assert_eq!(answer.status, 405);
    assert!(
        simulator.requests().is_empty(),
        "the simulator's own surface is not in the ledger"
    );
}

#[tokio::test]
async fn a_request_that_breaks_off_is_recorded_and_changes_nothing() {
    let simulator = start().await;
    let mut stream = TcpStream::connect(simulator.address()).await.unwrap();
    let head = format!(
        "POST {API} HTTP/1.1\r\nhost: localhost\r\nauthorization: {RIGHT}\r\ncontent-length: 64\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(br#"{"id":"np_4w3a0001""#).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();

    let [entry] = &simulator.requests()[..] else {
        panic!("one request was expected: {:?}", simulator.requests());
    };
    assert_eq!(entry.body, r#"{"id":"np_4w3a0001""#);
    assert_eq!((entry.status, entry.committed), (Some(400), false));
}

/// The entry of the only request, once its answer is sent or lost.
async fn settled(simulator: &Simulator) -> LedgerEntry {
    loop {
        let entry = simulator.requests().pop();
        if let Some(entry) = entry.filter(|entry| entry.delivery != Delivery::Pending) {
            return entry;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn p210_an_answer_that_nobody_waited_for_is_not_told_as_sent() {
    let within = Duration::from_millis(100);
    let late = Duration::from_millis(400);
    for (fault, delivery) in [
        (Fault::latency(late), Delivery::Lost),
        (Fault::delay(late), Delivery::Lost),
        // The first bytes have reached the client.
        (Fault::drip(9, Duration::from_millis(40)), Delivery::Cut),
    ] {
        let simulator = start().await;
        simulator.inject(fault.clone()).unwrap();
        let client = client(&simulator);
        let stop = client.stop_project().id("np_4w3a0001").send();
        let error = stop.within(within).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
        let entry = settled(&simulator).await;
        assert_eq!(
            (entry.delivery, entry.committed),
            (delivery, true),
            "{fault:?}"
        );
        let is_lost = delivery == Delivery::Lost;
        assert_eq!(entry.status.is_none(), is_lost, "{fault:?}");
        assert_eq!(entry.answer.is_empty(), is_lost, "{fault:?}");
        assert_eq!(simulator.commits().len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn p210_an_answer_that_is_sent_is_told_by_whether_it_is_an_envelope() {
    for (fault, envelope) in [
        (None, true),
        (Some(Fault::latency(Duration::from_millis(1))), true),
        (Some(Fault::CommitThenStatus(200)), false),
        (Some(Fault::Html502), false),
        (Some(Fault::answer(200, r#"{"success":true}"#)), false),
    ] {
        let simulator = start().await;
        if let Some(fault) = fault.clone() {
            simulator.inject(fault).unwrap();
        }
        call(&simulator, GOOD).await;
        let [entry] = &simulator.requests()[..] else {
            panic!("one request was sent: {fault:?}");
        };
        assert_eq!(
            (entry.delivery, entry.envelope),
            (Delivery::Whole, envelope),
            "{fault:?}"
        );
    }
}

/// An answer that is on its way goes on behind a reset, where the next call gets the same number.
#[tokio::test(start_paused = true)]
async fn p210_an_answer_of_before_a_reset_is_in_no_later_entry() {
    let simulator = start().await;
    let second = Duration::from_secs(1);
    simulator.inject(Fault::drip(64, second)).unwrap();
    let mut before = begin(&simulator, GOOD).await;
    let mut answer = vec![before.read_u8().await.unwrap()];
    simulator.reset();
    simulator.inject(Fault::latency(600 * second)).unwrap();
    let _after = begin(&simulator, "{}").await;
    while simulator.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    before.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8(answer).unwrap();
    assert!(answer.contains("\"success\":true"), "{answer}");
    let [entry] = &simulator.requests()[..] else {
        panic!("the ledger begins anew: {:?}", simulator.requests());
    };
    assert_eq!((entry.delivery, entry.status), (Delivery::Pending, None));
}
