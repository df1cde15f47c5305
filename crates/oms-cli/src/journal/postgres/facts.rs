//! The queries on a team's journal, which use the indexes of the database.

use std::rc::Rc;
use std::sync::Arc;

use tokio_postgres::Row;

use super::fault::Fault;
use super::row::{linked, linked_if_there, seq, value};
use super::session::Session;
use super::sql;
use super::wire::Param;
use crate::journal::attempt::{Attempt, Target};
use crate::journal::facts::{Facts, Like, Rivals, Runs, last_same};
use crate::journal::filter::Filter;
use crate::journal::lookup::{in_millis, number};
use crate::journal::parts::{Parts, RunParts};
use crate::journal::problem::Problem;
use crate::journal::progress::Run;
use crate::session::Address;

/// Returns the queries on the journal of a connection.
pub(super) fn of(session: &Arc<Session>) -> Rc<dyn Facts> {
    Rc::new(Reading {
        session: Arc::clone(session),
    })
}

/// The queries over one connection.
#[derive(Debug)]
struct Reading {
    session: Arc<Session>,
}

impl Facts for Reading {
    fn attempt(&self, seq: u64) -> Result<Option<Attempt>, Problem> {
        self.one(sql::ATTEMPT, vec![Param::int(number(seq))])
    }

    fn attempts(&self, filter: &Filter) -> Result<Vec<Attempt>, Problem> {
        let endpoint = filter.endpoint.as_ref().map(Address::as_str);
        let params = vec![
            Param::Flag(filter.open),
            Param::Int(filter.since.map(in_millis)),
            Param::Int(filter.until.map(in_millis)),
            Param::Text(filter.profile.clone()),
            Param::Text(endpoint.map(ToOwned::to_owned)),
            Param::Text(filter.action.clone()),
            Param::Text(filter.id.clone()),
            Param::Int(filter.run.map(number)),
            Param::Text(filter.outcome.clone()),
        ];
        self.several(sql::FILTERED, params)
    }

    fn open_about(&self, id: &str) -> Result<Vec<Attempt>, Problem> {
        self.several(sql::OPEN_ABOUT, vec![Param::text(id)])
    }

    fn last_accepted(&self, target: &Target, like: Like<'_>) -> Result<Option<Attempt>, Problem> {
        let with = |last: Param| {
            vec![
                Param::text(target.id()),
                Param::text(target.address().as_str()),
                last,
            ]
        };
        match like {
            Like::Action(action) => self.one(sql::LAST_WITH_ACTION, with(Param::text(action))),
            Like::Direction(intent) => self.one(
                sql::LAST_IN_DIRECTION,
                with(Param::Text(intent.direction.clone())),
            ),
            Like::Request(intent) => {
                let queries = [sql::LAST_OF_REQUEST, sql::LAST_OF_GIVEN];
                last_same(intent, queries, |query, key| {
                    let mut params = with(Param::Text(intent.direction.clone()));
                    params.push(Param::Int(key));
                    self.one(query, params)
                })
            }
        }
    }

    fn rival(&self, rivals: Rivals<'_>) -> Result<Option<Attempt>, Problem> {
        let Rivals { of, many, behind } = rivals;
        let params = vec![
            Param::int(number(behind)),
            Param::int(number(of.seq)),
            Param::text(&of.intent.action),
            Param::text(&of.intent.id),
            Param::text(many),
        ];
        self.one(sql::RIVAL, params)
    }

    fn last_of_profile(&self, profile: &str) -> Result<Option<Attempt>, Problem> {
        self.one(sql::LAST_OF_PROFILE, vec![Param::text(profile)])
    }

    fn run(&self, of: u64) -> Result<Option<Run>, Problem> {
        let this = || vec![Param::int(number(of))];
        let found = self.session.one(sql::RUN, this(), |row| {
            Ok((linked_if_there(row, 0)?, linked_if_there(row, 4)?))
        })?;
        let Some((begin, end)) = found else {
            return Ok(None);
        };
        let parts = RunParts {
            seq: of,
            begin,
            end,
            seen: self.session.rows(sql::SEEN, this(), |row| linked(row, 0))?,
            attempts: self.several(sql::ATTEMPTS_OF_RUN, this())?,
        };
        let run = parts.into_run();
        run.map(Some)
            .map_err(|problem| self.session.of_its_writer(problem))
    }

    fn runs(&self, which: Runs<'_>) -> Result<Vec<u64>, Problem> {
        let numbers = |sql, params| self.session.rows(sql, params, |row| seq(row, 0));
        match which {
            Runs::All => numbers(sql::RUNS, vec![]),
            Runs::Unended => numbers(sql::RUNS_UNENDED, vec![]),
            Runs::UnendedAbout(id) => numbers(sql::RUNS_UNENDED_ABOUT, vec![Param::text(id)]),
            Runs::OfFile(digest) => numbers(sql::RUNS_OF_FILE, vec![Param::text(digest)]),
            Runs::WithAccepted { id, action, behind } => numbers(
                sql::RUNS_WITH_ACCEPTED,
                vec![
                    Param::text(id),
                    Param::text(action),
                    Param::int(number(behind)),
                ],
            ),
        }
    }
}

impl Reading {
    fn one(&self, sql: &'static str, params: Vec<Param>) -> Result<Option<Attempt>, Problem> {
        Ok(self.several(sql, params)?.pop())
    }

    fn several(&self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Attempt>, Problem> {
        let rows = self.session.rows(sql, params, parts)?;
        let attempts: Result<_, Problem> = rows.into_iter().map(Parts::into_attempt).collect();
        attempts.map_err(|problem| self.session.of_its_writer(problem))
    }
}

/// Returns the entries of one request from a row.
fn parts(row: &Row) -> Result<Parts, Fault> {
    Ok(Parts {
        seq: seq(row, 0)?,
        status: value(row, 1)?,
        intent: linked_if_there(row, 2)?,
        result: linked_if_there(row, 6)?,
        resolution: linked_if_there(row, 10)?,
    })
}
