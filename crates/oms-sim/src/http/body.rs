//! Reads the body of a request up to a limit, and keeps the first part of one that is too long or
//! breaks off.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::Body;
use hyper::body::Body as _;

/// A body as it was received.
pub(crate) struct Received {
    /// The bytes, at most as many as the limit.
    pub(crate) bytes: Vec<u8>,
    /// The end of the body.
    pub(crate) end: End,
}

/// The end of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// It was read to its end.
    Whole,
    /// It is longer than the limit, and the rest was not read.
    TooLarge,
    /// The connection broke off, or the framing is wrong.
    Broken,
}

/// Reads a body of at most `limit` bytes.
pub(crate) async fn read(mut body: Body, limit: usize) -> Received {
    let mut bytes = Vec::new();
    let end = loop {
        let data = match poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            None => break End::Whole,
            Some(Err(_)) => break End::Broken,
            // A frame that holds no data holds trailers, which mean nothing here.
            Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
        };
        let room = limit.saturating_sub(bytes.len());
        bytes.extend(data.iter().take(room));
        if data.len() > room {
            break End::TooLarge;
        }
    };
    Received { bytes, end }
}
