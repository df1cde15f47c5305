//! Bursts of calls, calls outside of a runtime or in several, and calls after their end.

use std::sync::Arc;
use std::time::Duration;

use crate::testing::{ACCEPTED, Depot, Ticket, read_as};
use crate::{Answer, Auth, Failure, FakeTransport, NotSentCause, Outcome, RetryBudget};

/// Answers every action, and fails the first attempt of each call by a gateway's status.
fn failing_once() -> FakeTransport {
    let seen = std::sync::Mutex::new(std::collections::BTreeSet::new());
    FakeTransport::new(move |request| {
        let id = request
            .headers()
            .find(|(name, _)| *name == "x-call")
            .unwrap()
            .1;
        Ok(if seen.lock().unwrap().insert(id.to_vec()) {
            Answer::new(502, "<html></html>")
        } else {
            Answer::json(200, ACCEPTED)
        })
    })
}

#[tokio::test(start_paused = true)]
async fn a_burst_of_calls_of_which_each_fails_once_is_sent_again_whole() {
    let client = Depot::over_with(failing_once(), |builder| {
        builder.client_request_id("x-call")
    });
    let client = std::sync::Arc::new(client);
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let client = std::sync::Arc::clone(&client);
        calls.spawn(async move { client.look().await });
    }
    for reply in calls.join_all().await {
        assert_eq!(reply.unwrap().meta.attempts, 2);
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_that_is_not_sent_again_for_want_of_a_budget_says_so() {
    for (burst, attempts, spent) in [(0, 1, true), (1, 2, true), (2, 3, false)] {
        for status in [502, 404] {
            let fake = FakeTransport::new(move |_| Ok(Answer::new(status, "")));
            let budget = RetryBudget::new().burst(burst).earned_every(Duration::MAX);
            let client = Depot::over_with(fake, |builder| builder.retry_budget(budget));
            let error = client.look().await.unwrap_err();
            // A refusal would not have been sent again anyway.
            let (attempts, spent) = if status == 404 {
                (1, false)
            } else {
                (attempts, spent)
            };
            assert_eq!(
                (error.retry_budget_spent(), error.attempts()),
                (spent, attempts)
            );
            assert_eq!(
                error.to_string().contains("retry budget is spent"),
                spent,
                "{error}"
            );
        }
    }
}

#[test]
fn outside_of_a_runtime_a_call_is_refused_in_words() {
    let fake = FakeTransport::json(ACCEPTED);
    let client = Depot::over(fake.clone());
    for mut call in [client.look(), client.store()] {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let std::task::Poll::Ready(result) = std::pin::pin!(&mut call).poll(&mut context) else {
            panic!("it has nothing to wait for");
        };
        let error = result.unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert!(
            error.to_string().contains("outside of a tokio runtime"),
            "{error}"
        );
    }
    assert!(fake.requests().is_empty());
}

/// As the documentation of `NotSentCause::NoRuntime` says.
#[test]
fn inside_of_a_runtime_without_time_a_call_panics_as_tokio_does() {
    let client = Depot::over(FakeTransport::json(ACCEPTED).delay(Duration::from_secs(1)));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let called = runtime.block_on(async { tokio::spawn(client.look().into_future()).await });
    let panic = called.expect_err("tokio has no timer").into_panic();
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    assert!(
        text.as_deref()
            .is_some_and(|text| text.contains("timers are disabled")),
        "{text:?}"
    );
}

#[tokio::test]
async fn a_call_that_is_polled_after_its_end_says_so() {
    let client = Depot::over(FakeTransport::json(ACCEPTED));
    let mut call = client.store();
    assert_eq!((&mut call).await.unwrap().data, Ticket(7));
    for _ in 0..2 {
        let error = (&mut call).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert!(
            error.to_string().contains("after it had returned"),
            "{error}"
        );
    }
    let mut call = client.store_at("");
    for _ in 0..2 {
        assert_eq!((&mut call).await.unwrap_err().outcome(), Outcome::NotSent);
    }
}

#[test]
fn calls_and_pages_can_be_shared_and_sent() {
    fn check<T: Send + Sync>() {}
    check::<crate::Call<Ticket>>();
    check::<crate::Error>();
    check::<Depot>();
}

#[test]
fn a_total_timeout_alone_lowers_the_connect_timeout() {
    for total in [
        Duration::from_secs(2),
        Duration::from_millis(1),
        Duration::from_secs(3),
    ] {
        let builder = Depot::builder("http://127.0.0.1").timeout(total);
        assert!(builder.build().is_ok(), "{total:?}");
    }
}

#[test]
fn a_client_that_two_runtimes_share_works_in_both() {
    use crate::testing::{RawServer, Reaction, http};

    let runtime = || {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_all().build().unwrap()
    };
    let server_runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let server = server_runtime.block_on(RawServer::start(|_| {
        Reaction::WriteAndStay(http(200, "", ACCEPTED))
    }));
    let client = Depot::builder(&*server.address)
        .timeout(Duration::from_secs(20))
        .build()
        .unwrap();
    let (first, second) = (runtime(), runtime());
    for _ in 0..3 {
        for runtime in [&first, &second] {
            let started = std::time::Instant::now();
            assert_eq!(runtime.block_on(client.look()).unwrap().data, Ticket(7));
            assert!(started.elapsed() < Duration::from_secs(10));
        }
    }
    // Each of them keeps a connection of its own.
    assert_eq!(
        server.connections.load(std::sync::atomic::Ordering::SeqCst),
        2
    );
    drop(first);
    let third = runtime();
    assert_eq!(third.block_on(client.look()).unwrap().data, Ticket(7));
}

/// A transport that keeps requests is kept by the client, and must not keep it in turn.
#[tokio::test]
async fn a_client_is_freed_although_its_transport_keeps_the_requests() {
    let kept = Arc::new(());
    let weak = Arc::downgrade(&kept);
    let fake = FakeTransport::on("Look", Answer::json(200, ACCEPTED));
    let client = Depot::over_with(fake.clone(), |builder| {
        builder.on_call(move |_| drop(Arc::clone(&kept)))
    });
    client
        .dispatcher()
        .call(&read_as::<Ticket>())
        .await
        .unwrap();
    assert!(weak.upgrade().is_some());
    drop(client);
    drop(fake);
    assert!(weak.upgrade().is_none());
}

#[test]
fn a_call_that_somebody_else_sends_is_judged_as_one_of_our_own() {
    let client = Depot::builder("http://127.0.0.1")
        .auth(Auth::bearer("hunter2-canary"))
        .build()
        .unwrap();
    let prepared = || client.dispatcher().prepare(&read_as::<Ticket>()).unwrap();
    let call = prepared();
    assert_eq!(
        (
            call.request().method(),
            call.request().url(),
            call.request().body()
        ),
        ("POST", "http://127.0.0.1/api/v2?Action=Look", &b"{}"[..])
    );
    let wire = http::Request::try_from(call.request()).unwrap();
    assert_eq!(wire.uri(), call.request().url());
    assert_eq!(
        (wire.method(), &wire.body()[..]),
        (&http::Method::POST, &b"{}"[..])
    );
    assert!(wire.headers()["authorization"].is_sensitive());
    let answer = http::Response::builder()
        .header("x-request-id", "7")
        .body(ACCEPTED);
    let reply = call.judge(Ok(answer.unwrap().into())).unwrap();
    assert_eq!((reply.data, reply.meta.attempts), (Ticket(7), 1));
    for (result, outcome) in [
        (
            Ok(Answer::json(200, r#"{"success":false,"code":"E1"}"#)),
            Outcome::Rejected,
        ),
        (Ok(Answer::new(502, "hunter2-canary")), Outcome::Unknown),
        (
            Ok(Answer::json(200, r#"{"success":true,"data":{}}"#)),
            Outcome::Accepted,
        ),
        (Err(Failure::not_sent(NotSentCause::Dns)), Outcome::NotSent),
    ] {
        let error = prepared().judge(result).unwrap_err();
        assert_eq!((error.outcome(), error.attempts()), (outcome, 1));
        assert!(!format!("{error:?} {error}").contains("canary"));
    }
}
