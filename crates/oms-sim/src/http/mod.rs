//! HTTP around the engine: the listener, the API and what is under `/_sim/`.
//!
//! Nothing here decides what an action does.

mod accept;
mod api;
mod body;
mod control;
mod credentials;
mod local;
mod shared;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

pub(crate) use accept::{Peer, accept};
pub(crate) use credentials::Credentials;
pub(crate) use shared::{Shared, State};

/// Everything that is served, over whatever connection it comes.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/_sim/requests", get(control::requests))
        .route("/_sim/state", get(control::state))
        .fallback(api::receive)
        .with_state(shared)
}
