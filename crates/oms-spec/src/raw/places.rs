//! Places such as `data.tasks.id`: what is declared there, and which values of an example are
//! there.
//!
//! A place says nothing of lists and maps on the way: it means every item.

use std::collections::BTreeSet;

use crate::language::TypeExpression;
use crate::raw::{Example, ExampleFile, Field, Scalar, Shapes, Typed};
use crate::report::Span;
use crate::syntax::json::{JsonKind, JsonNode};

/// The part of an exchange that a place starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExchangePart {
    Request,
    Payload,
    Envelope,
}

impl ExchangePart {
    /// The words that places start with.
    pub(crate) const WORDS: [&'static str; 3] = ["request", "data", "envelope"];

    pub(crate) fn of(word: &str) -> Option<Self> {
        let mut all = [Self::Request, Self::Payload, Self::Envelope].into_iter();
        all.find(|part| part.word() == word)
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Payload => "data",
            Self::Envelope => "envelope",
        }
    }

    /// The file of an example that shows it.
    pub(crate) fn file(self, example: &Example) -> Option<&ExampleFile> {
        match self {
            Self::Request => example.request.as_ref(),
            Self::Payload | Self::Envelope => example.response.as_ref(),
        }
    }

    /// The words for it in messages.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Request => "the request",
            Self::Payload => "the payload",
            Self::Envelope => "the envelope",
        }
    }
}

/// A value, and the items or the values of its lists and maps, level by level: the innermost ones
/// last.
fn levels<'n>(node: &'n JsonNode, typed: &Typed) -> Vec<Vec<&'n JsonNode>> {
    let mut levels = vec![vec![node]];
    let is_list = typed.is_list();
    match &node.kind {
        JsonKind::List(items) if typed.one_or_list.is_some() && !is_list => {
            levels.push(items.iter().collect());
        }
        JsonKind::List(_) => {}
        _ if typed.one_or_list.is_some() && is_list => return vec![vec![], vec![node]],
        _ => {}
    }
    let mut expression = typed.expression.as_ref();
    while let Some(TypeExpression::List(inner) | TypeExpression::Map(inner)) = expression {
        let outer = levels.last().into_iter().flatten();
        let next = outer.flat_map(|node| items(node)).collect();
        levels.push(next);
        expression = Some(inner);
    }
    levels
}

fn items(node: &JsonNode) -> Vec<&JsonNode> {
    match &node.kind {
        JsonKind::List(items) => items.iter().collect(),
        JsonKind::Object(members) => members.iter().map(|member| &member.value).collect(),
        _ => Vec::new(),
    }
}

/// A value, and what its lists and maps hold.
pub(crate) fn with_items<'n>(node: &'n JsonNode, typed: &Typed) -> Vec<&'n JsonNode> {
    levels(node, typed).into_iter().flatten().collect()
}

fn member<'n>(object: &'n JsonNode, field: &Field) -> Option<&'n JsonNode> {
    let mut members = object.members().iter();
    let member = members.find(|member| field.is_called(&member.key.value))?;
    Some(&member.value)
}

impl<'a> Shapes<'a> {
    /// The values at a path of wire names below some objects that have `fields`, with `None` for
    /// each object that lacks the last one. Items count beside their lists.
    pub(crate) fn values_at<'n>(
        &self,
        mut objects: Vec<&'n JsonNode>,
        mut fields: Vec<&'a Field>,
        path: &[&str],
    ) -> Vec<Option<&'n JsonNode>> {
        let Some((last, before)) = path.split_last() else {
            return objects.into_iter().map(Some).collect();
        };
        let find = |fields: &[&'a Field], name: &str| {
            fields.iter().copied().find(|field| field.is_called(name))
        };
        for name in before {
            let Some(field) = find(&fields, name) else {
                return Vec::new();
            };
            let values = objects.iter().filter_map(|object| member(object, field));
            let innermost = values.filter_map(|value| levels(value, &field.typed).pop());
            objects = innermost.flatten().collect();
            objects.retain(|node| matches!(node.kind, JsonKind::Object(_)));
            fields = self.fields_of(&field.typed);
        }
        let Some(field) = find(&fields, last) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for object in objects {
            match member(object, field) {
                Some(value) => found.extend(with_items(value, &field.typed).into_iter().map(Some)),
                None => found.push(None),
            }
        }
        found
    }
}

/// Puts `scalar` in the place of the values that lie at `spans`.
pub(crate) fn replace(node: &mut JsonNode, spans: &BTreeSet<Span>, scalar: &Scalar) {
    if spans.contains(&node.span) {
        node.kind = kind_of(scalar);
        return;
    }
    match &mut node.kind {
        JsonKind::List(items) => items
            .iter_mut()
            .for_each(|item| replace(item, spans, scalar)),
        JsonKind::Object(members) => members
            .iter_mut()
            .for_each(|member| replace(&mut member.value, spans, scalar)),
        _ => {}
    }
}

/// A value of the spec as JSON.
pub(crate) fn kind_of(scalar: &Scalar) -> JsonKind {
    match scalar {
        Scalar::Text(text) => JsonKind::Text(text.clone()),
        Scalar::Integer(number) => JsonKind::Number(number.to_string()),
        Scalar::Boolean(value) => JsonKind::Boolean(*value),
    }
}
