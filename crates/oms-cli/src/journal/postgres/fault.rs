//! The errors of the database and of its connection.

use std::time::Duration;

use oms_core::internals;
use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::problem::Problem;

/// The prefix of the error codes of the schema's own triggers.
const OURS: &str = "OMS";

/// The code of the error that a second person is needed, or a plan that nobody has sent yet.
const UNAPPROVED: &str = "OMS03";

/// The code of the error that two writers have written at the same place. The lock of the chain
/// prevents this, unless somebody bypasses it.
const OUT_OF_PLACE: &str = "OMS02";

/// An error of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    kind: Kind,
    /// The error as the rest of a sentence.
    pub(super) why: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The database cannot be reached, or no longer. The last statement may have been executed.
    Lost,
    /// The certificate of the server is not to be trusted.
    Certificate,
    /// The server wants a password, and none is named.
    NoPassword,
    /// The user or the password is wrong.
    WrongLogin,
    /// No rule of the server lets this user in, or it wants another proof than a password.
    NoRule,
    /// The login is refused for another reason, such as a database that does not exist.
    Login,
    /// The user lacks the permission for this.
    Denied,
    /// The server is a standby, or a setting makes it read-only for the user.
    ReadOnly,
    /// A request about the same target is open.
    Open,
    /// A rule of the schema refuses it.
    Rule,
    /// Two people are needed, or the plan is not one to send.
    Unapproved,
    /// The schema does not exist.
    NoSchema,
    /// A table, a view, a column or a function of the schema does not exist.
    Incomplete,
    /// Somebody else holds a lock that is needed.
    Busy,
    /// Any other error of the database.
    Other,
}

impl Fault {
    fn new(kind: Kind, why: impl Into<String>) -> Self {
        let why = why.into();
        Self { kind, why }
    }

    /// Returns the fault of a database that cannot be reached.
    pub(super) fn lost(why: impl Into<String>) -> Self {
        Self::new(Kind::Lost, why)
    }

    /// Returns the fault of a connection whose thread has ended.
    pub(super) fn ended() -> Self {
        Self::lost("the connection has ended")
    }

    /// Returns the fault of a database that has not answered within this time.
    pub(super) fn silent(patience: Duration) -> Self {
        Self::lost(format!("no answer came within {patience:.0?}"))
    }

    /// Returns the fault of a connection over which nothing can be written.
    pub(super) fn read_only() -> Self {
        Self::new(Kind::ReadOnly, "transactions are read-only there")
    }

    /// Returns the fault of a user who may not append.
    pub(super) fn denied() -> Self {
        Self::new(Kind::Denied, "the user may not append")
    }

    /// Converts an error of the library.
    pub(super) fn of(error: &Error) -> Self {
        let Some(said) = error.as_db_error() else {
            return match of_the_certificate(error) {
                Some(why) => Self::new(Kind::Certificate, why),
                None => Self::lost(in_words(error)),
            };
        };
        let code = said.code();
        let kind = match code.code() {
            // The server is shutting down, was killed, or does not accept connections yet; or it
            // has ended this session.
            "57P01" | "57P02" | "57P03" | "57P05" | "25P03" | "53300" => Kind::Lost,
            class if class.starts_with("08") => Kind::Lost,
            UNAPPROVED => Kind::Unapproved,
            class if class.starts_with(OURS) && class != OUT_OF_PLACE => Kind::Rule,
            _ if *code == SqlState::INVALID_PASSWORD => Kind::WrongLogin,
            _ if *code == SqlState::INVALID_AUTHORIZATION_SPECIFICATION => Kind::NoRule,
            _ if *code == SqlState::INVALID_CATALOG_NAME => Kind::Login,
            _ if *code == SqlState::INSUFFICIENT_PRIVILEGE => Kind::Denied,
            _ if *code == SqlState::READ_ONLY_SQL_TRANSACTION => Kind::ReadOnly,
            _ if *code == SqlState::UNIQUE_VIOLATION
                && said.constraint() == Some("attempt_one_open") =>
            {
                Kind::Open
            }
            _ if *code == SqlState::LOCK_NOT_AVAILABLE
                || *code == SqlState::T_R_DEADLOCK_DETECTED
                || *code == SqlState::QUERY_CANCELED =>
            {
                Kind::Busy
            }
            _ if *code == SqlState::INVALID_SCHEMA_NAME => Kind::NoSchema,
            _ if *code == SqlState::UNDEFINED_TABLE
                || *code == SqlState::UNDEFINED_COLUMN
                || *code == SqlState::UNDEFINED_FUNCTION =>
            {
                Kind::Incomplete
            }
            _ => Kind::Other,
        };
        Self::new(kind, oms_client::Shown(said.message()).to_string())
    }

    /// Converts an error of connecting, with a password or without one.
    pub(super) fn of_the_login(error: &Error, has_password: bool) -> Self {
        let fault = Self::of(error);
        let kind = match error.code() {
            // The library finds that out, and has no kind for it.
            None if !has_password && fault.why.ends_with("password missing") => Kind::NoPassword,
            // A pool refuses a login with the code of a broken protocol, for whatever reason.
            Some(code) if *code == SqlState::PROTOCOL_VIOLATION => {
                if fault.why.contains("authentication") {
                    Kind::WrongLogin
                } else {
                    Kind::Login
                }
            }
            _ => fault.kind,
        };
        Self { kind, ..fault }
    }

    /// Returns the fault as one of the query for the version: without its table, there is no
    /// schema.
    pub(super) fn of_the_version(self) -> Self {
        let kind = match self.kind {
            Kind::Incomplete => Kind::NoSchema,
            kind => kind,
        };
        Self { kind, ..self }
    }

