//! The encoded forms of a secret whose digits are the same wherever it was encoded.

use secrecy::zeroize::Zeroizing;

use crate::text::base64;

/// A secret in Base64 and in hexadecimal digits.
pub(crate) fn encoded(secret: &[u8]) -> Vec<Zeroizing<Vec<u8>>> {
    let mut forms = in_base64(secret);
    forms.extend(in_hexadecimal(secret));
    forms
}

/// A secret in both alphabets of Base64, wherever it may be in what was encoded.
pub(super) fn in_base64(secret: &[u8]) -> Vec<Zeroizing<Vec<u8>>> {
    let mut forms = Vec::new();
    for shift in 0..3 {
        let mut plain = Zeroizing::new(vec![0; shift]);
        plain.extend_from_slice(secret);
        let encoded = Zeroizing::new(base64::encode(&plain));
        // The first and the last digit may hold bits of the text beside the secret.
        let (first, last) = ((shift * 8).div_ceil(6), plain.len() * 8 / 6);
        let digits = encoded.as_bytes().get(first..last).unwrap_or_default();
        let for_urls = |&digit: &u8| match digit {
            b'+' => b'-',
            b'/' => b'_',
            digit => digit,
        };
        forms.push(Zeroizing::new(digits.iter().map(for_urls).collect()));
        forms.push(Zeroizing::new(digits.to_vec()));
    }
    forms
}

/// A secret in hexadecimal digits, with small letters and with capital ones.
pub(super) fn in_hexadecimal(secret: &[u8]) -> [Zeroizing<Vec<u8>>; 2] {
    [b'a', b'A'].map(|ten| {
        let mut digits = Zeroizing::new(Vec::with_capacity(2 * secret.len()));
        for digit in secret.iter().flat_map(|&byte| [byte >> 4, byte & 15]) {
            digits.push(match digit {
                0..10 => b'0' + digit,
                _ => ten + digit - 10,
            });
        }
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn a_short_secret_is_known_in_base64_wherever_it_begins_and_in_hexadecimal_digits() {
        let forms = encoded(b"k?~");
        let forms: Vec<_> = forms.iter().map(|form| form.as_slice()).collect();
        let expected = [
            "az9-", "az9+", "s_f", "s/f", "rP3", "rP3", "6b3f7e", "6B3F7E",
        ];
        assert_eq!(forms, expected.map(str::as_bytes));
    }
}
