//! That what is encoded is read back, and what is not Base64 is not.

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
