//! What a batch came to: a record a line, and counts by outcome.
//!
//! A line that was not sent counts as that and as nothing better.

use oms_client::Shown;
use serde::Serialize;
use serde_json::Value;

use super::Batch;
use super::item::{Item, Standing};
use super::sending::Stop;
use super::table;
use crate::exit::Exit;
use crate::report::Report;
use crate::session::Session;
use crate::terminal::Format;

/// One line of the file, for programs.
#[derive(Debug, Serialize)]
pub(super) struct Record<'b> {
    pub(super) line: usize,
    pub(super) outcome: &'static str,
    pub(super) id: &'b str,
    pub(super) direction: Option<&'static str>,
    old: Option<&'b str>,
    new: Option<&'b str>,
    pub(super) ticket: Option<Value>,
    /// Number of the entry in the journal.
    pub(super) journal: Option<u64>,
    /// Whether an earlier run of the same batch sent it.
    pub(super) before: bool,
    exit_code: u8,
    pub(super) message: Option<String>,
}

/// How many lines came to what.
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
            old: explanation.change.old.as_deref(),
            new: explanation.change.new.as_deref(),
            ticket: None,
            journal: None,
            before: false,
            exit_code: Exit::NotSent.code(),
            message: None,
        };
        match &item.standing {
            Standing::Left => {}
            Standing::Before(attempt) => {
                record.outcome = "accepted";
                record.ticket = attempt
                    .result
                    .as_ref()
                    .and_then(|result| result.ticket.clone());
                record.journal = Some(attempt.seq);
                record.before = true;
                record.exit_code = Exit::Success.code();
            }
            Standing::Ended(report) => {
                record.outcome = report.outcome.unwrap_or("unknown");
                record.ticket = report
                    .data
                    .as_deref()
                    .and_then(|data| serde_json::from_str(data.get()).ok());
                record.journal = report.journal;
                record.exit_code = report.exit.code();
                record.message.clone_from(&report.message);
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

    /// The outcome of the whole: the one that needs a person most.
    fn worst(self) -> &'static str {
        match self {
            Self { unknown: 1.., .. } => "unknown",
            Self { rejected: 1.., .. } => "rejected",
            Self { not_sent: 1.., .. } => "not_sent",
            _ => "accepted",
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

/// The plan of a batch: nothing was sent.
pub(super) fn planned(batch: &Batch, text: String) -> Report {
    let records: Vec<Record<'_>> = batch.items.iter().map(Record::of).collect();
    let counts = Counts::of(&records);
    Report::plan(&batch.head)
        .with_data(&records, text)
        .with_summary(&counts)
}

/// What a batch came to, and why it stopped.
pub(super) fn ended(batch: &Batch, stop: Option<&Stop>) -> Report {
    let records: Vec<Record<'_>> = batch.items.iter().map(Record::of).collect();
    let counts = Counts::of(&records);
    let exit = exit(batch, stop, counts);
    let message = [Some(counts.to_text()), why(batch, stop)];
    let message: Vec<String> = message.into_iter().flatten().collect();
    let next = next(batch, exit);
    let closing: Vec<&str> = message
        .iter()
        .chain(next.as_ref())
        .map(String::as_str)
        .collect();
    let text = format!("{}{}\n", table::outcomes(&records), closing.join("\n"));
    Report::batch(&batch.head, counts.worst(), exit)
        .with_data(&records, text)
        .with_summary(&counts)
        .saying(message.join(" "), next)
}

/// Says the counts beside records that go to a program, which have no place for them.
pub(super) fn note(report: &Report, session: &mut Session<'_, '_>) {
    let is_bare = matches!(session.printer.format, Format::JsonLines | Format::Csv);
    if let (true, true, Some(message)) = (is_bare, report.is_of_batch(), &report.message) {
        session.note(&format!("{message}\n"));
    }
}

/// The code of the whole: unknown where any line is, else the worst.
fn exit(batch: &Batch, stop: Option<&Stop>, counts: Counts) -> Exit {
    let of_lines = batch.items.iter().filter_map(|item| match &item.standing {
        Standing::Ended(report) => Some(report.exit),
        Standing::Left | Standing::Before(_) => None,
    });
    let of_stop = stop.and_then(|stop| match stop {
        Stop::AtLine => None,
        Stop::Interrupted => Some(Exit::Interrupted),
        Stop::Unverified(_) => Some(Exit::Unverified),
        Stop::Declined | Stop::Hindered(_) => Some(Exit::NotSent),
    });
    let worst = of_lines.chain(of_stop).max_by_key(|exit| weight(*exit));
    match worst.unwrap_or(Exit::Success) {
        // The code says that nothing was sent.
        Exit::Interrupted if counts.accepted + counts.rejected > 0 => Exit::NotSent,
        exit => exit,
    }
}

/// How much a code weighs against others: whatever proves least weighs most.
const fn weight(exit: Exit) -> u8 {
    match exit {
        Exit::Success => 0,
        Exit::Unverified => 1,
        Exit::Interrupted | Exit::Declined => 2,
        Exit::NotSent | Exit::Guard | Exit::Usage => 3,
        Exit::Credentials => 4,
        Exit::Rejected => 5,
        Exit::Internal => 6,
        Exit::Unknown => 7,
    }
}

/// The line that needs a person most.
fn worst(batch: &Batch) -> Option<(&Item, &Report)> {
    let failed = batch.items.iter().filter_map(|item| match &item.standing {
        Standing::Ended(report) if report.exit != Exit::Success => Some((item, &**report)),
        _ => None,
    });
    // The first of the worst.
    failed.fold(None, |worst, failed| match worst {
        Some((_, worse)) if weight(failed.1.exit) <= weight(worse.exit) => worst,
        _ => Some(failed),
    })
}

fn why(batch: &Batch, stop: Option<&Stop>) -> Option<String> {
    match stop {
        Some(Stop::Interrupted) => Some("It was interrupted between two lines.".to_owned()),
        Some(Stop::Unverified(why) | Stop::Hindered(why)) => Some(format!("Stopped: {why}.")),
        Some(Stop::Declined) => Some("The rest was not wanted.".to_owned()),
        Some(Stop::AtLine) | None => worst(batch).map(|(item, report)| {
            let message = report.message.as_deref().unwrap_or_default();
            let stopped = if stop.is_some() { "Stopped at " } else { "" };
            format!("{stopped}{}: {}.", item.in_words(), Shown(message))
        }),
    }
}

fn next(batch: &Batch, exit: Exit) -> Option<String> {
    let again = "Run the same again to go on: what was accepted is not sent once more.";
    match exit {
        Exit::Success => batch
            .items
            .iter()
            .all(|item| matches!(item.standing, Standing::Before(_)))
            .then(|| "Nothing was left to send; --again sends all of it once more.".to_owned()),
        Exit::Unknown => worst(batch).and_then(|(_, report)| report.next.clone()),
        _ => {
            let own = worst(batch).and_then(|(_, report)| report.next.clone());
            let words: Vec<String> = own.into_iter().chain([again.to_owned()]).collect();
            Some(words.join(" "))
        }
    }
}
