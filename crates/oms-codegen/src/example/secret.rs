//! Secrets of examples, as a person gives them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The plain text of a secret that travels as Base64; `None` where it is no such text.
pub(super) fn plain(encoded: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(encoded).ok()?).ok()
}
