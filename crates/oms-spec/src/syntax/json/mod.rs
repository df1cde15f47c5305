//! JSON text to a tree with places.
//!
//! The grammar is `serde_json`'s: a raw value borrows its text, so its place is where that text
//! lies in the file. Numbers keep their digits, and keys that occur twice are reported.

mod errors;

use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::report::{Code, Diagnostic, Problems, STAND_IN, SourceText, Span, Text, quoted};

/// Deepest nesting of values.
const MAX_DEPTH: i32 = 32;

/// A JSON value and its place.
#[derive(Debug, Clone)]
pub(crate) struct JsonNode {
    pub(crate) span: Span,
    pub(crate) kind: JsonKind,
}

/// The kinds of JSON values.
#[derive(Debug, Clone)]
pub(crate) enum JsonKind {
    Null,
    Boolean(bool),
    /// The number as it is written.
    Number(String),
    Text(String),
    List(Vec<JsonNode>),
    Object(Vec<JsonMember>),
}

/// A key of an object and its value.
#[derive(Debug, Clone)]
pub(crate) struct JsonMember {
    pub(crate) key: Text,
    pub(crate) value: JsonNode,
}

impl JsonNode {
    /// The word for its kind, as discrepancies write it.
    pub(crate) fn kind_word(&self) -> &'static str {
        match self.kind {
            JsonKind::Null => "null",
            JsonKind::Boolean(_) => "boolean",
            JsonKind::Number(_) => "number",
            JsonKind::Text(_) => "string",
            JsonKind::List(_) => "array",
            JsonKind::Object(_) => "object",
        }
    }

    /// Returns whether it has no parts; null is no value.
    pub(crate) fn is_scalar(&self) -> bool {
        matches!(
            self.kind,
            JsonKind::Text(_) | JsonKind::Number(_) | JsonKind::Boolean(_)
        )
    }

    /// The words for it in messages.
    pub(crate) fn words(&self) -> &'static str {
        match &self.kind {
            JsonKind::Null => "null",
            JsonKind::Boolean(_) => "a boolean",
            JsonKind::Number(digits) if digits.parse::<i64>().is_ok() => "a whole number",
            JsonKind::Number(digits)
                if digits
                    .bytes()
                    .all(|byte| byte == b'-' || byte.is_ascii_digit()) =>
            {
                "a number beyond 64 bits"
            }
            JsonKind::Number(_) => "a number with a fraction",
            JsonKind::Text(_) => "a text",
            JsonKind::List(_) => "a list",
            JsonKind::Object(_) => "an object",
        }
    }

    pub(crate) fn members(&self) -> &[JsonMember] {
        match &self.kind {
            JsonKind::Object(members) => members,
            _ => &[],
        }
    }

    pub(crate) fn member(&self, key: &str) -> Option<&JsonMember> {
        self.members().iter().find(|member| member.key.value == key)
    }
}

/// Parses an example. `None` means that it was reported.
pub(crate) fn parse(file: usize, source: &SourceText, problems: &mut Problems) -> Option<JsonNode> {
    let text = source.text.as_str();
    match serde_json::from_str::<&RawValue>(text) {
        Ok(raw) => {
            if let Some(start) = too_deep(text) {
                problems.push(deep(Span::new(file, start..start + 1)));
                return None;
            }
            let mut reader = JsonReader {
                file,
                text,
                hidden: source.hidden,
                problems,
            };
            reader.node(raw.get())
        }
        Err(error) => {
            let line = source.start_of(error.line().saturating_sub(1));
            let start = (line + error.column().saturating_sub(1)).min(text.len());
            let diagnostic = errors::syntax_error(file, text, start, &error);
            if !source.hides_at(diagnostic.primary.span) {
                problems.push(diagnostic);
            }
            None
        }
    }
}

/// The place at which a text that is JSON opens more brackets than there may be levels. It is asked
/// first, because every level is read once more.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut quoted = false;
    let mut escaped = false;
    text.bytes().position(|byte| {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth -= 1,
            _ => {}
        }
        depth > MAX_DEPTH
    })
}

fn deep(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TooDeep, span, "values are nested too deep")
        .label(format!("more than {MAX_DEPTH} levels"))
        .help("leave out of the example what no documentation needs")
}

struct JsonReader<'a> {
    file: usize,
    text: &'a str,
    /// Says whether hidden characters were made visible in the text.
    hidden: bool,
    problems: &'a mut Problems,
}

