#![doc = include_str!("../README.md")]

mod client;
mod generated;

pub use client::Client;
#[doc(inline)]
pub use generated::shapes::{TaskId, TicketId};
pub use generated::{SPEC_DIGEST, actions, missing, shapes};
pub use oms_core::{
    Abandoned, Action, ActionInfo, Answer, Auth, Call, ClientBuilder, Cost, Effect, EpochSeconds,
    Error, Failure, FakeTransport, Fault, Headers, Invalid, Json, Meta, NotSent, NotSentCause,
    Outcome, ReadRetry, Reason, Rejected, Reply, Sending, Shown, Since, StartPosition, Transport, Unknown,
    UnknownCause, Unreadable, Version, WireRequest, WriteRetry,
};
