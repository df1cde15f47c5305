//! Tables of fields and of named types.

use std::collections::BTreeSet;

use oms_spec::ir::{
    Api, Field, IntegerRule, Member, Provenance, Rules, SecretForm, TextRule, Type, TypeDef,
    TypeKind, WireForm,
};
use oms_text::counted;

use super::page;
use crate::context::Context;
use crate::rust::facts;
use crate::rust::markdown::{self, code};

/// Returns a row of a table.
pub(super) fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    format!("| {} |", cells.join(" | "))
}

/// Returns a text as a cell: on one line, and a bar in it is no border.
fn cell(text: &str) -> String {
    on_one_line(text.split(['\n', '\r'])).replace('|', "\\|")
}

/// Returns a text of the spec on one line, as its Rust documentation has it.
pub(super) fn words(text: &str) -> String {
    on_one_line(markdown::lines(text).iter().map(String::as_str))
}

fn on_one_line<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let lines = lines.map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

/// Returns a type in words; a named one links to its own section.
pub(super) fn type_name(ty: &Type) -> String {
    match ty {
        Type::Boolean => "boolean".to_owned(),
        Type::Integer => "integer".to_owned(),
        Type::Number => "number".to_owned(),
        Type::String => "string".to_owned(),
        Type::Any => "any".to_owned(),
        Type::Named(name) => format!("[{name}](#{})", name.to_lowercase()),
        Type::List(inner) => format!("list of {}", type_name(inner)),
        Type::Map(inner) => format!("map of {}", type_name(inner)),
    }
}

/// Returns the table of the fields of an object.
pub(super) fn fields(fields: &[Field]) -> Vec<String> {
    let mut lines = vec![
        "| Field | Type | Presence | Description |".to_owned(),
        "|---|---|---|---|".to_owned(),
    ];
    lines.extend(fields.iter().map(|field| {
        row(&[
            &code(&field.wire_name),
            &type_name(&field.ty),
            field.presence.word(),
            &description(field),
        ])
    }));
    lines
}

/// Returns the table of the envelope.
pub(super) fn envelope(api: &Api) -> Vec<String> {
    let mut lines = vec![
        "| Field | Role | Description |".to_owned(),
        "|---|---|---|".to_owned(),
    ];
    lines.extend(api.envelope.fields.iter().map(|field| {
        row(&[
            &code(&field.field.wire_name),
            &field.role.word().replace("-id", " ID").replace('-', " "),
            &words(&field.field.doc),
        ])
    }));
    lines
}

/// Returns the sections of the named types that a list of types leads to, in the order in which
/// they are met.
pub(super) fn types<'a>(
    context: &'a Context<'a>,
    types: impl Iterator<Item = &'a Type>,
    heading: &str,
) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut lines = Vec::new();
    let mut rest: Vec<&str> = types.filter_map(Type::innermost).collect();
    rest.reverse();
    while let Some(name) = rest.pop() {
        if let Some(definition) = context.definition(name)
            && seen.insert(name)
        {
            lines.extend(section(definition, heading));
            let parts: Vec<&str> = definition.parts().filter_map(Type::innermost).collect();
            rest.extend(parts.into_iter().rev());
        }
    }
    lines
}

fn section(definition: &TypeDef, heading: &str) -> Vec<String> {
    let mut lines = vec![format!("{heading} {}", definition.name), String::new()];
    if !definition.doc.trim().is_empty() {
        lines.extend(markdown::lines(&definition.doc));
        lines.push(String::new());
    }
    match &definition.kind {
        TypeKind::Object { fields: list, open } => {
            lines.extend(fields(list));
            if *open {
                lines.extend([String::new(), "Further fields are kept.".to_owned()]);
            }
        }
        TypeKind::Enum(members) => lines.extend(enumeration(members)),
        TypeKind::Union(union) => {
            lines.extend([
                format!("Chosen by `{}`:", union.by),
                String::new(),
                "| Value | Type | Description |".to_owned(),
                "|---|---|---|".to_owned(),
            ]);
            lines.extend(union.variants.iter().map(|variant| {
                let tags: Vec<String> = variant.tags.iter().map(|tag| code(tag)).collect();
                row(&[
                    &tags.join(", "),
                    &type_name(&variant.ty),
                    &words(&variant.doc),
                ])
            }));
        }
        kind => lines.push(scalar(kind)),
    }
    lines.push(String::new());
    lines
}

fn enumeration(members: &[Member]) -> Vec<String> {
    let mut lines = vec!["| Value | Meaning |".to_owned(), "|---|---|".to_owned()];
    lines.extend(members.iter().map(|member| {
        let mut meaning = vec![words(&member.doc)];
        if !member.also.is_empty() {
            let also: Vec<String> = member.also.iter().map(|spelling| code(spelling)).collect();
            meaning.push(format!("Also spelt {}.", also.join(", ")));
        }
        meaning.extend(facts::since(member.since).map(|since| format!("Since {since}.")));
        meaning.extend(
            member
                .deprecated
                .as_ref()
                .map(|instead| format!("Deprecated: {}", words(instead))),
        );
        row(&[&code(&member.wire_name), &meaning.join(" ")])
    }));
    lines.extend([
        String::new(),
        "A value that is not listed is kept.".to_owned(),
    ]);
    lines
}

