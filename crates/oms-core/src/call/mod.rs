//! A call from its request to its reply: the client's options, the one path that every call takes,
//! and the pages of a list.

mod abandoned;
mod accepted;
#[cfg(feature = "opentelemetry")]
mod attempt;
mod auth;
mod builder;
mod call_options;
mod clock;
mod credentials;
mod dispatcher;
mod future;
mod in_flight;
mod judge;
mod observe;
#[cfg(feature = "opentelemetry")]
mod open_telemetry;
mod pages;
mod prepared;
mod report;
mod retry;
mod run;
mod searched;
mod state;
mod wait;

pub use abandoned::Abandoned;
pub use accepted::Reply;
pub use auth::Auth;
pub use builder::ClientBuilder;
pub use call_options::{CallOptions, CallRetry};
pub use credentials::{CredentialProvider, IssuedAuth, Providing};
pub use dispatcher::{Dispatcher, FromDispatcher};
pub use future::Call;
#[cfg(feature = "opentelemetry")]
pub use open_telemetry::OpenTelemetry;
pub use pages::{Items, Page, Paged, Pages, PagesEnd, WholeList};
pub use prepared::Prepared;
pub use report::CallReport;
pub use retry::{ReadRetry, RetryBudget, WriteRetry};
pub use wait::{LookReport, Positioned, Seen, Until, Wait, WaitError, Waiting, Watched};

#[cfg(test)]
mod tests;
