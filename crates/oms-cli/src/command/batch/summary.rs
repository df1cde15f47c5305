//! The summary of a batch: a record for each line, and counts by outcome.
//!
//! A line that was not sent counts as that and as nothing better.

use oms_client::Shown;
use serde::Serialize;
use serde_json::Value;

use super::Batch;
use super::item::{Item, Standing};
use super::line::LineEnd;
use super::sending::Stop;
use super::table;
use crate::command::continuation::{Sender, joined};
use crate::command::rewind::{self, LEFT_PAUSED, PERHAPS_PAUSED, TaskLeft};
use crate::exit::{Exit, MIXED};
use crate::journal::RunEnd;
use crate::report::Report;
use crate::session::Session;
use crate::terminal::{self, capital};

/// One line of the file, for programs.
#[derive(Debug, Serialize)]
pub(super) struct Record<'b> {
    pub(super) line: usize,
    pub(super) outcome: &'static str,
    pub(super) id: &'b str,
    pub(super) direction: Option<&'static str>,
    old: Option<String>,
    new: Option<String>,
    pub(super) ticket: Option<Value>,
    /// Number of the entry in the journal.
    pub(super) journal: Option<u64>,
    /// Set where an earlier run of the same batch has moved its position.
    pub(super) before: bool,
    exit_code: u8,
    pub(super) message: Option<String>,
    /// The state in which the task is left, if it was paused for its move.
    task: Option<&'static str>,
}

/// The number of lines by outcome.
#[derive(Debug, Default, Clone, Copy, Serialize)]
struct Counts {
    tasks: usize,
    /// Accepted now.
    accepted: usize,
    /// Accepted in an earlier run of the same batch.
    accepted_before: usize,
    rejected: usize,
    not_sent: usize,
    unknown: usize,
}

impl<'b> Record<'b> {
    pub(super) fn of(item: &'b Item) -> Self {
        let explanation = &item.plan.explanation;
        let mut record = Self {
            line: item.line,
            outcome: "not_sent",
            id: &explanation.subject,
            direction: explanation.direction,
            old: explanation.change.old.as_ref().map(ToString::to_string),
            new: explanation.change.new.as_ref().map(ToString::to_string),
            ticket: None,
            journal: None,
            before: false,
            exit_code: match item.plan.refused {
                Some(_) => Exit::Guard.code(),
                None => Exit::NotSent.code(),
            },
            message: item.plan.refused.clone(),
            task: None,
        };
        match &item.standing {
            Standing::Left => {}
            Standing::Before(attempt) => {
                record.outcome = "accepted";
                record.ticket = attempt.ticket().cloned();
                record.journal = Some(attempt.seq);
                record.before = true;
                record.exit_code = Exit::Success.code();
            }
            Standing::Ended(end) => {
                record.outcome = end.outcome().as_str();
                record.ticket.clone_from(&end.taken.ticket);
                record.journal = end.entry().or(item.moved_by);
                record.before = item.moved_by.is_some();
                record.exit_code = end.exit().code();
                record.message = end.message();
                record.task = end.task().map(TaskLeft::as_str);
            }
        }
        record
    }
}

impl Counts {
    fn of(records: &[Record<'_>]) -> Self {
        let mut counts = Self {
            tasks: records.len(),
            ..Self::default()
        };
        for record in records {
            *match record.outcome {
                "accepted" if record.before => &mut counts.accepted_before,
                "accepted" => &mut counts.accepted,
                "rejected" => &mut counts.rejected,
                "not_sent" => &mut counts.not_sent,
                _ => &mut counts.unknown,
            } += 1;
        }
        counts
    }

    /// Returns the outcome of the whole, which ends with this exit code. `is_open` is set where one
    /// of its requests is open, such as one that was to resume a task.
    fn outcome(self, exit: Exit, is_open: bool) -> &'static str {
        let accepted = self.accepted + self.accepted_before;
        match self {
            _ if is_open || self.unknown > 0 => "unknown",
            _ if accepted == self.tasks => "accepted",
            // A line without effect can leave its task paused.
            _ if accepted > 0 || exit == Exit::PartlyDone => MIXED,
            Self { rejected: 1.., .. } => "rejected",
            _ => "not_sent",
        }
    }

