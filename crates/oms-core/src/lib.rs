//! The hand-written runtime of a generated client: it sends an action once and tells the truth
//! about what may have happened.
//!
//! It holds no word of any service's: how one is addressed and how its envelope reads is data
//! ([`Service`]) that generated code fills in. It never guesses: what is not proved to be accepted,
//! rejected or not sent is [`Outcome::Unknown`].

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(feature = "hyper"),
    expect(
        dead_code,
        reason = "the parts that a transport of its own uses have no user without the default one"
    )
)]

mod action;
mod call;
#[cfg(any(test, feature = "testing"))]
pub mod doubles;
mod envelope;
mod error;
#[doc(hidden)]
pub mod internals;
mod outcome;
mod rules;
#[cfg(test)]
mod testing;
mod text;
mod transport;
mod values;

pub use action::{
    Action, ActionInfo, AnyAction, Effect, Given, KeyCase, Probe, Role, Service, Since, Version,
};
#[cfg(feature = "opentelemetry")]
pub use call::OpenTelemetry;
pub use call::{
    Abandoned, Auth, Call, CallOptions, CallReport, CallRetry, ClientBuilder, CredentialProvider,
    Dispatcher, FromDispatcher, IssuedAuth, Items, LookReport, Page, Paged, Pages, PagesEnd,
    Positioned, Prepared, Providing, ReadRetry, Reply, RetryBudget, Seen, Until, Wait, WaitError,
    Waiting, Watched, WholeList, WriteRetry,
};
pub use envelope::Meta;
pub use error::{Error, Fault, NotSent, Rejected, Unknown, Unreadable};
pub use outcome::{NotSentCause, Outcome, Reason, UnknownCause};
pub use rules::{
    IntegerRule, Invalid, ListRule, Pattern, Piece, TextRule, check_entries, check_items,
};
pub use text::Shown;
#[cfg(feature = "rustls-no-provider")]
pub use transport::CryptoProvider;
#[cfg(feature = "hyper")]
pub use transport::HttpTransport;
pub use transport::{
    Answer, Failure, FakeAnswer, FakeTransport, Headers, Progress, Sending, Transport, WireRequest,
};
#[cfg(feature = "tower")]
pub use transport::{AnswerBody, SealedBody, TowerService, TowerTransport};
pub use values::codec::{self, NoData};
pub use values::{
    Base64Secret, Cost, EpochSeconds, HIDDEN, Json, OddField, OtherFields, Secret, SecretJson,
    Secrets, StartPosition, UtcDateTime,
};
