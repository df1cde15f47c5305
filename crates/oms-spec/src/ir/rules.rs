//! The rules that a value must keep before it is sent.

/// The rules that a value must keep before it is sent. A rule binds the value itself, or the items
/// of a list, `max_items` the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// For texts.
    pub text: TextRule,
    /// For whole numbers.
    pub integer: IntegerRule,
    /// For lists: the greatest number of items.
    pub max_items: Option<u32>,
}

impl Rules {
    /// Returns whether there is no rule.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The rules that a whole number must keep before it is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct IntegerRule {
    /// Least value.
    pub minimum: Option<i64>,
    /// Greatest value.
    pub maximum: Option<i64>,
}

/// The rules that a text must keep before it is sent; every rule is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextRule {
    /// Allowed ASCII characters as ranges, both ends included; empty for any.
    pub characters: Vec<(char, char)>,
    /// Regular expression that the whole text must match.
    pub pattern: Option<Pattern>,
    /// Shortest length, in characters.
    pub min_length: Option<u32>,
    /// Longest length, in characters.
    pub max_length: Option<u32>,
    /// Usual prefix; another one is a warning, not an error.
    pub usual_prefix: Option<String>,
}

/// A regular expression without alternatives: pieces that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// As it is written.
    pub source: String,
    /// The pieces.
    pub pieces: Vec<Piece>,
}

/// A class of characters, and how often it may be in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The characters as ranges, both ends included.
    pub ranges: Vec<(char, char)>,
    /// Says whether the ranges are those that may not be there.
    pub negated: bool,
    /// Least number.
    pub min: u32,
    /// Greatest number; `None` for any.
    pub max: Option<u32>,
}
