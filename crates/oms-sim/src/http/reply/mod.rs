//! The reply over HTTP: as it should be, or as a fault wants it.

mod alter;
mod raw;

use std::time::{Duration, UNIX_EPOCH};

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, DATE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use oms_core::Role;
use serde_json::Value;

use crate::basis::{self, Basis};
use crate::engine::{Answer, Change, Moment};
use crate::generated::ENVELOPE;
use crate::recording::Replayed;

pub(super) use alter::alter;
pub(super) use raw::script;

/// The last second of the year 9999.
const LAST_SECOND: u64 = 253_402_300_799;

/// The reply over HTTP, with the changes to make before it is sent.
pub(super) struct Reply {
    pub(super) change: Option<Change>,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
    pub(super) because: Vec<Basis>,
    /// The answer behind the body, if there is an envelope.
    pub(super) answer: Option<Answer>,
}

impl Reply {
    /// Plain text, as a gateway would answer.
    pub(super) fn plain(status: StatusCode, body: impl Into<String>, because: Basis) -> Self {
        Self {
            change: None,
            status,
            headers: content_type("text/plain; charset=utf-8"),
            body: body.into(),
            because: vec![because],
            answer: None,
        }
    }

    /// An envelope, as the service answers.
    pub(super) fn envelope(status: StatusCode, answer: Answer, because: Vec<Basis>) -> Self {
        Self {
            change: None,
            status,
            headers: content_type("application/json"),
            body: answer.to_json(),
            because,
            answer: Some(answer),
        }
    }

    /// The reply that was recorded.
    pub(super) fn replayed(replayed: Replayed) -> Self {
        let status = StatusCode::from_u16(replayed.status).unwrap_or(StatusCode::BAD_GATEWAY);
        let mut reply = Self::plain(status, replayed.body, basis::REPLAYED);
        reply.headers.clear();
        match HeaderValue::from_str(&replayed.content_type) {
            Ok(content_type) if !content_type.is_empty() => reply.with(CONTENT_TYPE, content_type),
            _ => reply,
        }
    }

    /// Returns whether it is an envelope of the service, answered now or recorded once.
    pub(super) fn is_envelope(&self) -> bool {
        self.answer.is_some()
            || (self.because.contains(&basis::REPLAYED) && has_verdict(&self.body))
    }

    pub(super) fn changing(mut self, change: Option<Change>) -> Self {
        self.change = change;
        self
    }

    /// Sets the date of the answer by the clock of the simulated service.
    pub(super) fn dated(self, now: Moment) -> Self {
        match HeaderValue::from_str(&http_date(now)) {
            Ok(date) => self.with(DATE, date),
            Err(_) => self,
        }
    }

    pub(super) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        // As a body of its own, because a text would be given a content type.
        (self.status, self.headers, Body::from(self.body)).into_response()
    }
}

fn has_verdict(body: &str) -> bool {
    let verdict = ENVELOPE.iter().find(|(role, _)| *role == Role::Verdict);
    let body: Option<Value> = serde_json::from_str(body).ok();
    body.zip(verdict)
        .and_then(|(body, (_, key))| body.get(*key)?.as_bool())
        .is_some()
}

/// A moment as HTTP writes it, within the years that it can write.
fn http_date(now: Moment) -> String {
    let seconds = u64::try_from(now.seconds()).unwrap_or(0).min(LAST_SECOND);
    httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds))
}

fn content_type(value: &'static str) -> HeaderMap {
    HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(value))])
}
