//! Type expressions: `string`, `TaskId`, `list<map<object>>`.

use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Text};
use crate::names;

/// Deepest nesting of an expression; the vendor's deepest has two.
const MAX_DEPTH: usize = 8;

/// The words that are types by themselves.
pub(crate) const BUILT_IN: &[&str] = &[
    "boolean", "integer", "number", "string", "any", "object", "enum", "union",
];

/// A type as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TypeExpression {
    Boolean,
    Integer,
    Number,
    String,
    Any,
    /// The object whose fields stand beside the expression.
    Object,
    /// The enumeration whose values stand beside the expression.
    Enum,
    /// The union whose variants stand beside the expression.
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

    /// Reads an expression; `None` where it is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        parse(text.trim(), 0)
    }

    /// What to say of a text that is no expression.
    pub(crate) fn problem(text: &Text) -> Diagnostic {
        Diagnostic::new(
            Code::MalformedType,
            text.span,
            format!("`{}` is not a type", text.value.escape_default()),
        )
        .label("this cannot be read")
        .help("write `string`, the name of a shape, `list<...>` or `map<...>`")
    }
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
    Some(match text {
        "boolean" => TypeExpression::Boolean,
        "integer" => TypeExpression::Integer,
        "number" => TypeExpression::Number,
        "string" => TypeExpression::String,
        "any" => TypeExpression::Any,
        "object" => TypeExpression::Object,
        "enum" => TypeExpression::Enum,
        "union" => TypeExpression::Union,
        name if names::is_identifier(name) => TypeExpression::Shape(name.to_owned()),
        _ => return None,
    })
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
}
