//! The text below the escapes of JSON, addresses and HTML, and below the lines of Base64.

use std::ops::Range;
use std::slice;

use oms_text::hex_byte;

use super::references::{reference, unfinished};
use crate::text::base64;

/// The number of bytes that are looked at together.
const CHUNK: usize = 64;

/// Returns `true` if a text holds a character that an escape begins with, or a line break between
/// two digits of Base64.
pub(super) fn has_escapes(text: &[u8]) -> bool {
    // By whole chunks and without a branch for each byte, because every answer goes through here.
    text.chunks(CHUNK).zip(0..).any(|(chunk, number)| {
        let from = number * CHUNK;
        let signs = chunk.iter().fold(0, |found, &byte| {
            found | u8::from(byte == b'\\') | u8::from(byte == b'%') | u8::from(byte == b'&')
        });
        // Most line breaks are those of JSON that is laid out for people: no digit is behind them.
        let behind = text.get(from + 1..).unwrap_or_default();
        let breaks = chunk.iter().zip(behind).fold(0, |found, (&byte, &next)| {
            found | (u8::from(byte == b'\n') & u8::from(base64::is_digit(next)))
        });
        signs != 0 || breaks != 0 && has_line_break(text, from)
    })
}

/// Returns `true` if a line break between two digits of Base64 is in the chunk that begins here.
#[cold]
fn has_line_break(text: &[u8], from: usize) -> bool {
    let mut places = from.saturating_sub(1)..text.len().min(from + CHUNK);
    places.any(|at| line_break(text, at).is_some())
}

/// The length of the line break at this place, if it is between two digits of Base64, which mails
/// and certificates have in lines.
fn line_break(text: &[u8], at: usize) -> Option<usize> {
    let length = match text.get(at..)? {
        [b'\n', ..] => 1,
        [b'\r', b'\n', ..] => 2,
        _ => return None,
    };
    let is_digit = |at: usize| text.get(at).copied().is_some_and(base64::is_digit);
    (is_digit(at.checked_sub(1)?) && is_digit(at + length)).then_some(length)
}

/// The text with one layer of escapes undone and without the line breaks in Base64, and the former
/// places of each byte and of the end; `None` if it contains neither.
pub(super) fn unescaped(text: &[u8]) -> Option<(Vec<u8>, Vec<usize>)> {
    let (mut plain, mut starts) = (Vec::with_capacity(text.len()), Vec::new());
    let any = undo(text, line_break, |bytes, at| {
        plain.extend_from_slice(bytes);
        starts.extend(bytes.iter().map(|_| at));
    });
    starts.push(text.len());
    any.then_some((plain, starts))
}

/// The text with one layer of escapes undone and every line break kept; `None` if it contains no
/// escape. The simulator tells words apart by line breaks, and needs no places.
pub(crate) fn without_escapes(text: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(text.len());
    let any = undo(text, |_, _| None, |bytes, _| plain.extend_from_slice(bytes));
    any.then_some(plain)
}

