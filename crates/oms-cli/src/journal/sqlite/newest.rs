//! The newest rows of the tables that are derived from the entries.
//!
//! The questions of a write are asked of these tables, so that a row that was changed would lead
//! past an open request as surely as an entry that was. The rows are made here without a database,
//! because every write makes them.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;

use super::again::{self, Values};
use super::made;
use super::open::Opened;
use super::row::number;
use super::sql;
use crate::journal::attempt::Attempt;
use crate::journal::entry::{Entry, Event};
use crate::journal::problem::Problem;
use crate::journal::run::RunPlan;

impl Opened {
    /// Refuses rows of the newest entries that do not follow from these.
    pub(super) fn compare_newest(&self, entries: Vec<Entry>) -> Result<(), Problem> {
        let failed = |error| self.problem(error);
        let newest = Newest::of(entries);
        for ((table, select), made) in sql::MADE.iter().zip(newest.rows()) {
            let mut made = made.into_iter();
            let mut statement = self.connection.prepare_cached(select).map_err(failed)?;
            let mut found = statement.query([newest.first]).map_err(failed)?;
            let next = || again::next_row(&mut found).map_err(failed);
            again::compare(table, || Ok(made.next()), next)?;
        }
        Ok(())
    }
}

/// The requests and the runs among the newest entries. Whatever says something of an entry comes
/// behind it, so that nothing that was said of them is missing.
#[derive(Debug, Default)]
pub(in crate::journal) struct Newest {
    /// The number of the first of these entries; 0 if there is none.
    pub(in crate::journal) first: i64,
    requests: BTreeMap<u64, Request>,
    runs: BTreeMap<u64, Begun>,
}

/// A request, and the numbers of the entries that closed and settled it.
#[derive(Debug)]
struct Request {
    attempt: Attempt,
    result: Option<u64>,
    resolution: Option<u64>,
}

/// A run, the numbers of the entries that say that a position was seen, and that of its end.
#[derive(Debug)]
struct Begun {
    plan: RunPlan,
    seen: Vec<u64>,
    ended: Option<u64>,
}

impl Newest {
    pub(in crate::journal) fn of(entries: Vec<Entry>) -> Self {
        let mut newest = Self {
            first: entries.first().map_or(0, |entry| number(entry.seq)),
            ..Self::default()
        };
        for entry in entries {
            newest.add(entry);
        }
        newest
    }

    fn add(&mut self, entry: Entry) {
        let (seq, time) = (entry.seq, entry.time);
        match entry.event {
            Event::Intent(intent) => {
                let request = Request {
                    attempt: Attempt::begun(seq, time, *intent),
                    result: None,
                    resolution: None,
                };
                self.requests.insert(seq, request);
            }
            Event::Result(result) => {
                if let Some(request) = self.requests.get_mut(&result.intent) {
                    request.attempt.result = Some(*result);
                    request.result = Some(seq);
                }
            }
            Event::Resolution(resolution) => {
                if let Some(request) = self.requests.get_mut(&resolution.intent) {
                    request.attempt.resolution = Some(resolution);
                    request.resolution = Some(seq);
                }
            }
            Event::Run(plan) => {
                let begun = Begun {
                    plan: *plan,
                    seen: Vec::new(),
                    ended: None,
                };
                self.runs.insert(seq, begun);
            }
            Event::Seen { run, .. } => {
                if let Some(run) = self.runs.get_mut(&run) {
                    run.seen.push(seq);
                }
            }
            Event::RunEnded { run, .. } => {
                if let Some(run) = self.runs.get_mut(&run) {
                    run.ended = Some(seq);
                }
            }
            Event::Ended { .. }
            | Event::Pruned { .. }
            | Event::Repaired { .. }
            | Event::Plan(_)
            | Event::Copied { .. }
            | Event::Undelivered(_)
            | Event::Delivered { .. } => {}
        }
    }

    /// Returns the rows of the tables in [`sql::MADE`], in the order of the tables and of each
    /// table's query.
    pub(in crate::journal) fn rows(&self) -> [Vec<Values>; 4] {
        let runs = || self.runs.iter().map(|(seq, run)| (int(*seq), run));
        let run = runs().map(|(seq, run)| {
            let file = Value::from(run.plan.file.clone());
            vec![seq, file, Value::from(run.ended.map(number))]
        });
        let seen = runs().flat_map(|(of, run)| {
            let seen = run.seen.iter();
            seen.map(move |seq| vec![of.clone(), int(*seq)])
        });
        let unended = runs().filter(|(_, run)| run.ended.is_none());
        let unended = unended.flat_map(|(of, run)| {
            let tasks: BTreeSet<_> = run.plan.moves.iter().map(|moved| &moved.task).collect();
            let rows = tasks.into_iter();
            rows.map(move |task| vec![of.clone(), Value::from(task.clone())])
        });
        [
            self.requests.values().map(Request::row).collect(),
            run.collect(),
            seen.collect(),
            unended.collect(),
        ]
    }
}

impl Request {
    fn row(&self) -> Values {
        let Attempt {
            seq, time, intent, ..
        } = &self.attempt;
        let state = (self.attempt.status(), self.attempt.outcome());
        let mut row = Values::from(made::columns(*seq, time, intent, state));
        row.extend([self.result, self.resolution].map(|entry| Value::from(entry.map(number))));
        row
    }
}

fn int(seq: u64) -> Value {
    Value::from(number(seq))
}
