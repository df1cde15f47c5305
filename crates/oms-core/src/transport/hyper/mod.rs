//! The default transport: one HTTP/1.1 exchange over a connection that this crate owns, by hyper
//! and rustls.
//!
//! It resends nothing, follows nothing and decodes nothing, because nothing in it can. It owns the
//! socket for the sake of one promise: a call that was given up is never sent later (see `socket`).
//! No task of a runtime holds the connection of a write, so that dropping the call closes it at
//! once. Only `gate` decides whether a byte may have left.

mod body;
mod connect;
mod environment;
mod exchange;
mod fault;
mod gate;
mod happy_eyeballs;
mod idle;
mod proxy;
mod resolve;
mod socket;
#[cfg(feature = "rustls-no-provider")]
pub(crate) mod tls;
mod tunnel;

use std::fmt;
use std::sync::Arc;

use http::header::{CONTENT_LENGTH, HOST, HeaderValue, TRANSFER_ENCODING};

use self::body::RequestBody;
use self::connect::Connector;
use self::exchange::Connection;
use self::idle::Idle;
use self::resolve::{PlatformResolver, Resolver};
use super::progress::Partial;
use super::{Answer, BodyEnd, Failure, Headers, Sending, Transport, WireRequest};
use crate::transport::ConnectOptions;
use crate::transport::endpoint::Endpoint;
use crate::{Effect, Fault, Invalid};

/// The default transport, as [`ClientBuilder::default_transport`] makes it, to be wrapped.
///
/// One is for one endpoint: whatever address a request names, it is sent there. It proves by
/// [`Progress`](crate::Progress) what was not sent.
///
/// [`ClientBuilder::default_transport`]: crate::ClientBuilder::default_transport
pub struct HttpTransport {
    connector: Connector,
    host: HeaderValue,
    /// Connections that a read has left for the next one. A write never takes one and never leaves
    /// one: a server that closes an idle connection just then would make an Unknown out of nothing.
    idle: Arc<Idle>,
}

impl HttpTransport {
    /// The variables of the environment that can name the proxy of an https endpoint. The first one
    /// that is not empty counts, and no other is read.
    pub const PROXY_VARIABLES: [&'static str; 4] = environment::PROXIES;

    pub(crate) fn new(endpoint: &Endpoint, options: &ConnectOptions) -> Result<Self, Invalid> {
        Self::with_resolver(endpoint, options, Arc::new(PlatformResolver))
    }

    fn with_resolver(
        endpoint: &Endpoint,
        options: &ConnectOptions,
        resolver: Arc<dyn Resolver>,
    ) -> Result<Self, Invalid> {
        let host = HeaderValue::from_str(&endpoint.authority())
            .map_err(|_| Invalid::new("has no host that a header can carry").at("endpoint"))?;
        Ok(Self {
            connector: Connector::new(endpoint, options, resolver)?,
            host,
            idle: Arc::new(Idle::of(options.keep_connections())),
        })
    }

    /// The host and the port of the proxy that the connections go through: the one that was given,
    /// else that of the environment; `None` where they go to the endpoint itself.
    #[must_use]
    pub fn proxy(&self) -> Option<(&str, u16)> {
        let peer = self.connector.proxy()?;
        Some((&peer.host, peer.port))
    }

    /// A connection for this call: an idle one for a read, else a new one.
    async fn connection(&self, effect: Effect) -> Result<Connection, Failure> {
        if effect == Effect::Read
            && let Some(connection) = self.idle.take()
        {
            return Ok(connection);
        }
        let stream = self.connector.connect(effect, &self.idle).await?;
        Connection::open(stream).await
    }

    /// Sends, and reads the answer by chunks, up to the limit. The chunks stay with the progress,
    /// so that a timeout does not lose them.
    async fn exchange(&self, request: &WireRequest) -> Result<Answer, Failure> {
        let progress = &request.progress;
        progress.hold()?;
        let effect = request.action().effect();
        let mut connection = self.connection(effect).await?;
        let mut response = match connection.send(self.wire(request), progress).await {
            Ok(response) => response,
            // Its first byte was about to leave when the time of the call was over, or for a second
            // time.
            Err(_) if connection.has_refused() => return Err(progress.refusal()),
            Err(error) => return Err(connection.failure(&error)),
        };
        let unread = reason_not_to_read(&response, request.limit);
        let headers = Headers {
            map: std::mem::take(response.headers_mut()),
        };
        progress.keep(Partial::new(response.status().as_u16(), headers));
        let body = response.body_mut();
        let end = match unread {
            Some(end) => end,
            None => loop {
                match connection.chunk(body).await {
                    Ok(Some(chunk)) => {
                        if !progress.append(chunk, request.limit) {
                            break BodyEnd::TooLarge;
                        }
                    }
                    Ok(None) => break BodyEnd::Whole,
                    Err(error) => break BodyEnd::Cut(Some(Fault::of(&error))),
                }
            },
        };
        drop(response);
        if matches!(end, BodyEnd::Whole) {
            self.give_back(connection, effect);
        }
        match progress.take() {
            Some(partial) => Ok(partial.into_answer(end)),
            // Nobody else takes it before this future is gone.
            None => Err(Failure::unknown(crate::UnknownCause::Other)),
        }
    }

    /// Lets go of a connection whose answer was read whole. Any other is dropped as it is, which
    /// resets that of a write.
    fn give_back(&self, connection: Connection, effect: Effect) {
        match effect {
            Effect::Read => {
                if let Some(connection) = connection.finish() {
                    self.idle.put(connection);
                }
            }
            Effect::Write => connection.close(),
        }
    }

    fn wire(&self, request: &WireRequest) -> http::Request<RequestBody> {
        let mut wire = http::Request::new(RequestBody::new(request.body.clone()));
        *wire.method_mut() = request.route.method.clone();
        *wire.uri_mut() = request.route.target.clone();
        wire.headers_mut().clone_from(&request.headers);
        wire.headers_mut().insert(HOST, self.host.clone());
        wire
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport")
            .field("host", &self.host)
            .finish_non_exhaustive()
    }
}

impl Transport for HttpTransport {
    fn send<'a>(&'a self, request: &'a WireRequest) -> Sending<'a> {
        Box::pin(self.exchange(request))
    }
}

/// The reason for which a body is left unread, if it is. That closes the connection: nothing else
/// is ever read from it.
fn reason_not_to_read(
    response: &http::Response<hyper::body::Incoming>,
    limit: usize,
) -> Option<BodyEnd> {
    match http_body::Body::size_hint(response.body()).exact() {
        // A body in chunks has no length of its own, whatever the headers say.
        None => states_two_lengths(response.headers()).then_some(BodyEnd::TwoLengths),
        Some(announced) => {
            (announced > limit.try_into().unwrap_or(u64::MAX)).then_some(BodyEnd::TooLarge)
        }
    }
}

/// Returns `true` if an answer states its length in two ways. Two readers may then disagree on
/// where it ends and what the next one is.
///
/// hyper refuses two numbers that differ, and takes the same one twice for what it is.
fn states_two_lengths(headers: &http::HeaderMap) -> bool {
    headers.contains_key(CONTENT_LENGTH) && headers.contains_key(TRANSFER_ENCODING)
}

#[cfg(test)]
mod tests;
