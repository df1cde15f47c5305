//! The API: from an HTTP request to a ledger entry and an answer.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::header::{ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode};
use axum::response::{IntoResponse, Response};

use super::Shared;
use super::body::{End, read};
use super::credentials::masked;
use crate::engine::{Answer, ApiCall, Change, Refusal, World, decide};
use crate::generated::{METHOD, PATH, QUERY_KEY};
use crate::ledger::LedgerEntry;

/// Receives whatever is not addressed to the simulator itself: answers it, and records it.
pub(crate) async fn receive(State(shared): State<Arc<Shared>>, request: Request<Body>) -> Response {
    let (head, body) = request.into_parts();
    let received = read(body, shared.body_limit).await;
    let call = Call {
        action: action(&head),
        head,
        body: received.bytes,
        end: received.end,
    };

    // One lock from the decision to the entry: two calls at once must not see the same world and open the same ticket.
    let mut state = shared.lock();
    let number = state.ledger.next_number();
    let reply = reply(&shared, &state.world, &call, number);
    let committed = reply.change.is_some();
    if let Some(change) = reply.change {
        state.world.commit(change);
    }
    state
        .ledger
        .push(call.into_entry(number, committed, reply.status, &reply.body));
    drop(state);
    (reply.status, reply.headers, reply.body).into_response()
}

/// One request, read as far as it came.
struct Call {
    head: Parts,
    action: Option<String>,
    body: Vec<u8>,
    end: End,
}

impl Call {
    fn into_entry(
        self,
        number: u64,
        committed: bool,
        status: StatusCode,
        answer: &str,
    ) -> LedgerEntry {
        LedgerEntry {
            number,
            method: self.head.method.as_str().to_owned(),
            path: self.head.uri.to_string(),
            headers: masked(&self.head.headers),
            body: String::from_utf8_lossy(&self.body).into_owned(),
            action: self.action,
            committed,
            status: status.as_u16(),
            answer: answer.to_owned(),
        }
    }
}

/// What goes back over HTTP, and what changes before it does.
struct Reply {
    change: Option<Change>,
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

/// Decides on a request. What a gateway would refuse gets plain text, what the service answers gets its envelope.
fn reply(shared: &Shared, world: &World, call: &Call, number: u64) -> Reply {
    if call.head.uri.path() != PATH {
        let text = format!("Nothing is served here; the API is at {PATH}.\n");
        return Reply::plain(StatusCode::NOT_FOUND, text);
    }
    if !shared.credentials.admit(&call.head.headers) {
        return Reply::plain(
            StatusCode::UNAUTHORIZED,
            "The credentials are missing or wrong.\n".to_owned(),
        )
        .with(WWW_AUTHENTICATE, "Basic realm=\"oms-sim\"");
    }
    if call.head.method != METHOD {
        let refusal = Refusal::parameter(format!("The API takes {METHOD} alone"));
        let answer = Answer::new(number, Err(refusal));
        return Reply::envelope(StatusCode::METHOD_NOT_ALLOWED, &answer, None).with(ALLOW, METHOD);
    }
    match call.end {
        End::Whole => {}
        End::TooLarge => {
            let text = format!("The body is longer than {} bytes.\n", shared.body_limit);
            return Reply::plain(StatusCode::PAYLOAD_TOO_LARGE, text);
        }
        End::Broken => {
            return Reply::plain(StatusCode::BAD_REQUEST, "The body broke off.\n".to_owned());
        }
    }
    let decision = decide(
        world,
        &ApiCall {
            number,
            action: call.action.as_deref(),
            body: &call.body,
        },
    );
    Reply::envelope(StatusCode::OK, &decision.answer, decision.change)
}

impl Reply {
    fn plain(status: StatusCode, body: String) -> Self {
        Self {
            change: None,
            status,
            headers: content_type("text/plain; charset=utf-8"),
            body,
        }
    }

    fn envelope(status: StatusCode, answer: &Answer, change: Option<Change>) -> Self {
        Self {
            change,
            status,
            headers: content_type("application/json"),
            body: answer.to_json(),
        }
    }

    fn with(mut self, name: HeaderName, value: &'static str) -> Self {
        self.headers.insert(name, HeaderValue::from_static(value));
        self
    }
}

fn content_type(value: &'static str) -> HeaderMap {
    HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(value))])
}

/// The action that the query names: the first value of its key.
fn action(head: &Parts) -> Option<String> {
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(&head.uri).ok()?;
    pairs
        .into_iter()
        .find(|(key, _)| key == QUERY_KEY)
        .map(|(_, value)| value)
}