impl JsonReader<'_> {
    fn span(&self, part: &str) -> Span {
        let start = part
            .as_ptr()
            .addr()
            .saturating_sub(self.text.as_ptr().addr());
        Span::new(self.file, start..start + part.len())
    }

    fn node(&mut self, raw: &str) -> Option<JsonNode> {
        let span = self.span(raw);
        let kind = match raw.as_bytes().first() {
            Some(b'{') => JsonKind::Object(self.members(raw)?),
            Some(b'[') => {
                let items: Vec<&RawValue> = self.decode(raw)?;
                JsonKind::List(
                    items
                        .into_iter()
                        .map(|item| self.node(item.get()))
                        .collect::<Option<_>>()?,
                )
            }
            Some(b'"') => JsonKind::Text(self.decode_text(raw)?),
            Some(b't' | b'f') => JsonKind::Boolean(raw == "true"),
            Some(b'n') => JsonKind::Null,
            _ => JsonKind::Number(raw.to_owned()),
        };
        Some(JsonNode { span, kind })
    }

    fn members(&mut self, raw: &str) -> Option<Vec<JsonMember>> {
        let Entries(entries) = self.decode(raw)?;
        let mut members: Vec<JsonMember> = Vec::with_capacity(entries.len());
        let mut seen: HashMap<String, Span> = HashMap::new();
        for (key, value) in entries {
            let key = Text {
                value: self.decode_text(key.get())?,
                span: self.span(key.get()),
                verbatim: None,
            };
            let value = self.node(value.get())?;
            if let Some(first) = seen.get(&key.value) {
                self.problems.push(duplicate(&key, *first));
            } else {
                seen.insert(key.value.clone(), key.span);
                members.push(JsonMember { key, value });
            }
        }
        Some(members)
    }

    /// A text; hidden characters were reported, and it is taken for what it looks like.
    fn decode_text(&mut self, raw: &str) -> Option<String> {
        let mut text: String = self.decode(raw)?;
        if self.hidden {
            text.retain(|character| character != STAND_IN);
        }
        Some(text)
    }

    /// Escapes are checked only here, when a text is decoded.
    fn decode<'a, T: serde::Deserialize<'a>>(&mut self, raw: &'a str) -> Option<T> {
        match serde_json::from_str(raw) {
            Ok(value) => Some(value),
            Err(error) => {
                self.problems.push(errors::in_text(self.span(raw), &error));
                None
            }
        }
    }
}

fn duplicate(second: &Text, first: Span) -> Diagnostic {
    let message = format!("the key {} occurs twice", quoted(&second.value));
    Diagnostic::new(Code::DuplicateJsonKey, second.span, message)
        .label("the second one")
        .also(first, "the first one")
        .help("keep one of them")
}

/// The entries of an object in their order, none dropped.
struct Entries<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de: 'a, 'a> serde::Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;

        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Entries<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(EntriesVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{self, SourceFile};

    fn parse_text(text: &str) -> (Option<JsonNode>, Problems) {
        let file = SourceFile {
            path: "a.json".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let mut problems = Problems::default();
        let sources = source::read(&[file], &mut problems);
        let node = parse(0, &sources[0], &mut problems);
        (node, problems)
    }

    #[test]
    fn places_are_those_of_the_file() {
        let text = " { \"a\" : [1, {\"\\u0062\": \"x\"}] } ";
        let (node, problems) = parse_text(text);
        assert!(problems.is_empty());
        let root = node.unwrap();
        let list = &root.member("a").unwrap().value;
        assert_eq!(
            &text[list.span.start()..list.span.end()],
            "[1, {\"\\u0062\": \"x\"}]"
        );
        let JsonKind::List(items) = &list.kind else {
            panic!("{list:?}")
        };
        let inner = items[1].member("b").unwrap();
        assert_eq!(
            &text[inner.key.span.start()..inner.key.span.end()],
            "\"\\u0062\""
        );
        assert_eq!(
            &text[inner.value.span.start()..inner.value.span.end()],
            "\"x\""
        );
    }

    #[test]
    fn what_is_not_strict_json_is_reported() {
        let deep = "[".repeat(40) + &"]".repeat(40);
        let deeper = "[".repeat(100_000);
        for (text, code) in [
            ("", Code::JsonSyntax),
            ("{\"a\":1,}", Code::JsonSyntax),
            ("{} {}", Code::JsonSyntax),
            ("{'a':1}", Code::JsonSyntax),
            ("[01]", Code::JsonSyntax),
            ("[NaN]", Code::JsonSyntax),
            ("\"\\ud800\"", Code::JsonSyntax),
            ("// no\n{}", Code::JsonSyntax),
            (&deeper, Code::JsonSyntax),
            ("{\"a\":1,\"a\":2}", Code::DuplicateJsonKey),
            (&deep, Code::TooDeep),
        ] {
            assert_eq!(parse_text(text).1.codes(), [code], "{text}");
        }
    }

    #[test]
    fn a_syntax_error_has_its_place() {
        for (text, place) in [
            ("{\n  \"a\": x\n}", 9..10),
            ("{\"a\":1,}", 6..7),
            ("[1", 2..2),
            ("{\"ä\": 'b'}", 7..8),
        ] {
            let problems = parse_text(text).1;
            assert_eq!(problems.spans(), [Span::new(0, place)], "{text}");
        }
    }
}
