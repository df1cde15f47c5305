//! A connection to a journal of the present schema, and its queries.

use std::path::Path;
use std::sync::Arc;

use oms_client::Shown;
use oms_text::hex;
use tokio_postgres::Row;

use super::connect::Access;
use super::fault::Fault;
use super::row::value;
use super::sql;
use super::wire::Wire;
use crate::journal::anchor::Anchor;
use crate::journal::anchors::{Anchors, Held};
use crate::journal::lookup::number;
use crate::journal::problem::Problem;
use crate::journal::query::Param;
use crate::journal::team::Witness;
use crate::session::Address;
use crate::session::address::masked;

/// The oldest supported version of the server.
const OLDEST: i64 = 140_000;

/// A connection to a journal.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) wire: Wire,
    place: String,
    /// The server process of this connection, which holds the locks: its number, and the mark that
    /// it was given. A pool can lend one process to two commands by turns, so that its number alone
    /// proves nothing; and it would then give the second command the locks of the first one.
    backend: String,
    /// The moment at which the journal was made, with its database and its server. It is that of
    /// the very journal over any address and in a standby, but not of a copy in another server or
    /// database; `None` if nothing says it.
    pub(super) origin: Option<String>,
    pub(super) anchors: Anchors,
}

/// The version of the server and the connected user.
#[derive(Debug, Clone)]
pub(super) struct Served {
    pub(super) version: String,
    pub(super) user: String,
}

impl Session {
    /// Connects to a server, whatever its database contains.
    pub(super) fn connect(access: &Access, place: &str) -> Result<Self, Problem> {
        let at = |fault: Fault| fault.at(place);
        let mark = mark().map_err(at)?;
        let wire = Wire::connect(access.clone()).map_err(at)?;
        let mut session = Self {
            wire,
            place: place.to_owned(),
            backend: String::new(),
            origin: None,
            anchors: Anchors::default(),
        };
        let params = vec![Param::text(&mark)];
        let process = session.one(sql::MARK, params, |row| value::<String>(row, 0))?;
        session.backend = format!("{} {mark}", process.unwrap_or_default());
        Ok(session)
    }

    /// Connects to a journal, and refuses one with another version of the schema. Its anchors are
    /// below this directory, if there is a place for them.
    pub(super) fn open(
        access: &Access,
        place: &str,
        anchors: Option<&Path>,
    ) -> Result<Arc<Self>, Problem> {
        let mut session = Self::connect(access, place)?;
        let found = session.version()?;
        let known = i64::try_from(sql::MIGRATIONS.len()).unwrap_or(i64::MAX);
        match found {
            Some(found) if found == known => {
                let origin = |row: &Row| Ok((value(row, 0)?, value::<bool>(row, 1)?));
                let (origin, is_standby) = session.one(sql::ORIGIN, vec![], origin)?.unzip();
                session.origin = origin;
                if let Some(anchors) = anchors {
                    let address = access.database.without_user();
                    // A standby may lack the last entries for a while, and takes none.
                    let origin = session.origin.as_deref();
                    let origin = origin.filter(|_| is_standby == Some(false));
                    let origin =
                        origin.map(|at| format!("the team's journal that was made at {at}"));
                    let names = std::iter::once(address).chain(origin);
                    let anchors = names.map(|name| Anchor::named(anchors, name.into()));
                    session.anchors = anchors.collect();
                }
                Ok(Arc::new(session))
            }
            Some(found) if found > known => Err(Problem::Newer(found, known)),
            Some(_) => Err(session.refused(
                "has the schema of an earlier version",
                "Its owner upgrades it with `oms journal init`.",
            )),
            None => Err(session.refused(
                "holds no entry of its version",
                "Its owner runs `oms journal init`.",
            )),
        }
    }

    /// Returns the number of migrations that the schema has had; `None` if their table is empty.
    pub(super) fn version(&self) -> Result<Option<i64>, Problem> {
        let rows = self.wire.query(sql::VERSION, vec![]);
        let version = rows
            .map_err(Fault::of_the_version)
            .and_then(|rows| rows.first().map(|row| value(row, 0)).transpose())
            .map_err(|fault| self.at(fault))?;
        Ok(version.flatten())
    }

    /// Returns the server and the user. A server that is too old is refused.
    pub(super) fn served(&self) -> Result<Served, Problem> {
        let found = self.one(sql::SERVER, vec![], |row| {
            let number: i64 = value(row, 0)?;
            let served = Served {
                version: value(row, 1)?,
                user: value(row, 2)?,
            };
            Ok((number, served))
        })?;
        match found {
            Some((number, served)) if number >= OLDEST => Ok(served),
            Some((_, served)) => Err(self.refused(
                &format!("is on a server of version {}", served.version),
                "A journal needs PostgreSQL 14 or later.",
            )),
            None => Err(self.refused("says nothing of its server", "Look at its log.")),
        }
    }

