//! The check of every entry, of the database's own records of the entries, and of all tables that
//! are derived from the entries.

use std::sync::Arc;

use oms_text::hex;
use rusqlite::types::Value;
use sha2::{Digest as _, Sha256};
use tokio_postgres::Row;

use super::again::MadeForATeam;
use super::append;
use super::fault::Fault;
use super::row::{linked, value};
use super::session::Session;
use super::sql;
use crate::journal::chain::{Hash, Linked};
use crate::journal::entry::{Entry, Event};
use crate::journal::lookup::number;
use crate::journal::order::Followed;
use crate::journal::problem::{Broken, Problem};
use crate::journal::query::{Param, Query as _};
use crate::journal::sqlite::{self, MadeAgain, Values};
use crate::journal::store::Verified;
use crate::session::Address;

/// The database's own record of an entry. Its seal is a second chain, over the values that only the
/// database can supply.
#[derive(Debug, Clone)]
struct Sealed {
    seal: Vec<u8>,
    /// The time when it was written, in microseconds since 1970, by the database's clock.
    micros: i64,
    /// The user who was connected.
    user: String,
    /// The address of the service, as whoever wrote the entry has stated it. No seal covers it,
    /// because it follows from the text.
    address: Option<String>,
    /// The keys by which a request is looked up. No seal covers them either.
    keys: [Option<i64>; 2],
}

impl Sealed {
    /// Returns whether this record is sealed after the entry with the seal `prev`.
    fn follows(&self, prev: &[u8], hash: Hash) -> bool {
        let text = format!("{}\n{hash}\n{}\n{}", hex(prev), self.micros, self.user);
        Sha256::digest(text).as_slice() == self.seal
    }
}

/// Checks every entry of one snapshot, and names the first one that was changed, removed or
/// inserted.
pub(super) fn verify(session: &Arc<Session>) -> Result<Verified, Problem> {
    let verified = session.within(sql::BEGIN_MOMENT, || {
        let (mut again, mut for_a_team) = (MadeAgain::new()?, MadeForATeam::default());
        let (entries, last) = follow(session, |entry, user| {
            for_a_team.add(entry, user);
            again.add(entry)
        })?;
        let proof = session.held()?.proof(session)?;
        for (table, select) in sql::MADE {
            with_rows(session, select, |next| again.compare(table, next))?;
        }
        for ((table, select), made) in sql::MADE_FOR_A_TEAM.iter().zip(for_a_team.rows()) {
            let mut made = made.into_iter();
            with_rows(session, select, |next| {
                sqlite::compare(table, || Ok(made.next()), next)
            })?;
        }
        let open = session.number(sql::COUNT_OPEN, vec![])?;
        Ok(Verified {
            entries,
            last,
            open: open.unwrap_or_default(),
            proof,
        })
    });
    verified.map_err(|problem| session.of_its_writer(problem))
}

/// Follows both chains, and passes on each entry with the user who wrote it, to derive the tables
/// again. Returns the number of entries and the number of the last one.
fn follow(
    session: &Arc<Session>,
    mut take: impl FnMut(&Entry, String) -> Result<(), Problem>,
) -> Result<(u64, u64), Problem> {
    let through = session.through()?;
    let mut followed = Followed::new(through);
    // The seal before the first entry.
    let mut seal = vec![0; 32];
    loop {
        let behind = vec![Param::int(number(followed.last()))];
        let page = session.rows(sql::SEALED_BEHIND, behind, sealed)?;
        if page.is_empty() {
            return Ok((followed.count(), followed.last()));
        }
        for (linked, sealed) in page {
            let (seq, hash) = (linked.seq, linked.hash);
            let entry = followed.take(linked)?;
            // The header has the seal of the entry that it replaces.
            if seq != through && !sealed.follows(&seal, hash) {
                let what = "has another time or user of the database than it was written with";
                return Err(Broken::entry(seq, what).into());
            }
            // The database compares addresses as they stand: another spelling is another one. A
            // plan that an earlier version has shared has none, and approves nothing.
            let stated = append::address(&entry.event);
            let has_none = matches!(entry.event, Event::Plan(_)) && sealed.address.is_none();
            if !has_none && sealed.address.as_deref() != stated.as_ref().map(Address::as_str) {
                let what = "has another address in the database than its text has";
                return Err(Broken::entry(seq, what).into());
            }
            if sealed.keys != append::keys_of(&entry.event) {
                let what = "is found by other parameters in the database than its text has";
                return Err(Broken::entry(seq, what).into());
            }
            take(&entry, sealed.user)?;
            seal = sealed.seal;
        }
    }
}

fn sealed(row: &Row) -> Result<(Linked, Sealed), Fault> {
    let sealed = Sealed {
        seal: value(row, 4)?,
        micros: value(row, 5)?,
        user: value(row, 6)?,
        address: value(row, 7)?,
        keys: [value(row, 8)?, value(row, 9)?],
    };
    Ok((linked(row, 0)?, sealed))
}

/// Passes on the rows of a table, page by page.
fn with_rows(
    session: &Session,
    select: &str,
    compare: impl FnOnce(Next<'_>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    session.run(select)?;
    let mut page = Vec::new().into_iter();
    compare(&mut || {
        if page.len() == 0 {
            page = session.rows(sql::FETCH, vec![], values)?.into_iter();
        }
        Ok(page.next())
    })?;
    session.run(sql::CLOSE)
}

/// A function that returns the next row of a table.
type Next<'n> = &'n mut dyn FnMut() -> Result<Option<Values>, Problem>;

/// Returns the values of a row, each a number or a text.
fn values(row: &Row) -> Result<Values, Fault> {
    let columns = row.columns().iter().enumerate();
    let values = columns.map(|(index, column)| {
        if *column.type_() == tokio_postgres::types::Type::INT8 {
            value::<Option<i64>>(row, index).map(Value::from)
        } else {
            value::<Option<String>>(row, index).map(Value::from)
        }
    });
    values.collect()
}
