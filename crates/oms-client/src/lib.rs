#![doc = include_str!("../README.md")]
#![deny(clippy::self_named_module_files)]

mod client;
// Its text is that of the generator, which `cargo xtask codegen --check` compares byte by byte.
#[rustfmt::skip]
mod generated;

pub use client::Client;
#[doc(inline)]
pub use generated::shapes::{TaskId, TicketId};
pub use generated::{SPEC_DIGEST, actions, missing, shapes};
pub use oms_core::{
    Abandoned, Action, ActionInfo, Answer, AnyAction, Auth, Base64Secret, Call, CallOptions,
    CallRetry, ClientBuilder, Cost, Effect, EpochSeconds, Error, Failure, FakeTransport, Fault,
    HIDDEN, Headers, IntegerRule, Invalid, Items, Json, ListRule, Meta, NoData, NotSent,
    NotSentCause, OddField, OtherFields, Outcome, Page, Paged, Pages, PagesEnd, Pattern, Piece,
    Probe, ReadRetry, Reason, Rejected, Reply, RetryBudget, Secret, SecretJson, Secrets, Sending,
    Shown, Since, StartPosition, TextRule, Transport, Unknown, UnknownCause, Unreadable,
    UtcDateTime, Version, WholeList, WireRequest, WriteRetry,
};
