//! Reads a line that a terminal does not show.

use std::io::{self, BufRead};

use oms_client::Secret;
#[cfg(unix)]
use rustix::termios::{
    LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr,
};

use super::{Session, secret_file};
use crate::surroundings::Surroundings;
#[cfg(unix)]
use crate::surroundings::{Interrupts, Leaving};

/// Asks for a line of standard input. If that is a terminal, the line is not shown.
///
/// The terminal stops showing what is typed before the question appears: an answer that is typed,
/// or pasted, at the sight of the question would be shown otherwise.
pub(crate) fn ask(session: &mut Session<'_, '_>, question: &str) -> io::Result<Secret> {
    let _hidden = Hidden::begin(session.surroundings)?;
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

/// While it lives, what is typed is not shown. Not every shell shows it again by itself, so an
/// interrupt shows it before it ends the process.
#[cfg(unix)]
struct Hidden(Option<(Termios, Interrupts)>);

/// The byte that stands for no key.
#[cfg(unix)]
const NO_KEY: u8 = if cfg!(target_os = "linux") { 0 } else { 0xff };

#[cfg(unix)]
impl Hidden {
    fn begin(surroundings: &Surroundings<'_>) -> io::Result<Self> {
        if !surroundings.stdin_is_terminal {
            return Ok(Self(None));
        }
        let before = tcgetattr(io::stdin())?;
        let mut silent = before.clone();
        silent.local_modes.remove(LocalModes::ECHO);
        // These keys end or stop the process, and nothing is shown again then.
        silent.special_codes[SpecialCodeIndex::VQUIT] = NO_KEY;
        silent.special_codes[SpecialCodeIndex::VSUSP] = NO_KEY;
        let interrupts = surroundings.interrupts.clone();
        interrupts.watch()?;
        let shown = before.clone();
        interrupts.end_process_after(Leaving::unsent(move || show(&shown)));
        let hidden = Self(Some((before, interrupts)));
        tcsetattr(io::stdin(), OptionalActions::Now, &silent)?;
        Ok(hidden)
    }
}

#[cfg(unix)]
impl Drop for Hidden {
    fn drop(&mut self) {
        if let Some((before, interrupts)) = &self.0 {
            show(before);
            // The signals stay caught, and nobody waits for one.
            interrupts.end_process_after(Leaving::unsent(|| {}));
        }
    }
}

#[cfg(unix)]
fn show(before: &Termios) {
    // The next program sets its own modes where this fails.
    let _ = tcsetattr(io::stdin(), OptionalActions::Now, before);
}

/// Elsewhere, nothing that is well kept hides it; so it is not typed at all.
#[cfg(not(unix))]
struct Hidden;

#[cfg(not(unix))]
impl Hidden {
    fn begin(surroundings: &Surroundings<'_>) -> io::Result<Self> {
        if surroundings.stdin_is_terminal {
            return Err(io::Error::other("this terminal would show it"));
        }
        Ok(Self)
    }
}
