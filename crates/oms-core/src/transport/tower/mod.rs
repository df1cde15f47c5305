//! Layers of tower around a transport.
//!
//! A request goes in as [`http::Request`] and comes out as [`http::Response`], so that layers which
//! know nothing of this crate work. The body of the request is sealed: a layer may hold it back,
//! copy it and give it up, and nothing but [`TowerService`] can send it. That is the proof that a
//! call which waits for a layer, or which one turns away, was not sent.

mod body;
mod service;
mod transport;

pub use self::body::{AnswerBody, SealedBody};
pub use self::service::TowerService;
pub use self::transport::TowerTransport;

#[cfg(test)]
mod tests;
