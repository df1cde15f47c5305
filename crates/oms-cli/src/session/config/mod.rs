//! The settings of the command beside its arguments: profiles, variables, defaults, and their order
//! of precedence.

pub(crate) mod file;
mod journal_place;
pub(crate) mod keys;
mod pick;
pub(crate) mod place;
mod setting;
mod settings;
mod tls;

pub(crate) use file::{Config, Profile, parse as parse_config};
#[cfg(feature = "postgres")]
pub(crate) use journal_place::Server;
pub(crate) use journal_place::{Database, JournalPlace};
pub(crate) use setting::{Setting, Source};
pub(crate) use settings::{Environment, Settings, read_config, refuse_unreadable_variable};
pub(crate) use tls::{CACERT, CLIENT_CERTIFICATE, CLIENT_KEY, TlsOptions};
