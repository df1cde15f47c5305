//! The texts of errors, and their cost.

use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use super::{Context, Error, Fault, NotSent, Received, Refusal, Rejected, Unknown, Unreadable};
use crate::text::realm::Realm;
use crate::{ActionInfo, Effect, Invalid, Meta, NotSentCause, Outcome, Reason, UnknownCause};

fn context(effect: Effect) -> Context {
    static STORE: ActionInfo = ActionInfo::new("Store", Effect::Write);
    static COUNT: ActionInfo = ActionInfo::new("Count", Effect::Read);
    Context {
        service: "Depot",
        action: match effect {
            Effect::Write => &STORE,
            Effect::Read => &COUNT,
        },
        endpoint: Arc::from("h:443"),
        client_request_id: None,
        attempts: 1,
        elapsed: Duration::from_millis(5),
        retry_budget_spent: false,
    }
}

fn meta(text: &str) -> Meta {
    Meta {
        status: 200,
        request_id: Some(text.to_owned()),
        advice: Some(text.to_owned()),
        ..Meta::default()
    }
}

/// One error of each kind, of a write, that holds this text wherever it can.
fn every_error(text: &str) -> Vec<Error> {
    every_error_of(Effect::Write, text)
}

/// One error of each kind that holds this text wherever it can.
fn every_error_of(effect: Effect, text: &str) -> Vec<Error> {
    let body = Bytes::from(text.to_owned());
    let refusal = Refusal {
        reason: Reason::Service,
        code: Some(text.to_owned()),
        message: Some(text.to_owned()),
        detail: crate::Json::new(serde_json::to_string(text).unwrap()).ok(),
        realm: Some(Realm(text.to_owned())),
        retry_after: Some(Duration::from_secs(7)),
        meta: meta(text),
        body: body.clone(),
    };
    let received = Received {
        detail: Some(text.to_owned()),
        realm: Some(Realm(text.to_owned())),
        meta: Some(meta(text)),
        location: Some(text.to_owned()),
        body: body.clone(),
        source: Some(Fault::new(text)),
        ..Received::default()
    };
    vec![
        Invalid::new(text.to_owned()).into(),
        NotSent::new(
            context(effect),
            NotSentCause::Tls,
            Some(text.to_owned()),
            Some(Fault::new(text)),
        )
        .into(),
        Rejected::new(context(effect), refusal).into(),
        Unreadable::new(
            context(effect),
            text.to_owned(),
            meta(text),
            body,
            Fault::new(text),
        )
        .into(),
        Unknown::new(context(effect), UnknownCause::ConnectionLost, received).into(),
    ]
}

#[test]
fn every_error_says_what_happened_where_and_whether_it_took_effect() {
    let expected: [(Outcome, &[&str]); 4] = [
        (
            Outcome::NotSent,
            &[
                "TLS",
                "no byte of the request left this machine",
                "--cacert",
            ],
        ),
        (
            Outcome::Rejected,
            &["Depot", "it had no effect", "wait 7 s", "request ID x"],
        ),
        (
            Outcome::Accepted,
            &["accepted", "has taken effect", "request ID x"],
        ),
        (
            Outcome::Unknown,
            &[
                "may have taken effect",
                "before you send it again",
                "request ID x",
            ],
        ),
    ];
    let errors = every_error("x");
    let invalid = &errors[0];
    assert_eq!(invalid.outcome(), Outcome::NotSent);
    assert!(invalid.to_string().contains('x'), "{invalid}");
    for (error, (outcome, parts)) in errors[1..].iter().zip(expected) {
        assert_eq!(error.outcome(), outcome);
        for part in ["Store", "h:443"].iter().chain(parts) {
            assert!(error.to_string().contains(part), "{part}: {error}");
        }
    }
}

