//! Colours: few, and none if the stream, the terminal or the person does not want any.

use super::ColorChoice;
use crate::surroundings::Surroundings;

/// A colour, named after its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// An error, or a change of production that is about to be made.
    Alarm,
    /// A part that deserves a second look.
    Caution,
    /// Everything is as it should be.
    Good,
    /// A heading.
    Strong,
}

/// Colours text for one stream, or leaves it alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Painter {
    colored: bool,
}

impl Painter {
    /// Makes the painter of a stream.
    pub(crate) fn new(
        choice: ColorChoice,
        is_terminal: bool,
        surroundings: &Surroundings<'_>,
    ) -> Self {
        let variable = |name| surroundings.variable(name);
        let colored = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if variable("NO_COLOR").is_some() => false,
            ColorChoice::Auto if variable("CLICOLOR_FORCE").is_some_and(|value| value != "0") => {
                true
            }
            ColorChoice::Auto => {
                is_terminal
                    && variable("TERM").is_none_or(|term| term != "dumb")
                    && variable("CLICOLOR").is_none_or(|value| value != "0")
            }
        };
        Self { colored }
    }

    /// Returns whether the painter colours at all.
    pub(super) const fn is_colored(self) -> bool {
        self.colored
    }

    /// Returns the text in a tone. Bold red, magenta and bold are readable on dark and on light
    /// backgrounds; yellow is not readable on a light one.
    pub(crate) fn paint(self, tone: Tone, text: &str) -> String {
        if !self.colored {
            return text.to_owned();
        }
        let code = match tone {
            Tone::Alarm => "1;31",
            Tone::Caution => "35",
            Tone::Good => "32",
            Tone::Strong => "1",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}
