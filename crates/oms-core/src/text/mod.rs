//! Text from outside: decoded, cut to what matters, cleared of credentials, and escaped before it
//! is shown.

pub(crate) mod base64;
pub(crate) mod html;
pub(crate) mod realm;
pub(crate) mod redact;
pub(crate) mod shown;

pub use shown::Shown;
