//! Takes the credentials out of a text about a call, because a server may repeat in its answer what it was sent.
//!
//! It works on what is shown. The answer itself is kept as it came, for whoever asks for its bytes.

use std::borrow::Cow;
use std::fmt::{self, Debug, Display, Formatter};

use http::header::HeaderMap;
use secrecy::zeroize::Zeroizing;

/// What stands in place of a credential.
const VEIL: &str = "[redacted]";

/// The shortest text that is taken for a credential: a shorter one stands in many a text by chance.
const SHORTEST: usize = 6;

/// An error that is shown through the veil.
pub(super) trait Told {
    /// The headers that were sent: those that are marked as sensitive carry the credentials.
    fn sent(&self) -> &HeaderMap;

    /// The text for people.
    fn display(&self, f: &mut Formatter<'_>) -> fmt::Result;

    /// The text for those who look for a fault.
    fn debug(&self, f: &mut Formatter<'_>) -> fmt::Result;
}

struct Bare<'a, T>(&'a T);

impl<T: Told> Display for Bare<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.display(f)
    }
}

impl<T: Told> Debug for Bare<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.debug(f)
    }
}

/// Writes the text for people.
pub(super) fn display(told: &impl Told, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_str(&veiled(&Bare(told).to_string(), told.sent()))
}

/// Writes the text for those who look for a fault, on several lines where that was asked for.
pub(super) fn debug(told: &impl Told, f: &mut Formatter<'_>) -> fmt::Result {
    let text = if f.alternate() {
        format!("{:#?}", Bare(told))
    } else {
        format!("{:?}", Bare(told))
    };
    f.write_str(&veiled(&text, told.sent()))
}

/// A text without the credentials among the headers that were sent.
pub(crate) fn veiled<'t>(text: &'t str, sent: &HeaderMap) -> Cow<'t, str> {
    let mut text = Cow::Borrowed(text);
    for secret in secrets(sent) {
        if text.contains(secret.as_str()) {
            text = Cow::Owned(text.replace(secret.as_str(), VEIL));
        }
    }
    text
}

/// Every form of the credentials that a server has seen, the longest first.
fn secrets(sent: &HeaderMap) -> Vec<Zeroizing<String>> {
    let mut secrets = Vec::new();
    for value in sent.values().filter(|value| value.is_sensitive()) {
        let value = Zeroizing::new(String::from_utf8_lossy(value.as_bytes()).into_owned());
        if let Some((_, token)) = value.split_once(' ') {
            secrets.extend(crate::auth::password_in(token));
            secrets.push(Zeroizing::new(token.to_owned()));
        }
        secrets.push(value);
    }
    secrets.retain(|secret| secret.len() >= SHORTEST);
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    secrets
}
