//! The tables of the fields.

use super::discrepancies::Found;
use super::types::Types;
use super::writer::{Writer, below, quoted};
use crate::compare::amount;
use crate::facts::{Facts, Field};
use crate::prose::{Given, Said, Unit};
use crate::record::plain;
use crate::shown::Kind;
use crate::words;

/// The parameters.
pub(super) fn request(writer: &mut Writer, facts: &Facts, types: &Types<'_>, found: &[Found]) {
    for field in &facts.request {
        let at = format!("request.{}", field.name);
        let path = below("request", &[&field.name]);
        declare(writer, &path, &at, field, types, &facts.request);
    }
    unlisted(writer, "request", found, types);
}

/// The payload; an action whose page says that it is empty has none.
pub(super) fn data(writer: &mut Writer, facts: &Facts, types: &Types<'_>, found: &[Found]) {
    let Some(data) = &facts.data else { return };
    if data.type_word == "-" && types.kind("data", data).is_none() {
        return;
    }
    writer.header("data");
    type_key(writer, "data", data, types);
    writer.text_key("doc", "");
    documented(writer, data);
    inside(writer, "data", "data", data, types);
    unlisted(writer, "data", found, types);
}

fn declare(
    writer: &mut Writer,
    path: &str,
    at: &str,
    field: &Field,
    types: &Types<'_>,
    beside: &[Field],
) {
    let field = &with_tags(field, beside);
    writer.header(path);
    type_key(writer, at, field, types);
    let (word, reason) = presence(at, field, types);
    match reason {
        None => writer.text_key("presence", word),
        Some(reason) => writer.key_with_comment("presence", &quoted(word), reason),
    }
    writer.text_key("doc", "");
    documented(writer, field);
    rules(writer, at, field, types);
    if !field.variants.is_empty() {
        let by = by(field, beside);
        writer.text_key("by", by);
    }
    inside(writer, path, at, field, types);
}

/// The type, or a blank with the shapes that a person has to choose from.
fn type_key(writer: &mut Writer, at: &str, field: &Field, types: &Types<'_>) {
    let type_of = types.of(at, field);
    match types.choice(field) {
        Some(reason) => blank_type(writer, &reason),
        None if type_of == "number" && words::is_integer(&field.type_word) => {
            let reason = "the table says a whole number, and an example shows another one";
            writer.key_with_comment("type", &quoted(&type_of), reason);
        }
        None => writer.text_key("type", &type_of),
    }
}

fn blank_type(writer: &mut Writer, reason: &str) {
    writer.key_with_comment("type", &quoted(""), reason);
}

/// An empty cell documents nothing, and a name of a class only for whoever has it.
fn documented(writer: &mut Writer, field: &Field) {
    let word = field.type_word.as_str();
    let of_a_class = word.contains('.') || word.ends_with("Enum");
    match word.split_once("[int") {
        // The spec has no word for the number of bits.
        Some((stem, _)) => writer.key_with_comment(
            "documented",
            &quoted(stem),
            "with a number of bits on the page",
        ),
        None if words::is_type_phrase(word) && !of_a_class => {
            writer.text_key("documented", word);
        }
        None => {}
    }
}

/// The presence of a field, and the reason if it is a guess.
fn presence(at: &str, field: &Field, types: &Types<'_>) -> (&'static str, Option<&'static str>) {
    match field.said.presence {
        Some(Given::Required) => return ("required", None),
        Some(Given::Optional) => return ("optional", None),
        Some(Given::RequiredIf) => {
            return ("optional", Some("the page requires it under a condition"));
        }
        None => {}
    }
    let pages = matches!(field.name.as_str(), "pageNumber" | "pageSize");
    if at.starts_with("request.")
        && !pages
        && field.said.default.is_none()
        && types.is_shown(at)
        && !at.contains("[]")
        && at.matches('.').count() == 1
    {
        (
            "required",
            Some("guessed: the example has it, and the page does not call it optional"),
        )
    } else {
        ("optional", Some("guessed: the page does not say"))
    }
}

/// Defaults and limits, where the type takes them.
fn rules(writer: &mut Writer, at: &str, field: &Field, types: &Types<'_>) {
    let said = &field.said;
    let kind = types.kind(at, field);
    let type_of = types.of(at, field);
    default(writer, said, kind);
    if kind == Some(Kind::Number) {
        // The spec has no bounds for numbers with a fraction.
        let takes_bounds = type_of != "number";
        for (key, limit) in [("minimum", &said.minimum), ("maximum", &said.maximum)] {
            let number = limit.as_ref().map(|limit| amount(limit, said.unit));
            match number.filter(|number| takes_bounds && number.parse::<i64>().is_ok()) {
                Some(number) => writer.key(key, &number),
                None => {
                    if let Some(limit) = limit {
                        comment(writer, key, limit);
                    }
                }
            }
        }
    }
    // A blank keeps the rules for whoever chooses.
    let takes_rules = matches!(type_of.as_str(), "string" | "");
    let is_text = takes_rules && kind == Some(Kind::String);
    if is_text && said.no_blanks {
        writer.text_key("pattern", "[^ ]+");
    }
    if let Some(length) = said.max_length.filter(|_| is_text) {
        writer.key("max-length", &length.to_string());
    }
    if let Some(count) = said.max_items.filter(|_| kind == Some(Kind::Array)) {
        writer.key("max-items", &count.to_string());
    }
    if let Some(Unit::EpochSeconds | Unit::Utc | Unit::Hours | Unit::Seconds | Unit::Milliseconds) =
        said.unit
    {
        comment(
            writer,
            "type",
            "a moment or a span of time: give it a shape with its unit",
        );
    }
}

