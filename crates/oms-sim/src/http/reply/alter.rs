//! Alters a reply whose content a fault strikes.

use axum::http::header::{AUTHORIZATION, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use oms_core::Role;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::{Reply, content_type};
use crate::engine::{Answer, write_object};
use crate::fault::{Content, StatusFault, WrongEnvelope, WrongType};
use crate::generated::ENVELOPE;

/// The page of a gateway whose service is gone.
const GATEWAY_PAGE: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

/// The reply as the fault wants it. A reply without an envelope keeps its content if the fault is
/// about envelopes.
pub(crate) fn alter(mut reply: Reply, content: &Content, asked: &HeaderMap) -> Reply {
    match content {
        Content::Status(fault) => return replaced(reply, fault),
        Content::Echo(fault) => {
            reply.status = status(fault.code);
            (reply.headers, reply.body) = if fault.envelope {
                (content_type("application/json"), echo_in_envelope(asked))
            } else {
                (content_type("text/html"), echo_in_page(reply.status, asked))
            };
        }
        Content::Html502 => {
            reply.status = StatusCode::BAD_GATEWAY;
            reply.headers = content_type("text/html");
            GATEWAY_PAGE.clone_into(&mut reply.body);
        }
        Content::WrongType(wrong) => {
            if let Some(answer) = &reply.answer {
                reply.body = wrong_type(answer, *wrong);
            }
        }
        Content::WrongEnvelope(wrong) => {
            if let Some(answer) = &reply.answer {
                reply.body = wrong_envelope(answer, *wrong);
            }
        }
        // Bytes that are not HTTP have no reply: they are written on the bare connection.
        Content::Garbage => {}
    }
    reply
}

fn replaced(mut reply: Reply, fault: &StatusFault) -> Reply {
    reply.status = status(fault.code);
    let is_json = serde_json::from_str::<IgnoredAny>(&fault.body).is_ok();
    reply.headers = content_type(if is_json {
        "application/json"
    } else {
        "text/plain; charset=utf-8"
    });
    reply.body.clone_from(&fault.body);
    let retry_after = fault.retry_after.as_deref();
    match retry_after.and_then(|value| HeaderValue::from_str(value).ok()) {
        Some(value) => reply.with(RETRY_AFTER, value),
        None => reply,
    }
}

/// The status of a rule that was checked when it was armed.
fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::SERVICE_UNAVAILABLE)
}

/// Headers as a page for developers shows them.
fn lines(asked: &HeaderMap) -> String {
    let mut lines = String::new();
    for (name, value) in asked {
        lines.extend([name.as_str(), ": "]);
        lines.push_str(&String::from_utf8_lossy(value.as_bytes()));
        lines.push('\n');
    }
    lines
}

fn echo_in_page(status: StatusCode, asked: &HeaderMap) -> String {
    let lines = lines(asked).replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<html>\n<head><title>{status}</title></head>\n<body>\n<h1>{status}</h1>\n<pre>\n{lines}</pre>\n</body>\n</html>\n"
    )
}

/// A refusal whose every text repeats the credentials.
fn echo_in_envelope(asked: &HeaderMap) -> String {
    let credentials = asked.get(AUTHORIZATION).map(HeaderValue::as_bytes);
    let credentials = String::from_utf8_lossy(credentials.unwrap_or_default());
    let values: Vec<(&str, Value)> = ENVELOPE
        .iter()
        .map(|(role, key)| {
            let value = match role {
                Role::Verdict => json!(false),
                Role::ErrorCode | Role::RequestId | Role::Advice => json!(credentials),
                Role::ErrorMessage => json!(lines(asked)),
                _ => Value::Null,
            };
            (*key, value)
        })
        .collect();
    write_object(values.iter().map(|(key, value)| (*key, value)))
}

fn wrong_type(answer: &Answer, wrong: WrongType) -> String {
    let fields: Vec<(&str, Value)> = answer
        .fields()
        .into_iter()
        .map(|(role, key, value)| (key, of_wrong_type(role, value, wrong)))
        .collect();
    write_object(fields.iter().map(|(key, value)| (*key, value)))
}

fn of_wrong_type(role: Role, value: Value, wrong: WrongType) -> Value {
    match (wrong, role) {
        (WrongType::Payload, Role::Payload) => json!({ "unexpected": [true] }),
        (WrongType::NullPayload, Role::Payload) => Value::Null,
        (WrongType::Verdict, Role::Verdict) => value.to_string().into(),
        (WrongType::Cosmetics, Role::Cost) => json!(0.01),
        (WrongType::Cosmetics, Role::RequestId) => json!(4_717_481),
        (WrongType::Cosmetics, Role::PageNumber | Role::PageSize | Role::TotalCount) => {
            json!("1")
        }
        (WrongType::Cosmetics, Role::Advice) => json!(["none"]),
        _ => value,
    }
}

fn wrong_envelope(answer: &Answer, wrong: WrongEnvelope) -> String {
    let fields = answer.fields();
    let all = || fields.iter().map(|(_, key, value)| (*key, value));
    match wrong {
        WrongEnvelope::List => {
            let values: Vec<Value> = fields.into_iter().map(|(_, _, value)| value).collect();
            Value::Array(values).to_string()
        }
        WrongEnvelope::Bare => fields
            .into_iter()
            .find(|(role, _, _)| *role == Role::Payload)
            .map_or(Value::Null, |(_, _, value)| value)
            .to_string(),
        WrongEnvelope::NoVerdict => write_object(
            fields
                .iter()
                .filter(|(role, _, _)| *role != Role::Verdict)
                .map(|(_, key, value)| (*key, value)),
        ),
        WrongEnvelope::TwoVerdicts => {
            let other = Value::Bool(!answer.accepts());
            let verdict = fields.iter().find(|(role, _, _)| *role == Role::Verdict);
            write_object(all().chain(verdict.map(|(_, key, _)| (*key, &other))))
        }
        WrongEnvelope::Capitals => {
            let keys: Vec<String> = fields.iter().map(|(_, key, _)| capital(key)).collect();
            let values = fields.iter().map(|(_, _, value)| value);
            write_object(keys.iter().map(String::as_str).zip(values))
        }
    }
}

fn capital(key: &str) -> String {
    let mut characters = key.chars();
    characters
        .next()
        .map(|first| first.to_uppercase().chain(characters).collect())
        .unwrap_or_default()
}
