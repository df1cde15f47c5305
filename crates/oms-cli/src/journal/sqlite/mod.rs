//! The journal in an SQLite database, for one machine.
//!
//! Entries are only ever appended to their table, which has their chain of hashes. The other tables
//! are made from the entries, and `oms journal verify` compares them with the entries.

mod again;
#[cfg(test)]
mod cost;
mod end;
mod facts;
mod files;
mod lent;
mod made;
mod newest;
mod open;
mod prune;
mod row;
mod schema;
mod sql;
mod store;
mod takeover;
mod verify;

#[cfg(feature = "postgres")]
pub(in crate::journal) use again::{MadeAgain, Values, compare};
#[cfg(test)]
pub(crate) use cost::cost_of;
#[cfg(feature = "postgres")]
pub(in crate::journal) use newest::Newest;
pub(crate) use store::Sqlite;
