//! The hand-written runtime of a generated client: it sends an action once and tells the truth about what may have happened.
//!
//! It holds no word of any service's: how one is addressed and how its envelope reads is data ([`Service`]) that generated code
//! fills in. It never guesses: what is not proved to be accepted, rejected or not sent is [`Outcome::Unknown`].

#![cfg_attr(
    not(feature = "hyper"),
    expect(
        dead_code,
        reason = "the parts that a transport of its own uses have no user without the default one"
    )
)]

mod abandoned;
mod accepted;
mod action;
mod auth;
mod base64;
mod builder;
mod call;
mod check;
mod classify;
mod clock;
pub mod codec;
mod cost;
mod dispatcher;
mod echo;
mod endpoint;
mod envelope;
mod epoch_seconds;
mod error;
mod given;
mod html;
#[doc(hidden)]
pub mod internals;
mod invalid;
mod json;
mod json_path;
mod judge;
mod meta;
mod number_rule;
mod observe;
mod other_fields;
mod outcome;
mod pages;
mod pattern;
mod probe;
mod reply;
mod retry;
mod secret;
mod secrets;
mod service;
mod shown;
mod start_position;
#[cfg(test)]
mod testing;
mod text_rule;
mod transport;
mod utc_date_time;
mod version;

pub use abandoned::Abandoned;
pub use action::{Action, ActionInfo, Effect};
pub use auth::Auth;
pub use builder::ClientBuilder;
pub use call::Call;
pub use check::{check_entries, check_items};
pub use codec::NoData;
pub use cost::Cost;
pub use dispatcher::{Dispatcher, FromDispatcher};
pub use epoch_seconds::EpochSeconds;
pub use error::{
    Error, Fault, NotSent, NotSentCause, Reason, Rejected, Unknown, UnknownCause, Unreadable,
};
pub use given::Given;
pub use invalid::Invalid;
pub use json::Json;
pub use meta::Meta;
pub use number_rule::{IntegerRule, ListRule};
pub use other_fields::OtherFields;
pub use outcome::Outcome;
pub use pages::{Items, Page, Paged, Pages, PagesEnd};
pub use pattern::{Pattern, Piece};
pub use probe::Probe;
pub use reply::Reply;
pub use retry::{ReadRetry, WriteRetry};
pub use secret::{Base64Secret, Secret, SecretJson};
pub use secrets::{HIDDEN, Secrets};
pub use service::{KeyCase, Role, Service};
pub use shown::Shown;
pub use start_position::StartPosition;
pub use text_rule::TextRule;
pub use transport::{Answer, Failure, FakeTransport, Headers, Sending, Transport, WireRequest};
pub use utc_date_time::UtcDateTime;
pub use version::{Since, Version};
