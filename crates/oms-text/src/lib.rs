//! Facts about text that the client and its generator both need.
//!
//! The two may not import each other, so the rules that must be the same in both have this crate as
//! their home: which characters cannot be seen, and which known word a misspelt one was meant to
//! be.

mod hidden;
#[cfg(feature = "suggest")]
mod suggest;

pub use hidden::is_hidden;
#[cfg(feature = "suggest")]
pub use suggest::nearest;
