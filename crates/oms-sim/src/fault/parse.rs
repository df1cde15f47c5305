//! A fault as the command line spells it, which a scenario and a request may do as well.

use std::fmt;
use std::str::FromStr;

use serde::de::value::EnumAccessDeserializer;
use serde::de::{
    DeserializeSeed, EnumAccess, Error, IgnoredAny, IntoDeserializer as _, MapAccess, Unexpected,
    VariantAccess, Visitor,
};
use serde::{Deserialize, Deserializer};

use super::{Fault, FaultRule, InvalidFault};
use crate::hint::with_hint;

/// Every fault as it is spelled, to show behind a mistake in its value.
const EXAMPLES: [&str; 16] = [
    "reset-before-reading",
    "lose-before-commit",
    "commit-and-lose-reply",
    "delay=5s",
    "latency=5s",
    "status={code=429,retry-after=\"3\"}",
    "commit-then-status=404",
    "echo-headers={code=502}",
    "other-task",
    "html502",
    "garbage",
    "wrong-type=payload",
    "wrong-envelope=list",
    "drip={bytes=8,every=\"100ms\"}",
    "cut={after=100}",
    "slow-close=5s",
];

#[derive(Deserialize)]
struct Strike {
    #[serde(deserialize_with = "read")]
    strike: Fault,
}

/// Reads a name, or a name and a value: `garbage`, `delay=5s`, `commit-then-status=404`,
/// `status={code=429,retry-after="3"}`.
///
/// A value is written as in a scenario, but a text needs no quotes. One that is left out is `{}`,
/// which is the value of a fault that takes none, and of one whose parts all have a default.
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
        let spelled = value.unwrap_or("{}");
        let spellings = [
            format!("strike.{name} = {spelled}"),
            format!("strike.{name} = {}", toml::Value::from(spelled)),
        ];
        let read = spellings.map(|text| toml::from_str::<Strike>(&text));
        let [first, second] = read;
        let is_text = value.is_some_and(is_bare_word);
        let Strike { strike } = first
            .or_else(|error| second.map_err(|of_text| if is_text { of_text } else { error }))
            .map_err(|error| {
                let words = with_hint(error.message());
                InvalidFault(format!("`{text}`: {words}{}", example(name)))
            })?;
        FaultRule::new(strike.clone())
            .check()
            .map_err(|InvalidFault(problem)| InvalidFault(format!("`{text}`: {problem}")))?;
        Ok(strike)
    }
}

/// Reads the fault of a rule: a name with its value, or a text as the command line spells it.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Fault, D::Error> {
    deserializer.deserialize_any(Spelled)
}

struct Spelled;

impl<'de> Visitor<'de> for Spelled {
    type Value = Fault;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a fault such as `garbage` or `delay=5s`, or its name with a value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Fault, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fault, A::Error> {
        let Some(name) = map.next_key::<String>()? else {
            return Err(A::Error::invalid_length(0, &self));
        };
        let fault = map.next_value_seed(Named(&name))?;
        match map.next_key::<IgnoredAny>()? {
            None => Ok(fault),
            Some(_) => Err(A::Error::custom("expected one fault, found several")),
        }
    }
}

/// Reads the value of the fault of this name.
struct Named<'n>(&'n str);

impl<'de> DeserializeSeed<'de> for Named<'_> {
    type Value = Fault;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<Fault, D::Error> {
        let name = self.0;
        Fault::deserialize(EnumAccessDeserializer::new(Valued { name, value }))
    }
}

/// A name, and the value behind it.
struct Valued<'n, D> {
    name: &'n str,
    value: D,
}

impl<'de, D: Deserializer<'de>> EnumAccess<'de> for Valued<'_, D> {
    type Error = D::Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self), Self::Error> {
        Ok((seed.deserialize(self.name.into_deserializer())?, self))
    }
}

impl<'de, D: Deserializer<'de>> VariantAccess<'de> for Valued<'_, D> {
    type Error = D::Error;

