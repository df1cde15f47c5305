//! Facts about text that several crates need.
//!
//! The client and its generator may not import each other, so the rules that must be the same in
//! both have this crate as their home: which characters cannot be seen, which texts match a
//! pattern, which known word a misspelt one was meant to be, which names are usual for secrets,
//! which texts are positions of a source's own, and the forms of spans of time, of counts, of words
//! for a shell and of bytes.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod counted;
mod hex;
mod hidden;
mod pattern;
mod position;
mod secret_name;
mod shell;
mod span;
#[cfg(feature = "suggest")]
mod suggest;

pub use counted::counted;
pub use hex::{hex, hex_byte, unhex};
pub use hidden::is_hidden;
pub use pattern::{PatternPiece, matches_pattern};
pub use position::{LAST_EPOCH_SECOND, is_a_number, position_flaw};
pub use secret_name::{SECRET_NAMES, SECRET_PARTS, bare_name, is_secret_name};
pub use shell::in_a_shell;
pub use span::{format_span, parse_duration, parse_span};
#[cfg(feature = "suggest")]
pub use suggest::nearest;
