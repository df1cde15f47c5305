//! The interface of the simulator itself, under `/_sim/`, for tests and people.
//!
//! All of it is behind [`Local`]: any request from elsewhere gets status 403.

mod clock;
mod explain;
mod faults;
mod ledger;
mod page;
mod problem;
mod world;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_extractor, from_extractor_with_state};
use axum::routing::{any, get, post};

use super::Shared;
use super::local::Local;
use problem::{BODY_LIMIT, SNAPSHOT_LIMIT};

/// Everything under `/_sim/`.
pub(super) fn router(shared: &Arc<Shared>) -> Router<Arc<Shared>> {
    Router::new()
        .route("/_sim/requests/{number}", get(ledger::request))
        .route("/_sim/commits", get(ledger::commits))
        .route("/_sim/clock", get(clock::show).put(clock::set))
        .route("/_sim/clock/advance", post(clock::advance))
        .route(
            "/_sim/faults",
            get(faults::list).post(faults::arm).delete(faults::clear),
        )
        .route("/_sim/faults/{id}", axum::routing::delete(faults::disarm))
        .route("/_sim/snapshot", get(world::snapshot))
        .route(
            "/_sim/restore",
            post(world::restore).layer(DefaultBodyLimit::max(SNAPSHOT_LIMIT)),
        )
        .route("/_sim/reset", post(world::reset))
        .route("/_sim/explain", get(explain::explain))
        .route_layer(from_extractor::<problem::NothingAsked>())
        .route("/_sim/requests", get(ledger::requests))
        .route("/_sim/state", get(world::state))
        .route("/_sim/{*rest}", any(nothing))
        .merge(page::router())
        .method_not_allowed_fallback(wrong_method)
        .layer(from_extractor_with_state::<Local, _>(shared.clone()))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
}

/// Refuses a method that an existing address does not have.
async fn wrong_method() -> problem::Problem {
    problem::Problem::wrong_method(
        "this is there, but not for this method; the header `allow` names those that are",
    )
}

/// Answers any other request to the simulator itself. It is no request to the service, so no ledger
/// has it.
async fn nothing(_: Local) -> problem::Problem {
    problem::Problem::not_found("there is no such thing here; GET /_sim/ shows what there is")
}
