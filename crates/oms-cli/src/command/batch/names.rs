//! Puts IDs in the place of the names in a file, before anything is made of its lines.
//!
//! Each name is looked up once, however many lines have it. The spec tells which columns name a
//! subject, and of which kind.

use std::collections::{BTreeMap, BTreeSet};

use oms_client::Effect;

use super::columns::Column;
use super::file::Row;
use super::mistakes::Mistakes;
use crate::act::names::{self, Each};
use crate::failure::{Failure, first_of};
use crate::plan::arguments::{ActionArgs, SubjectKind};
use crate::session::Session;

/// Puts IDs in the place of names. A name that leads to none or to several is a mistake of its
/// line.
pub(super) fn settle<A: ActionArgs>(
    rows: &mut [Row<'_>],
    session: &mut Session<'_, '_>,
    mistakes: &mut Mistakes,
) -> Result<(), Failure> {
    let mut named: BTreeMap<&str, (&'static SubjectKind, BTreeSet<String>)> = BTreeMap::new();
    for cell in rows.iter().flat_map(|row| &row.cells) {
        if let Some(kind) = named_by::<A>(cell.column).filter(|kind| !kind.is_id(&cell.text)) {
            let (_, texts) = named.entry(kind.name).or_insert((kind, BTreeSet::new()));
            texts.insert(cell.text.clone());
        }
    }
    let mut found: BTreeMap<&str, Each> = BTreeMap::new();
    for (name, (kind, texts)) in &named {
        found.insert(name, names::several(kind, texts, Effect::Write, session)?);
    }
    for row in rows {
        for cell in &mut row.cells {
            let each = named_by::<A>(cell.column).and_then(|kind| found.get(kind.name));
            match each.and_then(|each| each.get(&cell.text)) {
                Some(Ok(listed)) => cell.text.clone_from(&listed.id),
                Some(Err(failure)) => mistakes.add(row.line, in_words(failure)),
                None => {}
            }
        }
    }
    Ok(())
}

/// Returns whether a line has a name that no ID has replaced.
pub(super) fn are_left<A: ActionArgs>(row: &Row<'_>) -> bool {
    row.cells.iter().any(|cell| {
        let kind = named_by::<A>(cell.column);
        kind.is_some_and(|kind| !kind.is_id(&cell.text))
    })
}

/// Returns the kind of subject that a column names.
fn named_by<A: ActionArgs>(column: &Column) -> Option<&'static SubjectKind> {
    let mut names = A::FACTS.names.iter();
    let found = names.find(|name| name.place == [column.wire.as_str()]);
    found.map(|name| name.kind)
}

/// Returns the reason why a name leads to no ID, with the candidates.
fn in_words(failure: &Failure) -> String {
    if failure.causes.is_empty() {
        return failure.message.clone();
    }
    format!(
        "{}: {}",
        failure.message,
        first_of(&failure.causes).join("; ")
    )
}
