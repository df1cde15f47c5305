//! The journal of lines of earlier versions is taken over once, whole, and stays as it was.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::files::{Files, length};
use super::made;
use super::open::Opened;
use super::row::number;
use super::sql;
use crate::journal::anchor::{Anchor, Proof};
use crate::journal::lines::Lines;
use crate::journal::problem::{Broken, Problem};

/// Makes the database, with every entry of the file of lines where there is one. Returns the length of the half line at its end,
/// which is not taken over.
///
/// The entries keep their numbers, their text and their hashes, so that the chain and its anchor stay what they were.
pub(super) fn make(files: &Files, anchor: Option<&Anchor>) -> Result<u64, Problem> {
    if std::fs::symlink_metadata(files.lines()).is_err() {
        return files.make(|_| Ok(())).map(|()| 0);
    }
    let lines = Lines::read(&files.lines())?;
    proof(&lines, files, anchor)?;
    files.make(|connection| fill(connection, &lines))?;
    Ok(lines.torn)
}

/// The entries of the file of lines in memory, to be looked at and no more.
pub(super) fn in_memory(files: &Files) -> Result<Opened, Problem> {
    let lines = Lines::read(&files.lines())?;
    let mut opened = files.empty()?;
    fill(&mut opened.connection, &lines).map_err(|error| files.problem(error))?;
    Ok(opened)
}

/// Refuses a file that lacks the entry which the anchor names.
fn proof(lines: &Lines, files: &Files, anchor: Option<&Anchor>) -> Result<Proof, Problem> {
    let Some(anchor) = anchor else {
        return Ok(Proof::Nowhere);
    };
    let anchored = anchor.read().map_err(|error| files.unusable(error))?;
    let hash = anchored.as_ref().and_then(|it| lines.hash_of(it.seq));
    let last = lines.end().map(|(seq, _)| seq);
    anchor
        .check(anchored.as_ref(), last, hash)
        .map_err(Problem::Lost)
}

fn fill(connection: &mut Connection, lines: &Lines) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    if let Some(through) = lines.pruned {
        transaction.execute(sql::SET_PRUNED, params![number(through)])?;
    }
    for linked in &lines.entries {
        let entry = linked
            .entry()
            .map_err(|what| rusqlite::Error::ToSqlConversionFailure(what.into()))?;
        made::add(&transaction, linked, &entry)?;
    }
    let bytes = number(lines.bytes);
    transaction.execute(sql::ADD_TAKEN_OVER, params![bytes])?;
    transaction.commit()
}

/// Refuses to go on where an earlier version has written to the file of lines since it was taken over: what it has sent is not
/// known here, and what is sent from here is not known to it.
pub(super) fn refuse_grown(opened: &Opened) -> Result<(), Problem> {
    let taken: Option<i64> = opened
        .connection
        .query_row(sql::TAKEN_OVER, [], |row| row.get(0))
        .optional()
        .map_err(|error| opened.problem(error))?;
    let lines = opened.files.lines();
    match taken {
        Some(taken) if number(length(&lines)) > taken => Err(Broken {
            part: format!("the journal of an earlier version, {},", lines.display()),
            what: "has grown since it was taken over: that version is still used here, and neither knows what the other sends"
                .to_owned(),
        }
        .into()),
        _ => Ok(()),
    }
}
