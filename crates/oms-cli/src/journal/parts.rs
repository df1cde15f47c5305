//! The entries that a store finds for a request or for a run, and the values that they make. Every
//! entry is checked against its own hash.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::attempt::Attempt;
use super::entry::{Aftermath, Entry, Event};
use super::lookup::{number, status};
use super::problem::{Broken, Problem, Way};
use super::progress::{Begun, Run};
use super::query::Row;

/// Makes a request of its row: its number, its status in the index, and its entries.
pub(super) fn attempt(row: Row) -> Result<Attempt, Problem> {
    let ([seq, indexed], [intent, result, resolution]) = (row.numbers, row.entries);
    let begin = intent.ok_or_else(|| missing(seq))?.unchanged()?;
    let Event::Intent(intent) = begin.event else {
        return Err(otherwise(seq));
    };
    let mut attempt = Attempt::begun(seq, begin.time, *intent);
    for linked in result.iter().chain(&resolution) {
        let later = linked.unchanged()?;
        match later.event {
            Event::Result(result) if result.intent == seq => {
                attempt.result = Some(*result);
                attempt.result_time = Some(later.time);
            }
            Event::Resolution(resolution) if resolution.intent == seq => {
                attempt.resolution = Some(resolution);
                attempt.resolved = Some((linked.seq, later.time));
            }
            _ => return Err(otherwise(linked.seq)),
        }
    }
    if number(indexed) == status(attempt.status()) {
        Ok(attempt)
    } else {
        Err(otherwise(seq))
    }
}

/// Makes the result of a request of the row of its entry.
pub(super) fn result(row: Row) -> Result<Aftermath, Problem> {
    let [result, ..] = row.entries;
    let result = result.ok_or_else(|| missing(0))?.unchanged()?;
    match result.event {
        Event::Result(aftermath) => Ok(*aftermath),
        _ => Err(otherwise(result.seq)),
    }
}

/// Makes runs of their rows, of the rows of the entries that record that a position was seen, and
/// of their requests. All of them were asked for by these numbers of runs.
pub(super) fn runs(
    numbers: RangeInclusive<u64>,
    rows: Vec<Row>,
    seen: Vec<Row>,
    attempts: Vec<Attempt>,
) -> Result<Vec<Run>, Problem> {
    let runs = rows
        .into_iter()
        .map(|row| run(row).map(|run| (run.seq, run)));
    let mut runs: BTreeMap<u64, Run> = runs.collect::<Result<_, Problem>>()?;
    for row in seen {
        let ([of, _], [linked, ..]) = (row.numbers, row.entries);
        let linked = linked.ok_or_else(|| missing(of))?;
        let Event::Seen { line, .. } = linked.unchanged()?.event else {
            return Err(otherwise(linked.seq));
        };
        if let Some(run) = runs.get_mut(&of) {
            run.seen.push(line);
        }
    }
    for attempt in attempts {
        let of = attempt.intent.place.map_or(0, |place| place.run);
        if !numbers.contains(&of) {
            return Err(otherwise(attempt.seq));
        }
        if let Some(run) = runs.get_mut(&of) {
            run.attempts.push(attempt);
        }
    }
    Ok(runs.into_values().collect())
}

/// Makes a run of its row, without its steps.
fn run(row: Row) -> Result<Run, Problem> {
    let ([seq, _], [begin, end, _]) = (row.numbers, row.entries);
    let begin = begin.ok_or_else(|| missing(seq))?.unchanged()?;
    let Event::Run(plan) = begin.event else {
        return Err(otherwise(seq));
    };
    let end = match end.map(|end| end.unchanged()).transpose()? {
        Some(Entry {
            event: Event::RunEnded { end, .. },
            ..
        }) => Some(end),
        Some(other) => return Err(otherwise(other.seq)),
        None => None,
    };
    Ok(Run {
        seq,
        time: begin.time,
        plan: *plan,
        seen: Vec::new(),
        end,
        attempts: Vec::new(),
        inherited: Vec::new(),
        resumed: BTreeMap::new(),
        stopped: BTreeMap::new(),
    })
}

/// Makes the beginning of a run of the row of its entry.
pub(super) fn begun(row: Row) -> Result<Begun, Problem> {
    let [begin, ..] = row.entries;
    let begin = begin.ok_or_else(|| missing(0))?.unchanged()?;
    let Event::Run(plan) = begin.event else {
        return Err(otherwise(begin.seq));
    };
    Ok(Begun {
        seq: begin.seq,
        time: begin.time,
        command: plan.command,
    })
}

fn missing(seq: u64) -> Problem {
    Broken::entry(seq, "is missing").into()
}

fn otherwise(seq: u64) -> Problem {
    let what = "differs from the index: a row of the index was changed";
    Broken::entry(seq, what).with_way(Way::MakeAgain).into()
}
