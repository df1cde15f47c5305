//! A transport without a network, for unit tests of code that calls the service.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Answer, Failure, Sending, Transport, WireRequest};

type Answering = dyn Fn(&WireRequest) -> Result<Answer, Failure> + Send + Sync;

/// A transport without a network: a function answers, and every request is kept.
///
/// A clone shares the requests with its original, so that a test hands one to the client and reads
/// the other.
#[derive(Clone)]
pub struct FakeTransport {
    answer: Arc<Answering>,
    sent: Arc<Mutex<Vec<WireRequest>>>,
}

impl FakeTransport {
    /// A transport that answers by this function.
    pub fn new(
        answer: impl Fn(&WireRequest) -> Result<Answer, Failure> + Send + Sync + 'static,
    ) -> Self {
        Self {
            answer: Arc::new(answer),
            sent: Arc::default(),
        }
    }

    /// A transport that answers every request with this JSON and status 200.
    #[must_use]
    pub fn json(body: impl Into<String>) -> Self {
        let body = body.into();
        Self::new(move |_| Ok(Answer::json(200, body.clone())))
    }

    /// The requests so far, in their order.
    #[must_use]
    pub fn requests(&self) -> Vec<WireRequest> {
        self.sent
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Transport for FakeTransport {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(async move {
            self.sent
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(request.clone());
            (self.answer)(request)
        })
    }
}

impl fmt::Debug for FakeTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FakeTransport")
            .field("requests", &self.requests().len())
            .finish_non_exhaustive()
    }
}