#[test]
fn a_write_says_whether_it_took_effect_and_a_read_never_speaks_as_if_it_could() {
    let expected = [
        ("", ""),
        (
            "no byte of the request left this machine, so it had no effect",
            "no byte of the request left this machine",
        ),
        ("it had no effect", "a read changes nothing"),
        (
            "it has taken effect, so do not send it again",
            "a read changes nothing",
        ),
        (
            "read the current state before you send it again",
            "a read changes nothing, so it can be sent again",
        ),
    ];
    let writes = every_error_of(Effect::Write, "x");
    let reads = every_error_of(Effect::Read, "x");
    for ((write, read), (of_write, of_read)) in writes.iter().zip(&reads).zip(expected) {
        assert_eq!(write.outcome(), read.outcome());
        let (write, read) = (write.to_string(), read.to_string());
        assert!(write.contains(of_write), "{write}");
        assert!(!write.contains("a read"), "{write}");
        assert!(read.contains(of_read), "{read}");
        for word in ["effect", "accepted", "do not send"] {
            assert!(!read.contains(word), "{word}: {read}");
        }
    }
}

#[test]
fn a_redirect_names_the_endpoint_and_never_sends_a_read_again_as_it_is() {
    let text = |effect, cause| {
        let received = Received {
            location: Some("https://h/api/v2".to_owned()),
            ..Received::default()
        };
        Unknown::new(context(effect), cause, received).to_string()
    };
    let endpoint = "check the scheme, the host and the base path of the endpoint";
    for (effect, before) in [
        (Effect::Read, "a read changes nothing"),
        (
            Effect::Write,
            "read the current state before you send it again",
        ),
    ] {
        let redirected = text(effect, UnknownCause::Redirect);
        let end = format!("; location https://h/api/v2; {before}; {endpoint}");
        assert!(redirected.ends_with(&end), "{redirected}");
    }
    let encoded = text(Effect::Read, UnknownCause::BodyEncoded);
    assert!(!encoded.contains("can be sent again"), "{encoded}");
    assert!(encoded.contains("check what encodes answers"), "{encoded}");
}

#[test]
fn a_body_is_shown_where_its_text_is_the_reason() {
    for (cause, is_shown) in [
        (UnknownCause::NoEnvelope, true),
        (UnknownCause::AmbiguousEnvelope, true),
        (UnknownCause::Contradiction, true),
        (UnknownCause::Status, false),
        (UnknownCause::BodyCut, false),
        (UnknownCause::Redirect, false),
    ] {
        let received = Received {
            body: Bytes::from_static(b"mist"),
            ..Received::default()
        };
        let text = Unknown::new(context(Effect::Write), cause, received).to_string();
        assert_eq!(text.contains("body \"mist\""), is_shown, "{text}");
    }
}

#[test]
fn the_end_of_the_time_does_not_outweigh_what_an_earlier_attempt_met() {
    let not_sent = |cause| Error::from(NotSent::new(context(Effect::Write), cause, None, None));
    let (late, found) = (NotSentCause::Timeout, NotSentCause::ConnectTimeout);
    for (earlier, last, expected) in [
        (found, late, true),
        (late, late, false),
        (late, found, false),
        (found, NotSentCause::Tls, false),
    ] {
        let outweighs = not_sent(earlier).outweighs(&not_sent(last));
        assert_eq!(outweighs, expected, "{earlier:?}, then {last:?}");
    }
}

#[test]
fn promise_126_no_error_shows_raw_or_endless_text() {
    for error in every_error(&"\u{1b}]8;;x\u{7}\u{202e}".repeat(1 << 18)) {
        let chain = std::iter::successors(error.source(), |&error| error.source());
        let shown: Vec<String> = chain
            .map(|link| format!("{link} {link:?}"))
            .chain([format!("{error} {error:?}")])
            .collect();
        for text in shown {
            assert!(
                !text.contains(['\u{1b}', '\u{7}', '\u{202e}']),
                "{}",
                &text[..200]
            );
            assert!(text.len() < 32 * 1024, "{}", text.len());
        }
    }
}

#[test]
fn an_error_is_small_and_crosses_threads() {
    fn crosses<T: Send + Sync + 'static>() {}
    crosses::<Error>();
    assert!(size_of::<Error>() <= 2 * size_of::<usize>());
}
