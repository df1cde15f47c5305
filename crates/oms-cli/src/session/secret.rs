//! Secrets among the parameters of an action: they are read from files, because a command line is
//! visible to others.
//!
//! A file that others could have read or replaced is refused, as one with the password of the
//! command is.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::Failure;
use crate::parse;
use crate::session::secret_file;

/// Returns the secret in a file, without the line end that editors put behind it, for the setter of
/// a request: it takes any text and wipes this one.
pub(crate) fn text(path: &Path) -> Result<String, Failure> {
    secret_file::read(path).map(|secret| secret.expose().to_owned())
}

/// Returns the value in a file of JSON, for the flag of this name. Its errors do not repeat the
/// contents.
#[allow(
    dead_code,
    reason = "generated code names it where an action has an object with a secret among its parameters"
)]
pub(crate) fn json<T: DeserializeOwned + Serialize>(flag: &str, path: &Path) -> Result<T, Failure> {
    parse::json(secret_file::read(path)?.expose()).map_err(|problem| {
        Failure::usage(
            format!("{flag}: {}: {problem}", path.display()),
            "Correct the file.",
        )
    })
}
