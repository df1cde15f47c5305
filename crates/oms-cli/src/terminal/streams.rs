//! Writes to the two streams.
//!
//! A stream that is closed changes nothing: what the command found out stands in its exit code. No
//! success is claimed for what was lost on the way, as on a full disk.

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

use super::{safe, wrap};
use crate::exit::Exit;
use crate::surroundings::Surroundings;

/// What a line of progress begins with: it takes the place of the line before it.
///
/// Only at the beginning of a note is it ours; no text from elsewhere stands there.
const OVERWRITE: &str = "\r\u{1b}[K";

/// Says something beside the report, on standard error.
pub(crate) fn note(text: &str, surroundings: &mut Surroundings<'_>) {
    let (start, text) = match text.strip_prefix(OVERWRITE) {
        Some(rest) => (OVERWRITE, rest),
        None => ("", text),
    };
    let text = wrap::wrapped(text, surroundings.stderr_width);
    let text = format!("{start}{}", safe::visible(&text));
    // Where nobody can be told, there is nobody to tell of that.
    let _ = write(&mut surroundings.stderr, &text);
}

/// Tells people what was asked for, on standard output, and returns how the command ends.
pub(crate) fn tell(text: &str, surroundings: &mut Surroundings<'_>) -> Exit {
    let text = wrap::wrapped(text, surroundings.width);
    ended(put(&text, surroundings))
}

/// Gives out a text that is for programs, and returns how the command ends.
pub(crate) fn tell_whole(text: &str, surroundings: &mut Surroundings<'_>) -> Exit {
    ended(put_whole(text, surroundings))
}

fn ended(is_out: bool) -> Exit {
    if is_out {
        Exit::Success
    } else {
        Exit::Internal
    }
}

/// Writes a text to standard output with nothing in it that a terminal acts upon, and returns
/// whether everything is there that anybody wants.
///
/// Whoever has closed it wants no more of it. What is lost otherwise, as on a full disk, is told.
pub(crate) fn put(text: &str, surroundings: &mut Surroundings<'_>) -> bool {
    put_whole(&safe::visible(text), surroundings)
}

/// Writes a text of our own, such as a script, to standard output as it is.
fn put_whole(text: &str, surroundings: &mut Surroundings<'_>) -> bool {
    match write(&mut surroundings.stdout, text) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let text = format!("warning: the output could not be written: {error}\n");
            note(&text, surroundings);
            false
        }
        _ => true,
    }
}

/// Gives out JSON line by line as it is read, and returns how the command ends: for what is too
/// long to be kept.
///
/// Programs get it as it is. On a terminal, no character of it acts.
pub(crate) fn pour<E>(
    surroundings: &mut Surroundings<'_>,
    give: impl FnOnce(&mut dyn FnMut(&str) -> io::Result<()>) -> Result<(), E>,
) -> Result<Exit, E> {
    let is_terminal = surroundings.stdout_is_terminal;
    let mut lost = None;
    let mut stdout = BufWriter::new(&mut surroundings.stdout);
    let given = give(&mut |line| {
        let line = if is_terminal {
            safe::json(line)
        } else {
            Cow::Borrowed(line)
        };
        let written = stdout.write_all(line.as_bytes());
        written.map_err(|error| {
            let kind = error.kind();
            lost = Some(error);
            kind.into()
        })
    });
    let flushed = stdout.flush();
    drop(stdout);
    match lost.or(flushed.err()) {
        None => given.map(|()| Exit::Success),
        // Whoever has closed it wants no more of it.
        Some(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Exit::Success),
        Some(error) => {
            let text = format!("warning: the output could not be written: {error}\n");
            note(&text, surroundings);
            Ok(Exit::Internal)
        }
    }
}

fn write(stream: &mut impl Write, text: &str) -> io::Result<()> {
    stream.write_all(text.as_bytes())?;
    stream.flush()
}
