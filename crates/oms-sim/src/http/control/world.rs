//! `/_sim/state`, `/_sim/snapshot`, `/_sim/restore` and `/_sim/reset`: the state of the simulated
//! service.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;

use super::Local;
use super::problem::{Asked, Body, Problem};
use crate::Snapshot;
use crate::engine::World;
use crate::http::Shared;

/// The tickets that are asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// The last of them, at most this many, and the last one of each direction of a task.
    last: Option<usize>,
}

/// Shows the world.
pub(super) async fn state(
    _: Local,
    State(shared): State<Arc<Shared>>,
    Asked(which): Asked<Which>,
) -> Json<World> {
    let state = shared.lock();
    let last = which.last.map(|last| state.world.with_last_tickets(last));
    Json(last.unwrap_or_else(|| state.world.clone()))
}

/// Returns a snapshot for a later restore.
pub(super) async fn snapshot(_: Local, State(shared): State<Arc<Shared>>) -> Json<Snapshot> {
    Json(shared.snapshot())
}

/// Goes back to a snapshot.
pub(super) async fn restore(
    _: Local,
    State(shared): State<Arc<Shared>>,
    Body(snapshot): Body<Snapshot>,
) -> Result<StatusCode, Problem> {
    shared
        .restore(snapshot)
        .map_err(|invalid| Problem::bad_request(invalid.to_string()))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Goes back to the start.
pub(super) async fn reset(_: Local, State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.reset();
    StatusCode::NO_CONTENT
}
