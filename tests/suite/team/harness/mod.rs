//! The harness of the tests of a team's journal: a server, a journal on it, operators, a line
//! that can be cut, and a pool of connections.

pub(super) mod journal;
pub(super) mod line;
pub(super) mod operator;
pub(super) mod pool;
pub(super) mod process;
pub(super) mod server;