    /// Refuses the connection if its server process is not its own, which a pool that lends
    /// connections for single transactions causes.
    pub(super) fn refuse_pool(&self) -> Result<(), Problem> {
        let now = self.one(sql::BACKEND, vec![], |row| value::<String>(row, 0))?;
        if now.as_ref() == Some(&self.backend) {
            return Ok(());
        }
        Err(self.is_lent())
    }

    /// Returns the server process of this connection, as the database is asked about it.
    pub(super) fn backend(&self) -> Param {
        Param::text(&self.backend)
    }

    /// Returns the problem of a connection whose server process is not its own.
    pub(super) fn is_lent(&self) -> Problem {
        self.refused(
            "is reached through a pool that lends connections for one transaction, so that no lock lasts",
            "Name the server itself, or a pool that lends connections for a session.",
        )
    }

    /// Runs a query and converts each row.
    pub(super) fn rows<T>(
        &self,
        sql: &'static str,
        params: Vec<Param>,
        read: impl FnMut(&Row) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Problem> {
        let rows = self.wire.query(sql, params);
        rows.and_then(|rows| rows.iter().map(read).collect())
            .map_err(|fault| self.at(fault))
    }

    /// Returns whether the server takes no entry over this connection.
    pub(super) fn is_read_only(&self) -> Result<bool, Problem> {
        let is_read_only = self.one(sql::READ_ONLY, vec![], |row| value(row, 0))?;
        Ok(is_read_only == Some(true))
    }

    /// Runs a query and converts its first row.
    pub(super) fn one<T>(
        &self,
        sql: &'static str,
        params: Vec<Param>,
        read: impl FnMut(&Row) -> Result<T, Fault>,
    ) -> Result<Option<T>, Problem> {
        Ok(self.rows(sql, params, read)?.into_iter().next())
    }

    /// Runs a statement without parameters.
    pub(super) fn run(&self, sql: &str) -> Result<(), Problem> {
        self.wire.run(sql).map_err(|fault| self.at(fault))
    }

    /// Begins a transaction. It is rolled back if it waits too long for the lock of the chain: a
    /// connection in a failed transaction refuses everything.
    pub(super) fn begin(&self, begin: &str) -> Result<(), Problem> {
        let done = self.run(begin);
        if done.is_err() {
            // If this fails as well, the connection is lost, and the transaction with it.
            let _ = self.run(sql::ROLLBACK);
        }
        done
    }

    /// Runs `work` within a transaction, which is rolled back if the work fails.
    pub(super) fn within<T>(
        &self,
        begin: &str,
        work: impl FnOnce() -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.begin(begin)?;
        let done = work();
        let end = if done.is_ok() {
            sql::COMMIT
        } else {
            sql::ROLLBACK
        };
        let ended = self.run(end);
        let done = done?;
        ended.map(|()| done)
    }

    /// Reads the anchors, before the end is read: both move on while somebody else writes.
    pub(super) fn held(&self) -> Result<Held<'_>, Problem> {
        let read = self.anchors.read();
        read.map_err(|error| Problem::Io(self.place.clone().into(), error))
    }

    /// Returns the database's own record of an entry, unless it was pruned.
    pub(super) fn witness(&self, entry: u64) -> Result<Option<Witness>, Problem> {
        self.one(sql::WITNESS, vec![Param::int(number(entry))], |row| {
            Ok(Witness {
                user: value(row, 0)?,
                time: value(row, 1)?,
            })
        })
    }

    /// Returns the services at which two people are needed. An address that no service can have, or
    /// that is not in its normal form, is refused, because the database compares it as it stands.
    pub(super) fn two_people(&self) -> Result<Vec<Address>, Problem> {
        let written = self.rows(sql::TWO_PEOPLE, vec![], |row| value::<String>(row, 0))?;
        let addresses = written.into_iter().map(|written| {
            let address = Address::of(&written);
            let right = if !address.is_of_a_service() {
                "an address begins with http:// or https://".to_owned()
            } else if address.as_str() == written {
                return Ok(address);
            } else {
                format!("the address is written {}", Shown(address.as_str()))
            };
            let what = format!(
                "has `{}` in its table two_people, which matches nothing: {right}",
                Shown(&masked(&written)),
            );
            Err(self.refused(&what, "The owner of the journal corrects the row."))
        });
        addresses.collect()
    }

    /// Converts a fault into a problem of this journal.
    pub(super) fn at(&self, fault: Fault) -> Problem {
        fault.at(&self.place)
    }

    /// Returns the problem of a journal that cannot be used.
    pub(super) fn refused(&self, what: &str, next: &str) -> Problem {
        let message = format!("the journal {} {what}", self.place);
        Problem::team(message, next)
    }
}

/// Returns a mark that no other connection has.
fn mark() -> Result<String, Fault> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| Fault::lost(format!("no connection can be marked: {error}")))?;
    Ok(hex(&bytes))
}
