//! Bytes as text.

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
