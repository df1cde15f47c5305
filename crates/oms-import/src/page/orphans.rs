//! Rows whose own row is lost: they follow a field that its example shows to be a plain value.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::facts::{Facts, Field, Half};
use crate::notice::Notice;
use crate::prose::Said;
use crate::text::shown;

/// Takes the parts of plain values to the field beside them that the example shows them in. Without
/// one they stay, and are reported as lost.
pub(super) fn settle(mut facts: Facts, notices: &mut Vec<Notice>) -> Facts {
    let example = |facts: &Facts, half| {
        let mut of_half = facts.examples.iter().filter(|example| example.half == half);
        of_half.find_map(crate::facts::Example::value)
    };
    let mut lost = 0;
    if let Some(Value::Object(shown)) = example(&facts, Half::Request) {
        lost += in_fields(&mut facts.request, &shown, notices);
    }
    let answer = example(&facts, Half::Response);
    if let (Some(answer), Some(data)) = (answer, &mut facts.data)
        && let Some(shown) = answer.get(&data.name).and_then(object_of)
    {
        lost += in_fields(&mut data.fields, &shown, notices);
    }
    facts.complete &= lost == 0;
    facts
}

/// The object that a value is, or holds as the first item of a list.
fn object_of(value: &Value) -> Option<Map<String, Value>> {
    match value {
        Value::Array(items) => items.first().and_then(object_of),
        other => other.as_object().cloned(),
    }
}

/// Settles the fields of an object, and returns how many rows had lost theirs.
fn in_fields(
    fields: &mut Vec<Field>,
    example: &Map<String, Value>,
    notices: &mut Vec<Notice>,
) -> usize {
    let mut lost = 0;
    let mut adopted = Vec::new();
    let names: BTreeSet<String> = fields.iter().map(|field| field.name.clone()).collect();
    for field in fields.iter_mut() {
        let Some(value) = example.get(&field.name) else {
            continue;
        };
        if let Some(inner) = object_of(value) {
            lost += in_fields(&mut field.fields, &inner, notices);
        } else if let Some(first) = field.fields.first().filter(|_| is_plain(value)) {
            let (line, name) = (first.line, shown(&first.name));
            let of = shown(&field.name);
            let owner = owner(&field.fields, example, &names);
            let help = match &owner {
                Some(_) => {
                    "it was read as a part of the field that the example shows it in; tell the vendor"
                }
                None => "look at the page: the row that it is a part of is lost",
            };
            let what = format!(
                "`{name}` stands below `{of}`, which the example shows to be a plain value"
            );
            notices.push(Notice::cut(line, what, help));
            lost += 1;
            if let Some(owner) = owner {
                adopted.push(Field {
                    name: owner,
                    line,
                    type_word: String::new(),
                    said: Said::default(),
                    fields: std::mem::take(&mut field.fields),
                    variants: Vec::new(),
                });
            }
        }
    }
    fields.extend(adopted);
    lost
}

fn is_plain(value: &Value) -> bool {
    value.is_string() || value.is_number() || value.is_boolean()
}

/// The name in the example, and in no row, of the one object that has all of these parts.
fn owner(
    parts: &[Field],
    example: &Map<String, Value>,
    names: &BTreeSet<String>,
) -> Option<String> {
    let has_all = |value: &Value| {
        object_of(value)
            .is_some_and(|object| parts.iter().all(|part| object.contains_key(&part.name)))
    };
    let mut owners = example
        .iter()
        .filter(|(name, value)| !names.contains(*name) && has_all(value));
    let (only, _) = owners.next()?;
    owners.next().is_none().then(|| only.clone())
}
