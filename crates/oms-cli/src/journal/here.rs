//! The journal that the settings name.

use std::path::Path;
use std::sync::Arc;

use super::sqlite::Sqlite;
use super::steps::Journal;
use crate::failure::Failure;
use crate::session::Session;
use crate::session::config::{Database, JournalPlace, place};

impl Session<'_, '_> {
    /// Returns the journal that the settings name, the same each time. That of a simulator goes
    /// with it, so no anchor is kept of it.
    pub(crate) fn journal(&self) -> Result<Journal, Failure> {
        self.journal.get_or_make(|| self.new_journal())
    }

    fn new_journal(&self) -> Result<Journal, Failure> {
        let Some(kept_in) = &self.settings.journal.value else {
            return Err(Failure::guard(
                "there is no place for the journal",
                "Name one with --journal or OMS_JOURNAL. A request that cannot be written down is not sent.",
            ));
        };
        self.journal_in(kept_in, self.settings.keeps_journal())
    }

    /// Opens the journal in a place. If the journal is a lasting one, it has an anchor on this
    /// machine.
    pub(crate) fn journal_in(
        &self,
        kept_in: &JournalPlace,
        is_lasting: bool,
    ) -> Result<Journal, Failure> {
        let trust = place::trust_directory(self.surroundings).filter(|_| is_lasting);
        let anchors = trust.map(|trust| trust.join("anchors"));
        match kept_in {
            JournalPlace::Directory(directory) => {
                let store = Sqlite::new(directory.clone()).anchored_in(anchors.as_deref());
                Ok(Journal::new(Arc::new(store)))
            }
            JournalPlace::Team(database) => self.of_a_team(database, anchors.as_deref()),
        }
    }

    #[cfg(not(feature = "postgres"))]
    #[expect(
        clippy::unused_self,
        reason = "the signature is that of a build with PostgreSQL"
    )]
    fn of_a_team(&self, database: &Database, _: Option<&Path>) -> Result<Journal, Failure> {
        Err(Failure::usage(
            format!(
                "the journal {database} is in PostgreSQL, and this command was built without it"
            ),
            "Use a released binary, or build the command with `--features postgres`.",
        ))
    }

    #[cfg(feature = "postgres")]
    fn of_a_team(&self, database: &Database, anchors: Option<&Path>) -> Result<Journal, Failure> {
        use super::postgres::Postgres;

        let spools = place::spool_directory(self.surroundings).ok_or_else(|| {
            Failure::guard(
                "there is no place for results that cannot be written to a team's journal",
                "Set HOME or XDG_STATE_HOME. A request that cannot be written down is not sent.",
            )
        })?;
        let store = Postgres::new(self.access(database)?, &spools, anchors);
        Ok(Journal::new(Arc::new(store)))
    }
}
