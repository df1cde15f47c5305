//! What a test or a person can ask the simulator itself, under `/_sim/`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use super::Shared;
use super::local::Local;
use crate::engine::World;
use crate::ledger::LedgerEntry;

/// What `GET /_sim/requests` answers.
#[derive(Serialize)]
pub(crate) struct Requests {
    /// How many requests were received, those included that are no longer kept.
    received: u64,
    /// The requests that are kept, oldest first.
    requests: Vec<LedgerEntry>,
}

/// Lists the ledger.
pub(crate) async fn requests(_: Local, State(shared): State<Arc<Shared>>) -> Json<Requests> {
    let state = shared.lock();
    Json(Requests {
        received: state.ledger.received(),
        requests: state.ledger.entries(),
    })
}

/// Shows the world.
pub(crate) async fn state(_: Local, State(shared): State<Arc<Shared>>) -> Json<World> {
    Json(shared.lock().world.clone())
}
