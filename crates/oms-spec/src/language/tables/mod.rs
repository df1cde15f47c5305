//! The key table: every table and key of the spec's two kinds of files, one row a key.
//!
//! A row is the key's name, whether it must be there, the values that it takes, a value as it is
//! written, and its meaning. The manual, the schema and the checks read the rows from end to end,
//! so a key that is added here is known to all of them. The rows are laid out by hand.

mod action;
mod root;
mod shared;
mod types;

pub(crate) use action::ACTION;
pub(crate) use root::ROOT;
