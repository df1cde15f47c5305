//! `/_sim/explain`: the behaviours of the simulator, and the source of each.

use axum::Json;
use serde_json::{Value, json};

use super::Local;

/// Lists the behaviours.
pub(super) async fn explain(_: Local) -> Json<Vec<Value>> {
    let rows = crate::behaviours().iter().map(
        |basis| json!({"id": basis.id(), "provenance": basis.provenance(), "text": basis.text()}),
    );
    Json(rows.collect())
}
