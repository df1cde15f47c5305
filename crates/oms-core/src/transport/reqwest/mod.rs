//! The default transport, and the only place that names reqwest.
//!
//! Everything that would resend, follow or decode by itself is switched off: see `recipe`. Whether a byte may have left is
//! proved here and nowhere else: see `marker`.

#[cfg(feature = "rustls")]
mod authority;
mod fault;
mod marker;
mod recipe;
mod resolve;
#[cfg(feature = "rustls")]
mod tls;

use std::sync::{Arc, OnceLock};

use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use reqwest::dns::Resolve;

use self::fault::{failure_of, fault_of};
use self::marker::MarkerBody;
use self::recipe::Recipe;
use self::resolve::PlatformResolver;
use super::progress::Partial;
use super::{Answer, BodyEnd, Failure, Headers, Sending, Transport, WireRequest};
use crate::builder::Options;
use crate::endpoint::Endpoint;
use crate::{Effect, Invalid, NotSentCause};

/// Sends by reqwest.
pub(crate) struct ReqwestTransport {
    recipe: Recipe,
    /// Keeps no idle connection: a server that closes one just then would make an Unknown out of nothing.
    writes: reqwest::Client,
    /// Keeps idle connections for a while. Made at the first read, because it doubles the cost of building a client.
    reads: OnceLock<reqwest::Client>,
}

impl ReqwestTransport {
    pub(crate) fn new(endpoint: &Endpoint, options: &Options) -> Result<Self, Invalid> {
        Self::with_resolver(endpoint, options, Arc::new(PlatformResolver))
    }

    fn with_resolver(
        endpoint: &Endpoint,
        options: &Options,
        resolver: Arc<dyn Resolve>,
    ) -> Result<Self, Invalid> {
        let recipe = Recipe::new(endpoint, options, resolver)?;
        let writes = recipe.make(Effect::Write)?;
        Ok(Self {
            recipe,
            writes,
            reads: OnceLock::new(),
        })
    }

    fn client_for(&self, effect: Effect) -> Result<&reqwest::Client, Failure> {
        match (effect, self.reads.get()) {
            (Effect::Write, _) => Ok(&self.writes),
            (Effect::Read, Some(client)) => Ok(client),
            (Effect::Read, None) => {
                let client = self
                    .recipe
                    .make(Effect::Read)
                    .map_err(|invalid| Failure::not_sent(NotSentCause::Other).source(&invalid))?;
                Ok(self.reads.get_or_init(|| client))
            }
        }
    }

    /// Sends, and reads the answer by chunks, up to the limit. What was read stays with the progress, so that a timeout does not
    /// lose it.
    async fn exchange(&self, request: &WireRequest) -> Result<Answer, Failure> {
        let progress = &request.progress;
        progress.hold();
        let client = self.client_for(request.action().effect())?;
        let mut response = match client.execute(wire(request)).await {
            Ok(response) => response,
            Err(error) => {
                let nothing_left = progress.cancel();
                return Err(failure_of(&error, nothing_left, self.recipe.proxied()));
            }
        };
        let unread = reason_not_to_read(&response, request.limit);
        let headers = Headers {
            map: std::mem::take(response.headers_mut()),
        };
        progress.keep(Partial::new(response.status().as_u16(), headers));
        let end = match unread {
            Some(end) => end,
            None => loop {
                match response.chunk().await {
                    Ok(Some(chunk)) => {
                        if !progress.append(chunk, request.limit) {
                            break BodyEnd::TooLarge;
                        }
                    }
                    Ok(None) => break BodyEnd::Whole,
                    Err(error) => break BodyEnd::Cut(Some(fault_of(&error))),
                }
            },
        };
        match progress.take() {
            Some(partial) => Ok(partial.into_answer(end)),
            // Nobody else takes it before this future is gone.
            None => Err(Failure::unknown(crate::UnknownCause::Other)),
        }
    }
}

impl Transport for ReqwestTransport {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(self.exchange(request))
    }
}

fn wire(request: &WireRequest) -> reqwest::Request {
    let mut wire = reqwest::Request::new(request.route.method.clone(), request.route.url.clone());
    wire.headers_mut().clone_from(&request.headers);
    *wire.body_mut() = Some(reqwest::Body::wrap(MarkerBody::of(request)));
    wire
}

/// Why a body is left unread, if it is. That closes the connection: nothing else is ever read from it.
fn reason_not_to_read(response: &reqwest::Response, limit: usize) -> Option<BodyEnd> {
    match response.content_length() {
        // A body in chunks has no length of its own, whatever the headers say.
        None => states_two_lengths(response.headers()).then_some(BodyEnd::TwoLengths),
        Some(announced) => {
            (announced > limit.try_into().unwrap_or(u64::MAX)).then_some(BodyEnd::TooLarge)
        }
    }
}

/// Whether an answer states its length in two ways. Two readers may then disagree on where it ends and what the next one is.
///
/// hyper refuses two numbers that differ, and takes the same one twice for what it is.
fn states_two_lengths(headers: &http::HeaderMap) -> bool {
    headers.contains_key(CONTENT_LENGTH) && headers.contains_key(TRANSFER_ENCODING)
}

#[cfg(test)]
mod tests;
