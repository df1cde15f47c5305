//! The last step before a stream: no character from outside moves the cursor, changes the reading
//! direction or is invisible.
//!
//! As a rule, code that writes a text from outside has escaped it already. This step is for the
//! places that were forgotten.

use std::borrow::Cow;
use std::fmt::Write as _;

use oms_client::Shown;

use super::paint::own_sequence;

/// Returns a text for people in which nothing is hidden. Line breaks, tabs and our own colours
/// stay; every other character that a terminal acts upon is escaped.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    without(text, Shown::escapes)
}

/// Returns a text for a stream that is no terminal: the same, and the hidden characters of ordinary
/// text stay.
pub(crate) fn piped(text: &str) -> Cow<'_, str> {
    without(text, acts)
}

/// Returns a value for a program, whole: [`Shown`] cuts a long one, and the program would go on
/// with a part of it. Line breaks are escaped as well, so that each value is one line.
///
/// The hidden characters of ordinary text stay, and only a terminal gets them escaped, by the last
/// step before it.
pub(crate) fn whole(text: &str) -> Cow<'_, str> {
    escaped(text, acts, |c, safe| {
        let _ = write!(safe, "{}", c.escape_unicode());
    })
}

/// Returns whether a hidden character is no part of ordinary text.
fn acts(c: char) -> bool {
    Shown::escapes(c) && !is_ordinary(c)
}

/// Returns whether a hidden character is a part of ordinary text, which is another text without it:
/// it joins or parts the letters beside it, as in Persian, in Hindi and in a family of emoji, or it
/// selects a form of the character before it.
const fn is_ordinary(c: char) -> bool {
    matches!(
        c,
        '\u{180b}'..='\u{180d}'
            | '\u{180f}'
            | '\u{200c}'
            | '\u{200d}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

/// Returns a text in which the characters that are to be escaped are, but for line breaks, tabs and
/// our own colours.
fn without(text: &str, is_escaped: fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(|c| is_escaped(c) && c != '\n') {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let kept = kept(rest, c, is_escaped);
        let (head, tail) = rest.split_at(kept.max(c.len_utf8()));
        if kept > 0 {
            safe.push_str(head);
        } else {
            let _ = write!(safe, "{}", Shown(head));
        }
        rest = tail;
    }
    Cow::Owned(safe)
}

/// Returns the number of bytes at the beginning of a text that are written as they are; 0 if its
/// first character is escaped.
fn kept(text: &str, first: char, is_escaped: fn(char) -> bool) -> usize {
    match first {
        '\n' | '\t' => 1,
        '\r' if text.starts_with("\r\n") => 2,
        '\u{1b}' => own_sequence(text),
        c if is_escaped(c) => 0,
        c => c.len_utf8(),
    }
}

/// Returns JSON with the same meaning, in which every character that a terminal acts upon, or that
/// cannot be seen, is written as `\\uXXXX`.
///
/// Outside of strings, the only such character in JSON is the white space between values, which
/// stays.
pub(crate) fn json(text: &str) -> Cow<'_, str> {
    let is_escaped = |c: char| Shown::escapes(c) && !matches!(c, '\n' | '\r' | '\t');
    escaped(text, is_escaped, |c, safe| {
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(safe, "\\u{unit:04x}");
        }
    })
}

/// Returns YAML with the same meaning, in which no text in double quotes holds a character that a
/// terminal acts upon, that cannot be seen, or that YAML forbids.
///
/// YAML has the escapes of JSON, but takes two halves of a pair for two characters.
pub(crate) fn yaml(text: &str) -> Cow<'_, str> {
    let is_forbidden = |c: char| matches!(c, '\u{fffe}' | '\u{ffff}');
    let is_escaped = |c: char| (Shown::escapes(c) && c != '\n') || is_forbidden(c);
    escaped(text, is_escaped, |c, safe| {
        let _ = match u32::from(c) {
            code @ ..=0xffff => write!(safe, "\\u{code:04x}"),
            code => write!(safe, "\\U{code:08x}"),
        };
    })
}

