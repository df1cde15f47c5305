//! The answers to the queries on a team's journal.

use std::rc::Rc;
use std::sync::Arc;

use super::row::{linked_if_there, seq};
use super::session::Session;
use crate::journal::facts::Facts;
use crate::journal::problem::Problem;
use crate::journal::query::{Param, Query, Row};

/// Returns the answers over a connection.
pub(super) fn of(session: &Arc<Session>) -> Facts {
    Facts::new(Rc::new(Arc::clone(session)))
}

impl Query for Arc<Session> {
    fn rows(&self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, Problem> {
        Session::rows(self, sql, params, |row| {
            Row::read(
                row.len(),
                |column| seq(row, column),
                |column| linked_if_there(row, column),
            )
        })
    }

    fn of_its_writer(&self, problem: Problem) -> Problem {
        Session::of_its_writer(self, problem)
    }
}
