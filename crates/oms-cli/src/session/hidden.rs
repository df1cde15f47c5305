//! Reads a line that a terminal does not show.

use std::io::{self, BufRead};

use oms_client::Secret;

use super::{Session, secret_file};

/// Asks for a line of standard input. If that is a terminal, the line is not shown.
///
/// The terminal stops showing what is typed before the question appears: an answer that is typed,
/// or pasted, at the sight of the question would be shown otherwise.
pub(crate) fn ask(session: &mut Session<'_, '_>, question: &str) -> io::Result<Secret> {
    let _hidden = Hidden::begin(session.surroundings.stdin_is_terminal)?;
    session.note(question);
    let mut typed = secret_file::room();
    let read = session.surroundings.stdin.read_line(&mut typed);
    let typed = Secret::from(typed);
    // The end of the line was not shown either.
    session.note("\n");
    if read? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(typed.expose().trim_end_matches(['\n', '\r']).into())
}

/// While it lives, what is typed is not shown.
#[cfg(unix)]
struct Hidden(Option<rustix::termios::Termios>);

#[cfg(unix)]
impl Hidden {
    fn begin(is_terminal: bool) -> io::Result<Self> {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

        if !is_terminal {
            return Ok(Self(None));
        }
        let before = tcgetattr(io::stdin())?;
        let mut silent = before.clone();
        silent.local_modes.remove(LocalModes::ECHO);
        tcsetattr(io::stdin(), OptionalActions::Now, &silent)?;
        Ok(Self(Some(before)))
    }
}

#[cfg(unix)]
impl Drop for Hidden {
    fn drop(&mut self) {
        if let Some(before) = &self.0 {
            // The next program sets its own modes where this fails.
            let _ = rustix::termios::tcsetattr(
                io::stdin(),
                rustix::termios::OptionalActions::Now,
                before,
            );
        }
    }
}

/// Elsewhere, nothing that is well kept hides it; so it is not typed at all.
#[cfg(not(unix))]
struct Hidden;

#[cfg(not(unix))]
impl Hidden {
    fn begin(is_terminal: bool) -> io::Result<Self> {
        if is_terminal {
            return Err(io::Error::other("this terminal would show it"));
        }
        Ok(Self)
    }
}
