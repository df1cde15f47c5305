//! The answers to the queries on a team's journal.

use std::rc::Rc;
use std::sync::Arc;

use oms_client::Shown;

use super::row::{linked, linked_if_there, seq};
use super::session::Session;
use super::sql;
use crate::journal::facts::Facts;
use crate::journal::lookup::number;
use crate::journal::order::End;
use crate::journal::problem::Problem;
use crate::journal::query::{Param, Query, Row, Take};

/// The number of entries at the end that are checked before any decision. The database has chained
/// them, and `oms journal verify` checks all entries.
const CHECKED: u32 = 16;

/// Returns the answers over a connection.
pub(super) fn of(session: &Arc<Session>) -> Facts {
    Facts::new(Rc::new(Arc::clone(session)))
}

/// Returns the end of the journal. The journal must contain the entries that its anchors name, and
/// its last entries must follow each other.
pub(super) fn end_in_order(session: &Arc<Session>) -> Result<End, Problem> {
    // Nobody but the owner of the database can change a row that is derived from an entry.
    let (end, _) = session.held()?.end(session, CHECKED)?;
    Ok(end)
}

impl Query for Arc<Session> {
    fn answer(&self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, Problem> {
        self.rows(sql, params, |row| {
            Row::read(
                row.len(),
                |column| seq(row, column),
                |column| linked_if_there(row, column),
            )
        })
    }

    /// Passes on the entries page by page.
    fn each_entry(&self, take: Take<'_>) -> Result<(), Problem> {
        let mut behind = 0;
        loop {
            let behind_it = vec![Param::int(behind)];
            let page = self.rows(sql::ENTRIES_BEHIND, behind_it, |row| linked(row, 0))?;
            if page.is_empty() {
                return Ok(());
            }
            for linked in page {
                behind = number(linked.seq);
                if !take(linked)? {
                    return Ok(());
                }
            }
        }
    }

    /// Says of an entry that is not in order who has written it. Nobody can move a database away,
    /// and its owner alone can change it.
    fn of_its_writer(&self, problem: Problem) -> Problem {
        let broken = match problem {
            Problem::Broken(broken) => broken,
            other => return other,
        };
        // Without an answer, the entry alone is named.
        let witness = broken.entry.and_then(|entry| self.witness(entry).ok()?);
        let by = witness.map_or_else(String::new, |by| {
            let user = Shown(&by.user);
            format!("; the database user {user} wrote it at {}", by.time)
        });
        Problem::team(
            format!("{} {}{by}", broken.part, broken.what),
            "Find out who wrote or changed it. The owner of the journal restores the database, or takes out an entry that no command \
             can read, as docs/team.md says; nothing is sent until then.",
        )
    }
}
