//! Text to trees with spans: TOML and JSON.
//!
//! It knows nothing of the spec's language.

pub(crate) mod json;
pub(crate) mod toml;
pub(crate) mod tree;
