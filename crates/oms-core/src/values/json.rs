//! JSON of any type, kept as it came.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::Invalid;
use crate::text::redact::Redactor;
use crate::text::shown::Shown;
use crate::values::codec::lenient;

/// JSON of any type, kept as the text that came: no digit of a number and no order of keys is lost.
///
/// Two values are equal where their texts are, spaces and line breaks included. It is read from
/// JSON itself, not from a buffer of serde's: below `flatten`, `untagged` or `tag = "…"` it cannot
/// be read.
#[derive(Clone)]
pub struct Json {
    raw: Box<RawValue>,
}

impl Json {
    /// Takes a JSON text.
    ///
    /// # Errors
    ///
    /// The text is not one JSON value.
    pub fn new(text: impl Into<String>) -> Result<Self, Invalid> {
        RawValue::from_string(text.into())
            .map(|raw| Self { raw })
            .map_err(|error| Invalid::new(format!("is not JSON: {error}")))
    }

    /// The JSON text.
    #[must_use]
    pub fn get(&self) -> &str {
        self.raw.get()
    }

    /// Returns `true` if it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.get() == "null"
    }

    /// Reads it as a type of the caller's.
    ///
    /// # Errors
    ///
    /// The JSON does not fit the type.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Invalid> {
        serde_json::from_str(self.get()).map_err(|error| Invalid::new(error.to_string()))
    }

    /// Reads it as a type where it fits, and gives it back where it does not.
    ///
    /// A value whose type is told by a field beside it is read this way once that field is known,
    /// so that a value of another type than its neighbour says stays JSON and fails nothing.
    ///
    /// ```
    /// # use oms_core as oms_client;
    /// use oms_client::Json;
    ///
    /// let json = Json::new("[1,2]")?;
    /// assert_eq!(json.clone().read_or_keep::<Vec<i64>>(), Ok(vec![1, 2]));
    /// assert_eq!(json.clone().read_or_keep::<bool>(), Err(json));
    /// # Ok::<(), oms_client::Invalid>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The JSON itself, where it does not fit the type.
    pub fn read_or_keep<T: DeserializeOwned>(self) -> Result<T, Self> {
        lenient::from_str(self.get()).map_err(|_| self)
    }

    /// Takes the credentials out of every text in it.
    pub(crate) fn redact(&mut self, redactor: &Redactor) {
        if let Some(redacted) = redactor.redacted_json(self.get()) {
            *self = Self::new(redacted).unwrap_or_else(|_| Self::null());
        }
    }

    fn null() -> Self {
        Self {
            raw: RawValue::NULL.to_owned(),
        }
    }

    pub(crate) fn from_raw(raw: &RawValue) -> Self {
        Self {
            raw: raw.to_owned(),
        }
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for Json {}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({})", Shown(self.get()))
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Shown(self.get()))
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.raw.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(|raw| Self { raw })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Json;
    use crate::OtherFields;

    /// Has JSON of any type in every place that a field can have it.
    #[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
    #[serde(remote = "Self")]
    struct Everywhere {
        field: Json,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        maybe: Option<Json>,
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "crate::values::codec::or_null"
        )]
        #[expect(
            clippy::option_option,
            reason = "absent, null and present are three things here"
        )]
        optional: Option<Option<Json>>,
        #[serde(default)]
        list: Vec<Json>,
        #[serde(default)]
        holes: Vec<Option<Json>>,
        #[serde(default)]
        map: BTreeMap<String, Vec<Json>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        inner: Option<Box<Everywhere>>,
        #[serde(flatten, skip_deserializing)]
        other: OtherFields,
    }

    impl<'de> Deserialize<'de> for Everywhere {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let mut other = OtherFields::new();
            let mut this = Self::deserialize(other.gather(deserializer))?;
            this.other = other;
            Ok(this)
        }
    }

    impl Serialize for Everywhere {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            Self::serialize(self, serializer)
        }
    }

    const VALUES: [&str; 8] = [
        "1.10",
        "123456789012345678901234567890",
        "-0.0e-5",
        r#""\ud83d\udd11 \" \\""#,
        "true",
        r#"{ "b" : 1, "a":[ ] }"#,
        "[]",
        r#"[[{"a":[null]}]]"#,
    ];

    #[test]
    fn json_is_read_in_every_place_and_written_as_it_came() {
        for value in VALUES.into_iter().chain(["null"]) {
            let leaf = format!(
                r#""field":{value},"list":[{value},{value}],"holes":[{value},null],"map":{{"k":[{value}]}},"x":{value}"#
            );
            let json =
                format!(r#"{{"maybe":{value},"optional":{value},"inner":{{{leaf}}},{leaf}}}"#);
            let read: Everywhere = serde_json::from_str(&json).unwrap();
            let given = (value != "null").then(|| Json::new(value).unwrap());
            let kept = Json::new(value).unwrap();
            assert_eq!((&read.field, read.field.get()), (&kept, value));
            assert_eq!(
                (&read.maybe, &read.optional),
                (&given, &Some(given.clone()))
            );
            assert_eq!((&read.list[1], &read.holes[0]), (&kept, &given));
            assert_eq!((read.holes[1].clone(), &read.map["k"][0]), (None, &kept));
            assert_eq!(read.inner.as_ref().unwrap().other.get("x"), Some(&kept));

            let written = serde_json::to_string(&read).unwrap();
            assert_eq!(
                written.matches(value).count(),
                json.matches(value).count() - usize::from(value == "null"),
                "{written}"
            );
            assert_eq!(serde_json::from_str::<Everywhere>(&written).unwrap(), read);
        }
    }

    /// A union as generated code has it: the field beside it says which type it has.
    #[derive(Debug, Clone, PartialEq)]
    enum Detail {
        Count(i64),
        Names(Vec<String>),
        Other(Json),
    }

    impl Detail {
        fn resolve(self, kind: &str) -> Self {
            let Self::Other(json) = self else { return self };
            match kind {
                "COUNT" => json.read_or_keep().map_or_else(Self::Other, Self::Count),
                "NAMES" => json.read_or_keep().map_or_else(Self::Other, Self::Names),
                _ => Self::Other(json),
            }
        }
    }

    impl<'de> Deserialize<'de> for Detail {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Json::deserialize(deserializer).map(Self::Other)
        }
    }

    impl Serialize for Detail {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self {
                Self::Count(count) => count.serialize(serializer),
                Self::Names(names) => names.serialize(serializer),
                Self::Other(json) => json.serialize(serializer),
            }
        }
    }

    #[test]
    fn json_is_read_from_a_value_in_memory() {
        let value = serde_json::json!({"a": [1, null]});
        let kept: Json = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(kept.get(), r#"{"a":[1,null]}"#);
        assert_eq!(serde_json::to_value(&kept).unwrap(), value);
    }

    #[derive(Debug, PartialEq, Deserialize, Serialize)]
    #[serde(remote = "Self")]
    struct Step {
        #[serde(default)]
        detail: Option<Detail>,
        kind: String,
    }

    impl<'de> Deserialize<'de> for Step {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let mut step = Self::deserialize(deserializer)?;
            step.detail = step.detail.map(|detail| detail.resolve(&step.kind));
            Ok(step)
        }
    }

    impl Serialize for Step {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            Self::serialize(self, serializer)
        }
    }

    #[test]
    fn a_union_is_resolved_by_the_field_beside_it_and_what_does_not_fit_stays_json() {
        let other = |json: &str| Some(Detail::Other(Json::new(json).unwrap()));
        let table = [
            ("COUNT", "7", Some(Detail::Count(7))),
            (
                "NAMES",
                r#"["a"]"#,
                Some(Detail::Names(vec!["a".to_owned()])),
            ),
            ("COUNT", r#"["a"]"#, other(r#"["a"]"#)),
            ("NAMES", "7.50", other("7.50")),
            ("COUNT", "1e999", other("1e999")),
            ("", "7", other("7")),
            ("NEW", r#"{"x":{}}"#, other(r#"{"x":{}}"#)),
            ("COUNT", "null", None),
        ];
        for (kind, json, expected) in table {
            let text = format!(r#"{{"detail":{json},"kind":"{kind}"}}"#);
            let step: Step = serde_json::from_str(&text).unwrap();
            assert_eq!(step.detail, expected, "{text}");
            assert_eq!(serde_json::to_string(&step).unwrap(), text);
        }
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let kept = Json::new(deep.clone()).unwrap();
        assert_eq!(kept.read_or_keep::<Vec<i64>>().unwrap_err().get(), deep);
    }
}
