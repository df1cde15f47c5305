//! Statements that a description makes and that cannot be read: they are told, never guessed.

/// The part of a row that is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unread {
    /// Some of the values that it lists.
    Values,
    /// The value that is taken where none is given.
    Default,
    /// A number that is no whole one in digits, such as `2^31-1`.
    Limit,
    /// The rule about giving it: it is conditional in a way that no fact can say, contradicts
    /// itself, or is a mark without words.
    Presence,
    /// All that its description states: it is too long.
    Description,
}

impl Unread {
    /// The loss, in words that a name follows.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Values => "some of the values that are listed for",
            Self::Default => "the default of",
            Self::Limit => "the number that limits",
            Self::Presence => "the rule about giving",
            Self::Description => "the description of",
        }
    }
}
