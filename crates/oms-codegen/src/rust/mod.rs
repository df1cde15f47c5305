//! Rust source as text: tokens, imports, doc comments, and how a file is printed.
//!
//! It knows the model's words for facts, and no emitter.

pub(crate) mod docs;
pub(crate) mod facts;
pub(crate) mod imports;
pub(crate) mod layout;
pub(crate) mod markdown;
pub(crate) mod render;
pub(crate) mod source;
pub(crate) mod tokens;
