//! Bodies that are slow to search, and as long as a recorder passes on.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use oms_sim::Simulator;
use serde_json::{Value, json};

use super::super::{API, RIGHT, exchange};
use super::{files, record};

/// The longest body that a recorder passes on, in bytes.
const LONGEST: usize = 16 << 20;

/// Returns the time that an answer takes.
async fn took(to: SocketAddr, body: &str) -> Duration {
    let began = Instant::now();
    let right = [("authorization", RIGHT)];
    let answer = exchange(to, "POST", API, &right, body).await;
    assert!(answer.status < 500, "{}", answer.body);
    began.elapsed()
}

#[tokio::test]
async fn p217_a_long_body_keeps_nobody_waiting_for_an_answer() {
    let service = Simulator::builder().body_limit(LONGEST);
    let service = service.start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let recorder = record(&service, folder.path()).await;
    let full = |part: &str, length: usize| part.repeat(length / part.len());
    let text = json!({ "text": full("password-", 1 << 20) + "=" });
    // The first two are no JSON, and full of what begins a name in it.
    let bodies = [
        full("\"=", LONGEST),
        full("\"a\" ", LONGEST),
        text.to_string(),
    ];
    // A machine at work slows both down. A search by patterns took half a minute to minutes, and
    // the service reads such a body in a second.
    let whole = json!({ "text": full("password-", LONGEST - 100) }).to_string();
    let reading = took(service.address(), &whole).await;
    for body in &bodies {
        let searched = took(recorder.address(), body).await;
        assert!(
            searched < 20 * reading,
            "{searched:?}, and {reading:?} for reading alone"
        );
    }
    recorder.stop().await.unwrap();
    let kept: Vec<Value> = files(folder.path())
        .iter()
        .map(|(_, text)| serde_json::from_str(text).unwrap())
        .collect();
    for (exchange, body) in kept.iter().zip(&bodies).take(2) {
        assert_eq!(exchange["request-bytes-not-kept"], json!(body.len()));
    }
    let text = kept[2]["request"]["text"].as_str().unwrap();
    assert!(text.ends_with("password-=***"));
}
