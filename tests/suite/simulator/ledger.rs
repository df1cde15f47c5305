//! The contents of the simulator's ledger, and who may read it.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{API, GOOD, RIGHT, exchange, start};

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
