//! A service of tower as a transport: the outermost layer, to which a client gives its calls.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Mutex, PoisonError};

use bytes::{Buf, Bytes};
use http_body::Body;
use tower_service::Service;

use super::body::{AnswerEnd, SealedBody};
use crate::transport::progress::Partial;
use crate::transport::{BodyEnd, Progress};
use crate::{
    Answer, Failure, Fault, Headers, NotSentCause, Sending, Transport, UnknownCause, WireRequest,
};

type BoxError = Box<dyn Error + Send + Sync>;

/// A service of tower as a transport.
///
/// Each call takes a clone of it and waits until that is ready. Calls that wait for a layer, such
/// as one that limits how many run at once, were not sent, and neither were those that a layer
/// turns away. A call that a layer gives up later may have been sent. The extensions of a request
/// name the action: `&'static ActionInfo`.
pub struct TowerTransport<S> {
    /// A service need not be `Sync`.
    service: Mutex<S>,
}

impl<S> TowerTransport<S> {
    /// Makes a transport of a service, whose innermost part is a
    /// [`TowerService`](crate::TowerService).
    pub const fn new(service: S) -> Self {
        Self {
            service: Mutex::new(service),
        }
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<http::Request<SealedBody>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<BoxError>,
{
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        let service = self.service.lock().unwrap_or_else(PoisonError::into_inner);
        let service = service.clone();
        Box::pin(carry(service, request))
    }
}

/// Sends a request through a service.
async fn carry<S, B>(mut service: S, request: &WireRequest) -> Result<Answer, Failure>
where
    S: Service<http::Request<SealedBody>, Response = http::Response<B>>,
    S::Error: Into<BoxError>,
    B: Body,
    B::Error: Into<BoxError>,
{
    let progress = request.progress();
    progress.hold_until_handed_over()?;
    let sealed = sealed(request)?;
    poll_fn(|cx| service.poll_ready(cx))
        .await
        .map_err(|error| failure(&*error.into(), progress))?;
    let response = service.call(sealed).await;
    let response = response.map_err(|error| failure(&*error.into(), progress))?;
    Ok(read(response, request.limit).await)
}

/// The request as layers see it.
fn sealed(request: &WireRequest) -> Result<http::Request<SealedBody>, Failure> {
    let uri: http::Uri = request.url().parse().map_err(|error| {
        Failure::not_sent(NotSentCause::Other).source(&error as &http::uri::InvalidUri)
    })?;
    let mut sealed = http::Request::new(SealedBody::new(request.clone(), uri.clone()));
    *sealed.method_mut() = request.route.method.clone();
    *sealed.uri_mut() = uri;
    sealed.headers_mut().clone_from(&request.headers);
    sealed.extensions_mut().insert(request.action());
    Ok(sealed)
}

/// The failure of a call that came back as an error: the transport's own, or that of a layer.
fn failure(error: &(dyn Error + 'static), progress: &Progress) -> Failure {
    let mut links = std::iter::successors(Some(error), |&error| error.source());
    if let Some(failure) = links.find_map(|link| link.downcast_ref::<Failure>()) {
        return failure.clone();
    }
    // A copy that still waits in a layer is then never sent.
    let failure = if progress.cancel() {
        Failure::not_sent(NotSentCause::Other)
    } else {
        Failure::unknown(UnknownCause::Other)
    };
    failure.detail("a layer of tower gave it up").source(error)
}

/// Reads an answer, up to the limit.
async fn read<B>(response: http::Response<B>, limit: usize) -> Answer
where
    B: Body,
    B::Error: Into<BoxError>,
{
    let (mut parts, body) = response.into_parts();
    let headers = Headers { map: parts.headers };
    let mut partial = Partial::new(parts.status.as_u16(), headers);
    let mut body = pin!(body);
    let end = loop {
        match poll_fn(|cx| body.as_mut().poll_frame(cx)).await {
            None => break BodyEnd::Whole,
            Some(Err(error)) => break BodyEnd::Cut(Some(Fault::of(&*error.into()))),
            Some(Ok(frame)) => {
                // Trailers decide nothing.
                if let Ok(mut data) = frame.into_data() {
                    let piece: Bytes = data.copy_to_bytes(data.remaining());
                    if !partial.append(piece, limit) {
                        break BodyEnd::TooLarge;
                    }
                }
            }
        }
    };
    match parts.extensions.remove::<AnswerEnd>() {
        None => partial.into_answer(end),
        Some(known) => {
            // The end that the transport has seen weighs more than what a layer makes of the body.
            let end = if matches!(known.end, BodyEnd::Whole) {
                end
            } else {
                known.end
            };
            let mut answer = partial.into_answer(end);
            answer.bytes_read = answer.bytes_read.max(known.bytes_read);
            answer
        }
    }
}

impl<S> fmt::Debug for TowerTransport<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TowerTransport").finish_non_exhaustive()
    }
}
