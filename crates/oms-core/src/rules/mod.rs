//! The rules that a value must keep before it is sent, and the refusal of a value that breaks one.
//!
//! Values that are read are held to no rule.

mod collection;
mod header;
mod invalid;
mod number;
mod pattern;
mod text;

pub use collection::{ListRule, check_entries, check_items};
pub(crate) use header::{further_header_name, header_value, own_header_name};
pub use invalid::Invalid;
pub use number::IntegerRule;
pub use pattern::{Pattern, Piece};
pub use text::TextRule;
