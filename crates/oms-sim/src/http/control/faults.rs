//! `/_sim/faults`: the faults that are armed.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;

use super::Local;
use super::problem::{Body, Numbered, Problem};
use crate::fault::{ArmedFault, FaultRule};
use crate::http::Shared;

/// The answer to `GET /_sim/faults`.
#[derive(Serialize)]
pub(super) struct Faults {
    faults: Vec<ArmedFault>,
}

/// The answer to `POST /_sim/faults`.
#[derive(Serialize)]
pub(super) struct Armed {
    id: u64,
}

/// Lists the faults.
pub(super) async fn list(_: Local, State(shared): State<Arc<Shared>>) -> Json<Faults> {
    Json(Faults {
        faults: shared.lock().faults.armed().to_vec(),
    })
}

/// Arms a fault.
pub(super) async fn arm(
    _: Local,
    State(shared): State<Arc<Shared>>,
    Body(rule): Body<FaultRule>,
) -> Result<(StatusCode, Json<Armed>), Problem> {
    let id = shared
        .lock()
        .faults
        .arm(rule)
        .map_err(|invalid| Problem::bad_request(invalid.to_string()))?;
    Ok((StatusCode::CREATED, Json(Armed { id })))
}

/// Takes a fault away.
pub(super) async fn disarm(
    _: Local,
    State(shared): State<Arc<Shared>>,
    Numbered(id): Numbered,
) -> Result<StatusCode, Problem> {
    if shared.lock().faults.disarm(id) {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::not_found(format!("no fault has the number {id}")))
    }
}

/// Takes all faults away.
pub(super) async fn clear(_: Local, State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.lock().faults.clear();
    StatusCode::NO_CONTENT
}
