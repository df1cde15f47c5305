//! Layers as services have them, three of this crate's kind and three of tower's: one adds a
//! header, one measures or traces, one sends again.

use std::future::{Ready, ready};
use std::time::Instant;

use axum::http;
use oms_client::{
    Client, ClientBuilder, Failure, NotSentCause, SealedBody, Sending, Transport, WireRequest,
};
use tower::ServiceBuilder;
use tower::retry::{Policy, RetryLayer};
use tower_http::trace::TraceLayer;

/// Adds a header.
pub(super) struct Named<T>(pub(super) T);

/// Measures how long an attempt takes.
pub(super) struct Measured<T>(pub(super) T);

/// Sends again what brought no answer.
pub(super) struct Stubborn<T>(pub(super) T);

impl<T: Transport> Transport for Named<T> {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            let named = request.clone().with_header("x-layer", "named");
            let failure = |invalid| Failure::not_sent(NotSentCause::Other).source(&invalid);
            self.0.send(&named.map_err(failure)?).await
        })
    }
}

impl<T: Transport> Transport for Measured<T> {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            let begun = Instant::now();
            let answer = self.0.send(request).await;
            tracing::trace!(micros = begun.elapsed().as_micros(), "measured");
            answer
        })
    }
}

impl<T: Transport> Transport for Stubborn<T> {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            match self.0.send(request).await {
                Ok(answer) => Ok(answer),
                Err(_) => self.0.send(request).await,
            }
        })
    }
}

/// Puts layers of tower around the transport: one that traces, one that limits how many calls run
/// at once, and one that sends again what brought no answer.
pub(super) fn of_tower(builder: ClientBuilder<Client>) -> ClientBuilder<Client> {
    builder.tower_layers(|transport| {
        ServiceBuilder::new()
            .layer(RetryLayer::new(OnceMore))
            .layer(TraceLayer::new_for_http())
            .concurrency_limit(64)
            .service(transport)
    })
}

/// Sends again whatever brought no answer, once.
#[derive(Clone)]
struct OnceMore;

type Answered<B> = Result<http::Response<B>, Failure>;

impl<B> Policy<http::Request<SealedBody>, http::Response<B>, Failure> for OnceMore {
    type Future = Ready<()>;

    fn retry(
        &mut self,
        request: &mut http::Request<SealedBody>,
        answered: &mut Answered<B>,
    ) -> Option<Ready<()>> {
        let is_again = request.extensions_mut().insert(Again).is_some();
        (answered.is_err() && !is_again).then(|| ready(()))
    }

    fn clone_request(
        &mut self,
        request: &http::Request<SealedBody>,
    ) -> Option<http::Request<SealedBody>> {
        Some(request.clone())
    }
}

/// Marks a request that is sent again.
#[derive(Clone)]
struct Again;
