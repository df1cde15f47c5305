//! `oms status`: every task with its state and how far it is behind, the farthest first. It only
//! reads.

mod gather;
pub(crate) mod look;
mod row;
pub(crate) mod task;
mod which;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::Duration;

use clap::{Args, ValueEnum};
use oms_client::{Client, Shown};
use serde_json::value::to_raw_value;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;
use crate::session::{Session, connect};
use crate::terminal::{self, CsvLines, Format};
use crate::time;
use look::Look;
pub(crate) use row::Row;
use row::{HEADINGS, NAME};
use task::Progress;
pub(crate) use task::state;
pub(crate) use which::Which;

pub(crate) const EXAMPLES: &str = "\
Examples:
  oms status                              every task, the farthest behind first
  oms status orders np_4w3a0002           two of them, by name and by ID
  oms status --state FAILED --lag-over 10m
  oms status --every 10s                  again every ten seconds, with rates
  oms status -o json --query /data/0/lag_seconds";

/// The arguments of `oms status`.
#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    #[command(flatten)]
    which: Which,

    /// Only tasks that are farther behind than this, such as 90s, 10m or 2h.
    #[arg(long, value_name = "TIME", value_parser = time::duration, help_heading = "Filters")]
    lag_over: Option<Duration>,

    /// Key to sort the tasks by.
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "KEY",
        help_heading = "Filters"
    )]
    sort: SortKey,

    /// Look again at this interval, until it is interrupted; also where a look was lost. From the
    /// second look on, rates are shown. With -o json, each look is a line; with -o csv, the names
    /// are printed once.
    #[arg(long, value_name = "TIME", value_parser = time::duration, help_heading = "Repeating")]
    every: Option<Duration>,

    /// With --every: end after this many looks.
    #[arg(long, value_name = "N", requires = "every", value_parser = clap::value_parser!(u32).range(1..), help_heading = "Repeating")]
    times: Option<u32>,

    /// The most tasks that are printed, the first of them once all are sorted; all unless given.
    /// `--limit` bounds the tasks that are read, among which the farthest behind need not be.
    #[arg(skip)]
    pub(crate) shown: Option<usize>,
}

/// The key that tasks are sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum SortKey {
    /// Lag, the largest first.
    #[default]
    Lag,
    /// Name.
    Name,
    /// State.
    State,
    /// ID.
    Id,
}

pub(crate) fn run(args: &StatusArgs, mut session: Session<'_, '_>) -> Exit {
    match looks(args, &mut session) {
        Ok(exit) => exit,
        Err(failure) => session.finish(Err(failure)),
    }
}

/// Looks once, or again and again, and prints each look.
fn looks(args: &StatusArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    session.refuse_output_file()?;
    let which = args.which.settled(session)?;
    let client = connect::client(session)?;
    let mut earlier = BTreeMap::new();
    let printer = &session.printer;
    // The lines of all looks are one table then, with the names above the first.
    let is_csv = printer.format == Format::Csv && printer.part.is_none();
    let mut csv = is_csv.then(|| CsvLines::under(row::columns()));
    let mut left = args.every.map_or(1, |_| args.times.unwrap_or(u32::MAX));
    loop {
        let exit = match look(args, &which, session, &client, &earlier) {
            Ok(look) => {
                let exit = print(args, session, csv.as_mut(), &look);
                earlier = look.progress;
                exit
            }
            // The service may be there again at the next look.
            Err(failure) if matches!(failure.exit, Exit::NotSent | Exit::Unknown) => {
                session.finish(Err(failure))
            }
            Err(failure) => return Err(failure),
        };
        left -= 1;
        let Some(pause) = args.every.filter(|_| left > 0) else {
            return Ok(exit);
        };
        let mut interrupts = session.surroundings.interrupts.clone();
        let interrupted = session.block_on(async move {
            tokio::select! {
                () = tokio::time::sleep(pause) => false,
                () = interrupts.next() => true,
            }
        })?;
        if interrupted {
            return Ok(exit);
        }
        if session.printer.format == Format::Yaml {
            terminal::put(NEXT_DOCUMENT, session.surroundings);
        }
    }
}

/// The line of YAML between two documents, without which the next look would be a part of this one.
const NEXT_DOCUMENT: &str = "---\n";