/// Returns a text in which some characters are written in another way.
fn escaped(
    text: &str,
    is_escaped: impl Fn(char) -> bool,
    write: impl Fn(char, &mut String),
) -> Cow<'_, str> {
    if !text.chars().any(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if is_escaped(c) {
            write(c, &mut safe);
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ODD: [char; 12] = [
        '\u{7}',
        '\u{7f}',
        '\u{85}',
        '\u{9b}',
        '\u{34f}',
        '\u{115f}',
        '\u{202e}',
        '\u{2066}',
        '\u{2800}',
        '\u{3164}',
        '\u{feff}',
        '\u{e0041}',
    ];

    #[test]
    fn p305_text_for_people_keeps_lines_and_our_colours_and_nothing_else_that_acts() {
        let painted = "\u{1b}[1;31merror:\u{1b}[0m a\tb 订单\r\nc\n";
        assert_eq!(visible(painted), painted);
        for odd in ODD {
            let text = format!("a{odd}b\n");
            assert_eq!(visible(&text), format!("a{}b\n", odd.escape_unicode()));
        }
        for (text, safe) in [
            ("\u{1b}[2J", "\\u{1b}[2J"),
            ("\u{1b}]0;t\u{7}", "\\u{1b}]0;t\\u{7}"),
            ("\u{1b}[31", "\\u{1b}[31"),
            ("\u{1b}[8m", "\\u{1b}[8m"),
            ("\u{1b}[30;40m", "\\u{1b}[30;40m"),
            ("\u{1b}[1;30m", "\\u{1b}[1;30m"),
            ("\u{1b}[m", "\\u{1b}[m"),
            ("a\rb", "a\\u{d}b"),
        ] {
            assert_eq!(visible(text), safe);
        }
    }

    #[test]
    fn p126_a_value_for_a_program_is_whole_and_keeps_what_ordinary_text_is_made_of() {
        let long = "x".repeat(10_000);
        let ordinary = "👨\u{200d}👩 \u{2764}\u{fe0f} داده\u{200c}ها 葛\u{e0100} \u{180b}";
        for (text, safe) in [
            (long.as_str(), long.as_str()),
            (ordinary, ordinary),
            ("a\u{202e}b\u{200b}", "a\\u{202e}b\\u{200b}"),
            ("a\tb\r\nc\u{1b}[1m", "a\\u{9}b\\u{d}\\u{a}c\\u{1b}[1m"),
        ] {
            assert_eq!(whole(text), safe);
            assert_eq!(piped(&whole(text)), safe, "the last step changes nothing");
            assert!(!visible(&whole(text)).chars().any(Shown::escapes), "{text}");
        }
        for odd in ODD {
            let text = format!("a{odd}b\n");
            assert_eq!(piped(&text), format!("a{}b\n", odd.escape_unicode()));
        }
    }

    #[test]
    fn p305_json_escapes_what_acts_or_hides_and_means_the_same() {
        let text: String = ODD.iter().collect();
        let given = serde_json::json!({ "name": text, "订单": 1 });
        let written = serde_json::to_string_pretty(&given).unwrap();
        let safe = json(&written);
        assert!(
            !safe.chars().any(|c| Shown::escapes(c) && c != '\n'),
            "{safe}"
        );
        assert!(
            safe.contains("\\u202e") && safe.contains("\\udb40\\udc41"),
            "{safe}"
        );
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&safe).unwrap(),
            given
        );
        assert!(matches!(json("{\"a\": \"plain\"}\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn p305_yaml_escapes_what_acts_hides_or_is_forbidden_by_one_escape_a_character() {
        for (odd, safe) in [
            ('\u{7f}', "\\u007f"),
            ('\u{202e}', "\\u202e"),
            ('\u{fffe}', "\\ufffe"),
            ('\u{ffff}', "\\uffff"),
            ('\u{e0067}', "\\U000e0067"),
        ] {
            let text = format!("a: \"订{odd}单\"\n");
            assert_eq!(yaml(&text), format!("a: \"订{safe}单\"\n"));
        }
        for odd in ODD {
            let text = format!("\"{odd}\"\n");
            let safe = yaml(&text);
            assert!(safe.is_ascii() && safe.lines().count() == 1, "{safe:?}");
        }
        assert!(matches!(yaml("a: \"😀\"\n"), Cow::Borrowed(_)));
    }
}
