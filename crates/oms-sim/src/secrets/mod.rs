//! Recognizes secrets, and keeps them out of every text that is shown or written down.
//!
//! A secret is known by its type in the spec, by the header or the name that carries it, and from
//! then on by its value: a server may repeat it anywhere, and in another encoding.

mod forms;
mod headers;
mod names;
mod needles;
mod pairs;
mod typed;

use oms_client::Json;
use serde_json::Value;

pub(crate) use forms::unescaped;
pub(crate) use headers::{credentials, is_secret_header};
pub(crate) use names::{assigned, is_secret_name};
pub(crate) use needles::Needles;
pub(crate) use typed::{hide_named, hide_typed, remember_named};

/// The text that replaces a secret.
pub(crate) const HIDDEN: &str = "***";

/// Reads JSON; `None` if it is none, or if an object has a key twice.
///
/// Of a key that is given twice, a parser keeps one value and drops the other. If the dropped one
/// is a secret, nobody knows it afterwards, and a server that repeats it is not noticed.
pub(crate) fn strict_json(bytes: &[u8]) -> Option<Value> {
    Json::distinct(bytes).ok()
}
