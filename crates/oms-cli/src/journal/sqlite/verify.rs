//! The check of every entry, and of all tables that are derived from the entries.

use super::again::{MadeAgain, next_row};
use super::end::{Held, Step};
use super::open::Opened;
use super::row::seq;
use super::sql;
use crate::journal::order::Followed;
use crate::journal::problem::Problem;
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
        let mut made_again = MadeAgain::new()?;
        let (entries, last) = self.follow(&mut made_again)?;
        let proof = self.proof(held)?;
        self.compare(&made_again)?;
        let open = self
            .connection
            .query_row(&sql::for_sqlite(sql::COUNT_OPEN), [], |row| seq(row, 0))
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
    fn follow(&self, made_again: &mut MadeAgain) -> Result<(u64, u64), Problem> {
        let mut followed = Followed::new(self.through()?);
        self.each_entry(sql::ENTRIES, |linked| {
            made_again.add(&followed.take(linked)?)?;
            Ok(true)
        })?;
        Ok((followed.count(), followed.last()))
    }

    /// Refuses rows that do not follow from the entries.
    fn compare(&self, made_again: &MadeAgain) -> Result<(), Problem> {
        let failed = |error| self.problem(error);
        for (table, select) in sql::MADE {
            let mut statement = self.connection.prepare(select).map_err(failed)?;
            let mut rows = statement.query([0]).map_err(failed)?;
            made_again.compare(table, || next_row(&mut rows).map_err(failed))?;
        }
        Ok(())
    }
}
