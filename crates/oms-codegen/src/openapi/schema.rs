//! JSON Schemas of types and fields.
//!
//! The same type has two schemas: what callers send is held to every rule, what the service answers
//! to none that it has not shown to keep. Only objects have names: a text or a number with a name
//! of its own becomes a class without use in most generators, and does not compile in some.

use oms_spec::ir::{
    Field, IntegerRule, Presence, Provenance, Rules, SecretForm, Since, Type, TypeKind, WireForm,
};
use oms_spec::names::SchemaName;
use oms_text::LAST_EPOCH_SECOND;
use serde_json::{Map, Value, json};

use super::maker::{Forms, Maker, set};
use super::text_schema::with_text;
use super::types::Scope;
use super::words::followed;
use crate::rust::markdown::code;

/// A pattern of a date and a time of day without a zone.
const UTC_DATE_TIME: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$";

/// A pattern of Base64 with its padding, of one byte or more.
const BASE64_TEXT: &str =
    "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$";

/// The work that a client in another language than Rust has to do itself.
const BASE64: &str = "On the wire it is the Base64 form of the secret's UTF-8 bytes: encode it before it is sent. It is not encrypted.";

/// Returns the schema of an object with these fields.
pub(super) fn object<'f>(
    fields: impl IntoIterator<Item = &'f Field>,
    open: bool,
    scope: &Scope<'_>,
) -> Value {
    let mut properties = Map::new();
    let (mut required, mut conditions) = (Vec::new(), Vec::new());
    for field in fields {
        conditions.extend(condition(field).filter(|_| scope.maker == Maker::Caller));
        if matches!(field.presence, Presence::Required | Presence::Nullable) {
            required.push(field.wire_name.as_str());
        }
        properties.insert(field.wire_name.clone(), self::field(field, scope));
    }
    let is_open = open || scope.maker == Maker::Service;
    let mut schema = json!({ "type": "object", "properties": properties });
    if is_open {
        set_open(&mut schema, scope);
    } else {
        set(&mut schema, "additionalProperties", json!(false));
    }
    if !required.is_empty() {
        set(&mut schema, "required", json!(required));
    }
    if !conditions.is_empty() {
        set(&mut schema, "allOf", json!(conditions));
    }
    schema
}

/// Returns the schema that makes a field required if another one has a value.
fn condition(field: &Field) -> Option<Value> {
    let condition = field.required_if.as_ref()?;
    let values: Vec<Value> = condition
        .is
        .iter()
        .flat_map(|is| match is.as_str() {
            "true" => vec![json!(true), json!("true")],
            "false" => vec![json!(false), json!("false")],
            text => vec![json!(text)],
        })
        .collect();
    Some(json!({
        "if": {
            "properties": { &condition.field: { "enum": values } },
            "required": [condition.field],
        },
        "then": { "required": [field.wire_name] },
    }))
}

/// Says that further fields are allowed, which is so where nothing is said. Generated clients keep
/// them where they are told; mocks that are told make fields up until they fail.
pub(super) fn set_open(schema: &mut Value, scope: &Scope<'_>) {
    if scope.forms == Forms::Documented {
        set(schema, "additionalProperties", json!(true));
    }
}

/// Returns the schema of a field.
pub(super) fn field(field: &Field, scope: &Scope<'_>) -> Value {
    let schema = ty(&field.ty, &field.rules, scope);
    let mut schema = in_forms(schema, &field.ty, field.one_or_list, scope);
    // In an answer, a null counts as missing.
    let nullable = matches!(
        field.presence,
        Presence::Nullable | Presence::OptionalNullable
    ) || scope.maker == Maker::Service && field.presence == Presence::Optional;
    if nullable {
        schema = or_null(schema);
    }
    if let Some(constant) = field
        .constant
        .as_ref()
        .filter(|_| scope.maker == Maker::Caller)
    {
        // A list of one value says the same to tools that read no later version than 3.0.
        schema = json!({ "type": "string", "enum": [constant] });
    }
    describe(&mut schema, &field.doc, &field.ty, scope);
    if let Some(instead) = &field.deprecated {
        set(&mut schema, "deprecated", json!(true));
        set(&mut schema, "x-deprecated-in-favour-of", json!(instead));
    }
    // A `default` would be sent by generated clients, although nobody asked for it.
    if let Some(default) = field
        .default
        .as_ref()
        .and_then(|text| serde_json::from_str(text).ok())
    {
        set(&mut schema, "x-default-of-the-service", default);
    }
    if !field.also.is_empty() {
        set(&mut schema, "x-also-read-as", json!(field.also));
    }
    if field.provenance != Provenance::Page {
        set(&mut schema, "x-provenance", json!(field.provenance.word()));
    }
    if let Some(since) = since(field.since) {
        set(&mut schema, "x-since", since);
    }
    schema
}

