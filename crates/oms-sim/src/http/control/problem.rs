//! Refuses requests that make no sense, and reads bodies, queries and numbers in paths.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::hint::with_hint;

/// The longest body that is read, in bytes.
pub(super) const BODY_LIMIT: usize = 16 << 20;

/// The longest snapshot that is read, in bytes. It holds a whole world, which grows with each
/// ticket.
pub(super) const SNAPSHOT_LIMIT: usize = 1 << 30;

/// The reason why a request is refused, in words.
#[derive(Debug)]
pub(super) struct Problem(StatusCode, String);

impl Problem {
    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        Self(StatusCode::BAD_REQUEST, message.into())
    }

    pub(super) fn wrong_method(message: impl Into<String>) -> Self {
        Self(StatusCode::METHOD_NOT_ALLOWED, message.into())
    }

    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Self(StatusCode::NOT_FOUND, message.into())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

/// A body of JSON. A mistake in it is answered with a hint, whatever content type it claims.
pub(super) struct Body<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|rejection| unread(&rejection))?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| Problem::bad_request(with_hint(&error.to_string())))
    }
}

/// The reason why a body was not read.
fn unread(rejection: &BytesRejection) -> Problem {
    let words = match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => format!(
            "the body is too long, and nothing was done: a snapshot may have {SNAPSHOT_LIMIT} bytes, and any other body {BODY_LIMIT}"
        ),
        _ => rejection.body_text(),
    };
    Problem(rejection.status(), words)
}

/// The query of a request. A mistake in it is answered like one in a body.
pub(super) struct Asked<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Query::try_from_uri(&parts.uri)
            .map(|Query(asked)| Self(asked))
            .map_err(|rejection: QueryRejection| {
                Problem(rejection.status(), with_hint(&rejection.body_text()))
            })
    }
}

/// Nothing is asked in the query: whatever it said would be passed over in silence.
pub(super) struct NothingAsked;

impl<S: Send + Sync> FromRequestParts<S> for NothingAsked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        match parts.uri.query() {
            None | Some("") => Ok(Self),
            Some(_) => Err(Problem::bad_request(
                "this takes no query, and nothing was done: leave out the `?` and what follows it",
            )),
        }
    }
}

/// The number at the end of a path.
pub(super) struct Numbered(pub(super) u64);

impl<S: Send + Sync> FromRequestParts<S> for Numbered {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(text) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|rejection: PathRejection| {
                Problem(rejection.status(), rejection.body_text())
            })?;
        text.parse().map(Self).map_err(|_| {
            Problem::bad_request(format!("{text:?} is not a number, and one is needed here"))
        })
    }
}
