//! The observation of a discrepancy.

use regex_lite::Regex;

use crate::report::quoted;
use crate::syntax::json::{JsonKind, JsonNode};

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
    /// Reads what was observed, or says why it cannot be.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if text == "absent" {
            return Ok(Self::Absent);
        }
        if let Some(kind) = KINDS.iter().find(|kind| **kind == text) {
            return Ok(Self::Kind(kind));
        }
        let pattern = text
            .strip_prefix('/')
            .and_then(|text| text.strip_suffix('/'))
            .ok_or("neither a kind of value nor a pattern between slashes")?;
        let regex = Regex::new(pattern).map_err(|error| format!("no pattern: {error}"))?;
        Ok(Self::Pattern(regex))
    }

    /// The words for what an example has instead: the value itself where its text matters.
    pub(super) fn words_for(&self, node: &JsonNode) -> String {
        match (self, &node.kind) {
            (Self::Pattern(_), JsonKind::Text(text) | JsonKind::Number(text)) => quoted(text),
            _ => node.words().to_owned(),
        }
    }

    /// Returns whether a value, or the lack of one, is what was observed.
    pub(crate) fn is_shown_by(&self, node: Option<&JsonNode>) -> bool {
        match (self, node) {
            (Self::Absent, None) => true,
            (Self::Kind(kind), Some(node)) => node.kind_word() == *kind,
            (Self::Pattern(pattern), Some(node)) => match &node.kind {
                JsonKind::Text(text) | JsonKind::Number(text) => pattern.is_match(text),
                _ => false,
            },
            _ => false,
        }
    }
}