/// Returns the schema of a value that the service may send alone or in a list.
pub(super) fn in_forms(schema: Value, ty: &Type, one_or_list: bool, scope: &Scope<'_>) -> Value {
    if !one_or_list || scope.maker == Maker::Caller || scope.forms == Forms::Documented {
        return schema;
    }
    let other = match ty {
        Type::List(inner) => self::ty(inner, &Rules::default(), scope),
        _ => json!({ "type": "array", "items": schema, "minItems": 1, "maxItems": 1 }),
    };
    if is_anything(&other) || is_anything(&schema) {
        return schema;
    }
    json!({ "anyOf": [schema, other] })
}

/// Returns the schema of a type.
pub(super) fn ty(ty: &Type, rules: &Rules, scope: &Scope<'_>) -> Value {
    match ty {
        Type::Boolean => json!({ "type": "boolean" }),
        Type::Integer => integer(rules.integer, scope.maker),
        Type::Number => json!({ "type": "number" }),
        Type::String => with_text(json!({ "type": "string" }), &rules.text, scope.maker),
        Type::Any => json!({}),
        Type::Named(name) => named(name, scope),
        Type::List(inner) => {
            // The number of items is limited in the list itself, not in one inside of it.
            let of_items = Rules {
                max_items: None,
                ..rules.clone()
            };
            let items = self::ty(inner, &of_items, scope);
            let mut schema = json!({ "type": "array", "items": items });
            if let Some(most) = rules.max_items.filter(|_| scope.maker == Maker::Caller) {
                set(&mut schema, "maxItems", json!(most));
            }
            schema
        }
        Type::Map(inner) => {
            json!({ "type": "object", "additionalProperties": self::ty(inner, rules, scope) })
        }
    }
}

