//! The end of a call as data that Python makes an object or an exception of.

use std::collections::BTreeMap;
use std::time::Duration;

use oms_client::{Abandoned, Error, Invalid, Meta};
use serde::Serialize;
use serde_json::{Value, json};

use crate::call::Answer;
use crate::options;

/// The kind of an outcome, the payload as JSON where there is one, and everything else that is
/// known as JSON.
pub(crate) type Done = (&'static str, String, String);

/// A call that came to its end.
pub(crate) fn of(answer: Answer) -> Done {
    match answer {
        Ok((data, meta)) => ("accepted", data, meta_text(&meta)),
        Err(error) => of_call(&error),
    }
}

/// A call that failed after it had begun.
pub(crate) fn of_call(error: &Error) -> Done {
    match error {
        Error::Invalid(refusal) => of_invalid(options::of_one_call(refusal)),
        _ => of_error(error),
    }
}

/// A call that failed.
fn of_error(error: &Error) -> Done {
    let kind = match error {
        Error::NotSent(_) => "not-sent",
        Error::Rejected(_) => "rejected",
        Error::Unreadable(_) => "unreadable",
        Error::Invalid(_) => "invalid",
        // An outcome that is not known here is not known.
        _ => "unknown",
    };
    (kind, String::new(), about(error).to_string())
}

/// A request that was refused on this machine.
pub(crate) fn of_invalid(invalid: Invalid) -> Done {
    of_error(&invalid.into())
}

/// A call that was given up while its request may have been on the way.
pub(crate) fn abandoned(abandoned: &Abandoned) -> Done {
    let action = abandoned.action.name();
    let text = format!(
        "{action} may have taken effect at {}: the call was interrupted while its request may have been on the way; read the current state before you send it again",
        abandoned.endpoint
    );
    let about = json!({
        "text": text,
        "action": action,
        "endpoint": abandoned.endpoint,
        "client_request_id": abandoned.client_request_id,
        "cause": "Interrupted",
        "attempts": abandoned.attempts,
        "elapsed": abandoned.elapsed.as_secs_f64(),
    });
    ("unknown", String::new(), about.to_string())
}

fn about(error: &Error) -> Value {
    let mut about = json!({
        "text": error.to_string(),
        "action": error.action(),
        "client_request_id": error.client_request_id(),
        "elapsed": seconds(error.action().map(|_| error.elapsed())),
        "outcome": error.outcome().as_str(),
        "attempts": error.attempts(),
        "status": error.status(),
        "request_id": error.request_id(),
        "retry_after": seconds(error.retry_after()),
        "retry_budget_spent": error.retry_budget_spent(),
        "may_pass": error.may_pass(),
        "meta": error.meta().map(meta),
    });
    let own = match error {
        Error::Invalid(error) => json!({ "place": error.place(), "message": error.message() }),
        Error::NotSent(error) => json!({
            "endpoint": error.endpoint(),
            "cause": format!("{:?}", error.cause()),
            "detail": error.detail(),
        }),
        Error::Rejected(error) => json!({
            "endpoint": error.endpoint(),
            "reason": error.reason().as_str(),
            "code": error.code(),
            "message": error.message(),
            "advice": error.advice(),
            "error_detail": error.detail().map(oms_client::Json::get),
            "body": String::from_utf8_lossy(error.body()),
        }),
        Error::Unreadable(error) => json!({
            "endpoint": error.endpoint(),
            "path": error.path(),
            "body": String::from_utf8_lossy(error.body()),
        }),
        Error::Unknown(error) => json!({
            "endpoint": error.endpoint(),
            "cause": format!("{:?}", error.cause()),
            "detail": error.detail(),
            "hint": error.hint().map(oms_client::Reason::as_str),
            "location": error.location(),
            "bytes_read": error.bytes_read(),
            "body": String::from_utf8_lossy(error.body()),
        }),
        _ => Value::Null,
    };
    if let (Value::Object(about), Value::Object(own)) = (&mut about, own) {
        about.extend(own);
    }
    about
}

/// Everything around a payload.
#[derive(Serialize)]
struct Around<'a> {
    status: u16,
    request_id: Option<&'a str>,
    client_request_id: Option<&'a str>,
    cost: Option<&'a str>,
    advice: Option<&'a str>,
    page_number: Option<i64>,
    page_size: Option<i64>,
    total_count: Option<i64>,
    attempts: u32,
    unknown_fields: BTreeMap<&'a str, &'a str>,
    odd_fields: BTreeMap<&'a str, &'a str>,
    server_time: Option<f64>,
}

fn around(meta: &Meta) -> Around<'_> {
    let unknown = meta.unknown_fields.iter();
    let odd = meta.odd_fields.iter();
    let time = meta
        .server_time()
        .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    Around {
        status: meta.status,
        request_id: meta.request_id.as_deref(),
        client_request_id: meta.client_request_id.as_deref(),
        cost: meta.cost.as_ref().map(oms_client::Cost::raw),
        advice: meta.advice.as_deref(),
        page_number: meta.page_number,
        page_size: meta.page_size,
        total_count: meta.total_count,
        attempts: meta.attempts,
        unknown_fields: unknown
            .map(|(name, value)| (name.as_str(), value.get()))
            .collect(),
        odd_fields: odd
            .map(|field| (field.path(), field.value().get()))
            .collect(),
        server_time: seconds(time),
    }
}

pub(crate) fn meta(meta: &Meta) -> Value {
    json!(around(meta))
}

/// The same as text. Every call that succeeds writes it, so that nothing is built on the way.
fn meta_text(meta: &Meta) -> String {
    // Nothing in it can fail to be written.
    serde_json::to_string(&around(meta)).unwrap_or_default()
}

fn seconds(time: Option<Duration>) -> Option<f64> {
    time.map(|time| time.as_secs_f64())
}
