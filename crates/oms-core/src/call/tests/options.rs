//! The options of one call: they replace the client's for it alone, and change no outcome.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use crate::testing::{ACCEPTED, Depot, RawServer, Reaction, http};
use crate::{
    Answer, Auth, CallOptions, ClientBuilder, Error, Failure, FakeTransport, NotSentCause, Outcome,
    ReadRetry, Sending, Transport, WireRequest, WriteRetry,
};

fn builder() -> ClientBuilder<Depot> {
    Depot::builder("http://127.0.0.1").auth(Auth::header("x-key", "hunter2-canary"))
}

/// Never answers, and proves nothing.
struct Silent;

impl Transport for Silent {
    fn send<'a>(&'a self, _: &'a WireRequest) -> Sending<'a> {
        Box::pin(std::future::pending())
    }
}

fn sent(request: &WireRequest, name: &str) -> Vec<String> {
    let values = request.headers().filter(|(header, _)| *header == name);
    let values = values.map(|(_, value)| String::from_utf8(value.to_vec()).unwrap());
    values.collect()
}

#[tokio::test(start_paused = true)]
async fn p286_the_time_of_one_call_is_its_own_and_its_outcome_stays_true() {
    let client = builder().transport(Silent).build().unwrap();
    let second = Duration::from_secs(1);
    let soon = || tokio::time::Instant::now().into_std() + 3 * second;
    let rows: [(&dyn Fn() -> CallOptions, u128); 6] = [
        (&CallOptions::new, 60),
        (&|| CallOptions::new().within(5 * second), 5),
        (&|| CallOptions::new().within(90 * second), 90),
        (&|| CallOptions::new().deadline(soon()), 3),
        (&|| CallOptions::new().within(second).deadline(soon()), 1),
        (
            &|| CallOptions::new().within(5 * second).deadline(soon()),
            3,
        ),
    ];
    for (options, expected) in rows {
        let options = options();
        let started = tokio::time::Instant::now();
        let error = client.store().options(options).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
        let elapsed = started.elapsed().as_millis();
        assert!(
            (expected * 1000 - 50..=expected * 1000 + 50).contains(&elapsed),
            "{elapsed}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn p286_a_deadline_that_has_passed_sends_nothing() {
    let fake = FakeTransport::json(ACCEPTED);
    let client = builder().transport(fake.clone()).build().unwrap();
    let now = tokio::time::Instant::now().into_std();
    for call in [client.store(), client.look()] {
        let Err(Error::NotSent(error)) = call.deadline(now).await else {
            panic!("nothing can have been sent");
        };
        assert_eq!(
            (error.cause(), error.attempts()),
            (NotSentCause::Timeout, 0)
        );
    }
    assert!(fake.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn p286_no_resend_and_no_retry_after_waits_past_the_deadline() {
    let throttled = || {
        FakeTransport::new(|_| {
            Ok(Answer::json(429, r#"{"success":false,"code":"SLOW-DOWN"}"#)
                .header("retry-after", "20"))
        })
    };
    for (within, requests) in [(10, 1), (30, 2), (50, 3)] {
        let fake = throttled();
        let client = builder().transport(fake.clone()).build().unwrap();
        let started = tokio::time::Instant::now();
        let call = client.look().retry(ReadRetry::new().when_throttled());
        let error = call.within(Duration::from_secs(within)).await.unwrap_err();
        assert_eq!(
            (error.outcome(), fake.requests().len()),
            (Outcome::Rejected, requests)
        );
        assert!(started.elapsed() <= Duration::from_secs(within));
    }
}

#[tokio::test(start_paused = true)]
async fn p286_a_policy_of_one_call_is_its_own_and_fits_what_it_does() {
    let fake = FakeTransport::new(|_| Err(Failure::not_sent(NotSentCause::Connect)));
    let client = builder().transport(fake.clone()).build().unwrap();
    for (call, attempts) in [
        (client.store(), 3),
        (client.store().retry(WriteRetry::never()), 1),
        (client.look().retry(ReadRetry::new().attempts(5)), 5),
        (client.store(), 3),
    ] {
        assert_eq!(call.await.unwrap_err().attempts(), attempts);
    }
    assert_eq!(fake.requests().len(), 12);
    for call in [
        client.store().retry(ReadRetry::new()),
        client.look().retry(WriteRetry::new()),
        client.look().retry(ReadRetry::new().attempts(0)),
    ] {
        let Err(Error::Invalid(invalid)) = call.await else {
            panic!("it is refused");
        };
        assert!(invalid.place().starts_with("retry"), "{invalid}");
    }
    assert_eq!(fake.requests().len(), 12);
}

#[tokio::test]
async fn p286_the_callers_headers_and_id_are_sent_with_every_attempt_and_found_again() {
    for (name, header) in [(None, "x-request-id"), (Some("x-trace"), "x-trace")] {
        let fake = FakeTransport::json(ACCEPTED);
        let builder = builder().transport(fake.clone());
        let builder = match name {
            Some(name) => builder.client_request_id(name),
            None => builder,
        };
        let client = builder.build().unwrap();
        let call = client
            .store()
            .request_id("order-1042")
            .header("traceparent", "00-1-2-01");
        let reply = call
            .header("x-tag", "a")
            .header("x-tag", "b")
            .await
            .unwrap();
        assert_eq!(reply.meta.client_request_id.as_deref(), Some("order-1042"));
        let request = &fake.requests()[0];
        assert_eq!(sent(request, header), ["order-1042"]);
        assert_eq!(sent(request, "traceparent"), ["00-1-2-01"]);
        assert_eq!(sent(request, "x-tag"), ["a", "b"]);
        assert_eq!(sent(request, "x-key"), ["hunter2-canary"]);
        // The next call has none of it.
        client.store().await.unwrap();
        assert!(sent(&fake.requests()[1], "traceparent").is_empty());
    }
}

#[tokio::test]
async fn p286_a_header_that_is_not_the_callers_is_refused_before_anything_is_sent() {
    let fake = FakeTransport::json(ACCEPTED);
    let client = builder().transport(fake.clone()).build().unwrap();
    let secret = "hunter2\r\n";
    for (name, value) in [
        ("x-key", "other"),
        ("Authorization", "Bearer other"),
        ("content-length", "1"),
        ("Host", "example.com"),
        ("transfer-encoding", "chunked"),
        ("a b", ""),
        ("", ""),
        ("x-tag", secret),
        ("x-tag", &"x".repeat(33 << 10)),
    ] {
        let Err(Error::Invalid(invalid)) = client.store().header(name, value).await else {
            panic!("{name} is refused");
        };
        assert_eq!(invalid.place(), "header", "{name}");
        assert!(!invalid.to_string().contains("hunter2"), "{invalid}");
    }
    let Err(Error::Invalid(invalid)) = client.store().request_id(secret).await else {
        panic!("it is refused");
    };
    assert_eq!(invalid.place(), "request_id");
    // The ID of the call would take its place without a word.
    let gives_ids = builder().transport(fake.clone());
    let gives_ids = gives_ids.client_request_id("x-trace").build().unwrap();
    for call in [
        gives_ids.store().header("X-Trace", "1"),
        gives_ids.store().header("x-trace", "1").request_id("2"),
        client.store().header("x-request-id", "1").request_id("2"),
    ] {
        let Err(Error::Invalid(invalid)) = call.await else {
            panic!("it is refused");
        };
        assert_eq!(invalid.place(), "header");
        assert!(invalid.to_string().contains("`request_id`"), "{invalid}");
    }
    assert!(fake.requests().is_empty());
    // A client that gives no ID leaves it a header like any other.
    let call = client.store().header("x-request-id", "1");
    call.await.unwrap();
    assert_eq!(sent(&fake.requests()[0], "x-request-id"), ["1"]);
    let shown = format!("{:?}", CallOptions::new().header("x-token", "hunter2"));
    assert!(
        shown.contains("x-token") && !shown.contains("hunter2"),
        "{shown}"
    );
}

/// A transport that stands still before it lets the request out, as its process does while it is
/// stopped.
struct StandingStill {
    stand: Box<dyn Fn() + Send + Sync>,
    left: Arc<AtomicBool>,
}

impl Transport for StandingStill {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            request.progress().hold()?;
            (self.stand)();
            if !request.progress().release() {
                return Err(request.progress().refusal());
            }
            self.left.store(true, Ordering::SeqCst);
            Ok(Answer::json(200, ACCEPTED))
        })
    }
}

/// The timer of a call wakes nobody while the process is stopped, and what the call waited for
/// comes first when it goes on.
#[tokio::test]
async fn p227_a_request_does_not_leave_once_the_time_of_its_call_is_over() {
    let wall = Arc::new(AtomicU64::new(1));
    let (steps, suspended) = (Arc::clone(&wall), Arc::clone(&wall));
    let stands: [(bool, Box<dyn Fn() + Send + Sync>); 4] = [
        (true, Box::new(|| {})),
        (
            false,
            Box::new(|| std::thread::sleep(Duration::from_millis(250))),
        ),
        (true, Box::new(move || steps.store(0, Ordering::SeqCst))),
        (
            false,
            Box::new(move || suspended.store(3600, Ordering::SeqCst)),
        ),
    ];
    for (leaves, stand) in stands {
        let (left, clock) = (Arc::new(AtomicBool::new(false)), Arc::clone(&wall));
        let transport = StandingStill {
            stand,
            left: Arc::clone(&left),
        };
        let client = Depot::over_with(transport, |builder| {
            builder
                .wall_clock(move || UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::SeqCst)))
                .timeout(Duration::from_millis(200))
        });
        let result = client.store().await;
        assert_eq!(left.load(Ordering::SeqCst), leaves, "{result:?}");
        match result {
            Ok(_) => assert!(leaves),
            Err(error) => assert_eq!(error.outcome(), Outcome::NotSent, "{error}"),
        }
    }
}

/// Nothing of it is on the socket of the client's own transport either, which connects first.
#[tokio::test]
async fn p227_a_request_whose_machine_was_suspended_while_it_connected_is_not_sent() {
    let server = RawServer::start(|_| Reaction::Write(http(200, "", ACCEPTED))).await;
    let looks = AtomicU64::new(0);
    let client = Depot::builder(&*server.address)
        .wall_clock(move || {
            // The first look is at the beginning of the call.
            let look = looks.fetch_add(1, Ordering::SeqCst);
            UNIX_EPOCH + Duration::from_secs(if look == 0 { 1 } else { 3600 })
        })
        .build()
        .unwrap();
    let error = client.store().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent, "{error:?}");
    assert_eq!(server.received(), 0);
}

#[tokio::test]
async fn p286_a_call_with_all_the_time_that_there_is_is_tried() {
    let fake = FakeTransport::json(ACCEPTED);
    let client = builder().transport(fake.clone()).build().unwrap();
    for time in [Duration::MAX, Duration::from_secs(u64::MAX / 4)] {
        client.store().within(time).await.unwrap();
    }
    assert_eq!(fake.requests().len(), 2);
}