/// Returns the schema that stands for one of the document's own.
pub(super) fn reference(name: SchemaName<'_>) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Returns the schema of a named type: a reference to an object, or the schema itself.
fn named(name: &str, scope: &Scope<'_>) -> Value {
    let Some(definition) = scope.definition(name) else {
        return json!({});
    };
    let maker = scope.maker;
    match &definition.kind {
        _ if scope.is_component(definition) => reference(scope.component(name)),
        // An ID comes as text from one action and as a number from another.
        TypeKind::Text(_) if maker == Maker::Service && scope.forms == Forms::Seen => {
            json!({ "type": ["string", "integer"] })
        }
        TypeKind::Text(_) if maker == Maker::Service => json!({ "type": "string" }),
        TypeKind::Text(rule) => with_text(json!({ "type": "string", "minLength": 1 }), rule, maker),
        TypeKind::Secret(SecretForm::Plain) => {
            not_empty(json!({ "type": "string", "format": "password" }), maker)
        }
        TypeKind::Secret(SecretForm::Base64) => {
            let mut schema =
                json!({ "type": "string", "format": "password", "contentEncoding": "base64" });
            if maker == Maker::Caller {
                set(&mut schema, "pattern", json!(BASE64_TEXT));
            }
            schema
        }
        TypeKind::Keyed(keys) => json!({ "x-secret-keys": keys }),
        TypeKind::Secret(SecretForm::Json) | TypeKind::Object { .. } | TypeKind::Union(_) => {
            json!({})
        }
        TypeKind::UtcDateTime => utc_date_time(maker),
        TypeKind::Integer(rule) => integer(*rule, maker),
        TypeKind::Duration { unit, rule } => {
            let mut schema = integer(*rule, maker);
            set(&mut schema, "x-unit", json!(unit.word()));
            schema
        }
        TypeKind::EpochSeconds { wire, raw } => epoch_seconds(*wire, *raw, scope),
        TypeKind::Enum(members) => {
            let known: Vec<&str> = members
                .iter()
                .map(|member| member.wire_name.as_str())
                .collect();
            // A value that is not listed is kept, never refused: it is no `enum`.
            let schema = json!({ "type": "string", "examples": known, "x-known-values": known });
            not_empty(schema, maker)
        }
    }
}

/// Returns first versions by edition; nothing if none is known.
pub(super) fn since(since: Since) -> Option<Value> {
    let editions = [
        ("enterprise", since.enterprise),
        ("community", since.community),
    ];
    let known: Map<String, Value> = editions
        .into_iter()
        .filter_map(|(edition, version)| Some((edition.to_owned(), json!(version?.to_string()))))
        .collect();
    (!known.is_empty()).then_some(Value::Object(known))
}

/// Returns the schema of a text that nobody sends empty.
fn not_empty(mut schema: Value, maker: Maker) -> Value {
    if maker == Maker::Caller {
        set(&mut schema, "minLength", json!(1));
    }
    schema
}

/// Returns the schema of a date and time. Every text of an answer is kept as it came.
fn utc_date_time(maker: Maker) -> Value {
    let mut schema = json!({ "type": "string", "examples": ["2024-09-13T09:08:34"] });
    if maker == Maker::Caller {
        set(&mut schema, "pattern", json!(UTC_DATE_TIME));
    }
    schema
}

fn epoch_seconds(wire: WireForm, raw: bool, scope: &Scope<'_>) -> Value {
    let number =
        json!({ "type": "integer", "format": "int64", "minimum": 0, "maximum": LAST_EPOCH_SECOND });
    let digits = json!({ "type": "string", "pattern": "^[0-9]{1,10}$" });
    let mut text = json!({ "type": "string" });
    if scope.maker == Maker::Caller {
        // Digits alone are a moment in the wrong type.
        set(&mut text, "pattern", json!("[^0-9]"));
    }
    let forms = match (scope.maker, scope.forms, wire, raw) {
        (_, _, _, true) => vec![number, text],
        (Maker::Service, Forms::Seen, ..) => vec![number, digits],
        (_, _, WireForm::Number, false) => vec![number],
        (_, _, WireForm::Text, false) => vec![digits],
    };
    let mut schema = match <[Value; 1]>::try_from(forms) {
        Ok([only]) => only,
        Err(forms) => json!({ "anyOf": forms }),
    };
    set(&mut schema, "x-unit", json!("epoch-seconds"));
    schema
}

fn integer(rule: IntegerRule, maker: Maker) -> Value {
    let mut schema = json!({ "type": "integer", "format": "int64" });
    if maker == Maker::Caller {
        for (key, bound) in [("minimum", rule.minimum), ("maximum", rule.maximum)] {
            if let Some(bound) = bound {
                set(&mut schema, key, json!(bound));
            }
        }
    }
    schema
}

/// Returns a schema that null matches as well.
pub(super) fn or_null(mut schema: Value) -> Value {
    let nothing = json!({ "type": "null" });
    if let Some(Value::Array(words)) = schema.get_mut("type") {
        add_once(words, json!("null"));
        return schema;
    }
    if let Some(Value::Array(forms)) = schema.get_mut("anyOf") {
        add_once(forms, nothing);
        return schema;
    }
    match schema.get("type") {
        Some(Value::String(word)) => {
            let types = json!([word, "null"]);
            set(&mut schema, "type", types);
            schema
        }
        // Anything goes already.
        None if is_anything(&schema) => schema,
        _ => json!({ "anyOf": [schema, nothing] }),
    }
}

/// Removes null from a schema.
pub(super) fn forbid_null(schema: &mut Value) {
    for (key, null) in [
        ("type", json!("null")),
        ("anyOf", json!({ "type": "null" })),
    ] {
        let Some(Value::Array(forms)) = schema.get_mut(key) else {
            continue;
        };
        forms.retain(|form| *form != null);
        if let [only] = forms.as_slice() {
            let only = only.clone();
            if key == "type" {
                set(schema, key, only);
            } else if let Value::Object(members) = schema {
                members.remove(key);
                members.extend(only.as_object().cloned().unwrap_or_default());
            }
        }
    }
}

fn add_once(values: &mut Vec<Value>, value: Value) {
    if !values.contains(&value) {
        values.push(value);
    }
}

/// Returns whether a schema holds for every value. An extension says nothing about it.
fn is_anything(schema: &Value) -> bool {
    schema
        .as_object()
        .is_some_and(|members| members.keys().all(|key| key.starts_with("x-")))
}

/// Adds what a reader needs: the text of the field, or of its type where it has none, and what is
/// known of its values.
fn describe(schema: &mut Value, doc: &str, ty: &Type, scope: &Scope<'_>) {
    let definition = match ty {
        Type::Named(name) => scope.definition(name),
        _ => None,
    };
    let doc = match definition {
        Some(definition) if doc.trim().is_empty() => definition.doc.trim(),
        _ => doc.trim(),
    };
    let description = match definition.map(|definition| &definition.kind) {
        Some(TypeKind::Secret(SecretForm::Base64)) => followed(doc, BASE64),
        Some(TypeKind::Enum(members)) => {
            let members = members.iter();
            let names: Vec<String> = members.map(|member| code(&member.wire_name)).collect();
            followed(doc, &format!("Known values: {}.", names.join(", ")))
        }
        _ if doc.is_empty() => return,
        _ => doc.to_owned(),
    };
    set(schema, "description", json!(description));
}
