//! The secret of every promise test, and the search for it.

use std::error::Error;
use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// The user of every promise test.
pub(crate) const USER: &str = "canary-user";

/// The password of every promise test: a word that occurs nowhere else.
pub(crate) const PASSWORD: &str = "hunter2-canary";

/// Panics if `text` holds the secret, plain or in Base64 at any alignment.
pub(crate) fn assert_clean(what: &str, text: &str) {
    for form in forms(PASSWORD) {
        assert!(
            !text.contains(&form),
            "{what} holds the secret as `{form}`:\n{text}"
        );
    }
}

/// Panics if the error says the secret in `Display`, `Debug` or any of its sources; returns all of
/// that text.
pub(crate) fn assert_error_clean(error: &impl Error) -> String {
    let mut text = format!("{error}\n{error:?}\n{error:#?}\n");
    let mut source = error.source();
    while let Some(cause) = source {
        writeln!(text, "{cause}\n{cause:?}").expect("a string takes any text");
        source = cause.source();
    }
    assert_clean("the error", &text);
    text
}

/// The secret itself, and its Base64 at the three alignments without the characters that its
/// neighbours decide.
pub(crate) fn forms(secret: &str) -> Vec<String> {
    let mut forms = vec![secret.to_owned()];
    for shift in 0..3 {
        let padded = format!("{}{secret}", "-".repeat(shift));
        let encoded = STANDARD_NO_PAD.encode(&padded);
        let first = (shift * 8).div_ceil(6);
        let last = padded.len() * 8 / 6;
        forms.push(encoded[first..last].to_owned());
    }
    forms
}

#[test]
fn every_alignment_of_the_secret_is_found() {
    for before in ["", "a", "ab", "abc", USER] {
        let encoded = STANDARD_NO_PAD.encode(format!("{before}:{PASSWORD}tail"));
        assert!(
            forms(PASSWORD).iter().any(|form| encoded.contains(form)),
            "{encoded}"
        );
    }
}