/// Returns the description of a field.
fn description(field: &Field) -> String {
    let mut parts = vec![words(&field.doc)];
    parts.extend(
        field
            .deprecated
            .as_ref()
            .map(|instead| format!("**Deprecated:** {}", words(instead))),
    );
    parts.extend(
        field
            .default
            .as_ref()
            .map(|default| format!("Default: {}.", code(default))),
    );
    let constant = field.constant.as_ref();
    parts.extend(constant.map(|constant| format!("Always {}.", code(constant))));
    parts.extend(field.required_if.as_ref().map(facts::required_if));
    parts.extend(rules(&field.rules));
    parts.extend(facts::since(field.since).map(|since| format!("Since {since}.")));
    if !field.also.is_empty() {
        let also: Vec<String> = field.also.iter().map(|name| code(name)).collect();
        parts.push(format!("Also read as {}.", also.join(", ")));
    }
    if field.provenance != Provenance::Page {
        parts.push(format!(
            "Known from {}.",
            page::provenance(field.provenance)
        ));
    }
    parts.join(" ")
}

fn rules(rules: &Rules) -> Vec<String> {
    let mut words = text_rule(&rules.text);
    words.extend(integer_rule(rules.integer));
    let items = |most| format!("At most {}.", counted(most, "item"));
    words.extend(rules.max_items.map(items));
    words
}

fn text_rule(rule: &TextRule) -> Vec<String> {
    let mut words = Vec::new();
    if !rule.characters.is_empty() {
        let ranges: Vec<String> = rule.characters.iter().copied().map(range).collect();
        words.push(format!(
            "Holds the characters {} alone.",
            code(&ranges.concat())
        ));
    }
    words.extend(
        rule.pattern
            .as_ref()
            .map(|pattern| format!("Looks like {}.", code(&pattern.source))),
    );
    let characters = |length| counted(length, "character");
    let least = rule.min_length.map(characters);
    words.extend(least.map(|least| format!("At least {least}.")));
    let most = rule.max_length.map(characters);
    words.extend(most.map(|most| format!("At most {most}.")));
    words.extend(
        rule.usual_prefix
            .as_ref()
            .map(|prefix| format!("Usually starts with {}.", code(prefix))),
    );
    words
}

/// Returns a range of characters as the spec has it.
fn range((low, high): (char, char)) -> String {
    if low == high {
        low.to_string()
    } else {
        format!("{low}-{high}")
    }
}

fn integer_rule(rule: IntegerRule) -> Option<String> {
    match (rule.minimum, rule.maximum) {
        (Some(least), Some(greatest)) => Some(format!("From {least} to {greatest}.")),
        (Some(least), None) => Some(format!("At least {least}.")),
        (None, Some(greatest)) => Some(format!("At most {greatest}.")),
        (None, None) => None,
    }
}

/// Returns a named scalar in words.
fn scalar(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Text(rule) => std::iter::once("A text.".to_owned())
            .chain(text_rule(rule))
            .collect::<Vec<_>>()
            .join(" "),
        TypeKind::Secret(SecretForm::Plain) => "A secret text.".to_owned(),
        TypeKind::Secret(SecretForm::Base64) => "A secret text, in Base64 on the wire.".to_owned(),
        TypeKind::Secret(SecretForm::Json) => "Secret JSON of any form.".to_owned(),
        TypeKind::Keyed(keys) => {
            let keys: Vec<String> = keys.iter().map(|key| code(key)).collect();
            format!(
                "JSON of any form; the values under {} are never shown.",
                keys.join(", ")
            )
        }
        TypeKind::UtcDateTime => {
            "Date and time of day in UTC, as text without a zone: `2024-09-13T09:08:34`.".to_owned()
        }
        TypeKind::Integer(rule) => std::iter::once("A whole number.".to_owned())
            .chain(integer_rule(*rule))
            .collect::<Vec<_>>()
            .join(" "),
        TypeKind::Duration { unit, rule } => {
            let unit = unit.word();
            std::iter::once(format!("A whole number of {unit}."))
                .chain(integer_rule(*rule))
                .collect::<Vec<_>>()
                .join(" ")
        }
        TypeKind::EpochSeconds { wire, raw } => {
            let form = match wire {
                WireForm::Number => "a number",
                WireForm::Text => "text of digits",
            };
            let raw = if *raw {
                " A source that is not time based takes its own form of position, as text."
            } else {
                ""
            };
            format!(
                "Whole seconds since 1970-01-01T00:00:00Z, sent as {form}; both forms are read.{raw}"
            )
        }
        TypeKind::Object { .. } | TypeKind::Enum(_) | TypeKind::Union(_) => String::new(),
    }
}
