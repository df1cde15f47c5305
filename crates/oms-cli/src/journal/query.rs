//! The queries that a store answers, and the rows of its answers.

use std::fmt;

use super::chain::{Hash, Linked};
use super::lookup::number;
use super::order::link;
use super::problem::{Broken, Problem};
use super::sql;

/// The columns of an entry in an answer: its number, both hashes and its text.
const ENTRY: usize = 4;

/// A store that answers the queries in `sql`.
pub(super) trait Query: fmt::Debug {
    /// Runs a query, whose `$1` is the first parameter.
    fn answer(&self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, Problem>;

    /// Passes on every entry, the oldest first, until `take` returns `false`.
    fn each_entry(&self, take: Take<'_>) -> Result<(), Problem>;

    /// Says of an entry that is not in order who has written it, if the store knows that.
    fn of_its_writer(&self, problem: Problem) -> Problem {
        problem
    }

    /// Returns the number that a query selects; `None` if it selects none, or zero.
    fn number(&self, sql: &'static str, params: Vec<Param>) -> Result<Option<u64>, Problem> {
        let row = self.answer(sql, params)?.pop();
        Ok(row.map(Row::number).filter(|number| *number > 0))
    }

    /// Returns the number of the last entry that was pruned; 0 if none was.
    fn through(&self) -> Result<u64, Problem> {
        // A chain that begins anywhere would pass for a whole one without the row.
        let row = self.answer(sql::THROUGH, vec![])?.pop();
        row.map(Row::number).ok_or_else(|| {
            let part = "the table `pruned` of the journal".to_owned();
            Broken::part(part, "is empty").into()
        })
    }

    /// Returns the hash that the entry after the one with this number must contain, in a journal
    /// that was pruned `through` an entry.
    fn hash_behind(&self, entry: u64, through: u64) -> Result<Option<Hash>, Problem> {
        let mut found = self.answer(sql::HASHES_OF, vec![Param::int(number(entry))])?;
        let [entry, ..] = found.pop().unwrap_or_default().entries;
        Ok(entry.map(|entry| link(&entry, through)))
    }
}

/// A function that takes one entry after another, and returns whether it takes further ones.
pub(crate) type Take<'t> = &'t mut dyn FnMut(Linked) -> Result<bool, Problem>;

/// A parameter of a query.
#[derive(Debug, Clone)]
pub(super) enum Param {
    Int(Option<i64>),
    Text(Option<String>),
}

impl Param {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }

    pub(super) const fn int(number: i64) -> Self {
        Self::Int(Some(number))
    }
}

/// A row of an answer: the numbers that it begins with, and the entries after them. Those that a
/// query does not select are zero or `None`.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) numbers: [u64; 2],
    pub(super) entries: [Option<Linked>; 3],
}

impl Row {
    /// Returns the first number.
    pub(super) fn number(self) -> u64 {
        let [number, _] = self.numbers;
        number
    }

    /// Reads a row. The store reads the number in a column, and the entry that begins in one.
    pub(super) fn read<E>(
        columns: usize,
        number: impl Fn(usize) -> Result<u64, E>,
        entry: impl Fn(usize) -> Result<Option<Linked>, E>,
    ) -> Result<Self, E> {
        let mut row = Self::default();
        let numbers = columns % ENTRY;
        for (found, column) in row.numbers.iter_mut().zip(0..numbers) {
            *found = number(column)?;
        }
        let entries = (numbers..columns).step_by(ENTRY);
        for (found, column) in row.entries.iter_mut().zip(entries) {
            *found = entry(column)?;
        }
        Ok(row)
    }
}

/// The store of a journal that does not exist: nothing was ever written down.
#[derive(Debug)]
pub(super) struct Nothing;

impl Query for Nothing {
    fn answer(&self, _: &'static str, _: Vec<Param>) -> Result<Vec<Row>, Problem> {
        Ok(Vec::new())
    }

    fn through(&self) -> Result<u64, Problem> {
        Ok(0)
    }

    fn each_entry(&self, _: Take<'_>) -> Result<(), Problem> {
        Ok(())
    }
}