/// Prints the tasks of a look as further lines of CSV.
fn print_lines(csv: &mut CsvLines, rows: &[Row], session: &mut Session<'_, '_>) -> Exit {
    let Ok(data) = to_raw_value(rows) else {
        return Exit::Internal;
    };
    if terminal::put(&csv.of(&data), session.surroundings) {
        Exit::Success
    } else {
        Exit::Unverified
    }
}

fn look(
    args: &StatusArgs,
    which: &Which,
    session: &mut Session<'_, '_>,
    client: &Client,
    earlier: &BTreeMap<String, Progress>,
) -> Result<Look, Failure> {
    let limit = session.options.limit.unwrap_or(usize::MAX);
    let (now, moment) = (session.surroundings.time(), session.moment.clone());
    let look = look::look(client, which, limit, now, earlier, &moment);
    let mut look = session.block_on(look)??;
    if let Some(least) = args.lag_over {
        let least = i64::try_from(least.as_secs()).unwrap_or(i64::MAX);
        look.rows
            .retain(|row| row.error.is_some() || row.lag_seconds.is_some_and(|lag| lag > least));
    }
    sort(&mut look.rows, args.sort);
    Ok(look)
}

/// Sorts tasks. Those that cannot be read, or have no position, come last.
pub(crate) fn sort(rows: &mut [Row], key: SortKey) {
    match key {
        SortKey::Lag => rows.sort_by_key(|row| Reverse(row.lag_seconds)),
        SortKey::Name => rows.sort_by(|a, b| a.name.cmp(&b.name)),
        SortKey::State => rows.sort_by(|a, b| a.state.cmp(&b.state)),
        SortKey::Id => rows.sort_by(|a, b| a.id.cmp(&b.id)),
    }
}

/// Prints a look, and says what is missing from it.
fn print(
    args: &StatusArgs,
    session: &mut Session<'_, '_>,
    csv: Option<&mut CsvLines>,
    look: &Look,
) -> Exit {
    let rows = args.shown.and_then(|most| look.rows.get(..most));
    let rows = rows.unwrap_or(&look.rows);
    let mut text = table(rows, session.surroundings.width);
    if args.every.is_some() {
        let time = crate::time::utc(session.surroundings.time());
        text = format!("{time}\n{text}\n");
    }
    let exit = match csv {
        Some(csv) => print_lines(csv, rows, session),
        None => session.print(&Report::looked(&rows, text)),
    };
    if let Some(lack) = &look.lack {
        session.warn(lack);
    }
    if rows.len() < look.rows.len() {
        session.warn(&format!(
            "the list is cut at the limit: the first {} of {} tasks are shown",
            rows.len(),
            look.rows.len()
        ));
    }
    let unread: Vec<&Row> = look.rows.iter().filter(|row| row.error.is_some()).collect();
    let Some(first) = unread.first() else {
        return exit;
    };
    session.warn(&format!(
        "{} of {} tasks could not be read; of {}: {}",
        unread.len(),
        look.read,
        Shown(&first.id),
        first.error.as_deref().unwrap_or_default(),
    ));
    Exit::Unverified
}

/// Returns the lines for people: columns that no task fills are left out, and so are those that do
/// not fit, which is said. The ID takes the place of the name where both do not fit: each line says
/// which task it is about.
fn table(rows: &[Row], width: Option<usize>) -> String {
    if rows.is_empty() {
        return "  none\n".to_owned();
    }
    let cells: Vec<Vec<String>> = rows.iter().map(Row::cells).collect();
    let (headings, lines) = terminal::filled(&HEADINGS, &cells);
    let (text, left_out) = terminal::fitted(&headings, &lines, width);
    let id = headings.iter().position(|heading| *heading == "ID");
    let has_id = id.is_none_or(|id| id < headings.len() - left_out);
    let (text, left_out) = if has_id {
        (text, left_out)
    } else {
        let without_name = cells.iter().map(|row| {
            let cells = row.iter().enumerate();
            let kept = cells.map(|(column, cell)| match column {
                NAME => String::new(),
                _ => cell.clone(),
            });
            kept.collect()
        });
        let (kept, lines) = terminal::filled(&HEADINGS, &without_name.collect::<Vec<_>>());
        let (text, more) = terminal::fitted(&kept, &lines, width);
        (text, more + (headings.len() - kept.len()))
    };
    text + &terminal::left_out(left_out, "-o json")
}
