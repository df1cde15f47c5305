//! A request as it goes over the wire.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::HeaderMap;
use url::Url;

use super::Progress;
use super::endpoint::host_and_port;
use crate::rules::{header_value, own_header_name};
use crate::{ActionInfo, Invalid};

/// The most bytes of headers, those of layers included: more than servers take, and too few to
/// hold up the body behind them.
const LARGEST_REQUEST_HEADERS: usize = 128 << 10;

/// A request as it goes over the wire. A clone is cheap.
#[derive(Clone)]
pub struct WireRequest {
    pub(crate) route: Arc<Route>,
    pub(crate) headers: Arc<HeaderMap>,
    pub(crate) body: Bytes,
    pub(crate) limit: usize,
    pub(crate) progress: Arc<Progress>,
}

/// The route of one action: worked out once for each action of a client, because parsing an address
/// costs more than any other step.
pub(crate) struct Route {
    pub(crate) action: &'static ActionInfo,
    pub(crate) method: http::Method,
    pub(crate) url: Url,
    /// Path and query of the address, as the first line of a request names them.
    pub(crate) target: http::Uri,
}

impl Route {
    /// Works out where an action goes.
    pub(crate) fn new(action: &'static ActionInfo, method: http::Method, url: Url) -> Self {
        let target = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        Self {
            action,
            method,
            // `http` refuses nothing that the `url` crate has put into its normal form.
            target: target.parse().unwrap_or_default(),
            url,
        }
    }
}

impl WireRequest {
    /// The action that is called.
    #[must_use]
    pub fn action(&self) -> &'static ActionInfo {
        self.route.action
    }

    /// HTTP method.
    #[must_use]
    pub fn method(&self) -> &str {
        self.route.method.as_str()
    }

    /// The whole address, query included.
    #[must_use]
    pub fn url(&self) -> &str {
        self.route.url.as_str()
    }

    /// The headers, credentials included: they must reach the service and nothing else.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_bytes()))
    }

    /// The same request with another header, for a layer: it replaces one of the same name.
    ///
    /// Its value is not taken out of answers that repeat it, as the credentials of the client are.
    ///
    /// # Errors
    ///
    /// The header frames the message or steers the connection, holds a character that no header may
    /// hold, or makes the headers longer than 128 KiB.
    pub fn with_header(mut self, name: &str, value: &str) -> Result<Self, Invalid> {
        let name = own_header_name(name)?;
        let value = header_value(&name, value)?;
        let headers = Arc::make_mut(&mut self.headers);
        headers.insert(name, value);
        check_headers_size(headers)?;
        Ok(self)
    }

    /// The progress of the attempt, by which a transport proves that nothing was sent.
    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// The body: the parameters as JSON.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The most bytes of an answer's body that are of use. A transport may stop reading beyond it.
    #[must_use]
    pub fn answer_limit(&self) -> usize {
        self.limit
    }
}

/// The bytes of the names and the values of headers.
pub(crate) fn headers_size(headers: &HeaderMap) -> usize {
    headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum()
}

/// Refuses headers that are too long.
pub(crate) fn check_headers_size(headers: &HeaderMap) -> Result<(), Invalid> {
    if headers_size(headers) > LARGEST_REQUEST_HEADERS {
        return Err(Invalid::new(
            "the headers of the request are longer than 128 KiB",
        ));
    }
    Ok(())
}

/// A path of the endpoint's own, in which a gateway may expect a token, is left out.
impl fmt::Debug for WireRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WireRequest")
            .field("method", &self.method())
            .field("endpoint", &host_and_port(&self.route.url))
            .field("action", &self.action().name())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use crate::FakeTransport;
    use crate::testing::{ACCEPTED, Depot};

    #[tokio::test]
    async fn promise_105_a_request_is_shown_without_the_path_of_its_endpoint() {
        let fake = FakeTransport::json(ACCEPTED);
        let client = Depot::builder("https://h/token-canary-1")
            .transport(fake.clone())
            .build()
            .unwrap();
        client.store().await.unwrap();
        let request = &fake.requests()[0];
        assert!(request.url().contains("token-canary-1"));
        let shown = format!("{request:?} {request:#?}");
        assert!(!shown.contains("canary"), "{shown}");
        assert!(
            shown.contains("h:443") && shown.contains("Store"),
            "{shown}"
        );
    }
}
