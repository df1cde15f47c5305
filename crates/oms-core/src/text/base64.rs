//! Standard Base64 with padding: no line breaks, no alphabet for URLs, no missing padding.

use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use base64::{Engine as _, alphabet};

/// Bits of the last digit that say nothing are passed over, as most readers do: a password that one
/// of them finds in a text has to be found here as well.
static STANDARD: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// Returns `true` if a byte is a digit of Base64, in its own alphabet or in the one for URLs.
pub(crate) const fn is_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

/// Encodes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Decodes; `None` where the text is not Base64.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn base64_is_read_with_padding_and_whatever_the_last_bits_are() {
        for (text, bytes) in [("", ""), ("YWI=", "ab"), ("YWJ=", "ab"), ("YR==", "a")] {
            assert_eq!(decode(text), Some(bytes.into()), "{text}");
        }
        for text in [
            "a", "ab", "abc", "a===", "====", "ab=c", "ab c", "ab-_", "ab\u{e9}",
        ] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
