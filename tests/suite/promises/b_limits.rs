//! Group B, limits: the number of resends for a whole client, the policies that are refused, and
//! the headers that identify a call.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use oms_client::{Error, Failure, FakeTransport, NotSentCause, ReadRetry, RetryBudget, WriteRetry};
use tokio::task::JoinSet;

use crate::support::capture::Capture;
use crate::support::case::{self, Verdict};
use crate::support::replies;
use crate::support::script::Script;
use crate::support::server::FaultServer;

#[tokio::test(start_paused = true)]
async fn p046_a_storm_of_resends_ends_when_the_budget_is_spent() {
    let fake = FakeTransport::new(|_| Err(Failure::not_sent(NotSentCause::Connect)));
    let client = case::builder("https://oms.example.com")
        .transport(fake.clone())
        .retry_budget(
            RetryBudget::new()
                .burst(10)
                .earned_every(Duration::from_secs(6)),
        )
        .build()
        .expect("the options are valid");
    let failed = Arc::new(AtomicUsize::new(0));
    let mut calls = JoinSet::new();
    for _ in 0..1000 {
        let (client, failed) = (client.clone(), Arc::clone(&failed));
        calls.spawn(async move {
            let called = client.call(&case::request()).await;
            case::assert_verdict(&called, Verdict::NotSent(NotSentCause::Connect));
            failed.fetch_add(1, Ordering::Relaxed);
        });
    }
    calls.join_all().await;
    assert_eq!(failed.load(Ordering::Relaxed), 1000);
    let resends = fake.requests().len() - 1000;
    assert!(
        (1..=12).contains(&resends),
        "{resends} resends for 1000 calls"
    );
}

#[test]
fn p047_a_policy_that_nobody_can_have_meant_is_refused_by_name() {
    let (none, ms, hour) = (
        Duration::ZERO,
        Duration::from_millis(1),
        Duration::from_secs(3600),
    );
    let policies = [
        (WriteRetry::new().attempts(0), "attempts"),
        (WriteRetry::new().attempts(11), "attempts"),
        (WriteRetry::new().attempts(u32::MAX), "attempts"),
        (WriteRetry::new().backoff(none, none), "backoff"),
        (WriteRetry::new().backoff(ms * 2, ms), "backoff"),
        (WriteRetry::new().backoff(ms, hour), "backoff"),
        (
            WriteRetry::new().backoff(Duration::MAX, Duration::MAX),
            "backoff",
        ),
    ];
    for (policy, field) in policies {
        let built = case::builder("https://oms.example.com")
            .retry_writes(policy)
            .build();
        let text = built.expect_err("the policy is refused").to_string();
        assert!(
            text.contains(field) && text.contains("retry_writes"),
            "{text}"
        );
    }
    let text = case::builder("https://oms.example.com")
        .retry_reads(ReadRetry::new().attempts(0))
        .build()
        .expect_err("the policy is refused")
        .to_string();
    assert!(text.contains("retry_reads"), "{text}");
}

#[tokio::test]
async fn p049_no_header_of_ours_identifies_a_client() {
    let server = FaultServer::start(Script::accept(replies::accepted())).await;
    let called = case::called(case::builder(&server.url())).await;
    called.expect("accepted");
    let request = &server.ledger().requests()[0];
    let mut names: Vec<&str> = request
        .headers
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "accept",
            "authorization",
            "content-length",
            "content-type",
            "host"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn p049_a_caller_who_asks_for_it_gets_an_id_that_is_one_call_through_and_found_everywhere() {
    const HEADER: &str = "x-oms-client-request-id";
    let fake = FakeTransport::new(|_| Err(Failure::not_sent(NotSentCause::Connect)));
    let capture = Capture::start();
    let client = case::builder("https://oms.example.com")
        .client_request_id(HEADER)
        .transport(fake.clone())
        .build()
        .expect("the options are valid");
    let mut ids = Vec::new();
    for _ in 0..2 {
        let Err(Error::NotSent(error)) = client.call(&case::request()).await else {
            panic!("the transport sends nothing");
        };
        ids.push(error.client_request_id().expect("asked for").to_owned());
    }
    assert_ne!(ids[0], ids[1], "a call has an ID of its own");
    let log = capture.text();
    for id in &ids {
        let groups: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12], "{id} is a UUID");
        assert!(id.chars().all(|c| c == '-' || c.is_ascii_hexdigit()));
        assert_eq!(id.as_bytes()[14], b'4', "{id} is random");
        assert!(log.contains(id.as_str()), "the span holds {id}");
    }
    let sent: Vec<String> = fake
        .requests()
        .iter()
        .map(|request| {
            let (_, value) = request
                .headers()
                .find(|(name, _)| *name == HEADER)
                .expect("every attempt carries the ID");
            String::from_utf8_lossy(value).into_owned()
        })
        .collect();
    let [first, second] = [&ids[0], &ids[1]].map(|id| vec![id.clone(); 3]);
    assert_eq!(sent, [first, second].concat());

    let fake = FakeTransport::json(replies::success_body());
    let client = case::builder("https://oms.example.com")
        .client_request_id(HEADER)
        .transport(fake)
        .build()
        .expect("the options are valid");
    let reply = client.call(&case::request()).await.expect("accepted");
    assert!(reply.meta.client_request_id.is_some());
}
