//! The forms in which a secret may come back, and the texts that result from reading the escapes of
//! a text.
//!
//! Both follow the rules of the client: a rule of its own would let a recorder write down a form
//! that the client takes out of the same answer.

use std::borrow::Cow;

use oms_core::internals;

/// Number of times that escapes within escapes are read.
const ROUNDS: usize = 4;

/// Every form of a secret that the client knows, as it is in a text. In the place of bytes that are
/// no UTF-8 is the mark that reading an answer as a text puts there.
pub(super) fn every_form(secret: &[u8]) -> Vec<String> {
    internals::secret_forms(secret)
        .iter()
        .map(|form| String::from_utf8_lossy(form).into_owned())
        .collect()
}

/// The text as it is, and as it is once its escapes are read, and those that were in them.
pub(super) fn readings(text: &str) -> Vec<String> {
    let mut readings = vec![text.to_owned()];
    // Bytes, because a letter may have some of its bytes below more escapes than others.
    let mut layer = Cow::Borrowed(text.as_bytes());
    for _ in 0..ROUNDS {
        let below = internals::without_escapes(&layer).or_else(|| without_backslashes(&layer));
        let Some(below) = below else { break };
        readings.push(String::from_utf8_lossy(&below).into_owned());
        layer = Cow::Owned(below);
    }
    readings
}

/// Reads one layer of escapes. Anything else stays as it is.
pub(crate) fn unescaped(text: &str) -> Cow<'_, str> {
    match internals::without_escapes(text.as_bytes()) {
        Some(below) => Cow::Owned(String::from_utf8_lossy(&below).into_owned()),
        None => Cow::Borrowed(text),
    }
}

/// The text without its backslashes; `None` if it has none.
///
/// Shells and patterns have a backslash in front of other signs as well. The client leaves those
/// alone, because it changes the answer of a caller; a recorder hides one text too many rather than
/// one too few.
fn without_backslashes(text: &[u8]) -> Option<Vec<u8>> {
    let is_kept = |byte: &u8| *byte != b'\\';
    let kept: Vec<u8> = text.iter().copied().filter(is_kept).collect();
    (kept.len() < text.len()).then_some(kept)
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

    use super::*;

    #[test]
    fn escapes_are_read_layer_by_layer() {
        for (text, read) in [
            ("a%3Db%3d", "a=b="),
            (r"a\u003db\x3d\/", "a=b=/"),
            ("a&#61;&#x3d;&amp;&quot;", "a==&\""),
            ("%25%33d", "="),
            (r"\\u003d", "="),
            (r"\ud83d\udd11", "\u{1f511}"),
            ("%C3%25A9", "\u{e9}"),
            ("&sol;&plus;&colon;&num;&nbsp;", "/+:# "),
            (r"a\@b\%40", "a@b@"),
            ("100% &", "100% &"),
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
                    let forms = every_form(secret.as_bytes());
                    let found = forms.iter().any(|form| text.contains(form));
                    assert!(found, "{plain}: {text}");
                }
            }
        }
    }
}
