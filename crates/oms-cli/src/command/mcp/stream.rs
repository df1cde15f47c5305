//! The host's streams: they tell when the host is gone or ends the server, and which of its lines
//! were no JSON.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use rmcp::ErrorData;
use rmcp::model::{JsonRpcMessage, RequestId};
use rmcp::service::{RoleServer, RxJsonRpcMessage, TxJsonRpcMessage};
use rmcp::transport::Transport;
use rmcp::transport::async_rw::{AsyncRwTransport, DEFAULT_MAX_LINE_LENGTH};
use serde::Deserialize;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::{mpsc, watch};

use crate::surroundings::Interrupts;

/// A line that cannot be read, by the ID of its request where that much can be read of it.
type Unreadable = Option<RequestId>;

/// Reads for the protocol, and looks at every line that goes by.
pub(super) struct Watched<R> {
    from: R,
    line: Vec<u8>,
    unreadable: mpsc::UnboundedSender<Unreadable>,
    gone: watch::Sender<bool>,
}

impl<R> Watched<R> {
    /// Takes note of bytes that were read.
    fn pass(&mut self, bytes: &[u8]) {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            // The protocol drops a longer line unread, and so it is no JSON here.
            let room = DEFAULT_MAX_LINE_LENGTH.saturating_sub(self.line.len());
            self.line
                .extend_from_slice(part.get(..room).unwrap_or(part));
            if part.ends_with(b"\n") {
                if let Some(unreadable) = unreadable(&self.line) {
                    // Nobody is there to answer once the server ends.
                    let _ = self.unreadable.send(unreadable);
                }
                self.line.clear();
            }
        }
    }
}

/// Returns what is to be answered to a line; `None` if it is JSON, or empty.
fn unreadable(line: &[u8]) -> Option<Unreadable> {
    /// Half of a surrogate pair in a value that is passed over is no hindrance to the ID.
    #[derive(Deserialize)]
    struct Head {
        id: Option<RequestId>,
    }
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    if line.trim_ascii().is_empty() || serde_json::from_slice::<Value>(line).is_ok() {
        return None;
    }
    Some(
        serde_json::from_slice::<Head>(line)
            .ok()
            .and_then(|head| head.id),
    )
}

impl<R: AsyncRead + Unpin> AsyncRead for Watched<R> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let result = ready!(Pin::new(&mut this.from).poll_read(context, buffer));
        let new = buffer.filled().get(before..).unwrap_or_default();
        if new.is_empty() || result.is_err() {
            this.gone.send_replace(true);
        } else {
            this.pass(new);
        }
        Poll::Ready(result)
    }
}

/// The messages between host and server, in which a line that is no JSON is answered as well: a
/// host that waits for the answer would wait for ever.
pub(super) struct Streams<R: AsyncRead + Unpin, W: AsyncWrite> {
    messages: AsyncRwTransport<RoleServer, Watched<R>, W>,
    unreadable: mpsc::UnboundedReceiver<Unreadable>,
    interrupts: Interrupts,
    gone: watch::Sender<bool>,
    /// An answer on its way, which goes on where the wait for the next message was broken off.
    answering: Option<Pin<Box<dyn Future<Output = io::Result<()>> + Send>>>,
}

impl<R, W> Streams<R, W>
where
    R: AsyncRead + Send + Unpin,
    W: AsyncWrite + Send + Unpin + 'static,
{
    /// Returns the streams, and a value that is true once the host has closed the one to here, or
    /// an interrupt has come.
    pub(super) fn new(from: R, to: W, interrupts: Interrupts) -> (Self, watch::Receiver<bool>) {
        let (unreadable_sender, unreadable) = mpsc::unbounded_channel();
        let (gone_sender, gone) = watch::channel(false);
        let watched = Watched {
            from,
            line: Vec::new(),
            unreadable: unreadable_sender,
            gone: gone_sender.clone(),
        };
        let streams = Self {
            messages: AsyncRwTransport::new(watched, to),
            unreadable,
            interrupts,
            gone: gone_sender,
            answering: None,
        };
        (streams, gone)
    }

    fn answer(&mut self, id: Unreadable) {
        let error = ErrorData::parse_error("The line is not JSON.", None);
        let answer = self.messages.send(JsonRpcMessage::error(error, id));
        self.answering = Some(Box::pin(answer));
    }
}

impl<R, W> Transport<RoleServer> for Streams<R, W>
where
    R: AsyncRead + Send + Unpin,
    W: AsyncWrite + Send + Unpin + 'static,
{
    type Error = io::Error;

    fn send(
        &mut self,
        item: TxJsonRpcMessage<RoleServer>,
    ) -> impl Future<Output = io::Result<()>> + Send + 'static {
        self.messages.send(item)
    }

    async fn receive(&mut self) -> Option<RxJsonRpcMessage<RoleServer>> {
        loop {
            if let Some(answering) = &mut self.answering {
                // A host that takes no answers any more is told of nothing.
                let _ = answering.await;
                self.answering = None;
            }
            let message = tokio::select! {
                biased;
                Some(id) = self.unreadable.recv() => {
                    self.answer(id);
                    continue;
                }
                // A signal ends the server as the end of the stream does, after the call under way.
                () = self.interrupts.next() => {
                    self.gone.send_replace(true);
                    return None;
                }
                message = self.messages.receive() => message,
            };
            if message.is_some() {
                return message;
            }
            // The last lines before the end are answered before it.
            match self.unreadable.try_recv() {
                Ok(id) => self.answer(id),
                Err(_) => return None,
            }
        }
    }

    async fn close(&mut self) -> io::Result<()> {
        self.messages.close().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_answered_unless_it_is_json_or_empty_and_by_its_id_where_it_has_one() {
        let numbered = |id| Some(Some(RequestId::Number(id)));
        for (line, expected) in [
            (&b"{\"id\":1}\n"[..], None),
            (b"\r\n", None),
            (b"\xef\xbb\xbf{\"id\":1}\n", None),
            (b"no JSON\n", Some(None)),
            (b"{\"id\":7,\n", Some(None)),
            (b"{\"id\":7,\"params\":{\"a\":\"\\ud800\"}}\n", numbered(7)),
            (b"{\"method\":\"\\ud800\"}\n", Some(None)),
            (b"\xff\n", Some(None)),
        ] {
            assert_eq!(unreadable(line), expected, "{}", line.escape_ascii());
        }
    }
}
