//! Standard Base64 with padding: two functions, which is all that credentials need.
//!
//! It reads nothing else: no line breaks, no alphabet for URLs, no missing padding.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Returns `true` if a byte is a digit of Base64, in its own alphabet or in the one for URLs.
pub(crate) const fn is_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

/// Encodes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4_usize {
            let index = group >> (18 - 6 * place) & 63;
            let digit = usize::try_from(index)
                .ok()
                .and_then(|index| ALPHABET.get(index));
            text.push(match digit {
                Some(&digit) if place <= chunk.len() => char::from(digit),
                _ => '=',
            });
        }
    }
    text
}

/// Decodes; `None` where the text is not Base64.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    if text.is_empty() || !text.len().is_multiple_of(4) || text.len() - digits.len() > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    let (mut group, mut bits) = (0_u32, 0_u32);
    for digit in digits.bytes() {
        let value = ALPHABET.iter().position(|&known| known == digit)?;
        group = (group << 6 | u32::try_from(value).ok()?) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(group >> bits & 0xFF).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn base64_is_read_back_for_every_length() {
        for length in 0..70_u8 {
            let bytes: Vec<u8> = (0..length).map(|n| n.wrapping_mul(83)).collect();
            let text = encode(&bytes);
            assert_eq!(text.len() % 4, 0);
            assert_eq!(decode(&text), (length > 0).then_some(bytes), "{text}");
        }
        for text in [
            "", "a", "ab", "abc", "a===", "====", "ab=c", "ab c", "ab\u{e9}",
        ] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
