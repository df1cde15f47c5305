//! Parameters that are given as one JSON object.
//!
//! An unknown parameter is refused instead of dropped: otherwise a misspelt optional parameter
//! would be left out without a word. Error messages never repeat the object, because it may contain
//! a secret. Secrets are accepted from standard input and from a file that nobody else can read,
//! and not from the command line.

use std::io::Read;
use std::path::Path;

use oms_client::{Action, Secrets};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::failure::Failure;
use crate::parse;
use crate::session::private::{self, Purpose, Refusal};
use crate::surroundings::Surroundings;

/// The longest object that is read, in bytes.
const LONGEST: u64 = 4 << 20;

/// Reads the object after `--json`, or standard input for `-`. Secret parameters on the command
/// line are refused.
pub(crate) fn read(
    text: &str,
    secrets: &Secrets,
    surroundings: &mut Surroundings<'_>,
) -> Result<String, Failure> {
    let is_piped = text == "-";
    let text = if is_piped {
        let mut piped = String::new();
        let read = (&mut surroundings.stdin)
            .take(LONGEST + 1)
            .read_to_string(&mut piped);
        read.map_err(|error| refused(&format!("standard input cannot be read: {error}")))?;
        piped
    } else {
        text.to_owned()
    };
    if text.len() as u64 > LONGEST {
        return Err(refused("they are larger than 4 MiB"));
    }
    let text = parse::without_mark(&text);
    if holds_a_secret(text, secrets)? && !is_piped {
        return Err(Failure::usage(
            "the parameters hold a secret, and a command line is visible to others",
            "Pipe them in: --json -, or name a file that only you can read: -f FILE",
        ));
    }
    Ok(text.to_owned())
}

/// Reads the object in a file. One that holds a secret must be its owner's alone.
pub(crate) fn read_file(path: &Path, secrets: &Secrets) -> Result<String, Failure> {
    let read = |purpose| -> Result<String, Failure> {
        let bytes = private::read(path, purpose, LONGEST);
        let bytes = bytes.map_err(|refusal| unreadable(path, &refusal, purpose))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| refused(&format!("{} is not UTF-8 text", path.display())))?;
        Ok(parse::without_mark(&text).to_owned())
    };
    let text = read(Purpose::Decides)?;
    if holds_a_secret(&text, secrets)? {
        return read(Purpose::Secret);
    }
    Ok(text)
}

/// Returns whether an object holds a secret. Anything but an object is refused.
fn holds_a_secret(text: &str, secrets: &Secrets) -> Result<bool, Failure> {
    match serde_json::from_str::<Value>(text) {
        Ok(value) if !value.is_object() => Err(refused("they are not a JSON object")),
        Ok(value) => Ok(secrets.holds(&value)),
        Err(error) => Err(refused(&format!("they are not JSON: {error}"))),
    }
}

/// Returns the request that an object describes.
pub(crate) fn request<A: Action + DeserializeOwned>(body: &str) -> Result<A, Failure> {
    parse::json(body).map_err(|problem| refused(&format!("{}: {problem}", A::INFO.name())))
}

fn refused(problem: &str) -> Failure {
    Failure::usage(
        format!("the parameters cannot be used: {problem}"),
        "Give one JSON object; its keys are the names of the parameters in the API, not those of the flags.",
    )
}

/// A file that is not opened is another matter than what it holds.
fn unreadable(path: &Path, refusal: &Refusal, purpose: Purpose) -> Failure {
    let secret = if purpose == Purpose::Secret {
        "they hold a secret, and "
    } else {
        ""
    };
    Failure::usage(
        format!(
            "the parameters cannot be used: {secret}{} {refusal}",
            path.display()
        ),
        refusal.next(path, purpose),
    )
}
