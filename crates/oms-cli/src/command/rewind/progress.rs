//! The progress of a watch, for a person in front of a terminal.

use std::time::Duration;

use crate::act::look::Seen;
use crate::plan::Move;
use crate::surroundings::Surroundings;
use crate::{terminal, time};

/// The progress of one step.
#[derive(Debug)]
pub(super) struct Progress {
    step: &'static str,
    form: Form,
    /// The state that was shown last.
    shown: Option<String>,
}

/// The form in which progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Nobody looks on.
    Hidden,
    /// One line, which each look overwrites.
    OneLine,
    /// A whole line for each change, as a terminal needs it that acts on no sequence.
    Lines,
}

impl Progress {
    /// Begins the progress of a step.
    pub(super) fn of(step: &'static str, surroundings: &Surroundings<'_>) -> Self {
        let is_watched = surroundings.stderr_is_terminal && surroundings.variable("CI").is_none();
        let form = if is_watched && surroundings.is_dumb() {
            Form::Lines
        } else if is_watched {
            Form::OneLine
        } else {
            Form::Hidden
        };
        Self {
            step,
            form,
            shown: None,
        }
    }

    /// Shows what a look has seen.
    pub(super) fn show(
        &mut self,
        moves: &Move,
        seen: Result<&Seen, &str>,
        elapsed: Duration,
        surroundings: &mut Surroundings<'_>,
    ) {
        let state = state(moves, seen);
        let line = format!("{}: {state} ({} s)", self.step, elapsed.as_secs());
        match self.form {
            Form::Hidden => {}
            Form::OneLine => {
                terminal::note(&format!("{}{line}", terminal::OVERWRITE), surroundings);
            }
            Form::Lines if self.shown.as_ref() == Some(&state) => {}
            Form::Lines => terminal::note(&format!("{line}\n"), surroundings),
        }
        self.shown = Some(state);
    }

    /// Takes away a line that the next one would overwrite.
    pub(super) fn end(&self, surroundings: &mut Surroundings<'_>) {
        if self.form == Form::OneLine {
            terminal::note(terminal::OVERWRITE, surroundings);
        }
    }
}

/// Returns the state that a look has seen, in words.
fn state(moves: &Move, seen: Result<&Seen, &str>) -> String {
    let Ok(seen) = seen else {
        return "cannot be read at the moment".to_owned();
    };
    let position = seen.leg(moves.reverse).position.as_ref();
    let position = position.map_or_else(|| "unknown".to_owned(), time::shown);
    let status = oms_client::Shown(seen.status.as_str());
    format!("{status}, position {position}")
}
