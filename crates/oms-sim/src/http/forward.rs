//! Passes a request on to a real service and its answer back, and writes both down.

use std::fmt;
use std::io;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, State};
use axum::http::header::{
    ACCEPT_ENCODING, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HOST, TE, TRAILER,
    TRANSFER_ENCODING, UPGRADE,
};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::Admission;
use super::body::{End, read};
use super::gate::Passage;
use super::target::{Target, query};
use crate::recorder::Tape;
use crate::recording::Exchange;
use crate::secrets::{Needles, credentials, is_secret_name, remember_named};

/// Longest time for a connection, and longest time for an answer.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);

/// The headers that are about one connection, or about the length of a body there. Those of the
/// other connection are made anew.
const OF_ONE_CONNECTION: [HeaderName; 11] = [
    CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    HeaderName::from_static("proxy-authenticate"),
    HeaderName::from_static("proxy-authorization"),
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
    HOST,
    CONTENT_LENGTH,
];

/// A real service behind plain HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Upstream {
    /// Host and port, as they are connected to.
    authority: String,
    /// The path before those of the API.
    prefix: String,
}

#[derive(Clone)]
struct Forwarder {
    upstream: Arc<Upstream>,
    tape: Arc<Tape>,
    limit: usize,
}

impl FromStr for Upstream {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let uri: Uri = text
            .parse()
            .map_err(|error| format!("`{text}` is no address: {error}"))?;
        if uri.scheme_str() != Some("http") {
            return Err(format!(
                "`{text}` is no address of plain http, such as http://host:8089: a service behind TLS is reached through a tunnel of your own"
            ));
        }
        if text.contains(['?', '#']) {
            return Err(format!(
                "`{text}` has a query or a fragment, and nothing of it would be passed on: name the address alone"
            ));
        }
        let authority = uri
            .authority()
            .filter(|authority| !authority.as_str().contains('@') && !authority.host().is_empty())
            .ok_or("the address has no host, or holds credentials")?;
        let port = port(authority).ok_or_else(|| {
            format!("`{text}` has no port from 1 to 65535; without a colon, it is 80")
        })?;
        Ok(Self {
            authority: format!("{}:{port}", authority.host()),
            prefix: uri.path().trim_end_matches('/').to_owned(),
        })
    }
}

/// Returns the port of an address, and 80 where it names none. One that cannot be is no reason to
/// call another one.
fn port(authority: &Authority) -> Option<u16> {
    let behind = authority.as_str().strip_prefix(authority.host())?;
    let Some(port) = behind.strip_prefix(':') else {
        return behind.is_empty().then_some(80);
    };
    let port = port
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(port)?;
    port.parse().ok().filter(|port| *port > 0)
}

impl fmt::Display for Upstream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}{}", self.authority, self.prefix)
    }
}

/// Passes everything on.
pub(crate) fn forwarding(upstream: Upstream, tape: Arc<Tape>, limit: usize) -> Router {
    Router::new().fallback(forward).with_state(Forwarder {
        upstream: Arc::new(upstream),
        tape,
        limit,
    })
}

async fn forward(
    State(forwarder): State<Forwarder>,
    Extension(passage): Extension<Passage>,
    request: Request<Body>,
) -> Response {
    let (head, body) = request.into_parts();
    if !Admission::default().admits_page(&head.headers) {
        let text = "A page of another site has sent this; calls of programs are passed on.";
        return refused(StatusCode::FORBIDDEN, text);
    }
    let body = read(body, forwarder.limit).await;
    if body.end != End::Whole {
        return refused(
            StatusCode::BAD_REQUEST,
            "The body is too long, or broke off.",
        );
    }
    // From here on the peer waits for the service, and has done its part.
    passage.serves();
    let request = body.bytes.clone();
    match timeout(ANSWER_TIMEOUT, forwarder.ask(&head, body.bytes)).await {
        Ok(Ok(answer)) => {
            forwarder.write_down(&head, &request, &answer);
            answer.into_response()
        }
        Ok(Err(error)) => refused(
            StatusCode::BAD_GATEWAY,
            &format!("{}: {error}", forwarder.upstream),
        ),
        Err(_) => {
            let text = format!("{} took too long.", forwarder.upstream);
            refused(StatusCode::GATEWAY_TIMEOUT, &text)
        }
    }
}

/// The answer of the service, with the headers that are passed on.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        // As a body of its own, because bytes would be given a content type.
        (self.status, self.headers, Body::from(self.body)).into_response()
    }
}

