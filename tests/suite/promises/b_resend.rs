//! Group B: what is sent again, how often, and after which wait.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use oms_client::{
    Action, Answer, Client, ClientBuilder, Failure, FakeTransport, NotSentCause, ReadRetry,
    Sending, Transport, UnknownCause, WireRequest, WriteRetry,
};
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::support::case::{self, ReadAction};
use crate::support::hang::ClosedPort;
use crate::support::replies::{self, failure_body, success_body};
use crate::support::script::Script;
use crate::support::server::FaultServer;

type Answering = fn() -> Result<Answer, Failure>;

const KEPT: Answering = || Ok(Answer::json(200, success_body()).header("age", "100"));

/// An answer, with the number of times that a write and a read are then sent by default.
const SENDS: &[(&str, Answering, usize, usize)] = &[
    ("accepted", || Ok(Answer::json(200, success_body())), 1, 1),
    (
        "unreadable",
        || Ok(Answer::json(200, r#"{"success":true}"#)),
        1,
        1,
    ),
    ("refused", || Ok(Answer::json(200, failure_body())), 1, 1),
    ("400", || Ok(Answer::new(400, "")), 1, 1),
    ("401", || Ok(Answer::new(401, "")), 1, 1),
    ("403", || Ok(Answer::new(403, "")), 1, 1),
    ("404", || Ok(Answer::new(404, "")), 1, 1),
    ("405", || Ok(Answer::new(405, "")), 1, 1),
    ("405 no", || Ok(Answer::json(405, failure_body())), 1, 1),
    ("407", || Ok(Answer::new(407, "")), 1, 1),
    ("408", || Ok(Answer::new(408, "")), 1, 3),
    ("409", || Ok(Answer::new(409, "")), 1, 1),
    ("413", || Ok(Answer::new(413, "")), 1, 1),
    ("415", || Ok(Answer::new(415, "")), 1, 1),
    ("422", || Ok(Answer::new(422, "")), 1, 1),
    ("431", || Ok(Answer::new(431, "")), 1, 1),
    (
        "429",
        || Ok(Answer::new(429, "").header("retry-after", "1")),
        1,
        1,
    ),
    ("301", || Ok(Answer::new(301, "")), 1, 1),
    ("302", || Ok(Answer::new(302, "")), 1, 1),
    ("308", || Ok(Answer::new(308, "")), 1, 1),
    ("500", || Ok(Answer::new(500, "")), 1, 3),
    (
        "503",
        || Ok(Answer::new(503, "").header("retry-after", "1")),
        1,
        3,
    ),
    ("cut", || Ok(Answer::json(200, "{").cut()), 1, 3),
    ("no envelope", || Ok(Answer::json(200, "[]")), 1, 3),
    (
        "ambiguous",
        || Ok(Answer::json(200, r#"{"success":1}"#)),
        1,
        3,
    ),
    (
        "contradiction",
        || Ok(Answer::json(500, success_body())),
        1,
        3,
    ),
    (
        "encoded",
        || Ok(Answer::json(200, success_body()).header("content-encoding", "gzip")),
        1,
        1,
    ),
    ("kept by a cache", KEPT, 1, 1),
    (
        "too large",
        || Ok(Answer::json(200, " ".repeat(2 << 20))),
        1,
        1,
    ),
    (
        "total timeout before the first byte",
        || Err(Failure::not_sent(NotSentCause::Timeout)),
        1,
        1,
    ),
    (
        "another fault before the first byte",
        || Err(Failure::not_sent(NotSentCause::Other)),
        3,
        3,
    ),
    (
        "total timeout",
        || Err(Failure::unknown(UnknownCause::Timeout)),
        1,
        3,
    ),
    (
        "another fault",
        || Err(Failure::unknown(UnknownCause::Other)),
        1,
        3,
    ),
    ("dns", || Err(Failure::not_sent(NotSentCause::Dns)), 3, 3),
    (
        "refused connection",
        || Err(Failure::not_sent(NotSentCause::Connect)),
        3,
        3,
    ),
    (
        "connect timeout",
        || Err(Failure::not_sent(NotSentCause::ConnectTimeout)),
        3,
        3,
    ),
    (
        "proxy",
        || Err(Failure::not_sent(NotSentCause::Proxy)),
        3,
        3,
    ),
    (
        "certificate",
        || Err(Failure::not_sent(NotSentCause::Tls)),
        1,
        1,
    ),
    (
        "lost",
        || Err(Failure::unknown(UnknownCause::ConnectionLost)),
        1,
        3,
    ),
    (
        "bad response",
        || Err(Failure::unknown(UnknownCause::BadResponse)),
        1,
        3,
    ),
];

/// The number of times that a request is sent to a transport that always answers so.
async fn sends(
    answering: Answering,
    request: &impl Action,
    options: impl Fn(ClientBuilder<Client>) -> ClientBuilder<Client>,
) -> usize {
    let fake = FakeTransport::new(move |_| answering());
    let builder = case::builder("https://oms.example.com").transport(fake.clone());
    let client = options(builder).build().expect("the options are valid");
    drop(client.call(request).await);
    fake.requests().len()
}

#[tokio::test(start_paused = true)]
async fn p037_an_unknown_outcome_of_a_write_is_never_sent_again_and_every_error_has_its_count() {
    for &(name, answering, writes, reads) in SENDS {
        assert_eq!(
            sends(answering, &case::request(), |it| it).await,
            writes,
            "write, {name}"
        );
        assert_eq!(
            sends(answering, &ReadAction::new(), |it| it).await,
            reads,
            "read, {name}"
        );
        let once = |it: ClientBuilder<Client>| {
            it.retry_writes(WriteRetry::never())
                .retry_reads(ReadRetry::never())
        };
        assert_eq!(
            sends(answering, &case::request(), once).await,
            1,
            "write, {name}"
        );
        assert_eq!(
            sends(answering, &ReadAction::new(), once).await,
            1,
            "read, {name}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn p030_a_throttled_call_is_sent_again_only_for_a_caller_who_opted_in_and_after_the_delay() {
    let throttled: Answering = || Ok(Answer::json(429, failure_body()).header("retry-after", "7"));
    let begun = Instant::now();
    let opted_in = |it: ClientBuilder<Client>| it.retry_writes(WriteRetry::new().when_throttled());
    assert_eq!(sends(throttled, &case::request(), opted_in).await, 3);
    assert!(
        (14..16).contains(&begun.elapsed().as_secs()),
        "{:?}",
        begun.elapsed()
    );

    let for_long: Answering =
        || Ok(Answer::json(429, failure_body()).header("retry-after", "315360000"));
    let begun = Instant::now();
    assert_eq!(
        sends(for_long, &case::request(), opted_in).await,
        1,
        "five minutes do not fit into the total"
    );
    assert!(begun.elapsed() < Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn p030_a_write_that_is_throttled_without_an_envelope_is_unknown_and_left_alone() {
    let throttled: Answering = || Ok(Answer::new(429, "").header("retry-after", "7"));
    let opted_in = |it: ClientBuilder<Client>| it.retry_writes(WriteRetry::new().when_throttled());
    assert_eq!(sends(throttled, &case::request(), opted_in).await, 1);
    let vouched = |it: ClientBuilder<Client>| opted_in(it).assume_no_intermediary();
    assert_eq!(sends(throttled, &case::request(), vouched).await, 3);
    let read = |it: ClientBuilder<Client>| it.retry_reads(ReadRetry::new().when_throttled());
    assert_eq!(sends(throttled, &ReadAction::new(), read).await, 3);
}

#[tokio::test(start_paused = true)]
async fn p031_a_bare_status_of_refusal_is_not_tried_again_even_by_who_resends_the_unknown() {
    let unauthorized: Answering = || Ok(Answer::new(401, ""));
    let missing: Answering = || Ok(Answer::new(404, "<html></html>"));
    let anything = |it: ClientBuilder<Client>| {
        it.retry_writes(WriteRetry::new().when_throttled().unsafe_retry_unknown())
    };
    for answering in [unauthorized, missing] {
        assert_eq!(sends(answering, &case::request(), anything).await, 1);
        assert_eq!(sends(answering, &ReadAction::new(), |it| it).await, 1);
    }
    let throttled: Answering = || Ok(Answer::new(429, ""));
    assert_eq!(sends(throttled, &case::request(), anything).await, 3);
}

#[tokio::test(start_paused = true)]
async fn p031_a_405_in_an_envelope_is_not_tried_again_even_by_who_resends_the_unknown() {
    let refused: Answering = || Ok(Answer::json(405, failure_body()));
    let anything =
        |it: ClientBuilder<Client>| it.retry_writes(WriteRetry::new().unsafe_retry_unknown());
    assert_eq!(sends(refused, &case::request(), anything).await, 1);
    let contradicting: Answering = || Ok(Answer::json(500, success_body()));
    assert_eq!(sends(contradicting, &case::request(), anything).await, 3);
}

#[tokio::test(start_paused = true)]
async fn p045_more_than_that_takes_words_that_show_the_danger() {
    let lost: Answering = || Err(Failure::unknown(UnknownCause::ConnectionLost));
    let spelled_out =
        |it: ClientBuilder<Client>| it.retry_writes(WriteRetry::new().unsafe_retry_unknown());
    assert_eq!(sends(lost, &case::request(), spelled_out).await, 3);
    let many = |it: ClientBuilder<Client>| it.retry_writes(WriteRetry::new().attempts(10));
    assert_eq!(sends(lost, &case::request(), many).await, 1);
}

/// Says when an attempt has failed.
struct Failing<T>(T, Arc<Notify>);

impl<T: Transport> Transport for Failing<T> {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            let sent = self.0.send(request).await;
            if sent.is_err() {
                self.1.notify_one();
            }
            sent
        })
    }
}

#[tokio::test]
async fn p038_a_refused_connection_is_tried_again_and_then_served() {
    let (port, failed) = (ClosedPort::new(), Arc::new(Notify::new()));
    let failing = Arc::clone(&failed);
    let client = case::builder(&port.url())
        .layer(move |inner| Failing(inner, Arc::clone(&failing)))
        .build()
        .expect("the options are valid");
    let serving = async {
        failed.notified().await;
        FaultServer::start_on(port.listen(), Script::accept(replies::accepted()))
    };
    let request = case::request();
    let (called, server) = tokio::join!(client.call(&request), serving);
    let reply = called.expect("the second attempt is served");
    assert_eq!(reply.meta.attempts, 2);
    assert_eq!((server.ledger().sends(), server.ledger().commits()), (1, 1));
}

/// When each request reached the transport, since the call began.
async fn moments(seed: u64) -> Vec<Duration> {
    let begun = Instant::now();
    let moments = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&moments);
    let fake = FakeTransport::new(move |_| {
        noted
            .lock()
            .expect("nobody panics while noting")
            .push(begun.elapsed());
        Err(Failure::not_sent(NotSentCause::Connect))
    });
    let client = case::builder("https://oms.example.com")
        .transport(fake)
        .jitter_seed(seed)
        .build()
        .expect("the options are valid");
    drop(client.call(&case::request()).await);
    let moments = moments.lock().expect("nobody panics while noting");
    moments.clone()
}

#[tokio::test(start_paused = true)]
async fn p038_the_waits_lie_between_a_fifth_of_a_second_and_two_seconds() {
    for seed in 0..50 {
        let moments = moments(seed).await;
        assert_eq!(moments.len(), 3, "at most two resends");
        for pair in moments.windows(2) {
            let wait = pair[1].saturating_sub(pair[0]);
            assert!((200..=2001).contains(&wait.as_millis()), "{wait:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn p048_a_seed_fixes_the_waits() {
    assert_eq!(moments(7).await, moments(7).await);
    assert_ne!(moments(7).await, moments(8).await);
}

#[tokio::test(start_paused = true)]
async fn p038_resends_stay_within_the_total() {
    let begun = Instant::now();
    let refused: Answering = || Err(Failure::not_sent(NotSentCause::Connect));
    let short = |it: ClientBuilder<Client>| {
        it.timeout(Duration::from_millis(900))
            .connect_timeout(Duration::from_millis(100))
            .retry_writes(
                WriteRetry::new()
                    .attempts(10)
                    .backoff(Duration::from_millis(400), Duration::from_millis(401)),
            )
    };
    assert_eq!(sends(refused, &case::request(), short).await, 3);
    assert!(begun.elapsed() <= Duration::from_millis(900));
}
