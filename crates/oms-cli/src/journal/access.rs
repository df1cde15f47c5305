//! Access to a team's journal: the user, the password and the certificates, as the settings name
//! them.

use oms_client::Secret;

use super::postgres::{Access, Limits};
use crate::failure::Failure;
use crate::session::config::{Database, JournalPlace, Source, refuse_unreadable_variable};
use crate::session::credentials::JOURNAL_PASSWORD;
use crate::session::{Session, authorities, identity, secret_file};

impl Session<'_, '_> {
    /// Returns everything that is needed to connect to a database.
    pub(super) fn access(&self, database: &Database) -> Result<Access, Failure> {
        let here = || identity::name(self.surroundings);
        let Some(user) = database.user.clone().or_else(here) else {
            return Err(Failure::usage(
                format!("the address of the journal {database} names no user"),
                "Write postgresql://USER@HOST/DATABASE.",
            ));
        };
        if database.tls {
            authorities::check(self.surroundings)?;
        }
        Ok(Access {
            database: database.clone(),
            user,
            password: self.journal_password(database)?,
            certificates: self.journal_certificates()?,
            limits: Limits::new(self.surroundings.rehearsal.patience_with_journal()),
        })
    }

    /// Returns the password: that of the profile for its own journal, and that of the variable for
    /// any other; `None` if none is named, because the server may identify the user by other means.
    fn journal_password(&self, database: &Database) -> Result<Option<Secret>, Failure> {
        let named = &self.settings.journal_password_file;
        let file = named.value.as_ref();
        if let Some(file) = file
            && self.is_of_profile(database)
        {
            let password = secret_file::read(file).map(Some);
            return password.map_err(|failure| self.settings.blaming(&named.source, failure));
        }
        let password = self.surroundings.variable(JOURNAL_PASSWORD);
        refuse_unreadable_variable(self.surroundings)?;
        if file.is_some() && password.is_none() {
            return Err(Failure::credentials(
                "the journal is not the profile's, so the profile's password is not sent there",
                format!(
                    "Set {JOURNAL_PASSWORD} for it, choose the journal by the profile alone, or name another profile."
                ),
            ));
        }
        Ok(password.map(secret_file::of_variable))
    }

    /// Returns whether a database is the one that the profile names.
    fn is_of_profile(&self, database: &Database) -> bool {
        if matches!(self.settings.journal.source, Source::Profile(..)) {
            return true;
        }
        let own = self.settings.of_profile("journal");
        let own = own.and_then(|text| JournalPlace::read(text).ok());
        own == Some(JournalPlace::Team(database.clone()))
    }

    fn journal_certificates(&self) -> Result<Option<Vec<u8>>, Failure> {
        let named = &self.settings.journal_cacert;
        let Some(path) = &named.value else {
            return Ok(None);
        };
        authorities::read(path).map(Some).map_err(|refusal| {
            let failure = Failure::usage(
                format!("{} {refusal}", path.display()),
                "Name in journal_cacert a PEM file that only you or the administrator can write or replace.",
            );
            self.settings.blaming(&named.source, failure)
        })
    }
}
