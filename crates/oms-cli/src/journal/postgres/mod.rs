//! The journal in a PostgreSQL database, for a team.
//!
//! The database itself enforces the guarantees: one open request for each target, entries that
//! nobody changes, their chain, its own time, and the connected user. See `first.sql`, and what
//! `second.sql` changes of it; a later change is a further file, because journals have had these.
//!
//! Locks and intents share one connection, so nothing is announced any more once it is lost. The
//! server then frees the locks although the process may live. So a request without a result is
//! resolved only after the end of the process that announced it
//! ([`loses_locks`](super::store::Store::loses_locks)).

mod again;
mod append;
mod connect;
mod copy;
mod delivery;
mod facts;
mod fault;
mod health;
mod init;
mod limits;
mod lock;
mod newest;
mod obstacle;
mod prune;
mod row;
mod session;
mod share;
mod spool;
mod sql;
mod store;
mod tls;
mod verify;
mod wire;

pub(super) use connect::Access;
pub(crate) use init::schema;
pub(super) use limits::Limits;
pub(super) use store::Postgres;
