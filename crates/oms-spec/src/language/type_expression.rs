//! Type expressions: `string`, `TaskId`, `list<map<object>>`.

use oms_text::nearest;

use crate::language::names;
use crate::report::{Code, Diagnostic, Text, quoted};

/// Deepest nesting of an expression; the vendor's deepest has two.
const MAX_DEPTH: usize = 8;

/// The words that are types by themselves.
const BUILT_IN: &[(&str, TypeExpression)] = &[
    ("boolean", TypeExpression::Boolean),
    ("integer", TypeExpression::Integer),
    ("number", TypeExpression::Number),
    ("string", TypeExpression::String),
    ("any", TypeExpression::Any),
    ("object", TypeExpression::Object),
    ("enum", TypeExpression::Enum),
    ("union", TypeExpression::Union),
];

/// The words that are types by themselves.
pub(crate) fn built_in<'a>() -> impl Iterator<Item = &'a str> {
    BUILT_IN.iter().map(|(word, _)| -> &'a str { word })
}

/// Words of the vendor's tables and of other languages, and what they are called here.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("array", "list<...>"),
    ("bool", "boolean"),
    ("decimal", "number"),
    ("dict", "map<...>"),
    ("double", "number"),
    ("float", "number"),
    ("int", "integer"),
    ("int32", "integer"),
    ("int64", "integer"),
    ("json", "any"),
    ("list", "list<...>"),
    ("long", "integer"),
    ("map", "map<...>"),
    ("str", "string"),
    ("struct", "object"),
    ("text", "string"),
];

/// The word of this language for a type word of another one.
pub(crate) fn of_another_language(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let mut words = OTHER_WORDS.iter();
    words.find(|(other, _)| *other == word).map(|(_, own)| *own)
}

/// A type as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TypeExpression {
    Boolean,
    Integer,
    Number,
    String,
    Any,
    /// The object whose fields are beside the expression.
    Object,
    /// The enumeration whose values are beside the expression.
    Enum,
    /// The union whose variants are beside the expression.
    Union,
    Shape(String),
    List(Box<TypeExpression>),
    Map(Box<TypeExpression>),
}

impl TypeExpression {
    /// The expression without its lists and maps.
    pub(crate) fn innermost(&self) -> &Self {
        match self {
            Self::List(inner) | Self::Map(inner) => inner.innermost(),
            _ => self,
        }
    }

    /// The word of a built-in type.
    pub(crate) fn word(&self) -> Option<&'static str> {
        let (word, _) = BUILT_IN.iter().find(|(_, built_in)| built_in == self)?;
        Some(word)
    }

    /// Reads an expression; `None` where it is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        parse(text.trim(), 0)
    }

    /// The diagnostic for a text that is no expression.
    pub(crate) fn problem(text: &Text) -> Diagnostic {
        let message = format!("{} is not a type", quoted(&text.value));
        let diagnostic = Diagnostic::new(Code::MalformedType, text.span, message);
        match meant(&text.value) {
            Some(meant) => diagnostic.label(format!("did you mean {}?", quoted(&meant))),
            None if text.value.matches('<').count() > MAX_DEPTH => {
                diagnostic.label("nested too deep")
            }
            None => diagnostic.label("this cannot be read"),
        }
        .help("a type is a built-in word such as `string`, the name of a shape, `list<...>` or `map<...>`; the keys of a map are always texts")
    }
}

/// The expression that a text in the manner of the vendor's tables or of another language was
/// probably meant to be.
fn meant(text: &str) -> Option<String> {
    let text = text.trim();
    let inner = |item: &str| {
        let item = item.trim();
        let built_in = built_in().find(|word| word.eq_ignore_ascii_case(item));
        let known = built_in.or_else(|| of_another_language(item));
        let item = known.unwrap_or(item);
        TypeExpression::parse(item).map(|_| item.to_owned())
    };
    let lower = text.to_lowercase();
    if let Some(item) = text.strip_suffix("[]") {
        return Some(format!("list<{}>", inner(item)?));
    }
    if let Some(start) = ["array of ", "list of "]
        .iter()
        .find(|start| lower.starts_with(**start))
    {
        return Some(format!("list<{}>", inner(text.get(start.len()..)?)?));
    }
    let (word, rest) = text.split_once('<')?;
    let word = match word {
        "list" | "map" => word,
        _ => nearest(word, ["list", "map"])?,
    };
    // A bracket that is missing, or the type of a map's keys.
    let item = rest.trim_end_matches('>');
    let item = item.rsplit(',').next()?;
    Some(format!("{word}<{}>", inner(item)?))
}

fn parse(text: &str, depth: usize) -> Option<TypeExpression> {
    if depth > MAX_DEPTH {
        return None;
    }
    let inner = |prefix: &str| text.strip_prefix(prefix)?.strip_suffix('>').map(str::trim);
    if let Some(item) = inner("list<") {
        return parse(item, depth + 1).map(|item| TypeExpression::List(Box::new(item)));
    }
    if let Some(item) = inner("map<") {
        return parse(item, depth + 1).map(|item| TypeExpression::Map(Box::new(item)));
    }
    match BUILT_IN.iter().find(|(word, _)| *word == text) {
        Some((_, built_in)) => Some(built_in.clone()),
        None => names::is_identifier(text).then(|| TypeExpression::Shape(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_nest() {
        use TypeExpression::{Any, List, Map, Shape};
        let deep = "list<".repeat(20) + "any" + &">".repeat(20);
        for (text, expected) in [
            ("any", Some(Any)),
            ("TaskId", Some(Shape("TaskId".to_owned()))),
            ("list< any >", Some(List(Box::new(Any)))),
            ("map<list<any>>", Some(Map(Box::new(List(Box::new(Any)))))),
            ("list<", None),
            ("list<>", None),
            ("list<any>>", None),
            ("array of string", None),
            ("", None),
            (&deep, None),
        ] {
            assert_eq!(TypeExpression::parse(text), expected, "{text:?}");
        }
    }

    #[test]
    fn the_expression_that_was_meant_is_found() {
        for (text, expected) in [
            ("array of string", Some("list<string>")),
            ("Array of Integer", Some("list<integer>")),
            ("array of int", Some("list<integer>")),
            ("string[]", Some("list<string>")),
            ("object []", Some("list<object>")),
            ("list<string", Some("list<string>")),
            ("list<any>>", Some("list<any>")),
            ("lst<any>", Some("list<any>")),
            ("map<string, integer>", Some("map<integer>")),
            ("list<>", None),
            ("a b", None),
        ] {
            assert_eq!(meant(text).as_deref(), expected, "{text}");
        }
    }
}
