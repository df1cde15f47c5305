//! Bytes as hexadecimal digits.

use std::fmt::Write as _;

/// Returns bytes in hexadecimal digits, in small letters.
///
/// # Examples
///
/// ```
/// assert_eq!(oms_text::hex(&[0, 0x2a, 0xff]), "002aff");
/// ```
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string never fails.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Returns the bytes that a text has in hexadecimal digits, if it has exactly this many and nothing
/// else.
///
/// # Examples
///
/// ```
/// assert_eq!(oms_text::unhex("002aFF"), Some([0, 0x2a, 0xff]));
/// assert_eq!(oms_text::unhex::<3>("002a"), None);
/// ```
#[must_use]
pub fn unhex<const LENGTH: usize>(text: &str) -> Option<[u8; LENGTH]> {
    let (pairs, rest) = text.as_bytes().as_chunks();
    let bytes: Option<Vec<u8>> = pairs.iter().copied().map(hex_byte).collect();
    bytes?.try_into().ok().filter(|_| rest.is_empty())
}

/// Returns the byte of two hexadecimal digits. A sign, which the parsers of numbers take, is none.
///
/// # Examples
///
/// ```
/// assert_eq!(oms_text::hex_byte(*b"2a"), Some(0x2a));
/// assert_eq!(oms_text::hex_byte(*b"+a"), None);
/// ```
#[must_use]
pub fn hex_byte(digits: [u8; 2]) -> Option<u8> {
    let [high, low] = digits.map(|digit| char::from(digit).to_digit(16));
    u8::try_from(high? * 16 + low?).ok()
}

#[cfg(test)]
mod tests {
    use super::{hex, unhex};

    #[test]
    fn every_byte_comes_back_and_nothing_else_is_read() {
        let bytes: [u8; 256] = std::array::from_fn(|byte| u8::try_from(byte).unwrap());
        let text = hex(&bytes);
        assert_eq!(unhex(&text), Some(bytes));
        assert_eq!(unhex(&text.to_uppercase()), Some(bytes));
        for text in [
            "", "a", "0", "000", "+1", "-1", " 1", "0x", "g0", "é", "00 ",
        ] {
            assert_eq!(unhex::<1>(text), None, "{text}");
        }
    }
}
