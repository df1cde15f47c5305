//! One request to the API, read as far as it came.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use axum::http::request::Parts;
use serde_json::Value;
use tokio::time::timeout;

use super::body::{End, Received, read};
use super::credentials::masked;
use super::target::Target;
use crate::engine::World;
use crate::fault::Facts;
use crate::ledger::Arrival;

/// How long a body may take: a peer that sends nothing must not hold its connection for ever.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// One request, read as far as it came.
pub(super) struct Call {
    pub(super) head: Parts,
    pub(super) target: Target,
    pub(super) body: Vec<u8>,
    pub(super) end: End,
    /// The texts among its parameters, one of which may be the ID of a task.
    texts: Vec<String>,
}

impl Call {
    pub(super) async fn read(request: Request<Body>, limit: usize) -> Self {
        let (head, body) = request.into_parts();
        let broken = Received {
            bytes: Vec::new(),
            end: End::Broken,
        };
        let received = timeout(BODY_TIMEOUT, read(body, limit))
            .await
            .unwrap_or(broken);
        Self {
            target: Target::of(&head.uri),
            head,
            texts: texts(&received.bytes),
            body: received.bytes,
            end: received.end,
        }
    }

    /// What faults may depend on.
    pub(super) fn facts(&self) -> Facts<'_> {
        Facts {
            action: self.target.action.as_deref(),
            texts: &self.texts,
        }
    }

    /// What the ledger says of it before anything became of it.
    pub(super) fn arrival(&self, world: &World) -> Arrival {
        Arrival {
            at: world.now(),
            method: self.head.method.as_str().to_owned(),
            path: self.head.uri.to_string(),
            headers: masked(&self.head.headers),
            body: String::from_utf8_lossy(&self.body).into_owned(),
            received_bytes: 0,
            whole: self.end == End::Whole,
            action: self.target.action.clone(),
            task: self
                .texts
                .iter()
                .find(|text| world.task(text).is_some())
                .cloned(),
            faults: Vec::new(),
        }
    }
}

/// The texts among the parameters: which of them is an ID is known to the action alone, and a request may be none.
fn texts(body: &[u8]) -> Vec<String> {
    let Ok(Value::Object(parameters)) = serde_json::from_slice(body) else {
        return Vec::new();
    };
    let of = |value| match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values
            .into_iter()
            .filter_map(|value| value.as_str().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    };
    parameters
        .into_iter()
        .flat_map(|(_, value)| of(value))
        .collect()
}
