//! HTTP around the engine: the listeners, the API and the interface under `/_sim/`.
//!
//! The behaviour of actions and the choice of faults are decided elsewhere.

mod accept;
mod api;
mod body;
mod call;
mod connection;
mod control;
mod credentials;
mod forward;
mod front;
mod gate;
mod local;
mod reply;
mod script;
mod shared;
mod stream;
mod target;
mod unsettled;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;

pub(crate) use accept::{Listener, Service, accept};
pub(crate) use credentials::Credentials;
pub(crate) use forward::{Upstream, forwarding};
pub(crate) use local::{Admission, Peer};
pub(crate) use shared::{Shared, State};

/// The API, and the simulator itself beside it.
pub(crate) fn api_with_control(shared: Arc<Shared>) -> Router {
    control::router(&shared)
        .fallback(api::receive)
        .with_state(shared)
}

/// The API alone.
pub(crate) fn api_alone(shared: Arc<Shared>) -> Router {
    Router::new().fallback(api::receive).with_state(shared)
}

/// The simulator itself alone.
pub(crate) fn control_alone(shared: Arc<Shared>) -> Router {
    let elsewhere = (StatusCode::NOT_FOUND, "The API has a port of its own.\n");
    control::router(&shared)
        .fallback(move || async move { elsewhere })
        .with_state(shared)
}
