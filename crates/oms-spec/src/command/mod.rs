//! The words of the command line: those that run an action, and the flags of its parameters.
//!
//! The generator writes what is decided here, and the comparison of two specs compares it: a name
//! that another parameter or another action takes away is a break that neither of the two specs
//! says by itself.

mod flag;
mod words;

pub use flag::{Flag, FlagForm, RESERVED_FLAGS};
