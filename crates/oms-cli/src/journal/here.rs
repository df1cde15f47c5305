//! The journal of this machine.

use std::sync::Arc;

use super::sqlite::Sqlite;
use super::steps::Journal;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;
use crate::session::config::{Source, place};

impl Session<'_, '_> {
    /// The journal of this machine. That of a simulator goes with it, so that no anchor is kept of it.
    pub(crate) fn journal(&self) -> Result<Journal, Failure> {
        let Some(directory) = self.settings.journal.value.clone() else {
            return Err(Failure::new(
                Exit::Guard,
                "there is no place for the journal",
                "Name one with --journal or OMS_JOURNAL. What cannot be written down is not sent.",
            ));
        };
        let store = Sqlite::new(directory);
        let is_lasting = self.settings.journal.source != Source::Flag("simulator");
        let store = match place::trust_directory(self.surroundings).filter(|_| is_lasting) {
            Some(trust) => store.anchored_in(&trust.join("anchors")),
            None => store,
        };
        Ok(Journal::new(Arc::new(store)))
    }
}
