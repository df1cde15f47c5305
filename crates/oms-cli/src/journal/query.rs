//! The queries that a store answers, and the rows of its answers.

use std::fmt;

use super::chain::Linked;
use super::problem::Problem;

/// The columns of an entry in an answer: its number, both hashes and its text.
const ENTRY: usize = 4;

/// A store that answers the queries in `sql`.
pub(super) trait Query: fmt::Debug {
    /// Runs a query, whose `$1` is the first parameter.
    fn rows(&self, sql: &'static str, params: Vec<Param>) -> Result<Vec<Row>, Problem>;

    /// Says of an entry that is not in order who has written it, if the store knows that.
    fn of_its_writer(&self, problem: Problem) -> Problem {
        problem
    }
}

/// A parameter of a query.
#[derive(Debug, Clone)]
pub(super) enum Param {
    Int(Option<i64>),
    Text(Option<String>),
}

impl Param {
    /// Makes a text parameter.
    pub(super) fn text(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }

    /// Makes a number parameter.
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
    fn rows(&self, _: &'static str, _: Vec<Param>) -> Result<Vec<Row>, Problem> {
        Ok(Vec::new())
    }
}
