//! A transport as a service of tower: the innermost one, which alone can send.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tower_service::Service;

use super::body::{AnswerBody, SealedBody};
use crate::rules::own_header_name;
use crate::transport::Progress;
use crate::transport::request::check_headers_size;
use crate::{Answer, Failure, Invalid, NotSentCause, Transport, UnknownCause, WireRequest};

/// A transport as a service of tower, around which layers go. It is always ready.
///
/// A layer may add and take away headers, except those that frame the message. It must not change
/// the method or the address, which are refused before anything is sent.
#[derive(Clone)]
pub struct TowerService {
    transport: Arc<dyn Transport>,
}

type Responding = Pin<Box<dyn Future<Output = Result<http::Response<AnswerBody>, Failure>> + Send>>;

impl TowerService {
    /// Makes a service of a transport.
    pub fn new(transport: impl Transport) -> Self {
        Self {
            transport: Arc::new(transport),
        }
    }
}

impl Service<http::Request<SealedBody>> for TowerService {
    type Response = http::Response<AnswerBody>;
    type Error = Failure;
    type Future = Responding;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<SealedBody>) -> Responding {
        Box::pin(pass_on(Arc::clone(&self.transport), request))
    }
}

async fn pass_on(
    transport: Arc<dyn Transport>,
    request: http::Request<SealedBody>,
) -> Result<http::Response<AnswerBody>, Failure> {
    let request = unsealed(request)?;
    if !request.progress.hand_over() {
        return Err(request.progress.refusal());
    }
    let mut handed = HandedOver {
        progress: &request.progress,
        is_unsent: false,
    };
    let result = transport.send(&request).await;
    handed.is_unsent = result.as_ref().is_err_and(Failure::is_not_sent);
    drop(handed);
    response(result?)
}

/// Counts a request that was handed to a transport as sent where that transport proves nothing, so
/// that no layer sends it once more.
struct HandedOver<'a> {
    progress: &'a Progress,
    /// The transport says that it was not sent.
    is_unsent: bool,
}

impl Drop for HandedOver<'_> {
    fn drop(&mut self) {
        if !self.is_unsent {
            self.progress.may_have_left();
        }
    }
}

/// The request with the headers that the layers have left.
fn unsealed(request: http::Request<SealedBody>) -> Result<WireRequest, Failure> {
    let (parts, sealed) = request.into_parts();
    let refusal = if parts.method != sealed.request().route.method || parts.uri != *sealed.uri() {
        Some(Invalid::new(
            "a layer of tower has changed the method or the address",
        ))
    } else {
        check_headers(&parts.headers, &sealed.request().headers).err()
    };
    let mut request = sealed.into_request();
    match refusal {
        None => {
            request.headers = Arc::new(parts.headers);
            Ok(request)
        }
        // Another copy of the request may be on its way.
        Some(invalid) if request.progress.was_handed_over() => {
            Err(Failure::unknown(UnknownCause::Other).source(&invalid))
        }
        Some(invalid) => Err(Failure::not_sent(NotSentCause::Other).source(&invalid)),
    }
}

/// Refuses what a layer may not have changed.
fn check_headers(headers: &http::HeaderMap, before: &http::HeaderMap) -> Result<(), Invalid> {
    for name in headers.keys().chain(before.keys()) {
        if !headers.get_all(name).iter().eq(before.get_all(name)) {
            own_header_name(name.as_str())?;
        }
    }
    check_headers_size(headers)
}

fn response(mut answer: Answer) -> Result<http::Response<AnswerBody>, Failure> {
    let status = http::StatusCode::from_u16(answer.status).map_err(|error| {
        // It came from a transport of the caller's own.
        Failure::unknown(UnknownCause::BadResponse).source(&error)
    })?;
    let headers = std::mem::take(&mut answer.headers.map);
    let (body, end) = AnswerBody::of(answer);
    let mut response = http::Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response.extensions_mut().insert(end);
    Ok(response)
}

impl fmt::Debug for TowerService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TowerService").finish_non_exhaustive()
    }
}
