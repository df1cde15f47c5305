//! What the entries say, found by the indexes. Every entry that is read is checked against its own hash.

use rusqlite::{OptionalExtension as _, Row, ToSql, params};

use super::made::keys;
use super::open::Opened;
use super::row::{hashed, is_null, linked, number, seq, status};
use super::sql;
use crate::journal::attempt::{Attempt, Target};
use crate::journal::chain::Linked;
use crate::journal::entry::{Entry, Event};
use crate::journal::facts::{Facts, Like, Runs};
use crate::journal::filter::Filter;
use crate::journal::problem::{Broken, Problem};
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
                let [request, given] = keys(intent);
                let found = |sql, key| {
                    self.one(sql, params![id, address, intent.direction, key])
                        .map(|found| found.filter(|found| found.intent.is_same(intent)))
                };
                let (one, other) = (
                    found(sql::LAST_OF_REQUEST, request)?,
                    found(sql::LAST_OF_GIVEN, given)?,
                );
                Ok(one
                    .into_iter()
                    .chain(other)
                    .max_by_key(|attempt| attempt.seq))
            }
        }
    }

    fn last_of_profile(&self, profile: &str) -> Result<Option<Attempt>, Problem> {
        self.one(sql::LAST_OF_PROFILE, params![profile])
    }

    fn run(&self, of: u64) -> Result<Option<Run>, Problem> {
        let found = self
            .connection
            .query_row(sql::RUN, params![number(of)], |row| {
                let begin = (!is_null(row, 0)?)
                    .then(|| hashed(row, of, 0))
                    .transpose()?;
                let end = (!is_null(row, 3)?).then(|| linked(row, 3)).transpose()?;
                Ok((begin, end))
            });
        let Some((begin, end)) = found.optional().map_err(|error| self.problem(error))? else {
            return Ok(None);
        };
        let begin = entry(&begin.ok_or_else(|| missing(of))?)?;
        let Event::Run(plan) = begin.event else {
            return Err(otherwise(of));
        };
        let end = match end.map(|end| entry(&end)).transpose()? {
            Some(Entry {
                event: Event::RunEnded { end, .. },
                ..
            }) => Some(end),
            Some(other) => return Err(otherwise(other.seq)),
            None => None,
        };
        Ok(Some(Run {
            seq: of,
            time: begin.time,
            plan: *plan,
            seen: self.seen(of)?,
            end,
            attempts: self.several(sql::ATTEMPTS_OF_RUN, params![number(of)])?,
            inherited: Vec::new(),
            resumed: std::collections::BTreeMap::new(),
        }))
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
    /// The lines of a run whose new position was seen in place.
    fn seen(&self, run: u64) -> Result<Vec<usize>, Problem> {
        let rows = self.rows(sql::SEEN, params![number(run)], |row| linked(row, 0))?;
        let lines = rows.iter().map(|linked| match entry(linked)?.event {
            Event::Seen { line, .. } => Ok(line),
            _ => Err(otherwise(linked.seq)),
        });
        lines.collect()
    }

    fn one(&self, sql: &str, values: &[&dyn ToSql]) -> Result<Option<Attempt>, Problem> {
        Ok(self.several(sql, values)?.pop())
    }

    fn several(&self, sql: &str, values: &[&dyn ToSql]) -> Result<Vec<Attempt>, Problem> {
        let rows = self.rows(sql, values, Parts::of)?;
        rows.into_iter().map(Parts::into_attempt).collect()
    }

    fn rows<T>(
        &self,
        sql: &str,
        values: &[&dyn ToSql],
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Problem> {
        let rows = || {
            let mut statement = self.connection.prepare(sql)?;
            let rows = statement.query_map(values, read)?;
            rows.collect::<rusqlite::Result<_>>()
        };
        rows().map_err(|error| self.problem(error))
    }
}

/// The entries of one request, and how it stands as the index has it.
struct Parts {
    seq: u64,
    status: i64,
    intent: Option<Linked>,
    result: Option<Linked>,
    resolution: Option<Linked>,
}

impl Parts {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let later = |column| {
            (!is_null(row, column)?)
                .then(|| linked(row, column))
                .transpose()
        };
        let of = seq(row, 0)?;
        Ok(Self {
            seq: of,
            status: row.get(1)?,
            intent: (!is_null(row, 2)?)
                .then(|| hashed(row, of, 2))
                .transpose()?,
            result: later(5)?,
            resolution: later(9)?,
        })
    }

    fn into_attempt(self) -> Result<Attempt, Problem> {
        let begin = entry(&self.intent.ok_or_else(|| missing(self.seq))?)?;
        let Event::Intent(intent) = begin.event else {
            return Err(otherwise(self.seq));
        };
        let mut attempt = Attempt {
            seq: self.seq,
            time: begin.time,
            intent: *intent,
            result: None,
            result_time: None,
            resolution: None,
        };
        for linked in self.result.iter().chain(&self.resolution) {
            let later = entry(linked)?;
            match later.event {
                Event::Result(result) if result.intent == self.seq => {
                    attempt.result = Some(*result);
                    attempt.result_time = Some(later.time);
                }
                Event::Resolution(resolution) if resolution.intent == self.seq => {
                    attempt.resolution = Some(resolution);
                }
                _ => return Err(otherwise(linked.seq)),
            }
        }
        if self.status == status(attempt.status()) {
            Ok(attempt)
        } else {
            Err(otherwise(self.seq))
        }
    }
}

/// What an entry says, unless it was changed.
fn entry(linked: &Linked) -> Result<Entry, Problem> {
    linked
        .entry()
        .map_err(|what| Broken::entry(linked.seq, what).into())
}

fn missing(seq: u64) -> Problem {
    Broken::entry(seq, "is missing").into()
}

fn otherwise(seq: u64) -> Problem {
    let what = "is not what the index has it for: one of the two was changed";
    Broken::entry(seq, what).into()
}

fn in_millis(time: std::time::SystemTime) -> i64 {
    let since = time
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
