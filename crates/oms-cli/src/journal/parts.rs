//! The entries that a store finds for a request or for a run, and the values that they make. Every
//! entry is checked against its own hash.

use std::collections::BTreeMap;

use super::attempt::Attempt;
use super::entry::{Entry, Event};
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

/// Makes the run with this number of its row, of the rows of its entries that record that a
/// position was seen, and of its requests.
pub(super) fn run(
    seq: u64,
    row: Row,
    seen: &[Row],
    attempts: Vec<Attempt>,
) -> Result<Run, Problem> {
    let [begin, end, _] = row.entries;
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
    let seen = seen.iter().flat_map(|row| row.entries.iter().flatten());
    let seen = seen.map(|linked| match linked.unchanged()?.event {
        Event::Seen { line, .. } => Ok(line),
        _ => Err(otherwise(linked.seq)),
    });
    Ok(Run {
        seq,
        time: begin.time,
        plan: *plan,
        seen: seen.collect::<Result<_, Problem>>()?,
        end,
        attempts,
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