fn default(writer: &mut Writer, said: &Said, kind: Option<Kind>) {
    let Some(default) = &said.default else { return };
    let number = amount(default, said.unit);
    if said.presence == Some(Given::Required) {
        let contradiction = format!("{default}, although the page requires the field");
        comment(writer, "default", &contradiction);
        return;
    }
    let value = match kind {
        _ if said.values.contains(default) && kind != Some(Kind::Array) => Some(quoted(default)),
        Some(Kind::Number) => number.parse::<i64>().ok().map(|number| number.to_string()),
        Some(Kind::Boolean) => default.parse::<bool>().ok().map(|value| value.to_string()),
        Some(Kind::String) if said.values.is_empty() => Some(quoted(default)),
        _ => None,
    };
    match value {
        Some(value) => writer.key("default", &value),
        None => comment(writer, "default", default),
    }
}

/// Something that the page states and the type cannot take.
fn comment(writer: &mut Writer, key: &str, what: &str) {
    writer.key(&format!("# {key}"), &crate::text::shown(what));
}

/// Values, fields or variants of a field.
fn inside(writer: &mut Writer, path: &str, at: &str, field: &Field, types: &Types<'_>) {
    if field.fields.is_empty() && field.variants.is_empty() {
        for value in &field.said.values {
            writer.header(&below(path, &["values", value]));
            match types.other_spelling(at, value) {
                Some(other) => {
                    let other = format!("the example writes {}", quoted(other));
                    writer.key_with_comment("doc", &quoted(""), &other);
                }
                None => writer.text_key("doc", ""),
            }
        }
    }
    declare_all(writer, path, at, &field.fields, types);
    for variant in &field.variants {
        let name: String = variant
            .tags
            .iter()
            .map(|tag| oms_spec::names::pascal(&tag.to_lowercase()))
            .collect();
        let path = below(path, &["variants", &name]);
        writer.header(&path);
        let tags: Vec<String> = variant.tags.iter().map(|tag| quoted(tag)).collect();
        writer.key("when", &format!("[{}]", tags.join(", ")));
        writer.text_key("type", "object");
        writer.text_key("doc", "");
        declare_all(writer, &path, at, &variant.fields, types);
    }
}

/// The fields below a path.
fn declare_all(writer: &mut Writer, path: &str, at: &str, fields: &[Field], types: &Types<'_>) {
    for field in fields {
        let path = below(path, &["fields", &field.name]);
        let at = format!("{at}.{}", field.name);
        declare(writer, &path, &at, field, types, fields);
    }
}

/// A field with the values that only the variants of a union beside it name: the page lists them
/// nowhere else.
fn with_tags(field: &Field, beside: &[Field]) -> Field {
    let mut field = field.clone();
    if field.said.values.is_empty() {
        return field;
    }
    let unions = beside.iter().filter(|union| !union.variants.is_empty());
    for union in unions.filter(|union| by(union, beside) == field.name) {
        for tag in union.variants.iter().flat_map(|variant| &variant.tags) {
            if !field.said.values.contains(tag) {
                field.said.values.push(tag.clone());
            }
        }
    }
    field
}

/// The field beside a union whose value chooses, as far as names tell.
fn by<'a>(field: &Field, beside: &'a [Field]) -> &'a str {
    let has_tag = |other: &&Field| {
        let tags = field.variants.iter().flat_map(|variant| &variant.tags);
        tags.clone().any(|tag| other.said.values.contains(tag))
    };
    let named = |name: &str| beside.iter().find(|other| other.name == name);
    beside
        .iter()
        .find(has_tag)
        .or_else(|| named("name"))
        .or_else(|| named("type"))
        .map_or("", |field| field.name.as_str())
}

/// Fields that only an example has, at the first level, so that the example can be read.
fn unlisted(writer: &mut Writer, root: &str, found: &[Found], types: &Types<'_>) {
    let path = if root == "data" { "data.fields" } else { root };
    for found in found.iter().filter(|found| found.is_absent()) {
        let at = plain(found.at());
        let Some(name) = at
            .strip_prefix(root)
            .and_then(|rest| rest.strip_prefix('.'))
        else {
            continue;
        };
        let mut parts = name.split('.');
        let mut path = below(path, &[parts.next().unwrap_or_default()]);
        for part in parts {
            path = below(&path, &["fields", part]);
        }
        let name = at.rsplit('.').next().unwrap_or(name);
        writer.header(&path);
        let type_of = found.type_of(types);
        match types.choice_of_unlisted(name, type_of) {
            Some(reason) => blank_type(writer, &reason),
            None => writer.text_key("type", type_of),
        }
        writer.key_with_comment(
            "presence",
            &quoted("optional"),
            "guessed: only the example has it",
        );
        writer.text_key("doc", "");
        writer.text_key("provenance", "assumption");
        if let Some(rust) = types.other_name(&at) {
            writer.text_key("rust", &rust);
        }
    }
}
