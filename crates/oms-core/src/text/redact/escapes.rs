//! The text below the escapes of JSON, addresses and HTML.

/// Returns `true` if a text holds a character that an escape begins with.
pub(super) fn has_escapes(text: &[u8]) -> bool {
    // By whole chunks and without a branch for each byte, because every answer goes through here.
    text.chunks(64).any(|chunk| {
        let begins =
            |byte| u8::from(byte == b'\\') | u8::from(byte == b'%') | u8::from(byte == b'&');
        chunk.iter().fold(0, |found, &byte| found | begins(byte)) != 0
    })
}

/// The text with one layer of escapes undone, and the former places of each byte and of the end;
/// `None` if it contains no escape.
pub(super) fn unescaped(text: &[u8]) -> Option<(Vec<u8>, Vec<usize>)> {
    let (mut plain, mut starts) = (Vec::with_capacity(text.len()), Vec::new());
    let (mut at, mut any) = (0, false);
    while let Some(&byte) = text.get(at) {
        let rest = text.get(at..).unwrap_or_default();
        let mut units = [0; 4];
        let (bytes, length): (&[u8], usize) = match escape(rest) {
            Some((Escaped::Byte(byte), length)) => {
                units[0] = byte;
                (&units[..1], length)
            }
            Some((Escaped::Char(c), length)) => (c.encode_utf8(&mut units).as_bytes(), length),
            None => {
                units[0] = byte;
                (&units[..1], 1)
            }
        };
        any |= length > 1;
        plain.extend_from_slice(bytes);
        starts.extend(bytes.iter().map(|_| at));
        at += length;
    }
    starts.push(text.len());
    any.then_some((plain, starts))
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
        [b'&', rest @ ..] => in_html(rest),
        _ => None,
    }
}

/// `\uXXXX`, or two of them that are one character; without the first two bytes.
fn in_json(rest: &[u8]) -> Option<(Escaped, usize)> {
    let unit = |digits: &[u8]| number(digits.get(..4)?, 16);
    let first = unit(rest)?;
    if let (0xD800..0xDC00, Some([b'\\', b'u', low @ ..])) = (first, rest.get(4..))
        && let Some(second @ 0xDC00..0xE000) = unit(low)
    {
        let c = char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))?;
        return Some((Escaped::Char(c), 12));
    }
    Some((Escaped::Char(char::from_u32(first)?), 6))
}

/// `&#61;`, `&#x3d;` or a name; without the first byte.
fn in_html(rest: &[u8]) -> Option<(Escaped, usize)> {
    const LONGEST: usize = 9;
    const NAMES: [(&[u8], char); 11] = [
        (b"amp", '&'),
        (b"lt", '<'),
        (b"gt", '>'),
        (b"quot", '"'),
        (b"apos", '\''),
        (b"colon", ':'),
        (b"equals", '='),
        (b"sol", '/'),
        (b"plus", '+'),
        (b"nbsp", ' '),
        (b"num", '#'),
    ];
    let end = rest.iter().take(LONGEST).position(|&byte| byte == b';')?;
    let c = match rest.get(..end)? {
        [b'#', b'x' | b'X', digits @ ..] => char::from_u32(number(digits, 16)?)?,
        [b'#', digits @ ..] => char::from_u32(number(digits, 10)?)?,
        name => NAMES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((Escaped::Char(c), end + 2))
}

/// A byte of two hexadecimal digits.
fn byte(digits: &[u8]) -> Option<u8> {
    u8::try_from(number(digits.get(..2)?, 16)?).ok()
}

/// A number of digits and nothing else.
fn number(digits: &[u8], radix: u32) -> Option<u32> {
    let text = std::str::from_utf8(digits).ok()?;
    let digits_alone = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    (digits_alone && !text.is_empty())
        .then(|| u32::from_str_radix(text, radix).ok())
        .flatten()
}
