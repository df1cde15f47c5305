//! A reply as bytes on the bare connection, for faults that HTTP would not let through.

use std::time::Duration;

use super::Reply;
use crate::fault::{CutFault, Wire};
use crate::http::script::Script;

/// The reply as the wire fault sends it.
pub(crate) fn script(reply: &Reply, wire: &Wire) -> Script {
    let head = head(reply, wire.slow_close.is_none());
    let body = reply.body.as_bytes();
    let whole = [head.as_slice(), body].concat();
    let sent = wire
        .cut
        .map_or(whole.len(), |cut| length(cut, head.len(), body.len()));
    let sent = whole.get(..sent).unwrap_or(&whole);
    let script = match wire.drip {
        Some(drip) => drip_by(sent, drip.bytes, drip.every),
        None => Script::close().then_write(sent),
    };
    let script = match wire.slow_close {
        Some(span) => script.then_wait(span),
        None => script,
    };
    if wire.cut.is_some_and(|cut| cut.reset) {
        script.then_reset()
    } else {
        script
    }
}

fn drip_by(bytes: &[u8], piece: usize, every: Duration) -> Script {
    bytes
        .chunks(piece.max(1))
        .fold(Script::close(), |script, chunk| {
            script.then_write(chunk).then_wait(every)
        })
}

/// Number of bytes that are sent of an answer that is cut.
fn length(cut: CutFault, head: usize, body: usize) -> usize {
    if cut.head {
        return cut.after.unwrap_or(head / 2);
    }
    head.saturating_add(cut.after.unwrap_or(body / 2))
}

/// Status line and headers. Without a length, the end of the connection is the end of the body.
fn head(reply: &Reply, with_length: bool) -> Vec<u8> {
    let status = reply.status;
    let reason = status.canonical_reason().unwrap_or("Unknown");
    let mut head = format!("HTTP/1.1 {} {reason}\r\n", status.as_u16()).into_bytes();
    for (name, value) in &reply.headers {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    if with_length {
        head.extend_from_slice(format!("content-length: {}\r\n", reply.body.len()).as_bytes());
    }
    head.extend_from_slice(b"connection: close\r\n\r\n");
    head
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;
    use crate::basis;
    use crate::fault::DripFault;

    const HEAD: &str = "HTTP/1.1 404 Not Found\r\ncontent-type: text/plain; charset=utf-8\r\n";

    fn reply() -> Reply {
        Reply::plain(StatusCode::NOT_FOUND, "0123456789", basis::NOT_FOUND)
    }

    #[test]
    fn promise_208_an_answer_is_cut_dripped_and_closed_as_the_fault_says() {
        let whole = format!("{HEAD}content-length: 10\r\nconnection: close\r\n\r\n0123456789");
        let body_at = whole.len() - 10;
        let cut = |after, head, reset| Wire {
            cut: Some(CutFault { after, head, reset }),
            ..Wire::default()
        };
        let second = Duration::from_secs(1);
        let written = |text: &str| Script::close().then_write(text);
        for (wire, expected) in [
            (Wire::default(), written(&whole)),
            (cut(Some(3), false, false), written(&whole[..body_at + 3])),
            (
                cut(None, false, true),
                written(&whole[..body_at + 5]).then_reset(),
            ),
            (cut(Some(12), true, false), written(&whole[..12])),
            (cut(Some(99), false, false), written(&whole)),
            (
                Wire {
                    slow_close: Some(second),
                    ..Wire::default()
                },
                written(&format!("{HEAD}connection: close\r\n\r\n0123456789")).then_wait(second),
            ),
            (
                Wire {
                    drip: Some(DripFault {
                        bytes: 8,
                        every: second,
                    }),
                    ..cut(Some(12), true, true)
                },
                written("HTTP/1.1")
                    .then_wait(second)
                    .then_write(" 404")
                    .then_wait(second)
                    .then_reset(),
            ),
        ] {
            assert_eq!(script(&reply(), &wire), expected, "{wire:?}");
        }
    }
}
