//! The protocol of a write: look, guard, ask, write down, send once, report.

pub(crate) mod confirm;
pub(crate) mod guard;
pub(crate) mod looking;
pub(crate) mod preflight;
pub(crate) mod record;
pub(crate) mod run;
mod send;
pub(crate) mod submit;
