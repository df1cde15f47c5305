//! A batch as text for people: a row for each line, the most important word as far left as
//! possible.
//!
//! It shows and decides nothing.

use oms_client::{Shown, StartPosition};

use super::Batch;
use super::item::{Item, Standing};
use super::summary::Record;
use crate::plan::{Change, Line};
use crate::session::Session;
use crate::terminal::{self, Painter, Tone};
use crate::time::{self, distance};

/// The headings of the plan.
const HEADINGS: [&str; 7] = [
    "Line",
    "ID",
    "Direction",
    "Effect",
    "New position",
    "Old position",
    "Status",
];

/// The number of columns up to the new position: nobody consents to what they have not seen.
const AGREED_TO: usize = 5;

/// Returns a row as labelled lines, for a terminal that is too narrow for the table.
fn in_lines(row: &[String]) -> String {
    let pairs = HEADINGS.iter().copied().zip(row.iter().map(String::as_str));
    format!("{}\n", terminal::labelled(pairs))
}

/// Returns the plan as text: what each line would do, with its warnings.
///
/// The commands in it are advised as they are typed in another terminal. The words of a
/// service are in the table, and stay as they are.
pub(super) fn plan(batch: &Batch, painter: Painter, session: &Session<'_, '_>) -> String {
    let head = batch.head.to_text(painter);
    let warnings = warned(batch).map(|(line, text)| {
        let words = painter.paint(Tone::Caution, &text);
        format!("Line {line}: {words}\n")
    });
    let warnings = warnings.collect::<Vec<_>>().concat();
    let table = moves(batch, session.surroundings.width);
    let (head, warnings) = (session.completed(&head), session.completed(&warnings));
    [&*head, &*table, &*warnings].concat()
}

/// Returns the table of the plan: what each line would do.
pub(super) fn moves(batch: &Batch, width: Option<usize>) -> String {
    let rows: Vec<Vec<String>> = batch.items.iter().map(planned).collect();
    let headings = HEADINGS.map(str::to_uppercase);
    match terminal::fitted(&headings, &rows, width) {
        (table, left_out) if headings.len() - left_out >= AGREED_TO => {
            table + &terminal::left_out(left_out, "-o json")
        }
        _ => rows.iter().map(|row| in_lines(row)).collect(),
    }
}

/// Returns the warnings of the lines that are left, as lines of the plan of the whole.
pub(super) fn warnings(batch: &Batch) -> impl Iterator<Item = Line> {
    warned(batch).map(|(line, text)| Line::warning(format!("Line {line}: {text}")))
}

/// Returns each warning of a line that is left, with the number of its line.
fn warned(batch: &Batch) -> impl Iterator<Item = (usize, String)> {
    let left = batch.items.iter().filter(|item| item.is_left());
    left.flat_map(|item| item.plan.warnings().map(move |text| (item.line, text)))
}

/// Returns the table of outcomes, a row for each line.
pub(super) fn outcomes(records: &[Record<'_>]) -> String {
    let headings = ["LINE", "OUTCOME", "ID", "DIRECTION", "TICKET", "ENTRY"];
    let rows: Vec<Vec<String>> = records
        .iter()
        .map(|record| {
            let outcome = record.outcome.replace('_', " ");
            let before = if record.before { " before" } else { "" };
            let ticket = record.ticket.as_ref().map(ToString::to_string);
            vec![
                record.line.to_string(),
                format!("{outcome}{before}"),
                Shown(record.id).to_string(),
                record.direction.unwrap_or_default().to_owned(),
                Shown(&ticket.unwrap_or_default()).to_string(),
                record
                    .journal
                    .map_or_else(String::new, |seq| seq.to_string()),
            ]
        })
        .collect();
    let (text, _) = terminal::fitted(&headings, &rows, None);
    text
}

fn planned(item: &Item) -> Vec<String> {
    let explanation = &item.plan.explanation;
    let change = &explanation.change;
    let effect = match &item.standing {
        Standing::Before(attempt) => format!("none: accepted before, entry {}", attempt.seq),
        Standing::Left | Standing::Ended(_) => match item.moved_by {
            Some(entry) => format!("none: moved before, entry {entry}"),
            None => effect(change),
        },
    };
    let status = explanation
        .lines
        .iter()
        .find(|line| line.label == "Status")
        .map_or_else(String::new, |line| line.text.clone());
    vec![
        item.line.to_string(),
        Shown(&explanation.subject).to_string(),
        explanation.direction.unwrap_or_default().to_owned(),
        effect,
        position(change.new.as_ref()),
        position(change.old.as_ref()),
        status,
    ]
}

/// Returns the effect of a change, in as few words as a row has room for.
fn effect(change: &Change) -> String {
    let (Some(old), Some(new)) = (change.old_moment(), change.new_moment()) else {
        return "unknown".to_owned();
    };
    let span = distance(new.get().saturating_sub(old.get()));
    match new.cmp(&old) {
        std::cmp::Ordering::Less => format!("REPLAYS {span}"),
        std::cmp::Ordering::Greater => format!("SKIPS CHANGES of {span}"),
        std::cmp::Ordering::Equal => "stays where it is".to_owned(),
    }
}

fn position(position: Option<&StartPosition>) -> String {
    position.map_or_else(|| "unknown".to_owned(), time::shown)
}
