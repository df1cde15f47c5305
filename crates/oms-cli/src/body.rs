//! Parameters that are given as one JSON object.
//!
//! What the action does not know is refused, not dropped: a misspelt parameter that is optional would else be left out without a
//! word.

use std::io::Read;

use oms_client::{Action, Shown};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::failure::Failure;
use crate::surroundings::Surroundings;

/// The longest object that is read, in bytes.
const LONGEST: u64 = 4 << 20;

/// Reads the object behind `--json`, or standard input for `-`.
pub(crate) fn read(text: &str, surroundings: &mut Surroundings<'_>) -> Result<Value, Failure> {
    let mut piped = String::new();
    let text = if text == "-" {
        let read = (&mut surroundings.stdin)
            .take(LONGEST + 1)
            .read_to_string(&mut piped);
        read.map_err(|error| refused(&format!("standard input cannot be read: {error}")))?;
        &piped
    } else {
        text
    };
    if text.len() as u64 > LONGEST {
        return Err(refused("it is larger than 4 MiB"));
    }
    match serde_json::from_str(text) {
        Ok(value @ Value::Object(_)) => Ok(value),
        Ok(_) => Err(refused("it is no JSON object")),
        Err(error) => Err(refused(&format!("it is no JSON: {error}"))),
    }
}

/// The request that an object describes.
pub(crate) fn request<A: Action + DeserializeOwned>(body: &Value) -> Result<A, Failure> {
    let request: A = A::deserialize(body).map_err(|error| {
        refused(&format!(
            "{}: {}",
            A::INFO.name(),
            Shown(&error.to_string())
        ))
    })?;
    let understood = serde_json::to_value(&request).unwrap_or_default();
    match lost("", body, &understood) {
        None => Ok(request),
        Some(place) => Err(refused(&format!(
            "{} has no parameter {}",
            A::INFO.name(),
            Shown(&place)
        ))),
    }
}

/// The first key of `given` that is not in `understood`.
fn lost(place: &str, given: &Value, understood: &Value) -> Option<String> {
    match (given, understood) {
        (Value::Object(given), Value::Object(understood)) => {
            given.iter().find_map(|(key, value)| {
                let place = if place.is_empty() {
                    key.clone()
                } else {
                    format!("{place}.{key}")
                };
                match understood.get(key) {
                    Some(kept) => lost(&place, value, kept),
                    // An explicit null that is written as an absent key has lost nothing.
                    None => (!value.is_null()).then_some(place),
                }
            })
        }
        (Value::Array(given), Value::Array(understood)) => given
            .iter()
            .zip(understood)
            .enumerate()
            .find_map(|(index, (given, understood))| {
                lost(&format!("{place}[{index}]"), given, understood)
            }),
        _ => None,
    }
}

fn refused(problem: &str) -> Failure {
    Failure::usage(
        format!("the parameters cannot be used: {problem}"),
        "Give --json one JSON object with the action's parameters as they go over the wire.",
    )
}