impl Forwarder {
    /// Asks the service, and reads its whole answer.
    async fn ask(&self, head: &Parts, body: Vec<u8>) -> io::Result<Answer> {
        let stream = timeout(
            CONNECT_TIMEOUT,
            TcpStream::connect(&self.upstream.authority),
        )
        .await??;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream))
            .await
            .map_err(io::Error::other)?;
        // It ends with the sender, whose failure says all there is to say.
        tokio::spawn(connection);
        let request = self.request(head, body)?;
        let answer = sender
            .send_request(request)
            .await
            .map_err(io::Error::other)?;
        let (head, body) = answer.into_parts();
        let body = read(Body::new(body), self.limit).await;
        if body.end != End::Whole {
            return Err(io::Error::other("the answer is too long, or broke off"));
        }
        Ok(Answer {
            status: head.status,
            headers: passed_on(&head.headers),
            body: body.bytes,
        })
    }

    /// The request as the service gets it: with every header but those that were meant for this
    /// connection.
    fn request(&self, head: &Parts, body: Vec<u8>) -> io::Result<Request<Body>> {
        let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
        let mut request = Request::builder()
            .method(&head.method)
            .uri(format!("{}{path}", self.upstream.prefix))
            .body(Body::from(body))
            .map_err(io::Error::other)?;
        let mut headers = passed_on(&head.headers);
        // The body has been asked for and read.
        headers.remove(EXPECT);
        // An answer that is compressed could not be written down.
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        let host = HeaderValue::from_str(&self.upstream.authority).map_err(io::Error::other)?;
        headers.insert(HOST, host);
        *request.headers_mut() = headers;
        Ok(request)
    }

    /// Writes an exchange down, without the secrets that either side carried in its headers. No
    /// header is kept but the type of the answer.
    fn write_down(&self, head: &Parts, request: &[u8], answer: &Answer) {
        let target = Target::of(&head.uri);
        // Nobody knows which of two actions the service has taken, so no replay answers with it.
        let Some(action) = target.action.filter(|_| !target.names_several) else {
            return;
        };
        let content_type = answer.headers.get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        let content_type = content_type.unwrap_or_default().to_owned();
        let status = answer.status.as_u16();
        let exchange = Exchange::new(action, request, status, content_type, &answer.body);
        self.tape.write(exchange, &|needles| {
            credentials(&head.headers, needles);
            credentials(&answer.headers, needles);
            in_query(&head.uri, needles);
            remember_named(&String::from_utf8_lossy(request), needles);
        });
    }
}

/// The headers of one connection that go on to the other: all but those that are about the
/// connection itself, and those that it names.
fn passed_on(headers: &HeaderMap) -> HeaderMap {
    let mut others = headers.clone();
    for named in headers.get_all(CONNECTION) {
        for name in named.to_str().unwrap_or_default().split(',') {
            others.remove(name.trim());
        }
    }
    for name in OF_ONE_CONNECTION {
        others.remove(name);
    }
    others
}

/// Adds the values in the query that have the name of a secret.
fn in_query(uri: &Uri, needles: &mut Needles) {
    for (name, value) in query(uri) {
        if is_secret_name(&name) {
            needles.add(&value);
        }
    }
}

fn refused(status: StatusCode, text: &str) -> Response {
    (status, format!("oms-sim recorder: {text}\n")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upstream_is_plain_http_and_holds_no_credentials() {
        for (text, read) in [
            (
                "http://oms.example.com:8089",
                Ok("http://oms.example.com:8089"),
            ),
            (
                "http://oms.example.com/base/",
                Ok("http://oms.example.com:80/base"),
            ),
            ("http://[::1]:1", Ok("http://[::1]:1")),
            ("http://127.0.0.1:65535", Ok("http://127.0.0.1:65535")),
            ("http://127.0.0.1:65536", Err("no port from 1 to 65535")),
            (
                "http://127.0.0.1:99999/base",
                Err("no port from 1 to 65535"),
            ),
            ("http://[::1]:99999", Err("no port from 1 to 65535")),
            ("http://127.0.0.1:0", Err("no port from 1 to 65535")),
            ("http://127.0.0.1:", Err("no port from 1 to 65535")),
            ("http://127.0.0.1:+80", Err("")),
            ("http://127.0.0.1:80x", Err("")),
            ("http://oms.example.com/base?tenant=1", Err("has a query")),
            ("http://oms.example.com/#top", Err("has a query")),
            ("https://oms.example.com", Err("through a tunnel")),
            ("oms.example.com:8089", Err("is no address")),
            (
                "http://admin:secret@oms.example.com",
                Err("holds credentials"),
            ),
            ("/api", Err("is no address of plain http")),
        ] {
            match (text.parse::<Upstream>(), read) {
                (Ok(upstream), Ok(read)) => assert_eq!(upstream.to_string(), read, "{text}"),
                (Err(problem), Err(words)) => assert!(problem.contains(words), "{text}: {problem}"),
                (found, _) => panic!("{text}: {found:?}"),
            }
        }
    }
    #[test]
    fn p217_headers_are_passed_on_but_for_those_of_one_connection() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("connection", "keep-alive, X-Hop"),
            ("keep-alive", "timeout=5"),
            ("x-hop", "gone"),
            ("transfer-encoding", "chunked"),
            ("content-length", "3"),
            ("host", "recorder"),
            ("x-request-id", "1"),
            ("set-cookie", "a=1"),
            ("set-cookie", "b=2"),
        ] {
            headers.append(name, HeaderValue::from_static(value));
        }
        let others = passed_on(&headers);
        let mut named: Vec<(&str, &str)> = others
            .iter()
            .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
            .collect();
        named.sort_unstable();
        assert_eq!(
            named,
            [
                ("set-cookie", "a=1"),
                ("set-cookie", "b=2"),
                ("x-request-id", "1")
            ]
        );
    }
}
