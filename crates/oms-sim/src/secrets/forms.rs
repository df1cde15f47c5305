//! The forms that a secret takes when it is encoded, and the texts that result from reading the
//! escapes of a text.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// Number of times that escapes within escapes are read.
const ROUNDS: usize = 4;

/// The shortest part of Base64 that is looked for; a shorter one occurs in many texts by chance.
const SHORTEST_ENCODED: usize = 4;

/// Every encoded form whose letters are the same wherever the secret is encoded: Base64 in both
/// alphabets and at the three alignments, each without the letters that its neighbours decide, and
/// hexadecimal digits.
pub(super) fn encoded(secret: &str) -> Vec<String> {
    let mut forms = Vec::new();
    for shift in 0..3_usize {
        let shifted = ["-".repeat(shift).as_bytes(), secret.as_bytes()].concat();
        let (first, last) = ((shift * 8).div_ceil(6), shifted.len() * 8 / 6);
        for text in [
            STANDARD_NO_PAD.encode(&shifted),
            URL_SAFE_NO_PAD.encode(&shifted),
        ] {
            forms.extend(text.get(first..last).map(str::to_owned));
        }
    }
    forms.retain(|form| form.len() >= SHORTEST_ENCODED);
    let digits = |byte: u8| [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16));
    let hex: String = secret.bytes().flat_map(digits).flatten().collect();
    forms.extend([hex.to_ascii_uppercase(), hex]);
    forms
}

/// The text as it is, and as it is once its escapes are read, and those that were in them: percent
/// signs, the escapes of JSON and those of HTML.
pub(super) fn readings(text: &str) -> Vec<String> {
    let mut readings = vec![text.to_owned()];
    for _ in 0..ROUNDS {
        let Some(last) = readings.last() else { break };
        let read = unescaped(last);
        if read == *last {
            break;
        }
        readings.push(read);
    }
    readings
}

/// Reads one layer of escapes. Anything else stays as it is.
pub(crate) fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let read = match first {
            '%' => percent(rest),
            '\\' => backslash(rest),
            '&' => entity(rest),
            _ => None,
        };
        let length = if let Some((read, length)) = read {
            bytes.extend(read);
            length
        } else {
            bytes.extend(first.to_string().into_bytes());
            first.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// `%3d`: a byte.
fn percent(text: &str) -> Option<(Vec<u8>, usize)> {
    let byte = u8::from_str_radix(text.get(1..3)?, 16).ok()?;
    Some((vec![byte], 3))
}

/// `\u003d`, `\x3d`, `\/` and the like.
fn backslash(text: &str) -> Option<(Vec<u8>, usize)> {
    let (digits, length) = match text.get(1..2)? {
        "u" => (text.get(2..6)?, 6),
        "x" => (text.get(2..4)?, 4),
        // Whatever else is escaped counts as itself: a line break in a secret is no part of what is
        // compared.
        other => return Some((other.as_bytes().to_vec(), 2)),
    };
    let code = u32::from_str_radix(digits, 16).ok()?;
    // Half of a pair is a character that no header and no Base64 holds.
    let letter = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
    Some((letter.to_string().into_bytes(), length))
}

/// `&#61;`, `&#x3d;`, `&amp;` and the like.
fn entity(text: &str) -> Option<(Vec<u8>, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let letter = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "equals" => '=',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((letter.to_string().into_bytes(), end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read_layer_by_layer() {
        for (text, read) in [
            ("a%3Db%3d", "a=b="),
            (r"a\u003db\x3d\/", "a=b=/"),
            ("a&#61;&#x3d;&amp;&quot;", "a==&\""),
            ("%25%33d", "="),
            (r"\\u003d", "="),
            ("100% & \\", "100% & \\"),
            ("%zz &nosuch; é", "%zz &nosuch; é"),
        ] {
            assert_eq!(readings(text).last().unwrap(), read, "{text}");
        }
    }

    #[test]
    fn every_alignment_of_base64_holds_one_of_the_forms() {
        let secret = "hunter2?>~";
        for before in ["", "a", "ab", "abc"] {
            for after in ["", "z", "zz"] {
                let plain = format!("{before}{secret}{after}");
                for text in [
                    STANDARD_NO_PAD.encode(&plain),
                    URL_SAFE_NO_PAD.encode(&plain),
                ] {
                    let found = encoded(secret).iter().any(|form| text.contains(form));
                    assert!(found, "{plain}: {text}");
                }
            }
        }
    }
}
