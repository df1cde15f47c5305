//! One HTTP/1.1 connection, driven by the call that uses it.
//!
//! hyper splits a connection into a half that takes requests and a half that does the reading and
//! writing. The second is usually given to a task of the runtime; here the call polls it, so that a
//! call that is dropped takes its socket with it.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Waker};

use bytes::Bytes;
use http_body::Body as _;
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;

use super::body::RequestBody;
use super::fault::failure_of;
use super::gate::{Gate, Gated};
use super::socket::{Look, Stream};
use crate::Failure;
use crate::transport::Progress;

/// The half of a connection that reads and writes.
type Bytewise = http1::Connection<TokioIo<Gated<Stream>>, RequestBody>;

/// A connection, with the half that takes requests and the half that reads and writes.
pub(super) struct Connection {
    requests: http1::SendRequest<RequestBody>,
    /// In a box, because it is large, and handed on from call to call.
    bytes: Box<Bytewise>,
    /// The half that reads and writes has come to its end and must not be polled again.
    ended: bool,
    look: Look,
    gate: Gate,
}

impl Connection {
    /// Speaks HTTP over a stream. Nothing is written yet.
    pub(super) async fn open(stream: Stream) -> Result<Self, Failure> {
        let look = stream.look();
        let stream = Gated::new(stream);
        let gate = stream.gate();
        let (requests, bytes) = http1::handshake(TokioIo::new(stream))
            .await
            .map_err(|error| failure_of(&error, &[]))?;
        Ok(Self {
            requests,
            bytes: Box::new(bytes),
            ended: false,
            look,
            gate,
        })
    }

    /// Sends a request, once its progress lets the first byte out, and waits for the head of its
    /// answer.
    pub(super) async fn send(
        &mut self,
        request: http::Request<RequestBody>,
        progress: &Arc<Progress>,
    ) -> Result<http::Response<Incoming>, hyper::Error> {
        let Self {
            requests,
            bytes,
            ended,
            gate,
            ..
        } = self;
        gate.hold(progress);
        let mut answer = pin!(requests.send_request(request));
        poll_fn(|cx| {
            drive(bytes, ended, cx);
            answer.as_mut().poll(cx)
        })
        .await
    }

    /// Returns `true` if the request was not let out, so that no byte of it has left.
    pub(super) fn has_refused(&self) -> bool {
        self.gate.has_refused()
    }

    /// The failure of a request that brought back no answer, by what came in its place.
    pub(super) fn failure(self, error: &hyper::Error) -> Failure {
        failure_of(error, &self.bytes.into_parts().read_buf)
    }

    /// The next piece of a body; `None` at its end.
    pub(super) async fn chunk(
        &mut self,
        body: &mut Incoming,
    ) -> Result<Option<Bytes>, hyper::Error> {
        loop {
            let frame = poll_fn(|cx| {
                // A piece that came with the head is there already.
                let there = Pin::new(&mut *body).poll_frame(cx);
                if there.is_ready() {
                    return there;
                }
                drive(&mut self.bytes, &mut self.ended, cx);
                Pin::new(&mut *body).poll_frame(cx)
            });
            match frame.await {
                // Trailers decide nothing.
                Some(Ok(frame)) => {
                    if let Ok(chunk) = frame.into_data() {
                        return Ok(Some(chunk));
                    }
                }
                Some(Err(error)) => return Err(error),
                None => return Ok(None),
            }
        }
    }

    /// Gives back, after a whole answer, a connection that can carry another request. Any other is
    /// closed.
    pub(super) fn finish(mut self) -> Option<Self> {
        // Most come to rest together with their answer.
        if !self.requests.is_ready() {
            self.drive_unwatched();
        }
        if self.ended || !self.requests.is_ready() {
            self.close();
            return None;
        }
        self.gate.close();
        Some(self)
    }

    /// Returns `true` if the server still holds its end of an idle connection and has sent nothing
    /// on it, as far as this machine has heard: an answer that nobody asked for would be read as
    /// that to the next request.
    pub(super) fn is_alive(&mut self) -> bool {
        let look = self.look.clone();
        look.during(|| self.drive_unwatched());
        !self.ended && self.requests.is_ready()
    }

    /// Drives the connection once, without anybody who would be woken by it.
    fn drive_unwatched(&mut self) {
        drive(
            &mut self.bytes,
            &mut self.ended,
            &mut Context::from_waker(Waker::noop()),
        );
    }

    /// Ends a connection whose answer was read whole, as HTTP and TLS have it: nothing is left that
    /// could be sent later.
    pub(super) fn close(self) {
        let Self {
            requests,
            mut bytes,
            mut ended,
            ..
        } = self;
        drop(requests);
        drive(
            &mut bytes,
            &mut ended,
            &mut Context::from_waker(Waker::noop()),
        );
        bytes.into_parts().io.inner().stream().socket().settle();
    }
}

/// Lets a connection read and write what it can. The caller that waits for its answer learns how it
/// ended.
fn drive(bytes: &mut Bytewise, ended: &mut bool, cx: &mut Context<'_>) {
    if !*ended {
        *ended = Pin::new(bytes).poll(cx).is_ready();
    }
}
