//! JSON that keeps the order of its fields, which the maps of `serde_json` lose. A number keeps
//! every digit as it was written.

use std::fmt;

use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::records::Fields;

/// The deepest value that is taken apart, as deep as `serde_json` reads. A deeper one stays the
/// text that it is, so that no answer exhausts the stack.
const DEEPEST: usize = 128;

/// A JSON value with its fields in their order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Ordered {
    Object(Vec<(String, Ordered)>),
    List(Vec<Ordered>),
    Text(String),
    /// A number, a truth value or null, as it was written.
    Other(String),
}

impl Ordered {
    /// Returns the JSON of a value; null if it cannot be written as JSON.
    pub(crate) fn of(value: &impl Serialize) -> Self {
        serde_json::to_string(value).map_or_else(|_| Self::null(), |json| Self::read(&json))
    }

    /// Reads a JSON text.
    pub(crate) fn read(json: &str) -> Self {
        Self::read_at(json, 0)
    }

    fn null() -> Self {
        Self::Other("null".to_owned())
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Other(json) if json == "null")
    }

    fn read_at(json: &str, depth: usize) -> Self {
        let json = json.trim();
        let whole = || Self::Other(json.to_owned());
        let below = |value: &RawValue| Self::read_at(value.get(), depth + 1);
        match json.as_bytes().first() {
            Some(b'{') if depth < DEEPEST => {
                let fields = serde_json::from_str::<Fields<Box<RawValue>>>(json);
                fields.map_or_else(
                    |_| whole(),
                    |Fields(fields)| {
                        let fields = fields.into_iter();
                        Self::Object(fields.map(|(name, value)| (name, below(&value))).collect())
                    },
                )
            }
            Some(b'[') if depth < DEEPEST => {
                let items = serde_json::from_str::<Vec<&RawValue>>(json);
                items.map_or_else(
                    |_| whole(),
                    |items| Self::List(items.into_iter().map(below).collect()),
                )
            }
            Some(b'"') => serde_json::from_str(json).map_or_else(|_| whole(), Self::Text),
            _ => whole(),
        }
    }

    /// Returns the value that a JSON pointer names. Of fields with one name, the last one counts.
    pub(crate) fn at(&self, pointer: &str) -> Option<&Self> {
        let mut steps = pointer.split('/');
        // The first step is what stands before the first slash.
        steps.next().filter(|before| before.is_empty())?;
        steps
            .map(unescaped)
            .try_fold(self, |value, step| match value {
                Self::Object(fields) => {
                    let mut fields = fields.iter().rev();
                    fields
                        .find(|(name, _)| *name == step)
                        .map(|(_, value)| value)
                }
                Self::List(items) => items.get(place(&step)?),
                Self::Text(_) | Self::Other(_) => None,
            })
    }

    /// Returns another value, which has these fields, with its fields in this order.
    pub(crate) fn holding(self, other: &Value) -> Self {
        match (self, other) {
            (Self::Object(fields), Value::Object(others)) => {
                let fields = fields.into_iter().filter_map(|(name, value)| {
                    let value = value.holding(others.get(&name)?);
                    Some((name, value))
                });
                Self::Object(fields.collect())
            }
            (Self::List(items), Value::Array(others)) => {
                let items = items.into_iter().zip(others);
                Self::List(items.map(|(item, other)| item.holding(other)).collect())
            }
            (_, other) => Self::of(other),
        }
    }
}

/// Returns a step of a pointer without its escapes.
fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// Returns the place in a list that a step of a pointer names.
fn place(step: &str) -> Option<usize> {
    let is_plain = step == "0" || !step.starts_with(['0', '+']);
    step.parse().ok().filter(|_| is_plain)
}

/// Writes it as JSON in one line.
impl fmt::Display for Ordered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Object(fields) => {
                f.write_str("{")?;
                for (number, (name, value)) in fields.iter().enumerate() {
                    let comma = if number == 0 { "" } else { "," };
                    write!(f, "{comma}{}:{value}", Value::from(name.as_str()))?;
                }
                f.write_str("}")
            }
            Self::List(items) => {
                f.write_str("[")?;
                for (number, item) in items.iter().enumerate() {
                    let comma = if number == 0 { "" } else { "," };
                    write!(f, "{comma}{item}")?;
                }
                f.write_str("]")
            }
            Self::Text(text) => write!(f, "{}", Value::from(text.as_str())),
            Self::Other(json) => f.write_str(json),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const JSON: &str = r#"{"z":[{"b":0.10,"a":null},[]],"a/b":{"~":"\"订单\n"},"m":{},"z ":12345678901234567890123}"#;

    #[test]
    fn order_and_digits_are_kept() {
        assert_eq!(Ordered::read(JSON).to_string(), JSON);
        let spaced = "\n{ \"z\" : [ 1 ,\n\"x\" ] , \"a\":{ } }\n";
        assert_eq!(Ordered::read(spaced).to_string(), r#"{"z":[1,"x"],"a":{}}"#);
        assert_eq!(Ordered::of(&("b", 1)).to_string(), r#"["b",1]"#);
    }

    #[test]
    fn a_pointer_finds_what_it_finds_in_a_value() {
        let (ordered, value) = (Ordered::read(JSON), serde_json::from_str::<Value>(JSON));
        let value = value.unwrap();
        for pointer in [
            "", "/z/0/b", "/z/0", "/z/00", "/z/+0", "/z/1", "/z/2", "/a~1b/~0", "/m", "/m/x", "/",
            "/z/-", "/a~1b", "/z/0/a", "/z/0/a/b", "z", "z/0", "z/m", "$.z", "#/m",
        ] {
            let found = ordered.at(pointer).map(|found| {
                let json = found.to_string();
                serde_json::from_str::<Value>(&json).unwrap()
            });
            assert_eq!(found.as_ref(), value.pointer(pointer), "{pointer}");
        }
        assert_eq!(
            Ordered::read(r#"{"a":1,"a":2}"#).at("/a"),
            Some(&Ordered::read("2"))
        );
    }

    #[test]
    fn other_values_take_the_order() {
        let hidden = json!({"z": [{"b": "(hidden)", "a": null}, []], "a/b": 1, "m": {}, "z ": 2});
        let expected = r#"{"z":[{"b":"(hidden)","a":null},[]],"a/b":1,"m":{},"z ":2}"#;
        assert_eq!(Ordered::read(JSON).holding(&hidden).to_string(), expected);
    }

    #[test]
    fn nesting_of_any_depth_is_kept() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert_eq!(Ordered::read(&deep).to_string(), deep);
    }
}
