//! The journal in an SQLite database, for one machine.

mod end;
mod export;
mod facts;
mod files;
mod made;
mod open;
mod prune;
mod row;
mod schema;
mod sql;
mod store;
mod takeover;
mod verify;

pub(crate) use store::Sqlite;
