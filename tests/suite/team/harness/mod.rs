//! The harness of the tests of a team's journal: a server, a journal on it, operators, and a line
//! that can be cut.

pub(super) mod journal;
pub(super) mod line;
pub(super) mod operator;
pub(super) mod process;
pub(super) mod server;
