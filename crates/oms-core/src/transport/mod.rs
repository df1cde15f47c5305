//! The one thing that touches the network, as a trait with one method.

mod answer;
pub(crate) mod endpoint;
mod failure;
mod fake;
#[cfg(feature = "hyper")]
pub(crate) mod hyper;
mod of_http;
mod options;
mod progress;
mod request;
#[cfg(feature = "tower")]
mod tower;

pub(crate) use answer::BodyEnd;
pub use answer::{Answer, Headers};
pub use failure::Failure;
pub(crate) use failure::FailureKind;
pub use fake::{FakeAnswer, FakeTransport};
#[cfg(feature = "hyper")]
pub use hyper::HttpTransport;
#[cfg(feature = "rustls-no-provider")]
pub use options::CryptoProvider;
pub(crate) use options::{ClientCertificate, ConnectOptions};
pub use progress::Progress;
pub use request::WireRequest;
pub(crate) use request::{Route, check_headers_size, headers_size};
#[cfg(feature = "tower")]
pub use tower::{AnswerBody, SealedBody, TowerService, TowerTransport};

use std::pin::Pin;
use std::sync::Arc;

/// The future that a transport returns.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send + 'a>>;

/// Carries one request to the service and brings back one answer.
///
/// The runtime above it decides what an answer means, waits no longer than the total timeout, and
/// decides whether anything is sent again. A transport must not resend, follow a redirect or decode
/// a body by itself.
///
/// One that passes requests on to another is a layer:
/// [`ClientBuilder::layer`](crate::ClientBuilder::layer).
///
/// ```
/// # use oms_core as oms_client;
/// use oms_client::{Answer, Failure, Sending, Transport, WireRequest};
///
/// struct Canned;
///
/// impl Transport for Canned {
///     fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
///         Box::pin(async move {
///             assert!(!request.body().is_empty());
///             Ok(Answer::json(200, r#"{"success":true,"data":1}"#))
///         })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends the request once.
    ///
    /// [`Progress`] is the proof that nothing has left yet. A [`Failure`] says whether a byte of
    /// the request may have left this machine. If that is not certain, it may have.
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a>;
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        (**self).send(request)
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        (**self).send(request)
    }
}
