//! The type words of the vendor's tables.

/// The kind of value that a type word promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Documented {
    Text,
    Boolean,
    Number,
    Object,
    List,
    /// The word promises nothing.
    Anything,
    /// The pages state several words: the kinds that they promise, a bit each in the order of
    /// [`Documented::KINDS`].
    Several(u8),
}

impl Documented {
    /// The words as messages list them; capital letters, blanks and the item's type of a list do
    /// not matter.
    pub(crate) const WORDS: &'static [&'static str] = &[
        "string",
        "date",
        "boolean",
        "bool",
        "integer",
        "int",
        "long",
        "number",
        "double",
        "float",
        "object",
        "object []",
        "array",
        "array of string",
        "map",
        "any",
        "json",
        "-",
    ];

    const KINDS: [Self; 5] = [
        Self::Text,
        Self::Boolean,
        Self::Number,
        Self::Object,
        Self::List,
    ];

    /// Reads a word, or several with ` / ` between them, one a page.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if !text.contains(" / ") {
            return Self::of_word(text);
        }
        let mut kinds = 0;
        for word in text.split(" / ") {
            let word = Self::of_word(word)?;
            if word == Self::Anything {
                return Some(Self::Anything);
            }
            let position = Self::KINDS.iter().position(|kind| *kind == word)?;
            kinds |= 1 << position;
        }
        Some(Self::Several(kinds))
    }

    fn of_word(text: &str) -> Option<Self> {
        let word: String = text.to_lowercase().split_whitespace().collect();
        let list = word.ends_with("[]")
            || word.starts_with("arrayof")
            || word.starts_with("listof")
            || word.starts_with("list<");
        Some(match word.as_str() {
            "string" | "date" => Self::Text,
            "boolean" | "bool" => Self::Boolean,
            "integer" | "int" | "long" | "number" | "double" | "float" => Self::Number,
            "object" => Self::Object,
            "array" | "list" => Self::List,
            "any" | "json" | "-" => Self::Anything,
            _ if list => Self::List,
            _ if word == "map" || word.starts_with("map<") => Self::Object,
            _ => return None,
        })
    }

    /// The kind of JSON value that the word promises, as discrepancies write it.
    pub(crate) fn kind(self) -> Option<&'static str> {
        match self {
            Self::Text => Some("string"),
            Self::Boolean => Some("boolean"),
            Self::Number => Some("number"),
            Self::Object => Some("object"),
            Self::List => Some("array"),
            Self::Anything | Self::Several(_) => None,
        }
    }

    /// Returns whether a kind of value agrees. Null agrees with every word: the tables have no
    /// column for it.
    pub(crate) fn agrees_with(self, kind: &str) -> bool {
        if let Self::Several(kinds) = self {
            let mut promised = Self::KINDS.iter().enumerate();
            return kind == "null"
                || promised
                    .any(|(bit, word)| kinds & (1 << bit) != 0 && word.kind() == Some(kind));
        }
        kind == "null" || self.kind().is_none_or(|promised| promised == kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_seen_in_the_tables_is_known() {
        for (word, expected) in [
            ("string", Documented::Text),
            ("String", Documented::Text),
            ("Boolean", Documented::Boolean),
            ("Integer", Documented::Number),
            ("long", Documented::Number),
            ("double", Documented::Number),
            ("Float", Documented::Number),
            ("Object", Documented::Object),
            ("object []", Documented::List),
            ("Array", Documented::List),
            ("array of string", Documented::List),
            ("map", Documented::Object),
            ("map<string, any>", Documented::Object),
            ("any", Documented::Anything),
            ("-", Documented::Anything),
        ] {
            assert_eq!(Documented::parse(word), Some(expected), "{word}");
        }
        for word in Documented::WORDS {
            assert!(Documented::parse(word).is_some(), "{word}");
        }
        assert_eq!(Documented::parse("strnig"), None);
        assert_eq!(Documented::parse("string / strnig"), None);
    }

    #[test]
    fn a_value_agrees_with_any_word_of_several_pages() {
        let words = Documented::parse("string / object []").unwrap();
        for (kind, agrees) in [
            ("string", true),
            ("array", true),
            ("null", true),
            ("object", false),
            ("number", false),
        ] {
            assert_eq!(words.agrees_with(kind), agrees, "{kind}");
        }
        assert_eq!(Documented::parse("- / string"), Some(Documented::Anything));
    }
}
