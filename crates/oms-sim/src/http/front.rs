//! The checks before an action is asked: those of a gateway, or of the framework of a service.

use axum::http::header::{ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use oms_client::Json;
use oms_core::Effect;
use serde_json::Value;

use super::body::End;
use super::call::Call;
use super::reply::Reply;
use super::shared::Barred;
use super::{Shared, State};
use crate::basis;
use crate::engine::{Answer, ApiCall, Refusal, World, decide, known};
use crate::generated::{ACTIONS, METHOD, PATH};

/// Decides on a request. A refusal by a gateway is plain text, an answer of the service has its
/// envelope.
pub(super) fn reply(
    shared: &Shared,
    state: &mut State,
    call: &Call,
    number: u64,
    other_task: bool,
) -> Reply {
    let request_id = state.request_ids.of(number);
    if let Some(refused) = refused(shared, call, request_id) {
        return refused;
    }
    // Nobody knows which of two actions is meant, so a recording answers for neither.
    let replay = state.replay.as_mut();
    if let Some(replay) = replay.filter(|_| !call.target.names_several) {
        let action = call.target.action.as_deref().unwrap_or_default();
        let own = state.request_ids.instead_of_recorded(number);
        if let Some(replayed) = replay.play(action, &call.body, own) {
            return Reply::replayed(replayed);
        }
        let refusal = Refusal::not_recorded(&replay.stand_ins(action));
        return refusing(StatusCode::OK, request_id, refusal);
    }
    let other = other_task.then(|| of_another_task(&state.world, call));
    let body = other.flatten();
    decided(
        &state.world,
        call,
        body.as_deref().unwrap_or(&call.body),
        request_id,
    )
}

/// The body of a read with the ID of another task in place of the one that it names, if there are
/// both. One that gives a name twice stays as it is, and is refused for that.
fn of_another_task(world: &World, call: &Call) -> Option<Vec<u8>> {
    let action = call.target.action.as_deref()?;
    let rules = ACTIONS.iter().find(|rules| rules.name == action)?;
    if known(world, rules)?.effect() != Effect::Read {
        return None;
    }
    let Ok(Value::Object(mut body)) = Json::distinct(&call.body) else {
        return None;
    };
    let asked = |value: &&mut Value| value.as_str().is_some_and(|id| world.task(id).is_some());
    let id = body.values_mut().find(asked)?;
    let other = world
        .tasks()
        .find(|task| Some(task.id.as_str()) != id.as_str())?;
    *id = other.id.as_str().into();
    serde_json::to_vec(&body).ok()
}

/// The reply of the simulated service.
fn decided(world: &World, call: &Call, body: &[u8], request_id: u64) -> Reply {
    let decision = decide(
        world,
        &ApiCall {
            request_id,
            action: call.target.action.as_deref(),
            names_several: call.target.names_several,
            body,
        },
    );
    let mut because = decision.because;
    because.extend([basis::CREDENTIALS, basis::DATE]);
    if !states_json(&call.head.headers) {
        because.push(basis::CONTENT_TYPE);
    }
    Reply::envelope(StatusCode::OK, decision.answer, because).changing(decision.change)
}

/// Returns whether the headers of a call say that its body is JSON.
fn states_json(headers: &HeaderMap) -> bool {
    let stated = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let media_type = stated.and_then(|stated| stated.split(';').next());
    media_type.is_some_and(|it| it.trim().eq_ignore_ascii_case("application/json"))
}

/// The reply of the service that refuses a call before an action is asked.
fn refusing(status: StatusCode, request_id: u64, refusal: Refusal) -> Reply {
    let because = vec![refusal.because];
    let answer = Answer::new(request_id, Err(refusal), None);
    Reply::envelope(status, answer, because)
}

/// The reply to a request that comes to no action.
fn refused(shared: &Shared, call: &Call, request_id: u64) -> Option<Reply> {
    if let Some(barred) = call.barred {
        return Some(by_its_head(barred));
    }
    if call.head.method != METHOD {
        let refused = refusing(
            StatusCode::METHOD_NOT_ALLOWED,
            request_id,
            Refusal::method(METHOD),
        );
        return Some(refused.with(ALLOW, HeaderValue::from_static(METHOD)));
    }
    match call.end {
        End::Whole => None,
        End::TooLarge => {
            let text = format!("The body is longer than {} bytes.\n", shared.body_limit);
            let status = StatusCode::PAYLOAD_TOO_LARGE;
            Some(Reply::plain(status, text, basis::BODY_TOO_LARGE))
        }
        End::Broken => {
            let text = "The body broke off.\n";
            Some(Reply::plain(
                StatusCode::BAD_REQUEST,
                text,
                basis::BODY_BROKEN,
            ))
        }
    }
}

/// The refusal of a call by its head.
fn by_its_head(barred: Barred) -> Reply {
    match barred {
        Barred::OtherSite => {
            let text = "A page of another site has sent this; the simulator takes calls of programs and of pages of its own.\n";
            Reply::plain(StatusCode::FORBIDDEN, text, basis::CROSS_SITE)
        }
        Barred::NotFound => {
            let text = format!("Nothing is served here; the API is at {PATH}.\n");
            Reply::plain(StatusCode::NOT_FOUND, text, basis::NOT_FOUND)
        }
        Barred::Unauthorized => {
            let text = "The credentials are missing or wrong.\n";
            let realm = HeaderValue::from_static("Basic realm=\"oms-sim\"");
            Reply::plain(StatusCode::UNAUTHORIZED, text, basis::UNAUTHORIZED)
                .with(WWW_AUTHENTICATE, realm)
        }
    }
}