    /// Returns true if nobody knows whether the last statement was executed.
    pub(super) fn is_lost(&self) -> bool {
        self.kind == Kind::Lost
    }

    /// Converts the fault into a problem of the journal in this place.
    pub(super) fn at(self, place: &str) -> Problem {
        let why = self.why;
        let (message, next) = match self.kind {
            Kind::Lost => (
                format!("the journal {place} cannot be reached: {why}"),
                "A request that cannot be written down is not sent. `oms doctor` checks the way to it; run the command again once it is back.",
            ),
            Kind::Certificate => (
                format!("the journal {place} cannot be trusted: {why}"),
                "Correct the name in the address, or name the certificate of its authority in journal_cacert or \
                 OMS_JOURNAL_CACERT. Nothing was sent there, and no password either.",
            ),
            Kind::NoPassword => (
                format!("the journal {place} wants a password, and none is named"),
                "Name a file with it in journal_password_file, or set OMS_JOURNAL_PASSWORD; no other file or variable is read for it.",
            ),
            Kind::WrongLogin => (
                format!("the journal {place} does not accept the user or the password: {why}"),
                "Correct the user in the address, and the password in journal_password_file or OMS_JOURNAL_PASSWORD.",
            ),
            Kind::NoRule => (
                format!("the journal {place} does not let the user in: {why}"),
                "Correct the user in the address, or ask the administrator of the database for a rule in pg_hba.conf that lets this user \
                 in with a password, such as one with scram-sha-256. The command shows no client certificate to a database.",
            ),
            Kind::Login => (
                format!("the journal {place} refuses the connection: {why}"),
                "Correct the user and the name of the database in the address, and the password in journal_password_file or \
                 OMS_JOURNAL_PASSWORD. A pool of connections may also be unable to reach the database; its log says so.",
            ),
            Kind::Denied => (
                format!("the journal {place} does not permit it: {why}"),
                "An operator may append, and the owner alone may prune. The owner grants a role with `GRANT oms_operator TO …`.",
            ),
            Kind::ReadOnly => (
                format!("the journal {place} takes no entry: {why}"),
                "The server is a standby, or read-only for this user. Name the primary in the address of the journal; an administrator \
                 of the database takes default_transaction_read_only back.",
            ),
            Kind::Open => (
                format!("the journal {place} has an open request about the same target"),
                "`oms journal list --open` shows it. Find out what it came to, and settle it with `oms journal resolve ENTRY`.",
            ),
            Kind::Rule => (
                format!("the journal {place} refuses it: {why}"),
                "Nothing was written down, and nothing was sent for it.",
            ),
            Kind::Unapproved => (
                format!("the journal {place} refuses it: {why}"),
                "Nothing was written down, and nothing was sent for it. Share a new plan with `oms plan --share COMMAND`, and let \
                 somebody else, with a database user of their own, send it with `oms apply --shared PLAN`; `oms journal plans` tells \
                 which were sent.",
            ),
            Kind::NoSchema => (
                format!("the database {place} holds no journal"),
                "Its owner makes one with `oms journal init`.",
            ),
            Kind::Incomplete => (
                format!("the journal {place} lacks a part of its schema: {why}"),
                "Somebody has changed the schema. Its owner puts back what is missing, as `oms journal init --print-sql` has it.",
            ),
            Kind::Busy => (
                format!("the journal {place} is held by somebody else: {why}"),
                "Run the command again. If it stays so, find out in pg_stat_activity who holds it.",
            ),
            Kind::Other => (
                format!("the journal {place} cannot be used: {why}"),
                "A request that cannot be written down is not sent. `oms doctor` checks the journal.",
            ),
        };
        let exit = match self.kind {
            Kind::NoPassword | Kind::WrongLogin | Kind::NoRule => Exit::Credentials,
            _ => Exit::Guard,
        };
        Problem::Team(Box::new(Failure::new(exit, message, next)))
    }
}

/// Says what is wrong with the server's certificate, if an error is about that.
fn of_the_certificate(error: &Error) -> Option<String> {
    let first: &(dyn std::error::Error + 'static) = error;
    std::iter::successors(Some(first), |&link| link.source()).find_map(internals::certificate_fault)
}

/// Returns an error with its sources, which the library does not print by itself.
fn in_words(error: &Error) -> String {
    let mut words = error.to_string();
    let mut below = std::error::Error::source(error);
    while let Some(error) = below {
        let text = error.to_string();
        if !words.contains(&text) {
            words = format!("{words}: {text}");
        }
        below = error.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_not_let_in_is_not_told_to_correct_a_password() {
        let why = "connection requires a valid client certificate";
        let fault = Fault::new(Kind::NoRule, why);
        let failure = Failure::from(fault.at("postgresql://alice@db.example/oms"));
        assert_eq!(failure.exit, Exit::Credentials);
        assert!(failure.next.contains("pg_hba.conf"), "{}", failure.next);
        let file = "journal_password_file";
        assert!(!failure.next.contains(file), "{}", failure.next);
    }

    #[test]
    fn p265_the_advice_of_a_rule_is_to_share_a_plan_where_a_second_person_is_needed() {
        for (kind, is_about_plans) in [(Kind::Unapproved, true), (Kind::Rule, false)] {
            let why = "at this service a change needs a plan that somebody else has shared";
            let fault = Fault::new(kind, why);
            let failure = Failure::from(fault.at("postgresql://alice@127.0.0.1/oms"));
            assert_eq!(failure.exit, Exit::Guard);
            assert!(failure.message.ends_with(why), "{}", failure.message);
            for words in ["`oms plan --share COMMAND`", "`oms apply --shared PLAN`"] {
                assert_eq!(failure.next.contains(words), is_about_plans, "{words}");
            }
        }
    }
}
