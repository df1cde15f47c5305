//! A fault as the command line spells it.

use std::str::FromStr;

use serde::Deserialize;

use super::{Fault, InvalidFault};
use crate::hint::with_hint;

#[derive(Deserialize)]
struct Strike {
    strike: Fault,
}

/// Reads a name, or a name and a value: `garbage`, `delay=5s`, `commit-then-status=404`,
/// `status={code=429,retry-after="3"}`.
///
/// A value is written as in a scenario, but a text needs no quotes. If every part of a value has a
/// default, it may be left out.
impl FromStr for Fault {
    type Err = InvalidFault;

    fn from_str(text: &str) -> Result<Self, InvalidFault> {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (text, None),
        };
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        if name.is_empty() || !name.chars().all(is_name) {
            return Err(InvalidFault(format!("`{text}` is no fault")));
        }
        let quoted = |value: &str| toml::Value::from(value).to_string();
        let spellings = match value {
            Some(value) => [
                format!("strike.{name} = {value}"),
                format!("strike.{name} = {}", quoted(value)),
            ],
            None => [
                format!("strike = {}", quoted(name)),
                format!("strike.{name} = {{}}"),
            ],
        };
        let read = spellings.map(|text| toml::from_str::<Strike>(&text));
        let [first, second] = read;
        first
            .or_else(|error| second.map_err(|_| error))
            .map(|Strike { strike }| strike)
            .map_err(|error| InvalidFault(format!("`{text}`: {}", with_hint(error.message()))))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::{CutFault, EchoFault, StatusFault, WrongType};
    use super::*;

    #[test]
    fn a_fault_is_read_as_the_command_line_spells_it() {
        for (text, fault) in [
            ("garbage", Fault::Garbage),
            ("other-task", Fault::OtherTask),
            ("delay=5s", Fault::delay(Duration::from_secs(5))),
            ("delay=\"5s\"", Fault::delay(Duration::from_secs(5))),
            ("wrong-type=payload", Fault::WrongType(WrongType::Payload)),
            ("commit-then-status=404", Fault::CommitThenStatus(404)),
            ("echo-headers", Fault::EchoHeaders(EchoFault::default())),
            (
                "echo-headers={envelope=true}",
                Fault::echo_headers_in_envelope(502),
            ),
            ("cut", Fault::Cut(CutFault::default())),
            (
                "status={code=429,retry-after=\"3\"}",
                Fault::Status(StatusFault {
                    code: 429,
                    retry_after: Some("3".to_owned()),
                    body: String::new(),
                }),
            ),
        ] {
            assert_eq!(text.parse::<Fault>().unwrap(), fault, "{text}");
        }
        for (text, words) in [
            ("garbge", "did you mean `garbage`?"),
            ("commit-then-status=x", "commit-then-status=x"),
            ("delay", "`delay`"),
            ("", "is no fault"),
            ("a b", "is no fault"),
            ("x]\ny=1", "is no fault"),
        ] {
            let error = text.parse::<Fault>().unwrap_err().to_string();
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
