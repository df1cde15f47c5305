//! Makes a request and its plan of every line, and compares the lines with each other.
//!
//! Values are read as the flags of the action read them. It collects what is wrong and stops at
//! nothing.

use std::collections::BTreeMap;
use std::time::Duration;

use clap::{Args, Command, FromArgMatches};
use oms_client::{Action, EpochSeconds, Shown, StartPosition};
use oms_text::hex;
use sha2::{Digest, Sha256};

use super::columns::{Columns, Kind};
use super::file::{Cell, Row};
use super::line::LineEnd;
use super::mistakes::Mistakes;
use super::{Parameters, Request, names};
use crate::command::rewind::Goal;
use crate::failure::Failure;
use crate::journal::{Attempt, PlannedMove};
use crate::plan::arguments::ActionArgs;
use crate::plan::{Explanation, Plan};
use crate::session::Session;

/// One line of the file: the request that it asks for, and its state.
#[derive(Debug)]
pub(super) struct Item {
    /// Its number in the batch, from 1: the same in every form that the file may have.
    pub(super) number: usize,
    /// The number of its line in the file.
    pub(super) line: usize,
    /// The position at the time of planning, for a line of a saved plan.
    pub(super) planned_from: Option<EpochSeconds>,
    pub(super) request: Request,
    pub(super) plan: Plan,
    pub(super) standing: Standing,
    /// The entry by which an earlier run has moved its position, where other steps are left.
    pub(super) moved_by: Option<u64>,
}

/// The state of a line in this run.
#[derive(Debug)]
pub(super) enum Standing {
    /// It was not sent yet.
    Left,
    /// It was accepted in an earlier run of the same batch.
    Before(Box<Attempt>),
    /// It was sent in this run, or was to be.
    Ended(Box<LineEnd>),
}

impl Item {
    /// Returns whether it is still to be sent.
    pub(super) fn is_left(&self) -> bool {
        matches!(self.standing, Standing::Left)
    }

    /// Makes the item of a line from what a run has written down.
    pub(super) fn of_run(
        planned: &PlannedMove,
        session: &Session<'_, '_>,
    ) -> Result<Self, Failure> {
        let goal = Goal::of(planned, Duration::ZERO)?;
        Ok(Self {
            number: planned.line,
            line: planned.row.unwrap_or(planned.line),
            planned_from: None,
            request: goal.reset(),
            plan: goal.plan(session)?,
            standing: Standing::Left,
            moved_by: None,
        })
    }

    /// Gives the line the position to which an earlier run has tried to move it.
    pub(super) fn aim_at(
        &mut self,
        position: StartPosition,
        session: &Session<'_, '_>,
    ) -> Result<(), Failure> {
        let moves = self.plan.explanation.moves.as_ref();
        if moves.is_some_and(|moves| moves.to.as_ref() == Some(&position)) {
            return Ok(());
        }
        let goal = self.goal(Duration::ZERO)?.aimed_at(position);
        (self.request, self.plan) = (goal.reset(), goal.plan(session)?);
        Ok(())
    }

    /// Returns the result of the line in this run.
    pub(super) fn end(&self) -> Option<&LineEnd> {
        match &self.standing {
            Standing::Ended(end) => Some(end),
            Standing::Left | Standing::Before(_) => None,
        }
    }

    /// Returns whether something holds of its result. Of a line that an earlier run has done, all
    /// of it holds, and of one that was not sent, nothing does.
    pub(super) fn holds(&self, is_so: impl FnOnce(&LineEnd) -> bool) -> bool {
        match &self.standing {
            Standing::Left => false,
            Standing::Before(_) => true,
            Standing::Ended(end) => is_so(end),
        }
    }

    /// Returns whether the same line means the same position later: its position was moved, a look
    /// settles whether it was, or its words are not relative.
    pub(super) fn means_one_position(&self) -> bool {
        let moves = self.plan.explanation.moves.as_ref();
        let is_moved_before = self.is_left() && self.moved_by.is_some();
        let is_moved = is_moved_before || self.holds(LineEnd::keeps_its_position);
        is_moved || moves.is_none_or(|moves| !moves.relative)
    }

    /// Returns the move of the line, with the time for which its effects are waited for.
    pub(super) fn goal(&self, wait_timeout: Duration) -> Result<Goal, Failure> {
        let explanation = &self.plan.explanation;
        let target = explanation.target.as_ref();
        let task = target.and_then(|target| target.ids.first());
        let (Some(task), Some(moves)) = (task, &explanation.moves) else {
            return Err(Failure::usage(
                format!("line {} moves no position of a task", self.line),
                "Leave --pause out.",
            ));
        };
        Ok(Goal {
            task: task.as_str().into(),
            moves: moves.clone(),
            line: self.number,
            wait: None,
            wait_timeout,
            leave_paused: false,
        })
    }

    /// Returns the move of the line as a run or a saved plan writes it down.
    pub(super) fn written(&self, wait_timeout: Duration) -> Result<PlannedMove, Failure> {
        let old = self.plan.explanation.change.old.clone();
        Ok(PlannedMove {
            row: Some(self.line),
            ..self.goal(wait_timeout)?.written(old, None)
        })
    }

    /// Returns a refusal of the whole batch that is about this line.
    pub(super) fn refused(&self, failure: Failure) -> Failure {
        let message = format!("{}: {}", self.in_words(), failure.message);
        Failure { message, ..failure }
    }

