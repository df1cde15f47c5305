//! `/_sim/requests` and `/_sim/commits`: the requests that were received, and those that took
//! effect.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};

use super::Local;
use super::problem::{Asked, Numbered, Problem};
use crate::http::Shared;
use crate::ledger::{Commit, LedgerEntry};

/// The requests that are asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Those after this number.
    #[serde(default)]
    after: u64,
    /// The last of them, at most this many.
    last: Option<usize>,
}

/// The answer to `GET /_sim/requests`.
#[derive(Serialize)]
pub(super) struct Listing {
    /// Number of requests that were received, those included that are no longer kept.
    received: u64,
    /// Number of them that took effect.
    committed: u64,
    /// The requests that are kept, oldest first.
    requests: Vec<LedgerEntry>,
}

/// The answer to `GET /_sim/commits`.
#[derive(Serialize)]
pub(super) struct Commits {
    /// Number of requests that took effect, those included that are no longer kept.
    committed: u64,
    /// The effects that are kept, oldest first.
    commits: Vec<Commit>,
}

/// Lists the ledger.
pub(super) async fn requests(
    _: Local,
    State(shared): State<Arc<Shared>>,
    Asked(which): Asked<Which>,
) -> Json<Listing> {
    let state = shared.lock();
    let mut requests: Vec<LedgerEntry> = state
        .requests()
        .rev()
        .take_while(|entry| entry.number > which.after)
        .take(which.last.unwrap_or(usize::MAX))
        .collect();
    requests.reverse();
    Json(Listing {
        received: state.ledger.received(),
        committed: state.ledger.committed(),
        requests,
    })
}

/// Shows one request.
pub(super) async fn request(
    _: Local,
    State(shared): State<Arc<Shared>>,
    Numbered(number): Numbered,
) -> Result<Json<LedgerEntry>, Problem> {
    let found = shared.lock().request(number);
    found.map(Json).ok_or_else(|| {
        Problem::not_found(format!(
            "request {number} was not received, or is no longer kept"
        ))
    })
}

/// Lists the effects.
pub(super) async fn commits(_: Local, State(shared): State<Arc<Shared>>) -> Json<Commits> {
    let state = shared.lock();
    Json(Commits {
        committed: state.ledger.committed(),
        commits: state.ledger.commits().cloned().collect(),
    })
}
