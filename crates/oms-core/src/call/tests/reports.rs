//! The reports of calls that have ended: one for each call, whatever became of it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::testing::{ACCEPTED, Depot};
use crate::{
    Answer, AnyAction, Auth, CallOptions, CallReport, ClientBuilder, Failure, FakeTransport, Json,
    NotSentCause, UnknownCause,
};

/// The contents of the reports, in the order in which the calls ended.
type Seen = Arc<Mutex<Vec<String>>>;

fn watched(builder: ClientBuilder<Depot>) -> (ClientBuilder<Depot>, Seen) {
    let seen = Seen::default();
    let kept = Arc::clone(&seen);
    let note = move |call: &CallReport<'_>| {
        let CallReport {
            action,
            outcome,
            cause,
            status,
            attempts,
            request_id,
            client_request_id,
            ..
        } = *call;
        kept.lock().unwrap().push(format!(
            "{} {outcome} {cause:?} {status:?} {attempts} {request_id:?} {client_request_id:?}",
            action.name()
        ));
    };
    (builder.on_call(note), seen)
}

#[tokio::test(start_paused = true)]
async fn p291_each_call_is_reported_once_with_its_outcome_cause_attempts_and_ids() {
    let refusal = Answer::json(200, r#"{"success":false,"code":"E1","requestId":"r-2"}"#);
    let odd = r#"{"success":true,"requestId":"r-3","data":{}}"#;
    let oms = FakeTransport::on("Store", ACCEPTED)
        .then(refusal)
        .then(odd)
        .then(Failure::not_sent(NotSentCause::Tls))
        .then(Failure::unknown(UnknownCause::ConnectionLost))
        .and("Look", Answer::new(502, ""))
        .then(ACCEPTED);
    let (builder, seen) = watched(Depot::builder("http://127.0.0.1").transport(oms));
    let client = builder.build().unwrap();
    client.store().request_id("mine").await.unwrap();
    for _ in 0..4 {
        client.store().await.unwrap_err();
    }
    client.look().await.unwrap();
    client.store_at("").await.unwrap_err();
    let held = CallOptions::new().header("host", "elsewhere");
    client.store().options(held).await.unwrap_err();
    assert_eq!(
        *seen.lock().unwrap(),
        [
            r#"Store accepted None Some(200) 1 Some("r-1") Some("mine")"#,
            r#"Store rejected Some("service") Some(200) 1 Some("r-2") None"#,
            r#"Store accepted Some("unreadable") Some(200) 1 Some("r-3") None"#,
            r#"Store not sent Some("tls") None 1 None None"#,
            r#"Store unknown Some("connection_lost") None 1 None None"#,
            r#"Look accepted None Some(200) 2 Some("r-1") None"#,
            r#"Store not sent Some("invalid") None 0 None None"#,
            r#"Store not sent Some("invalid") None 0 None None"#,
        ]
    );
}

#[test]
fn p291_a_prepared_call_is_reported_once_whether_it_is_refused_judged_or_dropped() {
    let (builder, seen) = watched(Depot::builder("http://127.0.0.1"));
    let abandoned = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&abandoned);
    let builder = builder.on_abandoned(move |_| *counted.lock().unwrap() += 1);
    let provided = builder
        .clone()
        .credentials(|| async { Ok(Auth::bearer("token-canary-1").into()) })
        .build()
        .unwrap();
    let client = builder.build().unwrap();
    let parameters = || Json::new("{}").unwrap();
    let write = AnyAction::write("Store", parameters()).unwrap();
    let read = AnyAction::read("Look", parameters()).unwrap();
    let prepared = |action: &AnyAction| client.dispatcher().prepare(action).unwrap();

    provided.dispatcher().prepare(&write).unwrap_err();
    prepared(&write)
        .judge(Ok(Answer::json(200, ACCEPTED)))
        .unwrap();
    prepared(&read).judge(Ok(Answer::new(502, ""))).unwrap_err();
    drop(prepared(&write));
    for action in [&read, &write] {
        let dropped = prepared(action);
        assert_eq!(dropped.request().method(), "POST");
    }
    assert_eq!(
        *seen.lock().unwrap(),
        [
            r#"Store not sent Some("invalid") None 0 None None"#,
            r#"Store accepted None Some(200) 1 Some("r-1") None"#,
            r#"Look unknown Some("status") Some(502) 1 None None"#,
            r#"Store not sent Some("abandoned") None 1 None None"#,
            r#"Look unknown Some("abandoned") None 1 None None"#,
            r#"Store unknown Some("abandoned") None 1 None None"#,
        ]
    );
    assert_eq!(*abandoned.lock().unwrap(), 1);
}

#[tokio::test(start_paused = true)]
async fn p291_a_call_that_is_dropped_is_reported_by_what_may_have_happened() {
    let minute = Duration::from_secs(60);
    let oms = FakeTransport::on("Store", Failure::not_sent(NotSentCause::Tls))
        .delay(minute)
        .then(ACCEPTED)
        .delay(minute)
        .and("Look", ACCEPTED)
        .delay(minute);
    let (builder, seen) = watched(Depot::builder("http://127.0.0.1").transport(oms));
    let client = builder.build().unwrap();
    for call in [client.store(), client.store(), client.look()] {
        let second = Duration::from_secs(1);
        tokio::time::timeout(second, call).await.unwrap_err();
    }
    assert_eq!(
        *seen.lock().unwrap(),
        [
            r#"Store not sent Some("abandoned") None 1 None None"#,
            r#"Store unknown Some("abandoned") None 1 None None"#,
            r#"Look unknown Some("abandoned") None 1 None None"#,
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn p291_a_read_that_is_dropped_while_it_waits_for_other_credentials_is_reported() {
    let asked = Arc::new(AtomicBool::new(false));
    let once = move || {
        let hangs = asked.swap(true, Ordering::SeqCst);
        async move {
            if hangs {
                std::future::pending::<()>().await;
            }
            Ok(Auth::bearer("token-canary-1").into())
        }
    };
    let oms = FakeTransport::on("Look", Answer::new(401, ""));
    let (builder, seen) = watched(Depot::builder("http://127.0.0.1").transport(oms));
    let client = builder.credentials(once).build().unwrap();
    let second = Duration::from_secs(1);
    tokio::time::timeout(second, client.look())
        .await
        .unwrap_err();
    assert_eq!(
        *seen.lock().unwrap(),
        [r#"Look not sent Some("abandoned") None 1 None None"#]
    );
}
