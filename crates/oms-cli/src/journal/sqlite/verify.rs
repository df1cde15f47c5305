//! The check of every entry, and of all tables that are derived from the entries.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::end::{Held, Step};
use super::open::Opened;
use super::row::{linked, seq};
use super::{made, schema, sql};
use crate::journal::order::Followed;
use crate::journal::problem::{Broken, Problem};
use crate::journal::store::Verified;

impl Opened {
    /// Checks every entry, and names the first one that was changed, removed or inserted.
    ///
    /// It reads a snapshot of the journal, so that entries that are written meanwhile do not
    /// disturb it.
    pub(super) fn verify(&self, held: Option<&Held<'_>>) -> Result<Verified, Problem> {
        self.transact(Step::Look)?;
        let verified = self.verify_each(held)?;
        self.transact(Step::GiveUp)?;
        Ok(verified)
    }

    fn verify_each(&self, held: Option<&Held<'_>>) -> Result<Verified, Problem> {
        self.refuse_damage()?;
        // SQLite moves this database to the disk if it becomes large.
        let mut made_again = Connection::open("").map_err(|error| self.problem(error))?;
        schema::bring_up(&mut made_again).map_err(|error| self.problem(error))?;
        let (entries, last) = self.follow(&mut made_again)?;
        let proof = self.proof(held)?;
        self.compare(&made_again)?;
        let open = self
            .connection
            .query_row(sql::COUNT_OPEN, [], |row| seq(row, 0))
            .map_err(|error| self.problem(error))?;
        Ok(Verified {
            entries,
            last,
            open,
            proof,
        })
    }

    /// Refuses a database whose pages are inconsistent.
    fn refuse_damage(&self) -> Result<(), Problem> {
        let found: String = self
            .connection
            .query_row(sql::DAMAGE, [], |row| row.get(0))
            .map_err(|error| self.problem(error))?;
        if found == "ok" {
            Ok(())
        } else {
            Err(self.files.damaged(&found).into())
        }
    }

    /// Follows the chain, and derives the tables again. Returns the number of entries and the
    /// number of the last one.
    fn follow(&self, made_again: &mut Connection) -> Result<(u64, u64), Problem> {
        let failed = |error| self.problem(error);
        let making = made_again.transaction().map_err(failed)?;
        let mut statement = self.connection.prepare(sql::ENTRIES).map_err(failed)?;
        let rows = statement
            .query_map([], |row| linked(row, 0))
            .map_err(failed)?;
        let mut followed = Followed::new(self.through()?);
        for row in rows {
            let entry = followed.take(row.map_err(failed)?)?;
            made::make(&making, &entry).map_err(failed)?;
        }
        making.commit().map_err(failed)?;
        Ok((followed.count(), followed.last()))
    }

    /// Refuses rows that do not follow from the entries.
    fn compare(&self, made_again: &Connection) -> Result<(), Problem> {
        for (table, select) in sql::MADE {
            let differs = differs(&self.connection, made_again, select)
                .map_err(|error| self.problem(error))?;
            if let Some(seq) = differs {
                let what = format!(
                    "differs from the index `{table}`: a row of the index was changed, removed or inserted"
                );
                return Err(Broken::entry(seq, what).into());
            }
        }
        Ok(())
    }
}

/// Returns the entry of the first row that differs.
fn differs(one: &Connection, other: &Connection, select: &str) -> rusqlite::Result<Option<u64>> {
    let (mut one, mut other) = (one.prepare(select)?, other.prepare(select)?);
    let columns = one.column_count();
    let (mut ones, mut others) = (one.query([])?, other.query([])?);
    loop {
        let row = |row: Option<&rusqlite::Row<'_>>| {
            row.map(|row| (0..columns).map(|column| row.get(column)).collect())
                .transpose()
        };
        let (here, there): (Option<Vec<Value>>, Option<Vec<Value>>) =
            (row(ones.next()?)?, row(others.next()?)?);
        if here == there {
            if here.is_none() {
                return Ok(None);
            }
            continue;
        }
        let numbers = [here, there].into_iter().flatten();
        let numbers = numbers.filter_map(|row| match row.first() {
            Some(Value::Integer(seq)) => u64::try_from(*seq).ok(),
            _ => None,
        });
        return Ok(Some(numbers.min().unwrap_or_default()));
    }
}
