//! The host's streams: they tell when the host is gone or ends the server, and which of its lines
//! could not be read.

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

use super::outline::Outline;
use crate::surroundings::Interrupts;

/// A line that cannot be read: its answer, and the ID of its request where that much can be read
/// of it.
#[derive(Debug, Clone, PartialEq)]
struct Unreadable {
    error: ErrorData,
    id: Option<RequestId>,
}

/// Reads for the protocol, and looks at every line that goes by.
pub(super) struct Watched<R> {
    from: R,
    line: Vec<u8>,
    /// Set while a line goes by that is too long.
    outline: Option<Outline>,
    unreadable: mpsc::UnboundedSender<Unreadable>,
    gone: watch::Sender<bool>,
}

impl<R> Watched<R> {
    /// Takes note of bytes that were read.
    fn pass(&mut self, bytes: &[u8]) {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            if let Some(outline) = &mut self.outline {
                outline.pass(part);
            } else {
                self.line.extend_from_slice(part);
                // The protocol drops a longer line unread.
                let end = usize::from(part.ends_with(b"\n"));
                if self.line.len() > DEFAULT_MAX_LINE_LENGTH + end {
                    let outline = self.outline.insert(Outline::default());
                    outline.pass(&self.line);
                    self.line.clear();
                }
            }
            if part.ends_with(b"\n") {
                let unreadable = match self.outline.take() {
                    Some(outline) => Some(too_long(&outline)),
                    None => unreadable(&self.line),
                };
                if let Some(unreadable) = unreadable {
                    // Nobody is there to answer once the server ends.
                    let _ = self.unreadable.send(unreadable);
                }
                self.line.clear();
            }
        }
    }
}

/// Returns what is to be answered to a line; `None` if it can be read, or is empty.
fn unreadable(line: &[u8]) -> Option<Unreadable> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    if line.trim_ascii().is_empty() {
        return None;
    }
    let problem = serde_json::from_slice::<Value>(line).err()?;
    let error =
        ErrorData::parse_error(format!("The line cannot be read as JSON: {problem}."), None);
    let id = id(line);
    Some(Unreadable { error, id })
}

fn too_long(outline: &Outline) -> Unreadable {
    let error = ErrorData::invalid_request("The line is longer than 16 MiB.", None);
    let id = id(outline.text());
    Unreadable { error, id }
}

/// Returns the ID of a request in a line.
fn id(line: &[u8]) -> Option<RequestId> {
    /// Half of a surrogate pair in a value that is passed over is no hindrance to the ID.
    #[derive(Deserialize)]
    struct Head {
        id: Option<RequestId>,
    }
    let head = serde_json::from_slice::<Head>(line).ok();
    head.and_then(|head| head.id)
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

/// The messages between host and server, in which a line that cannot be read is answered as well: a
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
            outline: None,
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

    fn answer(&mut self, to: Unreadable) {
        let answer = self.messages.send(JsonRpcMessage::error(to.error, to.id));
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
                Some(unreadable) = self.unreadable.recv() => {
                    self.answer(unreadable);
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
            let id = unreadable(line).map(|it| it.id);
            assert_eq!(id, expected, "{}", line.escape_ascii());
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_answered_as_that_and_by_its_id() {
        let (unreadable, mut answers) = mpsc::unbounded_channel();
        let mut watched = Watched {
            from: tokio::io::empty(),
            line: Vec::new(),
            outline: None,
            unreadable,
            gone: watch::channel(false).0,
        };
        let before = r#"{"id":7,"params":{"a":""#;
        let behind = "\"}}\n";
        // The end of a line is no part of its length.
        let room = DEFAULT_MAX_LINE_LENGTH + 1 - before.len() - behind.len();
        for (before, behind, length, code) in [
            (before, behind, room, None),
            (before, behind, room + 1, Some(-32600)),
            (
                r#"{"params":[""#,
                "\"],\"id\":7}\n",
                room + 99,
                Some(-32600),
            ),
            (r#"{"id":7,"a":""#, "\n", 9, Some(-32700)),
        ] {
            let line = [before, &"x".repeat(length), behind].concat();
            // The next line comes with the end of this one.
            let (first, rest) = line.split_at(line.len() / 2);
            watched.pass(first.as_bytes());
            watched.pass(format!("{rest}\n").as_bytes());
            let answer = answers.try_recv().ok();
            let told = answer.as_ref().map(|it| it.error.code.0);
            assert_eq!(told, code, "{length}");
            if code == Some(-32600) {
                let id = answer.and_then(|it| it.id);
                assert_eq!(id, Some(RequestId::Number(7)), "{length}");
            }
            assert!(answers.try_recv().is_err());
        }
    }
}
