//! Three layers as services have them: one adds a header, one measures, one sends again.

use std::time::Instant;

use oms_client::{Failure, NotSentCause, Sending, Transport, WireRequest};

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
