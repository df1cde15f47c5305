//! Requests and answers as types of the crate `http`, for whoever sends a call by other means.

use bytes::Bytes;

use super::answer::{Answer, BodyEnd, Headers};
use super::request::WireRequest;
use crate::Invalid;

/// The whole request but for `Host` and `Content-Length`, which follow from it. It must be sent
/// once, and its headers hold the credentials.
impl TryFrom<&WireRequest> for http::Request<Bytes> {
    type Error = Invalid;

    fn try_from(request: &WireRequest) -> Result<Self, Invalid> {
        let uri = request.url().parse();
        let uri = uri.map_err(|error: http::uri::InvalidUri| {
            Invalid::new(format!("is no address for HTTP: {error}")).at("endpoint")
        })?;
        let mut wire = Self::new(request.body.clone());
        *wire.method_mut() = request.route.method.clone();
        *wire.uri_mut() = uri;
        wire.headers_mut().clone_from(&request.headers);
        Ok(wire)
    }
}

/// An answer whose body is whole.
impl<B: Into<Bytes>> From<http::Response<B>> for Answer {
    fn from(response: http::Response<B>) -> Self {
        let (parts, body) = response.into_parts();
        let headers = Headers { map: parts.headers };
        Self::from_parts(parts.status.as_u16(), headers, body.into(), BodyEnd::Whole)
    }
}
