//! The form that a text must have before it is sent.
//!
//! Text that is read is held to no rule.

use oms_text::counted;

use crate::{Invalid, Pattern};

/// The form that a text, such as an ID or a description, must have before it is sent.
///
/// An empty text is refused by every rule that does not allow it, because an empty ID may name
/// everything. Control characters are refused by every rule that does not list them. Text that is
/// read is not held to a rule.
///
/// ```
/// # use oms_core as oms_client;
/// use oms_client::TextRule;
///
/// const NAME: TextRule = TextRule::new().min_length(2).max_length(64);
/// const DESCRIPTION: TextRule = TextRule::new().allow_empty().allow_line_breaks();
/// assert!(NAME.check("").is_err() && NAME.check("n\n").is_err());
/// assert!(DESCRIPTION.check("").is_ok() && DESCRIPTION.check("two\nlines").is_ok());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextRule {
    characters: &'static [(char, char)],
    allow_empty: bool,
    allow_line_breaks: bool,
    min_length: u32,
    max_length: Option<u32>,
    pattern: Option<Pattern>,
    usual_prefix: Option<&'static str>,
}

impl TextRule {
    /// The rule that every such text keeps.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            characters: &[],
            allow_empty: false,
            allow_line_breaks: false,
            min_length: 0,
            max_length: None,
            pattern: None,
            usual_prefix: None,
        }
    }

    /// Allows these characters alone, as ranges with both ends included.
    #[must_use]
    pub const fn characters(mut self, ranges: &'static [(char, char)]) -> Self {
        self.characters = ranges;
        self
    }

    /// Allows the empty text, whatever else the rule says: free text often means "none" by it.
    #[must_use]
    pub const fn allow_empty(mut self) -> Self {
        self.allow_empty = true;
        self
    }

    /// Allows line breaks and tabs, as free text has them.
    #[must_use]
    pub const fn allow_line_breaks(mut self) -> Self {
        self.allow_line_breaks = true;
        self
    }

    /// Asks for at least this many characters.
    #[must_use]
    pub const fn min_length(mut self, characters: u32) -> Self {
        self.min_length = characters;
        self
    }

    /// Allows at most this many characters.
    #[must_use]
    pub const fn max_length(mut self, characters: u32) -> Self {
        self.max_length = Some(characters);
        self
    }

    /// Asks for a form.
    #[must_use]
    pub const fn pattern(mut self, pattern: Pattern) -> Self {
        self.pattern = Some(pattern);
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
    /// The rule that the text breaks.
    pub fn check(&self, text: &str) -> Result<(), Invalid> {
        if text.is_empty() {
            return if self.allow_empty {
                Ok(())
            } else {
                Err(Invalid::new("must not be empty"))
            };
        }
        if let Some(c) = text.chars().find(|&c| !self.allows(c)) {
            return Err(self.refusal_of(c, text));
        }
        self.check_length(text)?;
        self.pattern.map_or(Ok(()), |pattern| pattern.check(text))
    }

    /// The prefix that such texts usually have. Another one is worth a warning.
    #[must_use]
    pub const fn prefix(&self) -> Option<&'static str> {
        self.usual_prefix
    }

    fn check_length(&self, text: &str) -> Result<(), Invalid> {
        // Counting stops as soon as it has told.
        let has = |characters: u32| {
            text.len() >= characters as usize && text.chars().nth(characters as usize - 1).is_some()
        };
        if self.min_length > 0 && !has(self.min_length) {
            let least = counted(self.min_length, "character");
            return Err(Invalid::new(format!("is shorter than {least}")));
        }
        match self.max_length {
            Some(most) if has(most.saturating_add(1)) => {
                let most = counted(most, "character");
                Err(Invalid::new(format!("is longer than {most}")))
            }
            _ => Ok(()),
        }
    }

    fn allows(&self, c: char) -> bool {
        if self.allow_line_breaks && matches!(c, '\n' | '\r' | '\t') {
            return true;
        }
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
        if !c.is_ascii() {
            // It may look like a letter that is allowed, or like none.
            return Invalid::new(format!("must not contain {c:?} (U+{:04X})", u32::from(c)));
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
mod tests {
    use super::TextRule;
    use crate::{Pattern, Piece};

    const RULE: TextRule = TextRule::new()
        .characters(&[('A', 'Z'), ('a', 'z'), ('0', '9'), ('_', '_'), ('-', '-')])
        .max_length(128)
        .usual_prefix("s_");

    #[test]
    fn promises_70_71_and_73_a_text_that_names_nothing_is_refused() {
        let long = "x".repeat(129);
        let table = [
            ("", "empty"),
            (" ", "' '"),
            ("s_1\t", "'\\t'"),
            ("s_1\0", "'\\0'"),
            ("s_1\n", "line break"),
            ("s_1\r\n", "line break"),
            ("s\n1", "'\\n'"),
            ("s_4w3a****", "masked"),
            ("s_\u{e9}", "'\u{e9}' (U+00E9)"),
            ("s/1", "'/'"),
            (long.as_str(), "128"),
        ];
        for (text, expected) in table {
            let refusal = RULE.check(text).unwrap_err().to_string();
            assert!(refusal.contains(expected), "{text:?}: {refusal}");
        }
        for text in ["s_1", "0", "-", &long[..128]] {
            assert!(RULE.check(text).is_ok(), "{text}");
        }
        assert!(TextRule::new().check("any \u{e9} text").is_ok());
        assert!(TextRule::new().check("").is_err() && TextRule::new().check("\u{1b}").is_err());
    }

    #[test]
    fn promise_73_an_unusual_prefix_is_told_and_allowed() {
        assert_eq!(RULE.prefix(), Some("s_"));
        assert!(RULE.check("t_1").is_ok());
        assert_eq!(TextRule::new().prefix(), None);
    }

    #[test]
    fn lengths_are_counted_in_characters_and_a_form_is_told_by_its_source() {
        const HOUR: Pattern = Pattern::new(
            "^[0-9]{1,2}h?$",
            &[
                Piece::new(&[('0', '9')]).times(1, 2),
                Piece::new(&[('h', 'h')]).times(0, 1),
            ],
        );
        let (short, form) = (
            TextRule::new().min_length(2).max_length(3),
            TextRule::new().max_length(9).pattern(HOUR),
        );
        let table = [
            (short, "\u{e9}", Some("is shorter than 2 characters")),
            (short, "\u{e9}\u{e9}", None),
            (short, "\u{1f511}\u{1f511}\u{1f511}", None),
            (short, "abcd", Some("is longer than 3 characters")),
            (short, "", Some("must not be empty")),
            (
                TextRule::new().max_length(1),
                "ab",
                Some("is longer than 1 character"),
            ),
            (form, "12h", None),
            (form, "7", None),
            (form, "h", Some("must match the pattern `^[0-9]{1,2}h?$`")),
            (form, "0123456789", Some("is longer than 9 characters")),
            (form, "", Some("must not be empty")),
        ];
        for (rule, text, expected) in table {
            let result = rule.check(text);
            let refusal = result.as_ref().err().map(crate::Invalid::message);
            assert_eq!(refusal, expected, "{rule:?} {text}");
        }
    }

    #[test]
    fn free_text_may_be_empty_and_have_lines_where_the_rule_says_so() {
        let (empty, lines) = (
            TextRule::new().allow_empty().min_length(2),
            RULE.allow_line_breaks(),
        );
        let table = [
            (empty, "", true),
            (empty, "a", false),
            (empty, "ab*", true),
            (empty, "a\nb", false),
            (lines, "a\r\n\tb\n", true),
            (lines, "a\u{b}b", false),
            (lines, "a b", false),
            (lines, "", false),
        ];
        for (rule, text, allowed) in table {
            assert_eq!(rule.check(text).is_ok(), allowed, "{rule:?} {text:?}");
        }
    }
}
