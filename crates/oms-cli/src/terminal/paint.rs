//! Colours: few, and none where the stream, the terminal or the person does not want any.

use super::ColorChoice;
use crate::surroundings::Surroundings;

/// A colour, by what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Something failed, or is about to change production.
    Alarm,
    /// Something to look at twice.
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
    /// The painter of a stream that is a terminal or not.
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

    /// Whether it colours at all.
    pub(super) const fn is_colored(self) -> bool {
        self.colored
    }

    /// The text in a tone. Bold red, magenta and bold are legible on dark and on light ground
    /// alike; yellow is not on light.
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
