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

/// The beginning of a sequence that sets a colour.
const START: &str = "\u{1b}[";

/// The code that ends a tone.
const OFF: &str = "0";

impl Tone {
    const ALL: [Self; 4] = [Self::Alarm, Self::Caution, Self::Good, Self::Strong];

    /// Returns the code that begins it. Bold red, magenta and bold are readable on dark and on
    /// light backgrounds; yellow is not readable on a light one.
    const fn code(self) -> &'static str {
        match self {
            Self::Alarm => "1;31",
            Self::Caution => "35",
            Self::Good => "32",
            Self::Strong => "1",
        }
    }
}

/// Returns the length of the sequence with which a text begins, if it is one that a painter writes;
/// 0 otherwise.
pub(super) fn own_sequence(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(START) else {
        return 0;
    };
    let mut codes = Tone::ALL.iter().map(|tone| tone.code()).chain([OFF]);
    let code = codes.find(|code| {
        rest.strip_prefix(code)
            .is_some_and(|rest| rest.starts_with('m'))
    });
    code.map_or(0, |code| START.len() + code.len() + "m".len())
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
                    && !surroundings.is_dumb()
                    && variable("CLICOLOR").is_none_or(|value| value != "0")
            }
        };
        Self { colored }
    }

    /// Returns whether the painter colours at all.
    pub(crate) const fn is_colored(self) -> bool {
        self.colored
    }

    /// Returns the text in a tone.
    pub(crate) fn paint(self, tone: Tone, text: &str) -> String {
        if !self.colored {
            return text.to_owned();
        }
        let code = tone.code();
        format!("{START}{code}m{text}{START}{OFF}m")
    }
}
