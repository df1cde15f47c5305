//! Texts in quotes, in those of both languages, or in code: what is inside is meant as it stands.

/// The marks that open a text, each with those that close it.
const PAIRS: &[(char, &[char])] = &[
    ('`', &['`']),
    ('"', &['"']),
    ('\'', &['\'']),
    ('“', &['”', '“']),
    ('”', &['”']),
    ('‘', &['’', '‘']),
    ('’', &['’']),
    ('「', &['」']),
    ('『', &['』']),
];

/// True if a character opens or closes a quotation.
pub(super) fn is_mark(character: char) -> bool {
    let mut pairs = PAIRS.iter();
    pairs.any(|(open, close)| *open == character || close.contains(&character))
}

/// The quoted text at the start of a text, and what stands behind it; `None` where none begins or
/// ends there.
pub(super) fn at_start(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let (_, close) = PAIRS.iter().find(|(mark, _)| *mark == open)?;
    let inside = text.get(open.len_utf8()..)?;
    let mut ends = inside.match_indices(|c: char| close.contains(&c));
    ends.find_map(|(at, mark)| {
        let (inner, rest) = (inside.get(..at)?, inside.get(at + mark.len()..)?);
        // A mark inside of a word is an apostrophe.
        let within = mark != "`" && rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        (!within).then_some((inner, rest))
    })
}

/// A text without the quotes around all of it.
pub(super) fn inside(text: &str) -> &str {
    let mut text = text;
    while let Some((inner, "")) = at_start(text) {
        text = inner;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_text_ends_at_the_mark_that_closes_it() {
        for (text, expected) in [
            ("`a, b` c", Some(("a, b", " c"))),
            ("\"a\".", Some(("a", "."))),
            ("'it's' or not", Some(("it's", " or not"))),
            ("“a” b", Some(("a", " b"))),
            ("”a”", Some(("a", ""))),
            ("‘a’", Some(("a", ""))),
            ("「a」，b", Some(("a", "，b"))),
            ("『a』", Some(("a", ""))),
            ("\"\"", Some(("", ""))),
            ("\"a", None),
            ("a \"b\"", None),
            ("", None),
        ] {
            assert_eq!(at_start(text), expected, "{text}");
        }
        for (text, expected) in [
            ("`\"a\"`", "a"),
            ("a", "a"),
            ("\"a\" or \"b\"", "\"a\" or \"b\""),
            ("''", ""),
        ] {
            assert_eq!(inside(text), expected, "{text}");
        }
    }
}
