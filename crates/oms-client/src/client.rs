//! The client type itself: hand-written, so that its methods per action can be generated beside it.

use oms_core::{
    Action, Call, ClientBuilder, Dispatcher, Invalid, Paged, Pages, Prepared, Service, Wait,
};

use crate::generated;

/// Calls the actions of an OMS.
///
/// A clone is cheap and shares everything with its original.
#[derive(Debug, Clone)]
pub struct Client {
    dispatcher: Dispatcher,
}

impl Client {
    /// Starts to describe a client for the OMS at `endpoint`, such as
    /// `https://oms.example.com:8089`.
    ///
    /// A path in `endpoint` is kept as a prefix. Nothing is contacted before the first call.
    pub fn builder(endpoint: impl Into<String>) -> ClientBuilder<Self> {
        ClientBuilder::new(endpoint)
    }

    /// Sends a request that was built as data.
    ///
    /// # Errors
    ///
    /// As [`Call`] says.
    pub fn call<A: Action>(&self, request: &A) -> Call<A::Data> {
        self.dispatcher.call(request)
    }

    /// Checks a request as a call does before it sends anything, such as before the first of
    /// several calls that belong together.
    ///
    /// # Errors
    ///
    /// A value that must not be sent, or an action or a parameter that the server is said to be too
    /// old for ([`ClientBuilder::server_version`]).
    ///
    /// ```
    /// # fn main() -> Result<(), oms_client::Invalid> {
    /// use oms_client::Client;
    /// use oms_client::actions::{ResetIncrStartTimestampRequest, StopProjectRequest};
    ///
    /// let old = Client::builder("https://oms.example.com").server_version("4.2.0").build()?;
    /// let stop = StopProjectRequest::builder().id("np_4w3a0001").build();
    /// let reset = ResetIncrStartTimestampRequest::builder()
    ///     .id("np_4w3a0001")
    ///     .reverse(false)
    ///     .start_timestamp(oms_client::EpochSeconds::new(1_742_365_118)?)
    ///     .build();
    /// assert!(old.check(&stop).is_ok());
    /// assert!(old.check(&reset).is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub fn check<A: Action>(&self, request: &A) -> Result<(), Invalid> {
        self.dispatcher.check(request)
    }

    /// Lists page by page, from the page that the request names or from the first. Nothing is sent
    /// before a page is asked for.
    pub fn pages<A: Paged>(&self, request: A) -> Pages<A> {
        self.dispatcher.pages(request)
    }

    /// Makes the request of a call that somebody else sends, and judges what came of it: without a
    /// runtime and a transport.
    ///
    /// # Errors
    ///
    /// A value that must not be sent, and credentials that a provider gives: they are waited for,
    /// which this function does not do.
    pub fn prepare<A: Action>(&self, request: &A) -> Result<Prepared<A>, Invalid> {
        self.dispatcher.prepare(request)
    }

    /// Waits until a read shows what is waited for, which the [`Wait`] is told. Nothing is sent
    /// before it is awaited.
    pub fn wait<A: Action>(&self, request: A) -> Wait<A> {
        self.dispatcher.wait(request)
    }
}

impl oms_core::FromDispatcher for Client {
    const SERVICE: &'static Service = &generated::SERVICE;

    fn from_dispatcher(dispatcher: Dispatcher) -> Self {
        Self { dispatcher }
    }
}
