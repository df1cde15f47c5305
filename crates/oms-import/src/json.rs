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
        more(field, known);
    }
    value
}

/// The keys that few fields have.
fn more(field: &Field, known: &mut Map<String, Value>) {
    let said = &field.said;
    if !field.variants.is_empty() {
        let variants = field
            .variants
            .iter()
            .map(|variant| (variant.tags.join("+"), list(&variant.fields)));
        known.insert(
            "variants".to_owned(),
            variants.collect::<Map<_, _>>().into(),
        );
    }
    if !said.values_where.is_empty() {
        let listed = said
            .values_where
            .iter()
            .map(|(tag, values)| (tag.clone(), json!(values)));
        known.insert(
            "enum_where".to_owned(),
            listed.collect::<Map<_, _>>().into(),
        );
    }
    if said.base64 {
        known.insert("base64".to_owned(), true.into());
    }
    if said.no_blanks {
        known.insert("no_blanks".to_owned(), true.into());
    }
    if let Some(unit) = said.unit {
        known.insert("unit".to_owned(), json!(unit));
    }
    if let Some(least) = &said.minimum {
        known.insert("minimum".to_owned(), json!(least));
    }
}
