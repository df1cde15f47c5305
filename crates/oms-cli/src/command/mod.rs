//! The commands beside the actions, a module each: their arguments, their examples and what they
//! do.

pub(crate) mod action;
pub(crate) mod apply;
mod awaited;
pub(crate) mod batch;
pub(crate) mod call;
pub(crate) mod config;
mod continuation;
mod copied;
pub(crate) mod doctor;
pub(crate) mod documents;
pub(crate) mod journal;
mod keep;
mod listed;
#[cfg(feature = "mcp")]
pub(crate) mod mcp;
pub(crate) mod offers;
pub(crate) mod plan;
pub(crate) mod rewind;
pub(crate) mod runs;
pub(crate) mod saved_run;
#[cfg(feature = "simulator")]
pub(crate) mod sim;
pub(crate) mod status;
pub(crate) mod undo;
pub(crate) mod version;
pub(crate) mod wait;
#[cfg(feature = "watch")]
pub(crate) mod watch;
