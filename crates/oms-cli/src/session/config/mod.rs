//! What the command is told beside its arguments: profiles, variables, defaults, and which of them wins.

pub(crate) mod file;
mod kept;
pub(crate) mod keys;
pub(crate) mod place;
mod setting;
mod settings;

pub(crate) use file::{Config, Profile};
pub(crate) use kept::{Database, JournalPlace, Server};
pub(crate) use setting::{Setting, Source};
pub(crate) use settings::{Environment, Settings, read_config};
