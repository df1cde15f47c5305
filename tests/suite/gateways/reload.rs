//! Two hundred callers at once, while nginx reloads, drains, stops, and loses its workers: the
//! outcome of each agrees with the ledger, which knows the call by the ID that the client gave it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use oms_client::{Client, EpochSeconds, Error, Outcome};
use oms_sim::{Delivery, LedgerEntry};
use rustix::process::{Signal, kill_process};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use super::harness::gateway::Gateway;
use super::harness::service::{Counted, Service, Way, position};
use super::kinds::NGINX;
use crate::support::case;

const CALLERS: usize = 200;

/// Number of calls of each caller, one after the other.
const CALLS: usize = 3;

const ID: &str = "x-oms-client-request-id";

/// The result of one call.
struct Ended {
    id: String,
    outcome: Outcome,
    text: String,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p233_the_outcome_of_each_of_200_callers_agrees_with_the_ledger_while_nginx_reloads() {
    let ended = strike(async |nginx, _| {
        for _ in 0..3 {
            let workers = nginx.workers();
            nginx.signal(Signal::HUP);
            nginx.until_workers_differ(&workers).await;
        }
    });
    let Some(outcomes) = ended.await else { return };
    // A reload answers what it has begun; a new connection may meet a worker that is about to
    // close.
    assert!(
        outcomes.get("accepted") > Some(&(CALLERS * CALLS / 2)),
        "{outcomes:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p233_the_outcome_of_each_of_200_callers_agrees_with_the_ledger_while_nginx_drains() {
    let ended = strike(async |nginx, service| {
        until_writes(service, CALLERS / 2).await;
        nginx.signal(Signal::QUIT);
        nginx.until_ended().await;
    });
    let Some(outcomes) = ended.await else { return };
    assert!(
        outcomes.contains_key("not sent"),
        "it is gone in the end: {outcomes:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p233_the_outcome_of_each_of_200_callers_agrees_with_the_ledger_while_nginx_stops() {
    let ended = strike(async |nginx, service| {
        until_writes(service, CALLERS / 2).await;
        nginx.signal(Signal::TERM);
        nginx.until_ended().await;
    });
    let Some(outcomes) = ended.await else { return };
    assert!(
        outcomes.contains_key("unknown"),
        "calls were in flight: {outcomes:?}"
    );
    assert!(
        outcomes.contains_key("not sent"),
        "it is gone in the end: {outcomes:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p233_the_outcome_of_each_of_200_callers_agrees_with_the_ledger_while_workers_are_killed() {
    let ended = strike(async |nginx, service| {
        for kills in 1..=2 {
            until_writes(service, kills * CALLERS / 2).await;
            let workers = nginx.workers();
            for worker in &workers {
                // One that has just ended by itself takes no signal.
                let _ = kill_process(*worker, Signal::KILL);
            }
            nginx.until_workers_differ(&workers).await;
        }
    });
    let Some(outcomes) = ended.await else { return };
    assert!(
        outcomes.contains_key("unknown"),
        "calls were in flight: {outcomes:?}"
    );
    assert!(
        outcomes.contains_key("accepted"),
        "new workers serve: {outcomes:?}"
    );
}

/// Lets all callers call while `event` happens to nginx, compares each outcome with the ledger, and
/// counts the outcomes.
async fn strike(
    event: impl AsyncFnOnce(&mut Gateway, &Service),
) -> Option<BTreeMap<String, usize>> {
    let service = Service::start().await;
    let behind = service.address();
    let mut nginx = Gateway::start(&NGINX, |ground| {
        format!(
            "upstream service {{ server {behind}; }}
server {{
    listen {} backlog=1024;
    location / {{ proxy_pass http://service; }}
}}",
            ground.address
        )
    })
    .await?;
    let calling = tokio::spawn(call_all(nginx.url("")));
    event(&mut nginx, &service).await;
    let ended = calling.await.expect("no call panics");
    drop(nginx);
    Some(compare(&ended, &until_settled(&service).await))
}

/// Makes every call of every caller. All begin at the same moment.
async fn call_all(url: String) -> Vec<Ended> {
    let begin = Arc::new(Barrier::new(CALLERS));
    let client = case::once(&url)
        .client_request_id(ID)
        .timeout(Duration::from_secs(10))
        .build()
        .expect("the options are valid");
    let mut callers = JoinSet::new();
    for _ in 0..CALLERS {
        let (client, begin) = (client.clone(), begin.clone());
        callers.spawn(async move {
            begin.wait().await;
            let mut ended = Vec::new();
            for _ in 0..CALLS {
                ended.push(call(&client).await);
            }
            ended
        });
    }
    callers.join_all().await.into_iter().flatten().collect()
}

async fn call(client: &Client) -> Ended {
    let called = client
        .reset_incr_start_timestamp()
        .id(Way::Late.task())
        .reverse(false)
        .start_timestamp(EpochSeconds::new(position()).expect("ten digits are seconds"))
        .send()
        .await;
    let id = match &called {
        Ok(reply) => reply.meta.client_request_id.as_deref(),
        Err(Error::NotSent(error)) => error.client_request_id(),
        Err(Error::Unknown(error)) => error.client_request_id(),
        Err(Error::Rejected(error)) => error.client_request_id(),
        Err(error) => panic!("an outcome that this gateway has no cause for: {error:?}"),
    };
    Ended {
        id: id.expect("the client was told to give one").to_owned(),
        outcome: case::outcome(&called),
        text: case::text(&called),
    }
}

/// Compares one by one, and counts the outcomes.
fn compare(ended: &[Ended], writes: &[LedgerEntry]) -> BTreeMap<String, usize> {
    assert_eq!(ended.len(), CALLERS * CALLS);
    let mut ledger: BTreeMap<&str, Vec<LedgerEntry>> = BTreeMap::new();
    for write in writes {
        let id = write.headers.iter().find(|(name, _)| name == ID);
        let (_, id) = id.expect("every write carries the ID of its call");
        ledger.entry(id).or_default().push(write.clone());
    }
    let mut outcomes = BTreeMap::new();
    for Ended { id, outcome, text } in ended {
        let entries = ledger.remove(id.as_str()).unwrap_or_default();
        let counted = Counted::of(&entries);
        assert!(
            counted.agrees(*outcome),
            "{counted:?}, and the client says: {text}"
        );
        assert!(counted.requests <= 1, "{counted:?}: {text}");
        *outcomes.entry(outcome.to_string()).or_default() += 1;
    }
    assert!(ledger.is_empty(), "nobody called: {ledger:?}");
    println!("{outcomes:?}");
    outcomes
}

async fn until_writes(service: &Service, count: usize) {
    service.until(|writes| writes.len() >= count).await;
}

/// The writes, once each of them has or has not taken effect.
async fn until_settled(service: &Service) -> Vec<LedgerEntry> {
    let settled = |write: &LedgerEntry| write.delivery != Delivery::Pending;
    service.until(|writes| writes.iter().all(settled)).await
}
