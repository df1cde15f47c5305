//! What a text that names something must look like before it is sent.

use crate::Invalid;

/// What a text that names something, such as an ID, must look like before it is sent.
///
/// An empty text and control characters are refused by every rule. Text that is read is not held to a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextRule {
    characters: &'static [(char, char)],
    max_length: Option<u32>,
    usual_prefix: Option<&'static str>,
}

impl TextRule {
    /// The rule that every such text keeps.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            characters: &[],
            max_length: None,
            usual_prefix: None,
        }
    }

    /// Allows these characters alone, as ranges with both ends included.
    #[must_use]
    pub const fn characters(mut self, ranges: &'static [(char, char)]) -> Self {
        self.characters = ranges;
        self
    }

    /// Allows at most this many characters.
    #[must_use]
    pub const fn max_length(mut self, characters: u32) -> Self {
        self.max_length = Some(characters);
        self
    }

    /// States the prefix that such texts usually have. Another one is allowed.
    #[must_use]
    pub const fn usual_prefix(mut self, prefix: &'static str) -> Self {
        self.usual_prefix = Some(prefix);
        self
    }

    /// Checks a text.
    ///
    /// # Errors
    ///
    /// What the text breaks.
    pub fn check(&self, text: &str) -> Result<(), Invalid> {
        if text.is_empty() {
            return Err(Invalid::new("must not be empty"));
        }
        if let Some(c) = text.chars().find(|&c| !self.allows(c)) {
            return Err(self.refusal_of(c, text));
        }
        match self.max_length {
            Some(most)
                if text.len() > most as usize && text.chars().nth(most as usize).is_some() =>
            {
                Err(Invalid::new(format!("is longer than {most} characters")))
            }
            _ => Ok(()),
        }
    }

    /// Whether the text has the prefix that such texts usually have. Another one is worth a warning.
    #[must_use]
    pub fn has_usual_prefix(&self, text: &str) -> bool {
        self.usual_prefix
            .is_none_or(|prefix| text.starts_with(prefix))
    }

    /// The prefix that such texts usually have.
    #[must_use]
    pub const fn prefix(&self) -> Option<&'static str> {
        self.usual_prefix
    }

    fn allows(&self, c: char) -> bool {
        if self.characters.is_empty() {
            return !c.is_control();
        }
        self.characters
            .iter()
            .any(|&(first, last)| (first..=last).contains(&c))
    }

    fn refusal_of(&self, c: char, text: &str) -> Invalid {
        if c == '*' {
            return Invalid::new(
                "is a masked ID: `*` stands for characters that a document or a screen hides; use the whole ID",
            );
        }
        if matches!(c, '\n' | '\r')
            && text
                .trim_end_matches(['\n', '\r'])
                .chars()
                .all(|c| self.allows(c))
        {
            return Invalid::new(
                "ends with a line break, as text read from a file often does; trim it",
            );
        }
        Invalid::new(format!("must not contain {c:?}"))
    }
}

impl Default for TextRule {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests;
