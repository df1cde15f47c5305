//! JSON that keeps the order of its fields, which the maps of `serde_json` lose. A number keeps
//! every digit as it was written.

mod read;

use std::fmt;

use serde::Serialize;
use serde_json::Value;

/// A JSON value with its fields in their order.
///
/// Whatever goes down into JSON from outside goes down into such a value, because its depth is
/// bounded.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Ordered {
    Object(Vec<(String, Ordered)>),
    List(Vec<Ordered>),
    Text(String),
    /// A number, a truth value or null, as it was written. So is what is nested too deep, and what
    /// holds no text where one is due.
    Other(String),
}

impl Ordered {
    /// Returns the JSON of a value; null if it cannot be written as JSON.
    pub(crate) fn of(value: &impl Serialize) -> Self {
        serde_json::to_string(value).map_or_else(|_| Self::null(), |json| Self::read(&json))
    }

    /// Reads a JSON text, in linear time. A value that is nested too deep stays a text.
    pub(crate) fn read(json: &str) -> Self {
        read::read(json)
    }

    fn null() -> Self {
        Self::Other("null".to_owned())
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Other(json) if json == "null")
    }

    /// Returns whether a reader of a text, be it JSON or not, goes down no deeper than this one.
    #[cfg(feature = "jq")]
    pub(super) fn is_shallow(json: &str) -> bool {
        read::is_shallow(json)
    }

    /// Returns whether all of it was taken apart.
    #[cfg(feature = "jq")]
    fn is_whole(&self) -> bool {
        match self {
            Self::Object(fields) => fields.iter().all(|(_, value)| value.is_whole()),
            Self::List(items) => items.iter().all(Self::is_whole),
            Self::Text(_) => true,
            Self::Other(json) => !json.starts_with(['[', '{']),
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
        for (open, close) in [("[", "]"), (r#"{"a":"#, "}"), (r#"[{"]":[],"b":"#, "}]")] {
            let deep = open.repeat(100_000) + "1" + &close.repeat(100_000);
            let read = Ordered::read(&deep);
            assert_eq!(read.to_string(), deep);
            assert_eq!(format!("{:?}", read.clone()), format!("{read:?}"));
        }
    }

    #[test]
    fn a_value_is_read_as_it_is_written_wherever_it_ends() {
        for json in [
            r#"["]","}",",",":","[\"]","\\"]"#,
            r#"{"a\"b":"{","]":[true,false,null,-1.5e+3],"":""}"#,
            r#"[[],{},[[]],[{}],""]"#,
            r#""a""#,
            "7",
            "null",
        ] {
            assert_eq!(Ordered::read(json).to_string(), json);
            let apart = format!(" {} ", json.replace(',', " ,\t").replace('[', "[\r\n"));
            let value: Result<Value, _> = serde_json::from_str(&apart);
            let read = Ordered::read(&apart).to_string();
            assert_eq!(serde_json::from_str(&read).ok(), value.ok(), "{apart}");
        }
    }

    #[test]
    fn what_is_no_text_or_no_json_stays_as_it_is() {
        for json in [
            r#"{"a":["\ud800",{"\ud800":[1, 2],"b": 1}],"b":"c"}"#,
            r#"{"\ud800" : {"a":1} }"#,
            "[1",
            "no JSON",
            "",
        ] {
            assert_eq!(Ordered::read(json).to_string(), json);
        }
        let odd = Ordered::read(r#"{"a":{"\ud800":[1]},"b":7}"#);
        assert_eq!(odd.at("/b"), Some(&Ordered::read("7")));
    }
}
