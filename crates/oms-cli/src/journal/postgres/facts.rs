//! The answers to the queries on a team's journal.

use std::rc::Rc;
use std::sync::Arc;

use oms_client::Shown;

use super::row::{linked, linked_if_there, seq};
use super::session::Session;
use super::{newest, sql};
use crate::journal::facts::Facts;
use crate::journal::lookup::number;
use crate::journal::order::End;
use crate::journal::problem::Problem;
use crate::journal::query::{Param, Query, Row, Take};

/// Returns the answers over a connection.
pub(super) fn of(session: &Arc<Session>) -> Facts {
    Facts::new(Rc::new(Arc::clone(session)))
}

/// Returns the end of the journal. The journal must contain the entries that its anchors name, and
/// its last entries must follow each other.
pub(super) fn end_in_order(session: &Arc<Session>) -> Result<End, Problem> {
    let (end, _) = session.held()?.end(session)?;
    Ok(end)
}

/// The same for a write, which holds the lock of the chain. The rows that are derived from the last
/// entries must follow from these as well: the guards of a write look up in them what is open.
///
/// Without the lock, somebody else's entry can come between the two questions.
pub(super) fn end_to_write(session: &Arc<Session>) -> Result<End, Problem> {
    let (end, entries) = session.held()?.end(session)?;
    let compared = newest::compare(session, entries);
    compared.map_err(|problem| session.of_its_writer(problem))?;
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