/// Undoes one layer of escapes, and tells the bytes below it with their former places. Returns
/// `true` if there is an escape, or something that is left out by its place and length.
fn undo(
    text: &[u8],
    left_out: impl Fn(&[u8], usize) -> Option<usize>,
    mut tell: impl FnMut(&[u8], usize),
) -> bool {
    let (mut at, mut any) = (0, false);
    while let Some(&byte) = text.get(at) {
        if let Some(length) = left_out(text, at) {
            any = true;
            at += length;
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let (escaped, length) = escape(rest).unwrap_or((Escaped::Byte(byte), 1));
        let mut units = [0; 4];
        let bytes = match &escaped {
            Escaped::Byte(byte) => slice::from_ref(byte),
            Escaped::Char(c) => c.encode_utf8(&mut units).as_bytes(),
        };
        any |= length > 1;
        tell(bytes, at);
        at += length;
    }
    any
}

/// The ends that the text had before a cut, from the last on: its own, the one in front of what may
/// be half an escape, and the one in front of the line breaks there.
pub(super) fn ends_before_a_cut(text: &[u8]) -> Vec<usize> {
    let whole = text.len() - half_an_escape(text);
    let before = text.get(..whole).unwrap_or_default().iter().rev();
    let breaks = before.take_while(|&&byte| byte == b'\r' || byte == b'\n');
    let mut ends = vec![text.len(), whole, whole - breaks.count()];
    ends.dedup();
    ends
}

/// The length of what may be the beginning of an escape, with which a text ends.
fn half_an_escape(text: &[u8]) -> usize {
    /// One byte less than two units of JSON have.
    const LONGEST: usize = 11;
    let from = text.len().saturating_sub(LONGEST);
    let mut ends = (from..text.len()).filter_map(|start| text.get(start..));
    ends.find(|end| may_become_an_escape(end))
        .unwrap_or_else(|| unfinished(text))
        .len()
}

/// Returns `true` if more bytes behind a text would make an escape of it, or a longer one. HTML has
/// its own rule.
fn may_become_an_escape(text: &[u8]) -> bool {
    const WHOLE: [&[u8]; 4] = [br"\u0041", br"\ud800\udc00", br"\x41", b"%41"];
    WHOLE.iter().any(|whole| {
        let behind = whole.get(text.len()..).unwrap_or_default();
        escape(&[text, behind].concat()).is_some_and(|(_, length)| length > text.len())
    })
}

/// The meaning of an escape.
enum Escaped {
    Byte(u8),
    Char(char),
}

/// The escape that a text begins with, and its length.
fn escape(text: &[u8]) -> Option<(Escaped, usize)> {
    match text {
        [b'\\', b'u', rest @ ..] => in_json(rest),
        [b'\\', b'x', digits @ ..] => Some((Escaped::Byte(byte(digits)?), 4)),
        [b'\\', sign, ..] => {
            let plain = match sign {
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                b'"' | b'\'' | b'\\' | b'/' => *sign,
                _ => return None,
            };
            Some((Escaped::Byte(plain), 2))
        }
        [b'%', digits @ ..] => Some((Escaped::Byte(byte(digits)?), 3)),
        [b'&', rest @ ..] => reference(rest).map(|(c, length)| (Escaped::Char(c), length)),
        _ => None,
    }
}

/// Widens parts of a text of JSON to whole escapes, so that what is left of it can be read.
///
/// A part may begin with the letter of an escape, or end with its backslash, by chance.
pub(super) fn whole_in_json(text: &[u8], parts: &mut [Range<usize>]) {
    parts.sort_by_key(|part| part.start);
    let (mut at, mut rest) = (0, parts);
    while let Some(escape) = next_in_json(text, at) {
        at = escape.end;
        // Parts are in the order of their starts, and escapes do not overlap.
        for part in rest.iter_mut() {
            if part.start >= escape.end {
                break;
            }
            if part.end > escape.start {
                part.start = part.start.min(escape.start);
                part.end = part.end.max(escape.end);
            }
        }
        let over = rest.iter().take_while(|part| part.end <= at).count();
        rest = rest.get_mut(over..).unwrap_or_default();
    }
}

/// The place of the next escape in a text of JSON.
fn next_in_json(text: &[u8], from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let start = rest.iter().position(|&byte| byte == b'\\')?;
    let length = match rest.get(start + 1..)? {
        [b'u', digits @ ..] => in_json(digits).map_or(6, |(_, length)| length),
        _ => 2,
    };
    let start = from + start;
    Some(start..text.len().min(start + length))
}

/// `\uXXXX`, or two of them that are one character; without the first two bytes.
fn in_json(rest: &[u8]) -> Option<(Escaped, usize)> {
    let unit = |digits: &[u8]| {
        let [first, second, third, fourth] = *digits.first_chunk()?;
        let bytes = [hex_byte([first, second])?, hex_byte([third, fourth])?];
        Some(u32::from(u16::from_be_bytes(bytes)))
    };
    let first = unit(rest)?;
    if let (0xD800..0xDC00, Some([b'\\', b'u', low @ ..])) = (first, rest.get(4..))
        && let Some(second @ 0xDC00..0xE000) = unit(low)
    {
        let c = char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))?;
        return Some((Escaped::Char(c), 12));
    }
    Some((Escaped::Char(char::from_u32(first)?), 6))
}

/// A byte of two hexadecimal digits.
fn byte(digits: &[u8]) -> Option<u8> {
    hex_byte(*digits.first_chunk()?)
}

#[cfg(test)]
mod tests {
    use super::{has_escapes, unescaped, without_escapes};

    /// Returns the text below one layer of escapes; `None` where there is none.
    fn below(text: &str) -> Option<String> {
        let (below, _) = unescaped(text.as_bytes())?;
        Some(String::from_utf8(below).unwrap())
    }

