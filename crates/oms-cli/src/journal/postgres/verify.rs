//! The check of every entry, of the database's own records of the entries, and of all tables that
//! are derived from the entries.

use std::sync::Arc;

use oms_text::hex;
use rusqlite::types::Value;
use sha2::{Digest as _, Sha256};
use tokio_postgres::Row;

use super::append;
use super::fault::Fault;
use super::row::{linked, value};
use super::session::Session;
use super::sql;
use crate::journal::chain::{Hash, Linked};
use crate::journal::entry::Event;
use crate::journal::lookup::number;
use crate::journal::order::Followed;
use crate::journal::problem::{Broken, Problem};
use crate::journal::query::{Param, Query as _};
use crate::journal::sqlite::MadeAgain;
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
        let mut again = MadeAgain::new()?;
        let (entries, last) = follow(session, &mut again)?;
        let proof = session.held()?.proof(session)?;
        for (table, select) in sql::MADE {
            compare(session, table, select, &again)?;
        }
        refuse_false_plans(session)?;
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

/// Follows both chains, and derives the tables again. Returns the number of entries and the number
/// of the last one.
fn follow(session: &Arc<Session>, again: &mut MadeAgain) -> Result<(u64, u64), Problem> {
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
            again.add(&entry)?;
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
    };
    Ok((linked(row, 0)?, sealed))
}

/// Refuses rows that do not follow from the entries.
fn compare(
    session: &Session,
    table: &str,
    select: &'static str,
    again: &MadeAgain,
) -> Result<(), Problem> {
    session.run(select)?;
    let mut page = Vec::new().into_iter();
    again.compare(table, || {
        if page.len() == 0 {
            page = session.rows(sql::FETCH, vec![], values)?.into_iter();
        }
        Ok(page.next())
    })?;
    session.run(sql::CLOSE)
}

/// Returns the values of a row, each a number or a text.
fn values(row: &Row) -> Result<Vec<Value>, Fault> {
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

/// Refuses a plan whose user differs from the one who shared it, or that was sent as no entry.
fn refuse_false_plans(session: &Arc<Session>) -> Result<(), Problem> {
    let Some(seq) = session.number(sql::FALSE_PLAN, vec![])? else {
        return Ok(());
    };
    let what = "is a shared plan that the table `plan` lacks, or has under another user, or as sent by an entry \
                that sends nothing or is not there";
    Err(Broken::entry(seq, what).into())
}