    /// Describes the line, for a sentence.
    pub(super) fn in_words(&self) -> String {
        let explanation = &self.plan.explanation;
        let direction = explanation.direction.map(|side| format!(", {side}"));
        format!(
            "line {}: {}{}",
            self.line,
            Shown(&explanation.subject),
            direction.unwrap_or_default()
        )
    }
}

/// The parsers and settings that every line is made with.
pub(super) struct Maker {
    /// The flags of the action, none of them required: one value is read at a time, so that each
    /// mistake is found.
    relaxed: Command,
    /// The flags as the action has them: all values of a line are read together.
    whole: Command,
    endpoint: String,
}

impl Maker {
    pub(super) fn new(session: &Session<'_, '_>) -> Result<Self, Failure> {
        let whole = Parameters::augment_args(Command::new("line").no_binary_name(true));
        Ok(Self {
            relaxed: whole.clone().mut_args(|argument| argument.required(false)),
            whole,
            endpoint: session.settings.endpoint()?.to_owned(),
        })
    }

    /// Checks each value by itself, and the times against each other.
    pub(super) fn check(&mut self, rows: &[Row<'_>], mistakes: &mut Mistakes) {
        one_unit(rows, mistakes);
        for row in rows {
            for problem in row.cells.iter().filter_map(|cell| self.problem(cell)) {
                mistakes.add(row.line, problem);
            }
        }
    }

    /// Makes the items of all lines in which nothing is wrong so far.
    pub(super) fn items(
        &mut self,
        rows: &[Row<'_>],
        session: &Session<'_, '_>,
        mistakes: &mut Mistakes,
    ) -> Vec<Item> {
        let wrong = mistakes.lines();
        let mut items = Vec::new();
        for row in rows {
            if wrong.contains(&row.line) || names::are_left::<Parameters>(row) {
                continue;
            }
            match self.item(row, session) {
                Ok(item) => items.push(Item {
                    number: items.len() + 1,
                    ..item
                }),
                Err(problem) => mistakes.add(row.line, problem),
            }
        }
        no_duplicates(&items, mistakes);
        items
    }

    /// Returns the problem of one value, if it has one.
    fn problem(&mut self, cell: &Cell<'_>) -> Option<String> {
        let error = self.relaxed.try_get_matches_from_mut([flag(cell)]).err()?;
        let why = std::error::Error::source(&error)
            .map_or_else(|| "a value is required".to_owned(), ToString::to_string);
        Some(format!(
            "`{}` does not fit `{}`: {why}",
            cell.text, cell.name
        ))
    }

    fn item(&mut self, row: &Row<'_>, session: &Session<'_, '_>) -> Result<Item, String> {
        let matches = self
            .whole
            .try_get_matches_from_mut(row.cells.iter().map(flag))
            .map_err(|error| error.to_string())?;
        let args = Parameters::from_arg_matches(&matches).map_err(|error| error.to_string())?;
        let request = args
            .request(&session.moment)
            .map_err(|failure| failure.message)?;
        request.check().map_err(|invalid| invalid.to_string())?;
        let explanation = Explanation::of(Some(&args), &request, &session.moment);
        let plan = Plan::new(&self.endpoint, &request, explanation);
        Ok(Item {
            number: 0,
            line: row.line,
            planned_from: None,
            request,
            plan: plan.with_profile(&session.settings),
            standing: Standing::Left,
            moved_by: None,
        })
    }
}

/// Returns a value as an argument.
fn flag(cell: &Cell<'_>) -> String {
    format!("--{}={}", cell.column.flag, cell.text)
}

/// Returns the digest of every word in the file, whatever form the file has: the same words are the
/// same batch.
pub(super) fn digest(rows: &[Row<'_>], columns: &Columns) -> String {
    let mut digest = Sha256::new();
    for row in rows {
        for column in columns.iter() {
            let cell = row
                .cells
                .iter()
                .find(|cell| cell.column.wire == column.wire);
            digest.update(cell.map_or("", |cell| &cell.text));
            digest.update([0]);
        }
    }
    hex(digest.finalize().get(..16).unwrap_or_default())
}

/// Checks that a column of bare numbers has one unit: if some have ten digits and others thirteen,
/// one kind is a slip.
fn one_unit(rows: &[Row<'_>], mistakes: &mut Mistakes) {
    let first = |digits: usize| {
        rows.iter().find(|row| {
            row.cells.iter().any(|cell| {
                cell.column.kind == Kind::Moment
                    && cell.text.len() == digits
                    && cell.text.bytes().all(|byte| byte.is_ascii_digit())
            })
        })
    };
    if let (Some(seconds), Some(milliseconds)) = (first(10), first(13)) {
        mistakes.add(
            milliseconds.line,
            format!(
                "its time has 13 digits, and that of line {} has 10: a column has one unit",
                seconds.line
            ),
        );
    }
}

/// Reports a task and direction that occur twice in a file: nobody knows which of the two positions
/// is meant.
fn no_duplicates(items: &[Item], mistakes: &mut Mistakes) {
    let mut first: BTreeMap<(&str, Option<&str>), usize> = BTreeMap::new();
    for item in items {
        let explanation = &item.plan.explanation;
        let target = (explanation.subject.as_str(), explanation.direction);
        let line = *first.entry(target).or_insert(item.line);
        if line != item.line {
            let direction = explanation
                .direction
                .map_or_else(String::new, |side| format!(" and the direction {side}"));
            mistakes.add(
                item.line,
                format!(
                    "it names {}{direction} like line {line}",
                    explanation.subject
                ),
            );
        }
    }
}
