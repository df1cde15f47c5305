//! `/_sim/explain`: the behaviours of the simulator, and the source of each.

use axum::Json;
use serde::Serialize;

use super::Local;
use crate::basis::Provenance;

/// One behaviour.
#[derive(Serialize)]
pub(super) struct Row {
    id: &'static str,
    provenance: Provenance,
    text: &'static str,
}

/// Lists the behaviours.
pub(super) async fn explain(_: Local) -> Json<Vec<Row>> {
    let rows = crate::behaviours().iter().map(|basis| Row {
        id: basis.id(),
        provenance: basis.provenance(),
        text: basis.text(),
    });
    Json(rows.collect())
}
