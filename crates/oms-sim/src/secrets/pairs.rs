//! The names in a text with the values behind them, as JSON writes them.
//!
//! The text need not be JSON. It is walked by hand, and hardly more than once: a recorder passes on
//! bodies of many megabytes, and whoever sent one waits for its answer meanwhile.

/// Every quoted name that a text or a number is behind: both as they are written.
pub(super) fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut quotes = quotes(text);
    // Quotes may be missing, so each may end one text and begin another.
    let mut begin = 0;
    std::iter::from_fn(move || {
        loop {
            let end = quotes.next()?;
            let name = text.get(begin..=end)?;
            begin = end;
            if let Some(value) = value_behind(text, end, quotes.clone()) {
                return Some((name, value));
            }
        }
    })
}

/// The value behind a name that ends at this place, before these quotes.
fn value_behind(text: &str, end: usize, mut quotes: impl Iterator<Item = usize>) -> Option<&str> {
    let colon = text.get(end + 1..)?.trim_start();
    let value = colon.strip_prefix(':')?.trim_start();
    if value.starts_with('"') {
        let (first, last) = (quotes.next()?, quotes.next()?);
        return text.get(first..=last);
    }
    let is_of_one = |letter: char| letter.is_ascii_alphanumeric() || "_.+-".contains(letter);
    let rest = value.trim_start_matches(is_of_one);
    let number = value.get(..value.len() - rest.len())?;
    (!number.is_empty()).then_some(number)
}

/// The places of the quotes that no backslash is before, or an even number of them.
fn quotes(text: &str) -> impl Iterator<Item = usize> + Clone {
    let mut escaped = false;
    text.bytes().enumerate().filter_map(move |(place, byte)| {
        let is_quote = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        is_quote.then_some(place)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_found_in_what_is_no_json() {
        for (text, found) in [
            (
                r#"{"a":"b", "c" : 1.5e+3,"d":true}"#,
                &[r#""a" "b""#, r#""c" 1.5e+3"#, r#""d" true"#][..],
            ),
            (r#"{"a":{"b":"c"}"#, &[r#""b" "c""#]),
            (r#"{"a\"b\\":"\\\"c"#, &[]),
            (r#"{"a\"b\\":"\\\"c""#, &[r#""a\"b\\" "\\\"c""#]),
            (r#"oops": "a":"b"#, &[r#"oops" "a""#]),
            (r#"oops", "a":"b""#, &[r#""a" "b""#]),
            (r#"\"a\":"b", "c":\"d""#, &[]),
            (r#""a":"b":"c" "d""#, &[r#""a" "b""#, r#""b" "c""#]),
            ("\"a\"\n:\t\u{e9}", &[]),
            ("\"\u{e9}\":\"\u{e9}\"", &["\"\u{e9}\" \"\u{e9}\""]),
            ("", &[]),
        ] {
            let pairs: Vec<String> = pairs(text)
                .map(|(name, value)| format!("{name} {value}"))
                .collect();
            assert_eq!(pairs, found, "{text}");
        }
    }
}