    fn unit_variant(self) -> Result<(), Self::Error> {
        self.value.deserialize_any(Nothing)
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<S::Value, Self::Error> {
        seed.deserialize(self.value)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Self::Error> {
        self.value.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.value.deserialize_any(visitor)
    }
}

/// The value of a fault that takes none. TOML and the command line have no null, so that an empty
/// table says the same.
struct Nothing;

impl<'de> Visitor<'de> for Nothing {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("no value, or `{}`")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        match map.next_key::<IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}

/// A line with the spelling of a fault, if there is one of this name.
fn example(name: &str) -> String {
    let mut examples = EXAMPLES.iter();
    let found = examples.find(|example| example.split('=').next() == Some(name));
    found.map_or_else(String::new, |example| {
        format!("\nwrite it as in `{example}`")
    })
}

/// Returns whether a value is a text whose quotes were left out: as it stands, it is no TOML, and
/// an error about its syntax would say nothing.
fn is_bare_word(value: &str) -> bool {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || "-_.+ ".contains(letter);
    value.chars().all(is_word) && toml::from_str::<toml::Table>(&format!("a = {value}")).is_err()
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
            ("delay", "write it as in `delay=5s`"),
            ("status=404", "write it as in `status={code="),
            ("wrong-type=1", "write it as in `wrong-type=payload`"),
            ("delay=5x", "`delay=5x`: "),
            ("delay=5x", "5x"),
            ("wrong-type=paylod", "did you mean `payload`?"),
            ("delay=2h", "nothing waits longer than an hour"),
            ("commit-then-status=99", "a final status is from 200 to 599"),
            ("", "is no fault"),
            ("a b", "is no fault"),
            ("x]\ny=1", "is no fault"),
        ] {
            let error = text.parse::<Fault>().unwrap_err().to_string();
            assert!(error.contains(words), "{text}: {error}");
            assert!(!error.contains("TOML"), "{text}: {error}");
        }
    }

    #[test]
    fn a_fault_is_spelled_alike_in_json_in_toml_and_on_the_command_line() {
        let seconds = Duration::from_secs;
        for (name, value, fault) in [
            ("garbage", None, Fault::Garbage),
            ("garbage", Some("{}"), Fault::Garbage),
            ("cut", None, Fault::Cut(CutFault::default())),
            ("cut", Some("{}"), Fault::Cut(CutFault::default())),
            ("cut", Some("{after=100}"), Fault::cut(100)),
            ("delay", Some("\"5s\""), Fault::delay(seconds(5))),
            ("drip", Some("{every=\"1s\"}"), Fault::drip(1, seconds(1))),
            (
                "wrong-type",
                Some("\"payload\""),
                Fault::WrongType(WrongType::Payload),
            ),
        ] {
            let (line, table) = match value {
                Some(value) => (format!("{name}={value}"), format!("{{ {name} = {value} }}")),
                None => (name.to_owned(), format!("\"{name}\"")),
            };
            let expected = FaultRule::new(fault).nth(2);
            assert_eq!(line.parse::<Fault>().unwrap(), expected.strike, "{line}");
            let quoted = toml::Value::from(line.as_str()).to_string();
            for strike in [table, quoted] {
                let text = format!("strike = {strike}\nnth = [2]");
                let read: FaultRule = toml::from_str(&text).unwrap();
                assert_eq!(read, expected, "{text}");
                let json: toml::Value = toml::from_str(&text).unwrap();
                let json = serde_json::to_string(&json).unwrap();
                let read: FaultRule = serde_json::from_str(&json).unwrap();
                assert_eq!(read, expected, "{json}");
            }
        }
        let null: FaultRule = serde_json::from_str(r#"{"strike":{"garbage":null}}"#).unwrap();
        assert_eq!(null.strike, Fault::Garbage);
    }

    #[test]
    fn a_fault_that_is_none_is_refused_in_json_and_in_toml() {
        for (strike, words) in [
            (r#""garbge""#, "did you mean `garbage`?"),
            (r#""delay""#, "write it as in `delay=5s`"),
            (r#"{"garbge":{}}"#, "unknown variant `garbge`"),
            (r#"{"garbage":{"after":1}}"#, "expected no value, or `{}`"),
            (r#"{"garbage":"x"}"#, "expected no value, or `{}`"),
            ("7", "a fault such as `garbage`"),
            ("{}", "a fault such as `garbage`"),
            (r#"{"delay":"5s","cut":{}}"#, "found several"),
        ] {
            let json = format!(r#"{{"strike":{strike}}}"#);
            let toml: toml::Value = serde_json::from_str(&json).unwrap();
            let toml = toml::to_string(&toml).unwrap();
            let of_json = serde_json::from_str::<FaultRule>(&json).unwrap_err();
            let of_toml = toml::from_str::<FaultRule>(&toml).unwrap_err();
            for error in [of_json.to_string(), of_toml.to_string()] {
                assert!(error.contains(words), "{strike}: {error}");
            }
        }
    }

    #[test]
    fn the_spelling_that_is_shown_is_that_of_its_fault() {
        for example in EXAMPLES {
            let fault: Fault = example.parse().unwrap();
            assert_eq!(example.split('=').next(), Some(fault.name()));
        }
        let unknown = "qqqqqqqq".parse::<Fault>().unwrap_err().to_string();
        let known = unknown.split("expected").nth(1).unwrap();
        assert_eq!(known.matches('`').count(), 2 * EXAMPLES.len(), "{known}");
    }
}
