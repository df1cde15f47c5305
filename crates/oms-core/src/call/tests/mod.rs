//! The path of a call over a transport without a network: what is resent and when, and what is
//! refused before it is sent.

mod answers;
mod credentials;
mod edges;
mod layers;
mod options;
mod reports;

use std::time::Duration;

use crate::testing::{ACCEPTED, Depot, Ticket};
use crate::{
    Answer, Error, Failure, FakeTransport, NotSentCause, Outcome, RetryBudget, UnknownCause,
    WriteRetry,
};

#[tokio::test(start_paused = true)]
async fn promise_30_a_throttled_call_waits_as_long_as_the_server_asks_where_the_caller_opted_in() {
    const REFUSAL: &str = r#"{"success":false,"code":"SLOW-DOWN"}"#;
    let throttled =
        |body: &'static str| move |_: &_| Ok(Answer::json(429, body).header("retry-after", "7"));
    let fake = FakeTransport::new(throttled(REFUSAL));
    let client = Depot::over(fake.clone());
    let error = client.store().await.unwrap_err();
    assert_eq!(
        (error.retry_after(), fake.requests().len()),
        (Some(Duration::from_secs(7)), 1)
    );

    let client = Depot::over_with(fake.clone(), |builder| {
        builder.retry_writes(WriteRetry::new().attempts(2).when_throttled())
    });
    let start = tokio::time::Instant::now();
    client.store().await.unwrap_err();
    assert_eq!(fake.requests().len(), 3);
    assert!(
        start.elapsed() >= Duration::from_secs(7),
        "{:?}",
        start.elapsed()
    );

    // Without an envelope nobody knows who answered: a write is left alone, and a read is sent
    // again.
    let bare = FakeTransport::new(throttled("slow down"));
    let client = Depot::over_with(bare.clone(), |builder| {
        builder
            .retry_writes(WriteRetry::new().attempts(2).when_throttled())
            .retry_reads(crate::ReadRetry::new().attempts(2).when_throttled())
    });
    let error = client.store().await.unwrap_err();
    assert_eq!(error.outcome(), crate::Outcome::Unknown);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!(bare.requests().len(), 1);
    client.look().await.unwrap_err();
    assert_eq!(bare.requests().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn promise_46_resends_stop_when_the_budget_is_empty_and_the_deadline_holds() {
    let fake = FakeTransport::new(|_| Err(Failure::not_sent(NotSentCause::Connect)));
    let budget = RetryBudget::new().burst(10);
    let budget = budget.earned_every(Duration::from_secs(6));
    let client = Depot::over_with(fake.clone(), |builder| {
        builder.retry_budget(budget).jitter_seed(1)
    });
    for _ in 0..50 {
        client.store().await.unwrap_err();
    }
    // Fifty calls ask for a hundred resends. Ten are free, and the waits of the resends themselves
    // earn a few more.
    assert!(
        (60..=65).contains(&fake.requests().len()),
        "{}",
        fake.requests().len()
    );

    let hopeless = Depot::over_with(fake, |builder| {
        builder
            .timeout(Duration::from_millis(100))
            .connect_timeout(Duration::from_millis(50))
    });
    let Err(Error::NotSent(error)) = hopeless.store().await else {
        panic!()
    };
    assert_eq!(error.attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn promise_48_the_same_seed_draws_the_same_waits() {
    let mut elapsed = Vec::new();
    for seed in [7, 7, 8] {
        let fake = FakeTransport::new(|_| Err(Failure::not_sent(NotSentCause::Connect)));
        let client = Depot::over_with(fake, |builder| builder.jitter_seed(seed));
        let start = tokio::time::Instant::now();
        client.store().await.unwrap_err();
        elapsed.push(start.elapsed());
        assert!(
            (400..=4100).contains(&start.elapsed().as_millis()),
            "{:?}",
            start.elapsed()
        );
    }
    assert_eq!(elapsed[0], elapsed[1]);
    assert_ne!(elapsed[0], elapsed[2]);
}

#[tokio::test(start_paused = true)]
async fn promise_9_the_total_timeout_ends_a_transport_that_never_returns_and_proves_nothing() {
    struct Silent;
    impl crate::Transport for Silent {
        fn send<'a>(&'a self, _: &'a crate::WireRequest) -> crate::Sending<'a> {
            Box::pin(std::future::pending())
        }
    }
    let client = Depot::over(Silent);
    let start = tokio::time::Instant::now();
    let error = client.store().await.unwrap_err();
    assert!(matches!(&error, Error::Unknown(error) if error.cause() == UnknownCause::Timeout));
    assert!(start.elapsed() <= Duration::from_millis(60_100));
}

#[tokio::test]
async fn nothing_is_sent_where_a_value_or_the_version_is_refused() {
    let fake = FakeTransport::json(ACCEPTED);
    let client = Depot::over(fake.clone());
    for id in ["", "a\n", "s_****\u{0}"] {
        assert!(
            matches!(client.store_at(id).await, Err(Error::Invalid(_))),
            "{id:?}"
        );
    }
    for (version, allowed) in [
        ("4.3.0", true),
        ("V4.3.0 BP1", true),
        ("V4.2.12-CE", false),
        ("4.2.9", false),
        ("5.0.0", true),
    ] {
        let client = Depot::over_with(fake.clone(), |builder| builder.server_version(version));
        let result = client.store().await;
        assert_eq!(result.is_ok(), allowed, "{version}: {result:?}");
    }
    assert_eq!(fake.requests().len(), 3);
}

#[tokio::test]
async fn promise_24_a_verdict_that_is_no_boolean_is_unknown_and_shown_by_an_excerpt() {
    for verdict in ["null", "\"true\"", "1"] {
        let body = format!(
            r#"{{"success":{verdict},"data":7,"pad":"{}"}}"#,
            "x".repeat(9000)
        );
        let client = Depot::over(FakeTransport::json(&*body));
        let Err(Error::Unknown(error)) = client.store().await else {
            panic!("{verdict}")
        };
        assert_eq!(
            (error.cause(), error.body()),
            (UnknownCause::AmbiguousEnvelope, body.as_bytes())
        );
        let text = error.to_string();
        assert!(text.contains(&body[..40]) && text.len() < 1024, "{text}");
    }
}

#[tokio::test]
async fn promises_19_and_20_a_payload_that_cannot_be_read_is_still_accepted() {
    for (payload, place) in [
        (r#","data":null"#, ""),
        ("", ""),
        (r#","data":{"a":[1]}"#, ""),
    ] {
        let body = format!(r#"{{"success":true,"requestId":"r-9"{payload}}}"#);
        let client = Depot::over(FakeTransport::json(&*body));
        let Err(Error::Unreadable(error)) = client.store().await else {
            panic!("{body}")
        };
        assert_eq!(Error::from(error).outcome(), Outcome::Accepted);
        let Err(Error::Unreadable(error)) = client.store().await else {
            panic!("{body}")
        };
        assert_eq!(
            (error.request_id(), error.body(), error.path()),
            (Some("r-9"), body.as_bytes(), place)
        );
    }
    let client = Depot::over(FakeTransport::json(r#"{"success":true,"data":"1"}"#));
    assert_eq!(client.store().await.unwrap().data, Ticket(1));
}

#[tokio::test]
async fn p226_a_password_that_is_a_word_of_the_envelope_decides_nothing() {
    for password in [
        "success",
        "message",
        "requestId",
        "SUCCESS-7",
        "\"success\":true",
    ] {
        let build = |body: &str| {
            Depot::builder("http://127.0.0.1")
                .auth(crate::Auth::basic("admin", password))
                .transport(FakeTransport::json(body))
                .build()
                .unwrap()
        };
        let accepted = build(r#"{"success":true,"requestId":"r-1","data":7}"#);
        let reply = accepted.store().await.unwrap();
        assert_eq!(
            (reply.data.0, reply.meta.request_id.as_deref()),
            (7, Some("r-1"))
        );
        let refused = build(r#"{"success":false,"code":"SUCCESS-7","message":"no"}"#);
        let error = refused.store().await.unwrap_err();
        assert_eq!(
            error.outcome(),
            crate::Outcome::Rejected,
            "{password}: {error}"
        );
    }
}
