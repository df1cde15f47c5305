//! The queries on the journal, which use the indexes. Every entry that is read is checked against
//! its own hash.

use rusqlite::{OptionalExtension as _, Row, ToSql, params};

use super::open::Opened;
use super::row::{hashed, in_millis, is_null, linked, number, seq};
use super::sql;
use crate::journal::attempt::{Attempt, Target};
use crate::journal::facts::{Facts, Like, Rivals, Runs, last_same};
use crate::journal::filter::Filter;
use crate::journal::parts::{Parts, RunParts};
use crate::journal::problem::Problem;
use crate::journal::progress::Run;
use crate::session::Address;

impl Facts for Opened {
    fn attempt(&self, seq: u64) -> Result<Option<Attempt>, Problem> {
        self.one(sql::ATTEMPT, params![number(seq)])
    }

    fn attempts(&self, filter: &Filter) -> Result<Vec<Attempt>, Problem> {
        let since = filter.since.map(in_millis);
        let until = filter.until.map(in_millis);
        let endpoint = filter.endpoint.as_ref().map(Address::as_str);
        let values = params![
            filter.open,
            since,
            until,
            filter.profile,
            endpoint,
            filter.action,
            filter.id,
            filter.run.map(number),
            filter.outcome,
        ];
        self.several(sql::FILTERED, values)
    }

    fn open_about(&self, id: &str) -> Result<Vec<Attempt>, Problem> {
        self.several(sql::OPEN_ABOUT, params![id])
    }

    fn last_accepted(&self, target: &Target, like: Like<'_>) -> Result<Option<Attempt>, Problem> {
        let (id, address) = (target.id(), target.address().as_str());
        match like {
            Like::Action(action) => self.one(sql::LAST_WITH_ACTION, params![id, address, action]),
            Like::Direction(intent) => self.one(
                sql::LAST_IN_DIRECTION,
                params![id, address, intent.direction],
            ),
            Like::Request(intent) => {
                let queries = [sql::LAST_OF_REQUEST, sql::LAST_OF_GIVEN];
                last_same(intent, queries, |query, key| {
                    self.one(query, params![id, address, intent.direction, key])
                })
            }
        }
    }

    fn rival(&self, rivals: Rivals<'_>) -> Result<Option<Attempt>, Problem> {
        let Rivals { of, many, behind } = rivals;
        let values = params![
            number(behind),
            number(of.seq),
            of.intent.action,
            of.intent.id,
            many
        ];
        self.one(sql::RIVAL, values)
    }

    fn last_of_profile(&self, profile: &str) -> Result<Option<Attempt>, Problem> {
        self.one(sql::LAST_OF_PROFILE, params![profile])
    }

    fn run(&self, of: u64) -> Result<Option<Run>, Problem> {
        let found = self
            .connection
            .prepare_cached(sql::RUN)
            .and_then(|mut run| {
                let found = run.query_row(params![number(of)], |row| {
                    let begin = (!is_null(row, 0)?)
                        .then(|| hashed(row, of, 0))
                        .transpose()?;
                    let end = (!is_null(row, 3)?).then(|| linked(row, 3)).transpose()?;
                    Ok((begin, end))
                });
                found.optional()
            });
        let Some((begin, end)) = found.map_err(|error| self.problem(error))? else {
            return Ok(None);
        };
        let parts = RunParts {
            seq: of,
            begin,
            end,
            seen: self.rows(sql::SEEN, params![number(of)], |row| linked(row, 0))?,
            attempts: self.several(sql::ATTEMPTS_OF_RUN, params![number(of)])?,
        };
        parts.into_run().map(Some)
    }

    fn runs(&self, which: Runs<'_>) -> Result<Vec<u64>, Problem> {
        let numbers = |sql, values: &[&dyn ToSql]| self.rows(sql, values, |row| seq(row, 0));
        match which {
            Runs::All => numbers(sql::RUNS, params![]),
            Runs::Unended => numbers(sql::RUNS_UNENDED, params![]),
            Runs::UnendedAbout(id) => numbers(sql::RUNS_UNENDED_ABOUT, params![id]),
            Runs::OfFile(digest) => numbers(sql::RUNS_OF_FILE, params![digest]),
            Runs::WithAccepted { id, action, behind } => {
                numbers(sql::RUNS_WITH_ACCEPTED, params![id, action, number(behind)])
            }
        }
    }
}

impl Opened {
    fn one(&self, sql: &str, values: &[&dyn ToSql]) -> Result<Option<Attempt>, Problem> {
        Ok(self.several(sql, values)?.pop())
    }

    fn several(&self, sql: &str, values: &[&dyn ToSql]) -> Result<Vec<Attempt>, Problem> {
        let rows = self.rows(sql, values, parts)?;
        rows.into_iter().map(Parts::into_attempt).collect()
    }

    fn rows<T>(
        &self,
        sql: &str,
        values: &[&dyn ToSql],
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Problem> {
        let rows = || {
            let mut statement = self.connection.prepare_cached(sql)?;
            let rows = statement.query_map(values, read)?;
            rows.collect::<rusqlite::Result<_>>()
        };
        rows().map_err(|error| self.problem(error))
    }
}

/// Returns the entries of one request from a row.
fn parts(row: &Row<'_>) -> rusqlite::Result<Parts> {
    let later = |column| {
        (!is_null(row, column)?)
            .then(|| linked(row, column))
            .transpose()
    };
    let of = seq(row, 0)?;
    Ok(Parts {
        seq: of,
        status: row.get(1)?,
        intent: (!is_null(row, 2)?)
            .then(|| hashed(row, of, 2))
            .transpose()?,
        result: later(5)?,
        resolution: later(9)?,
    })
}
