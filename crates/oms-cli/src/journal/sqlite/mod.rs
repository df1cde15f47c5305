//! The journal in an SQLite database, for one machine.

mod again;
mod end;
mod export;
mod facts;
mod files;
mod lent;
mod made;
mod open;
mod prune;
mod row;
mod schema;
mod sql;
mod store;
mod takeover;
mod verify;

#[cfg(feature = "postgres")]
pub(in crate::journal) use again::MadeAgain;
pub(crate) use store::Sqlite;
