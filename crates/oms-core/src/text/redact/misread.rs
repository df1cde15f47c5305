//! A secret beyond ASCII as it is written by somebody who reads its bytes in another charset.
//!
//! Credentials are sent as UTF-8, and many a reader of HTTP Basic takes them for Latin-1 or for
//! ASCII.

use secrecy::zeroize::Zeroizing;

use super::{SHORTEST_BEGINNING, forms};

/// The signs that are written for a character that a charset does not have.
const MARKS: [char; 2] = ['?', char::REPLACEMENT_CHARACTER];

/// The most bytes that are written for one byte of a secret.
const MOST_BYTES: usize = 3;

/// The characters of windows-1252 from 0x80 on. Many a reader calls it Latin-1.
const WINDOWS_1252: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}',
    '\u{2c6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}',
    '\u{90}', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}',
    '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}', '\u{153}', '\u{9d}', '\u{17e}', '\u{178}',
];

/// Adds the forms of a secret, and those of what such a reader makes of it.
pub(crate) fn every_form(secret: &[u8], needles: &mut Vec<Zeroizing<Vec<u8>>>) {
    forms(secret, needles);
    for text in misread(secret) {
        forms(&text, needles);
    }
}

/// The texts that such a reader makes of a secret; none of a secret in ASCII.
fn misread(secret: &[u8]) -> Vec<Zeroizing<Vec<u8>>> {
    if secret.is_ascii() {
        return Vec::new();
    }
    let length = MOST_BYTES * secret.len();
    let bytes = secret.iter().map(|&byte| char::from(byte));
    let mut read = vec![
        written(bytes.clone(), length),
        written(bytes.clone().map(in_windows_1252), length),
    ];
    let text = std::str::from_utf8(secret).ok();
    read.extend(text.and_then(in_latin_1));
    for mark in MARKS {
        let defined = |c| defined_in_windows_1252(c).unwrap_or(mark);
        read.push(written(bytes.clone().map(defined), length));
    }
    // With fewer letters of its own left, a secret would be in many a text by chance.
    if bytes.clone().filter(char::is_ascii).count() >= SHORTEST_BEGINNING {
        for mark in MARKS {
            let marked = |c: char| if c.is_ascii() { c } else { mark };
            read.push(written(bytes.clone().map(marked), length));
            read.extend(text.map(|text| written(text.chars().map(marked), length)));
        }
    }
    read
}

/// A text of so many bytes at most, of which no copy is left behind.
fn written(chars: impl Iterator<Item = char>, most: usize) -> Zeroizing<Vec<u8>> {
    let mut text = Zeroizing::new(Vec::with_capacity(most));
    for c in chars {
        text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
    text
}

/// The character of windows-1252 for a byte that was read as Latin-1.
fn in_windows_1252(c: char) -> char {
    let place = usize::try_from(u32::from(c)).ok();
    let place = place.and_then(|code| code.checked_sub(0x80));
    let other = place.and_then(|place| WINDOWS_1252.get(place));
    other.copied().unwrap_or(c)
}

/// The same as Java and Python read it: they know no character for five of the bytes, which
/// browsers take for control characters.
fn defined_in_windows_1252(c: char) -> Option<char> {
    let read = in_windows_1252(c);
    (c.is_ascii() || !read.is_control()).then_some(read)
}

/// The bytes of a text in Latin-1, if it has them all.
fn in_latin_1(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    for c in text.chars() {
        bytes.push(u8::try_from(c).ok()?);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{MOST_BYTES, misread};

    #[test]
    fn p226_a_secret_beyond_ascii_is_known_in_the_charsets_that_it_is_taken_for() {
        let marked = |text: &str| [text.to_owned(), text.replace('?', "\u{fffd}")];
        for (secret, latin_1, windows_1252, bytes, marks) in [
            (
                "gr\u{fc}nkohl",
                "gr\u{c3}\u{bc}nkohl",
                "gr\u{c3}\u{bc}nkohl",
                Some(&b"gr\xfcnkohl"[..]),
                vec!["gr\u{c3}\u{bc}nkohl", "gr??nkohl", "gr?nkohl"],
            ),
            (
                "gro\u{df}\u{20ac}",
                "gro\u{c3}\u{9f}\u{e2}\u{82}\u{ac}",
                "gro\u{c3}\u{178}\u{e2}\u{201a}\u{ac}",
                None,
                vec!["gro\u{c3}\u{178}\u{e2}\u{201a}\u{ac}"],
            ),
            // Five bytes that windows-1252 leaves open, of which Java and Python know nothing.
            (
                "\u{c1}\u{cd}\u{cf}\u{d0}\u{dd}ab",
                "\u{c3}\u{81}\u{c3}\u{8d}\u{c3}\u{8f}\u{c3}\u{90}\u{c3}\u{9d}ab",
                "\u{c3}\u{81}\u{c3}\u{8d}\u{c3}\u{8f}\u{c3}\u{90}\u{c3}\u{9d}ab",
                Some(b"\xc1\xcd\xcf\xd0\xddab"),
                vec!["\u{c3}?\u{c3}?\u{c3}?\u{c3}?\u{c3}?ab"],
            ),
        ] {
            let read = misread(secret.as_bytes());
            let mut expected = vec![latin_1.as_bytes(), windows_1252.as_bytes()];
            expected.extend(bytes);
            let marks: Vec<String> = marks.into_iter().flat_map(marked).collect();
            expected.extend(marks.iter().map(String::as_bytes));
            for expected in &expected {
                let is_known = read.iter().any(|read| read.as_slice() == *expected);
                assert!(is_known, "{secret}: {}", String::from_utf8_lossy(expected));
            }
            assert_eq!(read.len(), expected.len(), "{secret}");
            // A text that grows leaves a copy behind.
            assert!(read[0].capacity() >= MOST_BYTES * secret.len(), "{secret}");
        }
        // Of bytes that are no UTF-8, a reader of Latin-1 makes what they mean.
        let read = misread(b"gr\xfcnkohl");
        assert_eq!(read[0].as_slice(), "gr\u{fc}nkohl".as_bytes());
        assert!(misread(b"hunter2").is_empty());
    }
}
