//! The checks of the store for `oms doctor`.

use std::time::SystemTime;

use super::fault::Fault;
use super::row::value;
use super::session::Session;
use super::sql;
use super::store::Postgres;
use crate::journal::lookup::in_millis;
use crate::journal::problem::Problem;
use crate::journal::query::Param;
use crate::journal::team::{Health, Role};

impl Postgres {
    /// Refuses a user from whom the database takes no entry, or not over this connection.
    pub(super) fn refuse_whoever_reads(&self) -> Result<(), Problem> {
        let session = self.session()?;
        session.refuse_pool()?;
        match role(&session)? {
            Role::Owner | Role::Operator | Role::Changes => Ok(()),
            Role::ReadOnly => Err(session.at(Fault::read_only())),
            Role::Auditor | Role::Nobody => Err(session.at(Fault::denied())),
        }
    }

    /// Checks the server, the schema, the role and the clock.
    pub(super) fn look(&self, clock: &dyn Fn() -> SystemTime) -> Result<Health, Problem> {
        let session = self.session()?;
        let served = session.served()?;
        session.refuse_pool()?;
        let role = role(&session)?;
        let before = clock();
        let there: Option<i64> = session.one(sql::CLOCK, vec![], |row| value(row, 0))?;
        let here = in_millis(before).midpoint(in_millis(clock()));
        Ok(Health {
            version: served.version,
            user: served.user,
            schema: session.version()?.unwrap_or_default(),
            role,
            ahead_by: there.unwrap_or_default() - here,
            idle_rules: session.rows(
                sql::IDLE_TRIGGERS,
                vec![Param::text(sql::TRIGGERS)],
                |row| value(row, 0),
            )?,
            encrypted: self.access.database.tls,
            waiting: self.waiting(&session)?,
        })
    }
}

fn role(session: &Session) -> Result<Role, Problem> {
    let role = session.one(sql::ROLE, vec![], |row| {
        let (owns, appends): (bool, bool) = (value(row, 0)?, value(row, 1)?);
        let (reads, changes): (bool, bool) = (value(row, 2)?, value(row, 3)?);
        let is_read_only: bool = value(row, 4)?;
        Ok(match (owns, appends, reads) {
            (true, _, _) | (_, true, _) if is_read_only => Role::ReadOnly,
            (true, _, _) => Role::Owner,
            _ if changes => Role::Changes,
            (false, true, _) => Role::Operator,
            (false, false, true) => Role::Auditor,
            (false, false, false) => Role::Nobody,
        })
    })?;
    Ok(role.unwrap_or(Role::Nobody))
}
