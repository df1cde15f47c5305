//! The client's promises about bytes from outside.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::time::Duration;

use oms_client::actions::ResetIncrStartTimestampRequest;
use oms_client::{
    Answer, Client, Cost, EpochSeconds, Error, FakeTransport, Outcome, Reply, TicketId,
};
use serde_json::value::RawValue;

/// The first byte chooses the status, the rest is the body: only one whole object with one verdict
/// of its own decides anything.
pub(crate) fn envelope(bytes: &[u8]) -> Outcome {
    let (status, body) = match bytes.split_first() {
        Some((first, body)) => (status_of(*first), body.to_vec()),
        None => (200, Vec::new()),
    };
    let called = called(Answer::json(status, body.clone()));
    assert_harmless(&shown(&called));
    let outcome = called
        .as_ref()
        .map_or_else(Error::outcome, |_| Outcome::Accepted);
    let verdict = verdict_of(&body);
    match outcome {
        Outcome::Accepted => assert!(
            verdict == Some(true) && (200..300).contains(&status),
            "{status} {body:?}"
        ),
        Outcome::Rejected => assert!(verdict == Some(false), "{status} {body:?}"),
        Outcome::NotSent => panic!("a status came back, so the request was sent"),
        Outcome::Unknown => {}
    }
    outcome
}

/// A cost is kept as it came, and shown without effect.
pub(crate) fn cost(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let cost = Cost::new(text.clone());
    assert_eq!(cost.raw(), text);
    if cost.duration().is_some() {
        assert!(
            text.trim_start()
                .starts_with(|c: char| c.is_ascii_digit() || c == '.'),
            "{text:?}"
        );
    }
    assert_harmless(&format!("{cost} {cost:?}"));
}

/// A delay that the server asks for is at most five minutes.
pub(crate) fn retry_after(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let called = called(Answer::new(429, "").header("retry-after", &text));
    let error = called.expect_err("429 accepts nothing");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(
        error.retry_after() <= Some(Duration::from_secs(300)),
        "{text:?}"
    );
}

/// A moment is read exactly, written as it is read again, or refused.
pub(crate) fn moment(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match EpochSeconds::from_str(&text) {
        Ok(moment) => {
            assert!((0..=9_999_999_999).contains(&moment.get()), "{text:?}");
            assert_eq!(
                EpochSeconds::from_str(&moment.to_rfc3339()).ok(),
                Some(moment),
                "{text:?}"
            );
            if let Ok(number) = text.parse::<i64>() {
                assert_eq!(moment.get(), number, "a bare number is never scaled");
            }
        }
        Err(refused) => assert_harmless(&refused.to_string()),
    }
}

fn status_of(byte: u8) -> u16 {
    const STATUSES: [u16; 8] = [200, 201, 204, 302, 400, 404, 429, 500];
    STATUSES[usize::from(byte) % STATUSES.len()]
}

/// The verdict as a reader finds it that knows nothing of envelopes: that of one object that has
/// exactly one.
fn verdict_of(body: &[u8]) -> Option<bool> {
    let text = std::str::from_utf8(body).ok()?;
    // Half of a pair of surrogates is JSON, although no text can hold it. No key that counts has
    // any.
    let text = text.replace("\\ud", "\\u0").replace("\\uD", "\\u0");
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let fields: BTreeMap<String, Box<RawValue>> = serde_json::from_str(text).ok()?;
    let verdicts: Vec<&str> = ["success", "Success"]
        .iter()
        .filter_map(|key| fields.get(*key).map(|value| value.get()))
        .collect();
    match verdicts[..] {
        ["true"] => Some(true),
        ["false"] => Some(false),
        _ => None,
    }
}

/// Calls through a transport that gives this answer.
fn called(answer: Answer) -> Result<Reply<TicketId>, Error> {
    let answer = std::sync::Mutex::new(Some(answer));
    let transport = FakeTransport::new(move |_| {
        let mut answer = answer.lock().expect("nobody panics with it");
        Ok(answer.take().expect("a write is answered once"))
    });
    let client = Client::builder("https://oms.example.com")
        .transport(transport)
        .build()
        .expect("the options are valid");
    let request = ResetIncrStartTimestampRequest::builder()
        .id("np_4w3a0001")
        .reverse(false)
        .start_timestamp(EpochSeconds::new(1_742_365_118).expect("ten digits are seconds"))
        .build();
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime can be made")
        .block_on(async { client.call(&request).await })
}

fn shown(called: &Result<Reply<TicketId>, Error>) -> String {
    match called {
        Ok(reply) => format!("{reply:?}"),
        Err(error) => format!("{error} {error:?}"),
    }
}

fn assert_harmless(text: &str) {
    assert!(!text.chars().any(char::is_control), "{text:?}");
}
