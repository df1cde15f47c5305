//! Facts as JSON, for other programs.

use serde_json::{Map, Value, json};

use crate::facts::{Edition, Facts, Field, Form, Half};
use crate::page::Page;
use crate::prose::Given;

/// The facts of an action, in the form that the project's collection of facts has.
#[must_use]
pub fn facts(facts: &Facts, page: &Page) -> Value {
    let edition = |edition| {
        (facts.edition == edition).then(|| {
            json!({
                "min_version": min_version(facts),
                "updated": facts.updated.as_ref().map(|updated| &updated.text),
            })
        })
    };
    let why: Vec<String> = page
        .notices
        .iter()
        .map(|notice| format!("{}: {notice}", notice.line))
        .collect();
    let (method, path) = facts.method_and_path();
    json!({
        "action": facts.action,
        "title": facts.title,
        "path": path.map(|path| {
            let mark = if path.contains('?') { '&' } else { '?' };
            format!("{path}{mark}Action={}", facts.action)
        }),
        "method": method,
        "language": facts.language.word(),
        "min_version": min_version(facts),
        "editions": {
            "enterprise": edition(Edition::Enterprise),
            "community": edition(Edition::Community),
        },
        "source": page.name,
        "request": list(&facts.request),
        "envelope": list(&facts.envelope),
        "data": facts.data.as_ref().map(field),
        "appendix": facts.forms.iter().map(form).collect::<Map<_, _>>(),
        "examples": facts.examples.iter().map(|example| {
            let half = match &example.half {
                Half::Request => "request",
                Half::Response => "response",
                Half::Form(name) => name,
            };
            json!({"of": half, "line": example.line, "json": example.is_json})
        }).collect::<Vec<_>>(),
        "discrepancies": crate::contradictions::of(facts).iter().map(|found| {
            format!("{}: table {}, example {}", found.at, found.documented, found.observed)
        }).collect::<Vec<_>>(),
        "complete": facts.complete,
        "incomplete_why": if facts.complete { String::new() } else { why.join("; ") },
    })
}

/// A version as the vendor writes it.
fn min_version(facts: &Facts) -> Option<String> {
    let since = facts.since.as_ref()?;
    let ending = match facts.edition {
        Edition::Enterprise => "",
        Edition::Community => "-CE",
    };
    Some(format!("V{}{ending}", since.text))
}

fn form(form: &Form) -> (String, Value) {
    (form.name.clone(), list(&form.fields))
}

fn list(fields: &[Field]) -> Value {
    fields.iter().map(field).collect()
}

fn field(field: &Field) -> Value {
    let said = &field.said;
    let maximum = said.maximum.clone();
    let count = |most: Option<u64>| most.map(|most| most.to_string());
    let maximum = maximum.or(count(said.max_length)).or(count(said.max_items));
    let mut value = json!({
        "name": field.name,
        "type": field.type_word,
        "line": field.line,
        "enum": (!said.values.is_empty()).then_some(&said.values),
        "default": said.default,
        "maximum": maximum,
        "required": match said.presence {
            None => "unknown",
            Some(Given::Required) => "required",
            Some(Given::RequiredIf) => "required-if",
            Some(Given::Optional) => "optional",
        },
        "children": list(&field.fields),
        "source": "doc",
    });
    if let Value::Object(known) = &mut value {
        let more = more(field).into_iter();
        known.extend(more.filter_map(|(key, value)| Some((key.to_owned(), value?))));
    }
    value
}

/// The keys that few fields have.
fn more(field: &Field) -> [(&'static str, Option<Value>); 6] {
    let said = &field.said;
    let variants = field.variants.iter();
    let variants: Map<_, _> = variants
        .map(|variant| (variant.tags.join("+"), list(&variant.fields)))
        .collect();
    let listed = said.values_where.iter();
    let listed: Map<_, _> = listed
        .map(|(tag, values)| (tag.clone(), json!(values)))
        .collect();
    let some = |map: Map<String, Value>| (!map.is_empty()).then_some(Value::Object(map));
    [
        ("variants", some(variants)),
        ("enum_where", some(listed)),
        ("base64", said.base64.then_some(Value::Bool(true))),
        ("no_blanks", said.no_blanks.then_some(Value::Bool(true))),
        ("unit", said.unit.map(|unit| json!(unit))),
        ("minimum", said.minimum.as_ref().map(|least| json!(least))),
    ]
}
