//! What a discrepancy says was observed.

use regex_lite::Regex;

use crate::json::{Kind, Node};

/// A kind of value, its absence, or a pattern of its text.
#[derive(Debug)]
pub(crate) enum Observed {
    Kind(&'static str),
    Absent,
    Pattern(Regex),
}

/// The words for kinds of values.
pub(super) const KINDS: &[&str] = &["string", "number", "boolean", "object", "array", "null"];

impl Observed {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text == "absent" {
            return Some(Self::Absent);
        }
        if let Some(kind) = KINDS.iter().find(|kind| **kind == text) {
            return Some(Self::Kind(kind));
        }
        let pattern = text.strip_prefix('/')?.strip_suffix('/')?;
        Regex::new(pattern).ok().map(Self::Pattern)
    }

    /// Whether a value, or the lack of one, is what was observed.
    pub(crate) fn is_shown_by(&self, node: Option<&Node>) -> bool {
        match (self, node) {
            (Self::Absent, None) => true,
            (Self::Kind(kind), Some(node)) => node.kind_word() == *kind,
            (Self::Pattern(pattern), Some(node)) => match &node.kind {
                Kind::Text(text) | Kind::Number(text) => pattern.is_match(text),
                _ => false,
            },
            _ => false,
        }
    }
}
