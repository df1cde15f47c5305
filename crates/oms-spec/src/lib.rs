//! Text of the spec to a validated model of the API.
//!
//! It generates nothing and touches no file: its input is text, its output is [`ir::Api`] or diagnostics.

pub mod ir;
