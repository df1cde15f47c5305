#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod client;
mod generated;

pub use client::Client;
#[doc(inline)]
pub use generated::shapes::{TaskId, TicketId};
pub use generated::{SPEC_DIGEST, actions, missing, shapes};
#[cfg(feature = "rustls-no-provider")]
pub use oms_core::CryptoProvider;
#[cfg(feature = "hyper")]
pub use oms_core::HttpTransport;
#[cfg(feature = "opentelemetry")]
pub use oms_core::OpenTelemetry;
#[cfg(feature = "testing")]
#[doc(inline)]
pub use oms_core::doubles as testing;
pub use oms_core::{
    Abandoned, Action, ActionInfo, Answer, AnyAction, Auth, Base64Secret, Call, CallOptions,
    CallReport, CallRetry, ClientBuilder, Cost, CredentialProvider, Effect, EpochSeconds, Error,
    Failure, FakeAnswer, FakeTransport, Fault, HIDDEN, Headers, IntegerRule, Invalid, IssuedAuth,
    Items, Json, ListRule, LookReport, Meta, NoData, NotSent, NotSentCause, OddField, OtherFields,
    Outcome, Page, Paged, Pages, PagesEnd, Pattern, Piece, Positioned, Prepared, Probe, Progress,
    Providing, ReadRetry, Reason, Rejected, Reply, RetryBudget, Secret, SecretJson, Secrets, Seen,
    Sending, Shown, Since, StartPosition, TextRule, Transport, Unknown, UnknownCause, Unreadable,
    Until, UtcDateTime, Version, Wait, WaitError, Waiting, Watched, WholeList, WireRequest,
    WriteRetry,
};
#[cfg(feature = "tower")]
pub use oms_core::{AnswerBody, SealedBody, TowerService, TowerTransport};
