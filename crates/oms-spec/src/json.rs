//! JSON text to a tree with places.
//!
//! The grammar is `serde_json`'s: a raw value borrows its text, so its place is where that text lies in the file. Numbers keep their
//! digits, and keys that stand twice are reported.

use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems, Span, Text};

/// Deepest nesting of values.
const MAX_DEPTH: usize = 32;

/// A JSON value and its place.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
}

/// What a JSON value is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Null,
    Boolean(bool),
    /// The number as it is written.
    Number(String),
    Text(String),
    List(Vec<Node>),
    Object(Vec<Member>),
}

/// A key of an object and its value.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) key: Text,
    pub(crate) value: Node,
}

impl Node {
    /// The word for its kind, as discrepancies write it.
    pub(crate) fn kind_word(&self) -> &'static str {
        match self.kind {
            Kind::Null => "null",
            Kind::Boolean(_) => "boolean",
            Kind::Number(_) => "number",
            Kind::Text(_) => "string",
            Kind::List(_) => "array",
            Kind::Object(_) => "object",
        }
    }

    pub(crate) fn members(&self) -> &[Member] {
        match &self.kind {
            Kind::Object(members) => members,
            _ => &[],
        }
    }

    pub(crate) fn member(&self, key: &str) -> Option<&Member> {
        self.members().iter().find(|member| member.key.value == key)
    }
}

/// Parses an example. `None` means that it was reported.
pub(crate) fn parse(file: usize, text: &str, problems: &mut Problems) -> Option<Node> {
    match serde_json::from_str::<&RawValue>(text) {
        Ok(raw) => Reader {
            file,
            text,
            problems,
        }
        .node(raw.get(), 0),
        Err(error) => {
            let start = offset_of(text, error.line(), error.column());
            problems.push(syntax_error(Span::new(file, start..start), &error));
            None
        }
    }
}

struct Reader<'a> {
    file: usize,
    text: &'a str,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn span(&self, part: &str) -> Span {
        let start = part
            .as_ptr()
            .addr()
            .saturating_sub(self.text.as_ptr().addr());
        Span::new(self.file, start..start + part.len())
    }

    fn node(&mut self, raw: &str, depth: usize) -> Option<Node> {
        let span = self.span(raw);
        if depth > MAX_DEPTH {
            self.problems.push(
                Diagnostic::new(Code::TooDeep, span, "values are nested too deep")
                    .label(format!("more than {MAX_DEPTH} levels")),
            );
            return None;
        }
        let kind = match raw.as_bytes().first() {
            Some(b'{') => Kind::Object(self.members(raw, depth)?),
            Some(b'[') => {
                let items: Vec<&RawValue> = self.decode(raw)?;
                Kind::List(
                    items
                        .into_iter()
                        .map(|item| self.node(item.get(), depth + 1))
                        .collect::<Option<_>>()?,
                )
            }
            Some(b'"') => Kind::Text(self.decode(raw)?),
            Some(b't' | b'f') => Kind::Boolean(raw == "true"),
            Some(b'n') => Kind::Null,
            _ => Kind::Number(raw.to_owned()),
        };
        Some(Node { span, kind })
    }

    fn members(&mut self, raw: &str, depth: usize) -> Option<Vec<Member>> {
        let Entries(entries) = self.decode(raw)?;
        let mut members: Vec<Member> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let key = Text {
                value: self.decode(key.get())?,
                span: self.span(key.get()),
            };
            let value = self.node(value.get(), depth + 1)?;
            match members.iter().find(|member| member.key.value == key.value) {
                Some(first) => self.problems.push(
                    Diagnostic::new(
                        Code::DuplicateJsonKey,
                        key.span,
                        format!("the key `{}` stands twice", key.value),
                    )
                    .label("the second one")
                    .also(first.key.span, "the first one")
                    .help("keep one of them"),
                ),
                None => members.push(Member { key, value }),
            }
        }
        Some(members)
    }

    /// Escapes are checked only here, when a text is decoded.
    fn decode<'a, T: serde::Deserialize<'a>>(&mut self, raw: &'a str) -> Option<T> {
        match serde_json::from_str(raw) {
            Ok(value) => Some(value),
            Err(error) => {
                self.problems.push(syntax_error(self.span(raw), &error));
                None
            }
        }
    }
}

fn syntax_error(span: Span, error: &serde_json::Error) -> Diagnostic {
    let text = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    Diagnostic::new(Code::JsonSyntax, span, "this is not JSON").label(text.replace(&position, ""))
}

fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    (before + column.saturating_sub(1)).min(text.len())
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

    fn parse_text(text: &str) -> (Option<Node>, Vec<Code>) {
        let mut problems = Problems::default();
        let node = parse(0, text, &mut problems);
        (node, problems.codes())
    }

    #[test]
    fn places_are_those_of_the_file() {
        let text = " { \"a\" : [1, {\"\\u0062\": \"x\"}] } ";
        let (node, codes) = parse_text(text);
        assert!(codes.is_empty());
        let root = node.unwrap();
        let list = &root.member("a").unwrap().value;
        assert_eq!(
            &text[list.span.start..list.span.end],
            "[1, {\"\\u0062\": \"x\"}]"
        );
        let Kind::List(items) = &list.kind else {
            panic!("{list:?}")
        };
        let inner = items[1].member("b").unwrap();
        assert_eq!(
            &text[inner.key.span.start..inner.key.span.end],
            "\"\\u0062\""
        );
        assert_eq!(&text[inner.value.span.start..inner.value.span.end], "\"x\"");
    }

    #[test]
    fn what_is_not_strict_json_is_reported() {
        let deep = "[".repeat(40) + &"]".repeat(40);
        for (text, code) in [
            ("", Code::JsonSyntax),
            ("{\"a\":1,}", Code::JsonSyntax),
            ("{} {}", Code::JsonSyntax),
            ("{'a':1}", Code::JsonSyntax),
            ("[01]", Code::JsonSyntax),
            ("[NaN]", Code::JsonSyntax),
            ("\"\\ud800\"", Code::JsonSyntax),
            ("// no\n{}", Code::JsonSyntax),
            ("{\"a\":1,\"a\":2}", Code::DuplicateJsonKey),
            (&deep, Code::TooDeep),
        ] {
            assert_eq!(parse_text(text).1, [code], "{text}");
        }
    }

    #[test]
    fn a_syntax_error_has_its_place() {
        let mut problems = Problems::default();
        parse(0, "{\n  \"a\": x\n}", &mut problems);
        assert_eq!(problems.spans(), [Span::new(0, 9..9)]);
    }
}
