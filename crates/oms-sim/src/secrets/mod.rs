//! Recognizes secrets, and keeps them out of every text that is shown or written down.
//!
//! A secret is known by its type in the spec, by the header or the name that carries it, and from
//! then on by its value: a server may repeat it anywhere, and in another encoding.

mod forms;
mod headers;
mod names;
mod needles;
mod pairs;
mod strict;
mod typed;

pub(crate) use forms::unescaped;
pub(crate) use headers::{credentials, is_secret_header};
pub(crate) use names::{assigned, is_secret_name};
pub(crate) use needles::Needles;
pub(crate) use strict::strict_json;
pub(crate) use typed::{hide_named, hide_typed, remember_named};

/// The text that replaces a secret.
pub(crate) const HIDDEN: &str = "***";
