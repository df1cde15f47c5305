//! The history of a seed, in words.

use crate::baton::Who;

/// The history so far. It is kept only if somebody will read it.
pub(crate) struct Trace {
    lines: Option<Vec<String>>,
}

impl Trace {
    pub(crate) fn new(told: bool) -> Self {
        Self {
            lines: told.then(Vec::new),
        }
    }

    /// Tells what an operator, or its process, does.
    pub(crate) fn of(&mut self, who: Who, text: impl FnOnce() -> String) {
        let name = if who == 0 { "Ann" } else { "Bob" };
        self.note(|| format!("{name}: {}", text()));
    }

    /// Tells what happens by itself.
    pub(crate) fn note(&mut self, text: impl FnOnce() -> String) {
        if let Some(lines) = &mut self.lines {
            lines.push(text());
        }
    }

    pub(crate) fn into_lines(self) -> Vec<String> {
        self.lines.unwrap_or_default()
    }
}
