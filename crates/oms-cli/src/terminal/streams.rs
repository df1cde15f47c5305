//! Writes to the two streams.
//!
//! A closed stream changes nothing: the exit code still contains the result. If output is lost for
//! another reason, as on a full disk, no success is reported.

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

use super::{safe, wrap};
use crate::exit::Exit;
use crate::surroundings::Surroundings;

/// The beginning of a line of progress, which replaces the line before it.
///
/// It is not escaped at the beginning of a note, because no text from outside begins one.
pub(crate) const OVERWRITE: &str = "\r\u{1b}[K";

/// Writes a message beside the report to standard error.
pub(crate) fn note(text: &str, surroundings: &mut Surroundings<'_>) {
    let (start, text) = match text.strip_prefix(OVERWRITE) {
        Some(rest) => (OVERWRITE, rest),
        None => ("", text),
    };
    let text = wrap::wrapped(text, surroundings.stderr_width);
    let text = format!("{start}{}", safe::visible(&text));
    // If standard error cannot be written, there is nobody to tell.
    let _ = write(&mut surroundings.stderr, &text);
}

/// Writes a page of help to standard output, and returns the exit code.
pub(crate) fn tell(text: &str, surroundings: &mut Surroundings<'_>) -> Exit {
    let text = wrap::wrapped_page(text, surroundings.width);
    ended(put(&text, surroundings))
}

/// Writes a text for programs to standard output, and returns the exit code.
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

/// Writes a text to standard output without characters that a terminal acts upon. Returns `false`
/// if a part of it was lost.
///
/// A closed standard output counts as success, because its reader wants no more. Any other loss, as
/// on a full disk, causes a warning.
pub(crate) fn put(text: &str, surroundings: &mut Surroundings<'_>) -> bool {
    let safe = if surroundings.stdout_is_terminal {
        safe::visible(text)
    } else {
        safe::piped(text)
    };
    put_whole(&safe, surroundings)
}

/// Writes a text of our own, such as a script, to standard output unchanged.
fn put_whole(text: &str, surroundings: &mut Surroundings<'_>) -> bool {
    let written = write(&mut surroundings.stdout, text);
    is_out(written, surroundings)
}

/// Returns whether the output was written, or its reader has closed its end and wants no more. Any
/// other loss causes a warning.
fn is_out(written: io::Result<()>, surroundings: &mut Surroundings<'_>) -> bool {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let text = format!("warning: the output could not be written: {error}\n");
            note(&text, surroundings);
            false
        }
        _ => true,
    }
}

/// Writes a text line by line as it is read, because all of it may be too long for memory. Returns
/// the exit code.
///
/// Programs get the text unchanged. On a terminal, no character of it takes effect: `shown` escapes
/// it, by the rules of its format.
pub(crate) fn pour<E>(
    surroundings: &mut Surroundings<'_>,
    shown: fn(&str) -> Cow<'_, str>,
    give: impl FnOnce(&mut dyn FnMut(&str) -> io::Result<()>) -> Result<(), E>,
) -> Result<Exit, E> {
    let is_terminal = surroundings.stdout_is_terminal;
    let mut lost = None;
    let mut stdout = BufWriter::new(&mut surroundings.stdout);
    let given = give(&mut |line| {
        let line = if is_terminal {
            shown(line)
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
        Some(error) => Ok(ended(is_out(Err(error), surroundings))),
    }
}

fn write(stream: &mut impl Write, text: &str) -> io::Result<()> {
    stream.write_all(text.as_bytes())?;
    stream.flush()
}