    fn to_text(self) -> String {
        let parts = [
            (self.accepted, "accepted"),
            (self.accepted_before, "accepted before"),
            (self.rejected, "rejected"),
            (self.not_sent, "not sent"),
            (self.unknown, "UNKNOWN"),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        let tasks = if self.tasks == 1 { "task" } else { "tasks" };
        format!("{} {tasks}: {}.", self.tasks, parts.join(", "))
    }
}

/// The advice for a batch of which an earlier run has done everything.
const NOTHING_LEFT: &str = "Nothing was left to send; --again sends all of it once more.";

/// Returns the report of a batch that was planned: nothing was sent.
pub(super) fn planned(batch: &Batch, session: &Session<'_, '_>) -> Report {
    let text = table::plan(batch, session.printer.stdout, session);
    let records: Vec<Record<'_>> = batch.items.iter().map(Record::of).collect();
    let counts = Counts::of(&records);
    let mut head = batch.head.clone();
    head.explanation.lines.extend(table::warnings(batch));
    let report = Report::plan(&head);
    let report = if batch.is_done() {
        report.saying(
            "Nothing was sent.".to_owned(),
            Some(NOTHING_LEFT.to_owned()),
        )
    } else {
        report
    };
    report.with_data(&records, text).with_summary(&counts)
}

/// Returns the report of a batch that ended, with the reason if it stopped early. `run` is its run,
/// unless that has ended.
pub(super) fn ended(
    batch: &Batch,
    run: Option<u64>,
    stop: Option<&Stop>,
    sender: &Sender,
) -> Report {
    let records: Vec<Record<'_>> = batch.items.iter().map(Record::of).collect();
    let counts = Counts::of(&records);
    let exit = exit(batch, stop, counts);
    let message = [left_paused(batch), Some(counts.to_text()), why(batch, stop)];
    let message: Vec<String> = message.into_iter().flatten().collect();
    let next = next(batch, run, exit, sender);
    let closing: Vec<&str> = message
        .iter()
        .chain(next.as_ref())
        .map(String::as_str)
        .collect();
    let text = format!("{}{}\n", table::outcomes(&records), closing.join("\n"));
    let is_open = |item: &Item| item.end().is_some_and(LineEnd::is_open);
    let outcome = counts.outcome(exit, batch.items.iter().any(is_open));
    Report::batch(&batch.head, outcome, exit)
        .with_data(&records, text)
        .with_summary(&counts)
        .saying(message.join(" "), next)
}

/// Returns the tasks that are left paused, which come before anything else.
fn left_paused(batch: &Batch) -> Option<String> {
    joined([LEFT_PAUSED, PERHAPS_PAUSED].map(|alarm| {
        let of = |item: &Item| item.end()?.task()?.alarm();
        let paused = batch.items.iter().filter(|item| of(item) == Some(alarm));
        let ids: Vec<String> = paused
            .map(|item| Shown(&item.plan.explanation.subject).to_string())
            .collect();
        (!ids.is_empty()).then(|| format!("{alarm}: {}.", ids.join(", ")))
    }))
}

/// Prints the counts and the advice beside records that go to a program, which have no place for
/// them.
pub(super) fn note(report: &Report, session: &mut Session<'_, '_>) {
    if session.printer.is_line_by_line() {
        // The message has what a service says, which stays as it is.
        if let Some(message) = &report.message {
            terminal::note(&format!("{message}\n"), session.surroundings);
        }
        if let Some(next) = &report.next {
            session.advise(next);
        }
    }
}

/// Returns the exit code of the whole: unknown if any line is; partly done if some took effect and
/// some did not; else that of the worst.
fn exit(batch: &Batch, stop: Option<&Stop>, counts: Counts) -> Exit {
    let ends = || batch.items.iter().filter_map(Item::end);
    if counts.unknown > 0 || ends().any(LineEnd::is_unknown) {
        return Exit::Unknown;
    }
    let some_took = ends().any(LineEnd::took_effect);
    let some_did_not = !batch
        .items
        .iter()
        .all(|item| item.holds(LineEnd::took_effect));
    if some_took && some_did_not || ends().any(|end| end.exit() == Exit::PartlyDone) {
        return Exit::PartlyDone;
    }
    let of_stop = stop.and_then(|stop| match stop {
        Stop::AtLine => None,
        Stop::Unverified(_) => Some(Exit::Unverified),
        Stop::Interrupted => Some(Exit::Interrupted),
        Stop::Declined | Stop::Hindered(_) => Some(Exit::NotSent),
    });
    let worst = ends().map(LineEnd::exit).chain(of_stop);
    worst
        .max_by_key(|exit| weight(*exit))
        .unwrap_or(Exit::Success)
}

/// Returns the rank of an exit code: the code that proves least has the highest.
const fn weight(exit: Exit) -> u8 {
    match exit {
        Exit::Success => 0,
        Exit::Unverified => 1,
        Exit::Interrupted | Exit::Declined => 2,
        Exit::NotSent | Exit::Guard | Exit::Usage => 3,
        Exit::Credentials => 4,
        Exit::Rejected => 5,
        Exit::Internal => 6,
        Exit::PartlyDone => 7,
        Exit::Unknown => 8,
    }
}

/// Returns the line that needs a person most: the first of the worst.
fn worst(batch: &Batch) -> Option<(&Item, &LineEnd)> {
    let failed = batch.items.iter().filter_map(|item| {
        let end = item.end()?;
        (end.exit() != Exit::Success).then_some((item, end))
    });
    failed.fold(None, |worst, failed| match worst {
        Some((_, worse)) if weight(failed.1.exit()) <= weight(worse.exit()) => worst,
        _ => Some(failed),
    })
}

fn why(batch: &Batch, stop: Option<&Stop>) -> Option<String> {
    match stop {
        Some(Stop::Interrupted) => Some("It was interrupted between two lines.".to_owned()),
        Some(Stop::Unverified(why) | Stop::Hindered(why)) => Some(format!("Stopped: {why}.")),
        Some(Stop::Declined) => Some("The rest was declined.".to_owned()),
        Some(Stop::AtLine) | None => worst(batch).map(|(item, end)| {
            let message = end.message().unwrap_or_default();
            let stopped = if stop.is_some() { "Stopped at " } else { "" };
            format!("{stopped}{}: {}.", item.in_words(), Shown(&message))
        }),
    }
}

fn next(batch: &Batch, run: Option<u64>, exit: Exit, sender: &Sender) -> Option<String> {
    if exit == Exit::Success {
        return batch.is_done().then(|| NOTHING_LEFT.to_owned());
    }
    let ends = || batch.items.iter().filter_map(Item::end);
    let unsettled = ends().filter_map(|end| end.unsettled(run.is_none()));
    let left = sender
        .leaving(run, unsettled.collect())
        .behind_an_effect(ends().any(LineEnd::took_effect))
        .behind_its_moves(batch.items.iter().all(Item::means_one_position));
    let worst = worst(batch);
    // It says how the run goes on as well.
    if let Some(unknown) = worst.and_then(|(item, end)| end.next(item, &left)) {
        return joined([left.record(), Some(unknown)]);
    }
    let again = left.again();
    let advice = match run {
        Some(run) => format!(
            "{} to go on: lines that were accepted are not sent again. \
             `oms runs show {run}` shows it, and `oms runs abandon {run}` gives it up.",
            capital(&again)
        ),
        None if batch.end() == Some(RunEnd::Done) => "Nothing is left to send.".to_owned(),
        // Nothing took effect, and nothing is left to go on with.
        None if exit == Exit::Interrupted => format!("{}.", capital(&again)),
        None => format!("Correct the cause, and {again}."),
    };
    let first = match worst {
        Some((_, end)) => rewind::first(&end.goal, &end.taken, &left),
        None => left.record(),
    };
    joined([first, Some(advice)])
}
