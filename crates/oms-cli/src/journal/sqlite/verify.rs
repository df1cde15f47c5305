//! The check of every entry, and of all tables that are derived from the entries.

use super::again::{MadeAgain, next_row};
use super::open::Opened;
use super::sql;
use crate::journal::anchors::Held;
use crate::journal::order::Followed;
use crate::journal::problem::Problem;
use crate::journal::query::Query as _;
use crate::journal::store::Verified;

impl Opened {
    /// Checks every entry, and names the first one that was changed, removed or inserted.
    ///
    /// It reads a snapshot of the journal, so that entries that are written meanwhile do not
    /// disturb it.
    pub(super) fn verify(&self, held: &Held<'_>) -> Result<Verified, Problem> {
        self.run(sql::BEGIN)?;
        let verified = self.verify_each(held)?;
        self.run(sql::ROLLBACK)?;
        Ok(verified)
    }

    fn verify_each(&self, held: &Held<'_>) -> Result<Verified, Problem> {
        self.refuse_damage()?;
        let mut made_again = MadeAgain::new()?;
        let (entries, last) = self.follow(&mut made_again)?;
        let proof = held.proof(self)?;
        self.compare(&made_again)?;
        let open = self.number(sql::COUNT_OPEN, vec![])?;
        Ok(Verified {
            entries,
            last,
            open: open.unwrap_or_default(),
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
        self.each_entry(&mut |linked| {
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
