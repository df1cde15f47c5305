//! Passes a request on to a real service and its answer back, and writes both down.

use std::fmt;
use std::io;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, Request, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::Admission;
use super::body::{End, read};
use super::target::{Target, query};
use crate::recorder::Tape;
use crate::recording::Exchange;
use crate::secrets::{Needles, credentials, is_secret_name, remember_named};

/// Longest time for a connection, and longest time for an answer.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);

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
        let authority = uri
            .authority()
            .filter(|authority| !authority.as_str().contains('@'))
            .ok_or("the address has no host, or holds credentials")?;
        let port = authority.port_u16().unwrap_or(80);
        Ok(Self {
            authority: format!("{}:{port}", authority.host()),
            prefix: uri.path().trim_end_matches('/').to_owned(),
        })
    }
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

async fn forward(State(forwarder): State<Forwarder>, request: Request<Body>) -> Response {
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
    let request = body.bytes.clone();
    let answered = forwarder.ask(&head.method, &head.uri, &head.headers, body.bytes);
    let (status, content_type, answer) = match timeout(ANSWER_TIMEOUT, answered).await {
        Ok(Ok(answered)) => answered,
        Ok(Err(error)) => {
            return refused(
                StatusCode::BAD_GATEWAY,
                &format!("{}: {error}", forwarder.upstream),
            );
        }
        Err(_) => {
            let text = format!("{} took too long.", forwarder.upstream);
            return refused(StatusCode::GATEWAY_TIMEOUT, &text);
        }
    };
    if let Some(action) = Target::of(&head.uri).action {
        let status = status.as_u16();
        let exchange = Exchange::new(action, &request, status, content_type.clone(), &answer);
        forwarder.tape.write(exchange, &|needles| {
            credentials(&head.headers, needles);
            in_query(&head.uri, needles);
            remember_named(&String::from_utf8_lossy(&request), needles);
        });
    }
    (status, [(CONTENT_TYPE, content_type)], answer).into_response()
}

impl Forwarder {
    /// Asks the service, and reads its whole answer.
    async fn ask(
        &self,
        method: &axum::http::Method,
        uri: &Uri,
        headers: &HeaderMap,
        body: Vec<u8>,
    ) -> io::Result<(StatusCode, String, Vec<u8>)> {
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
        let request = self.request(method, uri, headers, body)?;
        let answer = sender
            .send_request(request)
            .await
            .map_err(io::Error::other)?;
        let (head, body) = answer.into_parts();
        let body = read(Body::new(body), self.limit).await;
        if body.end != End::Whole {
            return Err(io::Error::other("the answer is too long, or broke off"));
        }
        let content_type = head.headers.get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        Ok((
            head.status,
            content_type.unwrap_or_default().to_owned(),
            body.bytes,
        ))
    }

    /// The request as the service gets it: with the headers that the API needs, and without those
    /// that were meant for this connection.
    fn request(
        &self,
        method: &axum::http::Method,
        uri: &Uri,
        headers: &HeaderMap,
        body: Vec<u8>,
    ) -> io::Result<Request<Body>> {
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.upstream.prefix))
            .header(HOST, &self.upstream.authority);
        for name in [AUTHORIZATION, CONTENT_TYPE, ACCEPT] {
            if let Some(value) = headers.get(&name) {
                request = request.header(name, value);
            }
        }
        request.body(Body::from(body)).map_err(io::Error::other)
    }
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
}
