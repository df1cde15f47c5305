//! Asks a proxy for a tunnel, by CONNECT.

use std::io;

use http::header::HeaderValue;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::fault::of_the_proxys_answer;
use super::resolve::Peer;
use super::socket::Stream;
use crate::{Failure, NotSentCause};

/// The most bytes of a proxy's answer, the interim ones before it included.
const LONGEST_HEAD: usize = 16 << 10;

/// Asks for a tunnel to the service. Bytes from the returned stream come from the service.
pub(super) async fn open(
    mut stream: Stream,
    service: &Peer,
    credentials: Option<&HeaderValue>,
) -> Result<Stream, Failure> {
    let asked = async {
        stream.write_all(&question(service, credentials)).await?;
        stream.flush().await?;
        answer(&mut stream).await
    };
    match asked.await {
        Ok(Some(status @ (500 | 502..=504))) => Err(out_of_reach(status)),
        Ok(Some(status)) => Err(refused(status)),
        Ok(None) => Ok(stream),
        Err(error) => Err(of_the_proxys_answer(&error)),
    }
}

fn question(service: &Peer, credentials: Option<&HeaderValue>) -> Vec<u8> {
    let Peer { host, port } = service;
    let place = if host.contains(':') {
        format!("[{host}]:{port}")
    } else {
        format!("{host}:{port}")
    };
    let mut question = format!("CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n").into_bytes();
    if let Some(credentials) = credentials {
        question.extend_from_slice(b"Proxy-Authorization: ");
        question.extend_from_slice(credentials.as_bytes());
        question.extend_from_slice(b"\r\n");
    }
    question.extend_from_slice(b"\r\n");
    question
}

/// The status by which the proxy refuses; `None` where the tunnel is open.
async fn answer(stream: &mut Stream) -> io::Result<Option<u16>> {
    let mut came = Vec::new();
    loop {
        let read = stream.read_buf(&mut came).await?;
        let head = after_interim_answers(&came)?;
        match status(head)? {
            Some(200..=299) => match end_of_head(head) {
                Some(end) if end == head.len() => return Ok(None),
                // TLS begins with a word of this side.
                Some(_) => return Err(io::Error::other("more came than an answer")),
                None => {}
            },
            // The rest of it, or the answer after it, is still on its way.
            Some(status) if is_interim(status) => {}
            None => {}
            // The rest of a refusal says nothing that is needed.
            Some(status) => return Ok(Some(status)),
        }
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if came.len() >= LONGEST_HEAD {
            return Err(io::Error::other("the head of the answer is too long"));
        }
    }
}

/// The bytes after every interim answer that is there as a whole.
fn after_interim_answers(mut bytes: &[u8]) -> io::Result<&[u8]> {
    while status(bytes)?.is_some_and(is_interim) {
        let rest = end_of_head(bytes).and_then(|end| bytes.get(end..));
        let Some(rest) = rest else { break };
        bytes = rest;
    }
    Ok(bytes)
}

/// Returns `true` if another answer follows one of this status. A switch of protocols is the last
/// word, and no tunnel.
fn is_interim(status: u16) -> bool {
    matches!(status, 100..=199) && status != 101
}

/// The end of a head, if it is there.
fn end_of_head(bytes: &[u8]) -> Option<usize> {
    [&b"\r\n\r\n"[..], b"\n\n"]
        .into_iter()
        .filter_map(|end| {
            let place = bytes.windows(end.len()).position(|window| window == end)?;
            Some(place + end.len())
        })
        .min()
}

/// The status of an answer, once its first line is there.
fn status(head: &[u8]) -> io::Result<Option<u16>> {
    let Some(end) = head.iter().position(|&byte| byte == b'\n') else {
        return Ok(None);
    };
    let status = head.get(..end).and_then(|line| {
        let line = std::str::from_utf8(line).ok()?;
        let (version, rest) = line.split_once(' ')?;
        let digits = rest.trim_end().split(' ').next()?;
        (matches!(version, "HTTP/1.1" | "HTTP/1.0") && digits.len() == 3)
            .then(|| digits.parse().ok())
            .flatten()
    });
    match status {
        Some(status) => Ok(Some(status)),
        None => Err(io::Error::other("what came back is no HTTP")),
    }
}

/// The proxy said no. It is not asked again: after a few wrong passwords it would lock the account.
fn refused(status: u16) -> Failure {
    let check = match status {
        407 => "it wants a user and a password, or other ones than those in its address",
        401 | 403 => "it does not allow this host and port, or not for this user",
        404 => "it may not know the host",
        405 | 501 => "it opens no tunnels; is this the address of a proxy?",
        _ => "its own log says why",
    };
    Failure {
        advice: (status == 404)
            .then_some("check the endpoint's host, and that the proxy can look it up"),
        ..Failure::not_sent(NotSentCause::ProxyRefused)
            .detail(format!("it answered {status} to CONNECT: {check}"))
    }
}

/// The proxy did not reach the service, which may come back. It has taken the credentials, so that
/// asking again locks nothing: no proxy says 500 of a wrong password, and tinyproxy says it of a
/// service that it cannot reach.
fn out_of_reach(status: u16) -> Failure {
    let event = match status {
        500 => "it failed, or could not reach the service",
        _ => "it could not reach the service",
    };
    Failure {
        advice: Some("check the endpoint's host and port, and that the proxy can reach them"),
        ..Failure::not_sent(NotSentCause::Proxy)
            .detail(format!("it answered {status} to CONNECT: {event}"))
    }
}
