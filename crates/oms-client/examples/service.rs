//! A service on the client: it rewinds tasks of two regions, and answers by what may have happened.
//!
//! ```sh
//! cargo run -p oms-client --example service -- https://eu.example.com https://us.example.com
//! curl -X POST -H 'x-request-id: order-1042' -H 'x-deadline-ms: 20000' \
//!     'http://127.0.0.1:8080/eu/tasks/np_4w3a0001/rewind?position=1742365118'
//! ```

use std::collections::BTreeMap;
use std::fmt::{Display, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use oms_client::shapes::TaskStatus;
use oms_client::{
    Auth, CallOptions, Client, EpochSeconds, Error, Invalid, IssuedAuth, Outcome, WaitError,
};

/// The time in which a region must answer to be healthy.
const HEALTH: Duration = Duration::from_secs(2);

/// Counts calls by region, action, outcome and cause.
type Metrics = Arc<Mutex<BTreeMap<[String; 4], u64>>>;
type Answer = (StatusCode, String);

/// The state that the handlers share.
#[derive(Clone, Default)]
pub(crate) struct App {
    regions: BTreeMap<&'static str, Client>,
    metrics: Metrics,
}

impl App {
    /// Adds a region, with the file of its password, which may be rotated.
    pub(crate) fn add(mut self, id: &'static str, url: &str, file: &str) -> Result<Self, Invalid> {
        let (counts, file) = (Arc::clone(&self.metrics), file.to_owned());
        let client = Client::builder(url)
            .credentials(move || {
                let read = tokio::fs::read_to_string(file.clone());
                async {
                    let password = read.await?;
                    let auth = Auth::basic("admin", password.trim_end());
                    Ok(IssuedAuth::new(auth).valid_for(Duration::from_secs(300)))
                }
            })
            .on_call(move |call| {
                let (action, outcome) = (call.action.name(), call.outcome.as_str());
                let labels = [id, action, outcome, call.cause.unwrap_or("none")];
                let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
                *counts.entry(labels.map(str::to_owned)).or_default() += 1;
            })
            .build()?;
        self.regions.insert(id, client);
        Ok(self)
    }

    pub(crate) fn router(self) -> Router {
        Router::new()
            .route("/{region}/tasks/{task}/rewind", post(rewind))
            .route("/healthz", get(health))
            .route("/metrics", get(metrics))
            .with_state(self)
    }
}

/// Pauses a task, waits until it is, and moves its position back: within the caller's deadline, and
/// under the caller's ID.
async fn rewind(
    State(app): State<App>,
    Path((region, task)): Path<(String, String)>,
    Query(query): Query<BTreeMap<String, i64>>,
    headers: HeaderMap,
) -> Result<Answer, Answer> {
    let client = app.regions.get(&*region);
    let client = client.ok_or_else(|| said(StatusCode::NOT_FOUND, &"no such region"))?;
    let position = EpochSeconds::new(query.get("position").copied().unwrap_or(-1))
        .map_err(|invalid| said(StatusCode::BAD_REQUEST, &invalid))?;
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let millis = text("x-deadline-ms").and_then(|millis| millis.parse().ok());
    let deadline = Instant::now() + Duration::from_millis(millis.unwrap_or(30_000).min(60_000));
    let id = text("x-request-id").unwrap_or("none");
    let options = CallOptions::new().request_id(id).deadline(deadline);

    let stop = client.stop_project().id(&*task).send();
    let stopped = stop.options(options.clone()).await;
    stopped.map_err(|error| by_outcome(&error))?;
    let paused = client.describe_project_progress().id(&*task).wait();
    let paused = paused.until_state([TaskStatus::Suspend]);
    let paused = paused.deadline(deadline).options(options.clone()).await;
    paused.map_err(|error| match error {
        WaitError::Failed { error, .. } => behind_the_stop(by_outcome(&error)),
        WaitError::Never { .. } => behind_the_stop(said(StatusCode::CONFLICT, &error)),
        _ => behind_the_stop(said(StatusCode::SERVICE_UNAVAILABLE, &error)),
    })?;
    let reset = client.reset_incr_start_timestamp().id(&*task);
    let reset = reset.reverse(false).start_timestamp(position).send();
    let sent = reset.options(options).await;
    let reply = sent.map_err(|error| behind_the_stop(by_outcome(&error)))?;
    Ok(said(StatusCode::ACCEPTED, &reply.data))
}

/// Says that the task was stopped: the error speaks of its own call alone, and "nothing happened"
/// would be wrong by now.
fn behind_the_stop((status, text): Answer) -> Answer {
    let status = match status {
        StatusCode::SERVICE_UNAVAILABLE => StatusCode::BAD_GATEWAY,
        other => other,
    };
    (status, format!("the task was stopped before: {text}"))
}

fn by_outcome(error: &Error) -> Answer {
    if let Error::Invalid(_) = error {
        return said(StatusCode::BAD_REQUEST, error);
    }
    let status = match error.outcome() {
        Outcome::Accepted => StatusCode::ACCEPTED,
        Outcome::Rejected => StatusCode::CONFLICT,
        Outcome::NotSent => StatusCode::SERVICE_UNAVAILABLE,
        Outcome::Unknown => StatusCode::BAD_GATEWAY,
    };
    said(status, error)
}

fn said(status: StatusCode, text: &dyn Display) -> Answer {
    (status, format!("{text}\n"))
}

/// Answers with the regions whose way does not work.
async fn health(State(app): State<App>) -> Answer {
    let (mut status, mut faults) = (StatusCode::OK, String::new());
    for (region, client) in &app.regions {
        if let Err(error) = client.probe().within(HEALTH).await {
            status = StatusCode::SERVICE_UNAVAILABLE;
            let _ = writeln!(faults, "{region}: {error}");
        }
    }
    (status, faults)
}

async fn metrics(State(app): State<App>) -> String {
    let counts = app.metrics.lock().unwrap_or_else(PoisonError::into_inner);
    let line = |([region, action, outcome, cause], count): (&[String; 4], _)| {
        let call = format!("region={region:?},action={action:?}");
        format!("oms_calls{{{call},outcome={outcome:?},cause={cause:?}}} {count}\n")
    };
    counts.iter().map(line).collect()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let endpoints: Vec<String> = std::env::args().skip(1).collect();
    let [eu, us] = &*endpoints else {
        return Err("usage: service EU_ENDPOINT US_ENDPOINT".into());
    };
    let app = App::default().add("eu", eu, "/run/secrets/oms-eu")?;
    let app = app.add("us", us, "/run/secrets/oms-us")?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    // Requests that are under way are answered first.
    let stop = async { drop(tokio::signal::ctrl_c().await) };
    let server = axum::serve(listener, app.router()).with_graceful_shutdown(stop);
    Ok(server.await?)
}
