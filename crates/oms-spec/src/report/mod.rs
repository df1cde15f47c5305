//! Problems of a spec: their places in its files, their codes, and how they are shown.
//!
//! Every phase reports here, so nothing below knows a phase.

mod codes;
mod diagnostics;
mod flaw;
mod problems;
mod render;
mod sources;
mod span;
mod threads;
mod visible;
mod words;

pub use codes::Code;
pub use diagnostics::{Diagnostics, SpecPlace};
pub(crate) use flaw::Flaw;
pub use problems::Diagnostic;
pub(crate) use problems::Problems;
pub(crate) use sources::{ROOT, SourceText};
pub(crate) use span::{Span, Text};
pub(crate) use visible::{STAND_IN, hides_any, is_hidden, made_visible};
pub(crate) use words::{all_of, any_of, escaped, quoted};