    #[test]
    fn p226_every_escape_is_undone_into_what_it_means() {
        for (text, plain) in [
            (r"\n", "\n"),
            (r"\r", "\r"),
            (r"\t", "\t"),
            (r#"\""#, "\""),
            (r"\'", "'"),
            (r"\\", "\\"),
            (r"\/", "/"),
            (r"\x4a", "J"),
            (r"\u004A", "J"),
            (r"\u00e9", "é"),
            (r"\ud7ff", "\u{d7ff}"),
            (r"\ue000", "\u{e000}"),
            (r"\ud800\udc00", "\u{10000}"),
            (r"\ud83d\ude00", "\u{1f600}"),
            (r"\udbff\udfff", "\u{10ffff}"),
            (r"\ud800\u0041", r"\ud800A"),
            (r"\ud800\ue000", "\\ud800\u{e000}"),
            ("%4a%4A%7e", "JJ~"),
            ("&#74;&#x4a;&#X4A;", "JJJ"),
            ("&#00000074;&#74&#x4a", "JJJ"),
            ("&#1114111;", "\u{10ffff}"),
            ("&amp;&lt;&gt;&quot;&apos;", "&<>\"'"),
            ("&AMP;&lt&quotx&uuml;", "&<\"x\u{fc}"),
            ("&colon;&equals;&sol;&plus;&nbsp;&num;", ":=/+ #"),
            // One layer a time, and what is beside an escape stays.
            ("a%2541b", "a%41b"),
            ("%&amp;;", "%&;"),
        ] {
            assert_eq!(below(text).as_deref(), Some(plain), "{text}");
        }
    }

    #[test]
    fn p226_a_line_break_between_two_digits_of_base64_is_left_out() {
        for (text, joined) in [
            ("YWJj\r\nZGVm\nZ", "YWJjZGVmZ"),
            ("+\n/\r\n-\n_", "+/-_"),
            ("a\nb%41", "abA"),
        ] {
            assert!(has_escapes(text.as_bytes()), "{text:?}");
            assert_eq!(below(text).as_deref(), Some(joined), "{text:?}");
        }
        let lines = [
            "\n", "a\n", "\r\na", "a\n\nb", "a\rb", "a\n\rb", "a \nb", "a\n b", "=\na",
        ];
        for text in lines {
            assert!(!has_escapes(text.as_bytes()), "{text:?}");
            assert_eq!(below(text), None, "{text:?}");
        }
    }

    #[test]
    fn escapes_are_undone_without_the_line_breaks_as_well() {
        for (text, plain) in [
            ("a\nb", None),
            ("a\nb%41", Some("a\nbA")),
            ("YWJj\r\n\\nZ", Some("YWJj\r\n\nZ")),
        ] {
            let plain = plain.map(|plain: &str| plain.as_bytes().to_vec());
            assert_eq!(without_escapes(text.as_bytes()), plain, "{text:?}");
        }
    }

    #[test]
    fn p226_what_only_looks_like_an_escape_is_none() {
        for text in [
            "",
            "plain",
            r"\",
            r"\q",
            r"\u",
            r"\u00e",
            r"\u00eg",
            r"\u+041",
            r"\ud800",
            r"\udc00",
            r"\x4",
            r"\x+4",
            "%",
            "%4",
            "%zz",
            "%+4",
            "&",
            "&;",
            "&#;",
            "&#x;",
            "&#+74;",
            "&#x110000;",
            "&none;",
        ] {
            // An escape behind one that is none is undone all the same.
            let [alone, before] = [below(text), below(&format!("{text}%41"))];
            assert_eq!(alone, None, "{text}");
            assert_eq!(before, Some(format!("{text}A")), "{text}");
        }
    }

    #[test]
    fn p226_each_byte_below_the_escapes_has_its_place_above_them() {
        for (text, places) in [
            ("a%41b", &[0, 1, 4, 5][..]),
            (r"\u00e9x", &[0, 0, 6, 7]),
            (r"x\ud83d\ude00", &[0, 1, 1, 1, 1, 13]),
            ("&lt;%41", &[0, 4, 7]),
            ("a\r\nb\nc", &[0, 3, 5, 6]),
        ] {
            let (below, starts) = unescaped(text.as_bytes()).unwrap();
            assert_eq!(starts, places, "{text}");
            assert_eq!(starts.len(), below.len() + 1, "{text}");
        }
    }

    #[test]
    fn p226_a_text_is_searched_below_escapes_only_where_one_may_begin() {
        let plain = "x".repeat(200);
        assert!(!has_escapes(b"") && !has_escapes(plain.as_bytes()));
        // Beside nothing else as well.
        for sign in ["\\", "%", "&"] {
            assert!(has_escapes(sign.as_bytes()), "{sign}");
        }
        for sign in ["\\", "%", "&", "%%", "&\\", "x\n", "x\r\n", "\nx\n"] {
            for at in [0, 62, 63, 64, 199] {
                let mut text = plain.clone();
                text.insert_str(at, sign);
                assert!(has_escapes(text.as_bytes()), "{sign} at {at}");
            }
        }
    }
}
