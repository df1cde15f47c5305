//! The takeover of the journal of lines of earlier versions. It happens once and completely, and
//! the file stays as it was.

use rusqlite::params;

use super::files::Files;
use super::made;
use super::open::Opened;
use super::row::number;
use super::sql;
use crate::journal::anchors::Held;
use crate::journal::entry::Event;
use crate::journal::lines::Lines;
use crate::journal::problem::Problem;

/// Makes the database with every entry of the file of lines, if there is one. It fails if the file
/// lacks the entry that the anchor names. Returns the length of the incomplete line at the end of
/// the file, which is not taken over.
///
/// The entries keep their numbers, their text and their hashes, so that the chain and its anchor
/// stay the same.
pub(super) fn make(files: &Files, held: &Held<'_>) -> Result<u64, Problem> {
    let mut torn = 0;
    files.make(|opened| {
        torn = fill(opened)?;
        held.proof(opened).map(drop)
    })?;
    Ok(torn)
}

/// Loads the entries of the file of lines into memory, only to show them.
pub(super) fn in_memory(files: &Files) -> Result<Opened, Problem> {
    let opened = files.empty()?;
    fill(&opened)?;
    Ok(opened)
}

/// Adds every entry of the file of lines, if there is one. Returns the length of the incomplete
/// line at its end.
fn fill(opened: &Opened) -> Result<u64, Problem> {
    let failed = |error| opened.problem(error);
    let Some(mut lines) = Lines::open(&opened.files.lines())? else {
        return Ok(0);
    };
    opened.run(sql::BEGIN_TO_WRITE)?;
    let mut is_first = true;
    while let Some((linked, entry)) = lines.next()? {
        if is_first && let Event::Pruned { .. } = entry.event {
            let through = params![number(linked.seq)];
            let set = opened.connection.execute(sql::SET_PRUNED, through);
            set.map_err(failed)?;
        }
        is_first = false;
        made::add(&opened.connection, &linked, &entry).map_err(failed)?;
    }
    let bytes = params![number(lines.bytes)];
    opened
        .connection
        .execute(sql::ADD_TAKEN_OVER, bytes)
        .map_err(failed)?;
    opened.run(sql::COMMIT)?;
    Ok(lines.torn)
}
