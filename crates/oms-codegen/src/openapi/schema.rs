//! JSON Schemas of types and fields.
//!
//! The same type has two schemas: what callers send is held to every rule, what the service answers
//! to none that it has not shown to keep.

use oms_spec::ir::{
    Field, IntegerRule, Presence, Provenance, Rules, SecretForm, Since, TextRule, Type, TypeDef,
    TypeKind, WireForm,
};
use serde_json::{Map, Value, json};

/// Who makes the values that a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Maker {
    Caller,
    Service,
}

impl Maker {
    /// The name of a type's schema; the two of a type that travels both ways must not be mixed up.
    pub(super) fn component(self, name: &str) -> String {
        match self {
            Self::Caller => format!("{name}.Sent"),
            Self::Service => name.to_owned(),
        }
    }
}

/// The schema of an object with these fields.
pub(super) fn object(fields: &[Field], open: bool, maker: Maker) -> Value {
    let properties: Map<String, Value> = fields
        .iter()
        .map(|field| (field.wire_name.clone(), self::field(field, maker)))
        .collect();
    let always = |field: &&Field| matches!(field.presence, Presence::Required | Presence::Nullable);
    let required: Vec<&str> = fields
        .iter()
        .filter(always)
        .map(|field| field.wire_name.as_str())
        .collect();
    let mut schema = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        set(&mut schema, "required", json!(required));
    }
    let conditions: Vec<Value> = fields.iter().filter_map(condition).collect();
    if maker == Maker::Caller && !conditions.is_empty() {
        set(&mut schema, "allOf", json!(conditions));
    }
    if maker == Maker::Caller && !open {
        set(&mut schema, "additionalProperties", json!(false));
    }
    schema
}

/// The schema that makes a field required where another one has a value.
fn condition(field: &Field) -> Option<Value> {
    let condition = field.required_if.as_ref()?;
    let value = |is: &String| match is.as_str() {
        "true" => json!([true, "true"]),
        "false" => json!([false, "false"]),
        text => json!([text]),
    };
    let values: Vec<Value> = condition
        .is
        .iter()
        .flat_map(|is| value(is).as_array().cloned().unwrap_or_default())
        .collect();
    Some(json!({
        "if": {
            "properties": { &condition.field: { "enum": values } },
            "required": [condition.field],
        },
        "then": { "required": [field.wire_name] },
    }))
}

/// The schema of a named type.
pub(super) fn definition(definition: &TypeDef, maker: Maker) -> Value {
    let mut schema = match &definition.kind {
        // An ID comes as text from one action and as a number from another; both are read.
        TypeKind::Text(_) if maker == Maker::Service => json!({ "type": ["string", "integer"] }),
        TypeKind::Text(rule) => with_text(json!({ "type": "string", "minLength": 1 }), rule, maker),
        TypeKind::Secret(SecretForm::Plain) => json!({ "type": "string", "format": "password" }),
        TypeKind::Secret(SecretForm::Base64) => {
            json!({ "type": "string", "format": "password", "contentEncoding": "base64" })
        }
        TypeKind::Secret(SecretForm::Json) => json!({}),
        TypeKind::Keyed(keys) => json!({ "x-secret-keys": keys }),
        TypeKind::UtcDateTime => json!({ "type": "string", "examples": ["2024-09-13T09:08:34"] }),
        TypeKind::Integer(rule) => with_integer(
            json!({ "type": "integer", "format": "int64" }),
            *rule,
            maker,
        ),
        TypeKind::Duration { unit, rule } => {
            let mut schema = with_integer(
                json!({ "type": "integer", "format": "int64" }),
                *rule,
                maker,
            );
            set(&mut schema, "x-unit", json!(unit.word()));
            schema
        }
        TypeKind::EpochSeconds { wire, raw } => epoch_seconds(*wire, *raw, maker),
        TypeKind::Object { fields, open } => object(fields, *open, maker),
        TypeKind::Enum(members) => {
            let spellings: Vec<&str> = members
                .iter()
                .map(|member| member.wire_name.as_str())
                .collect();
            // A value that is not listed is kept, never refused.
            json!({ "anyOf": [{ "type": "string", "enum": spellings }, { "type": "string" }] })
        }
        TypeKind::Union(union) => {
            let mut variants: Vec<Value> = union
                .variants
                .iter()
                .map(|variant| ty(&variant.ty, &Rules::default(), maker))
                .collect();
            // A value that no variant takes is kept as it came.
            variants.push(json!({}));
            let tags: Map<String, Value> = union
                .variants
                .iter()
                .map(|variant| (variant.ident.clone(), json!(variant.tags)))
                .collect();
            json!({ "anyOf": variants, "x-chosen-by": union.by, "x-tags": tags })
        }
    };
    describe(&mut schema, &definition.doc);
    schema
}

/// The schema of a field.
pub(super) fn field(field: &Field, maker: Maker) -> Value {
    let mut schema = in_forms(
        ty(&field.ty, &field.rules, maker),
        &field.ty,
        field.one_or_list,
        maker,
    );
    // In an answer, a null counts as missing.
    let nullable = matches!(
        field.presence,
        Presence::Nullable | Presence::OptionalNullable
    ) || maker == Maker::Service && field.presence == Presence::Optional;
    if nullable {
        schema = or_null(schema);
    }
    if let Some(constant) = field.constant.as_ref().filter(|_| maker == Maker::Caller) {
        schema = json!({ "const": constant });
    }
    describe(&mut schema, &field.doc);
    if let Some(instead) = &field.deprecated {
        set(&mut schema, "deprecated", json!(true));
        set(&mut schema, "x-deprecated-in-favour-of", json!(instead));
    }
    if let Some(default) = field
        .default
        .as_ref()
        .and_then(|text| serde_json::from_str(text).ok())
    {
        set(&mut schema, "default", default);
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

/// The schema of a value that the service may send alone or in a list.
pub(super) fn in_forms(schema: Value, ty: &Type, one_or_list: bool, maker: Maker) -> Value {
    if !one_or_list || maker == Maker::Caller {
        return schema;
    }
    let other = match ty {
        Type::List(inner) => self::ty(inner, &Rules::default(), maker),
        _ => json!({ "type": "array", "items": schema, "maxItems": 1 }),
    };
    json!({ "anyOf": [schema, other] })
}

/// The schema of a type.
pub(super) fn ty(ty: &Type, rules: &Rules, maker: Maker) -> Value {
    match ty {
        Type::Boolean => json!({ "type": "boolean" }),
        Type::Integer => with_integer(
            json!({ "type": "integer", "format": "int64" }),
            rules.integer,
            maker,
        ),
        Type::Number => json!({ "type": "number" }),
        Type::String => with_text(json!({ "type": "string" }), &rules.text, maker),
        Type::Any => json!({}),
        Type::Named(name) => {
            json!({ "$ref": format!("#/components/schemas/{}", maker.component(name)) })
        }
        Type::List(inner) => {
            let mut schema = json!({ "type": "array", "items": self::ty(inner, rules, maker) });
            if let Some(most) = rules.max_items.filter(|_| maker == Maker::Caller) {
                set(&mut schema, "maxItems", json!(most));
            }
            schema
        }
        Type::Map(inner) => {
            json!({ "type": "object", "additionalProperties": self::ty(inner, rules, maker) })
        }
    }
}

/// First versions by edition; nothing where none is known.
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

fn epoch_seconds(wire: WireForm, raw: bool, maker: Maker) -> Value {
    let number =
        json!({ "type": "integer", "format": "int64", "minimum": 0, "maximum": 9_999_999_999_i64 });
    let digits = json!({ "type": "string", "pattern": "^[0-9]{1,10}$" });
    let text = json!({ "type": "string" });
    // Both forms are read, one is sent.
    let forms = match (maker, wire, raw) {
        (_, _, true) => vec![number, text],
        (Maker::Service, _, false) => vec![number, digits],
        (Maker::Caller, WireForm::Number, false) => vec![number],
        (Maker::Caller, WireForm::Text, false) => vec![digits],
    };
    let mut schema = match <[Value; 1]>::try_from(forms) {
        Ok([only]) => only,
        Err(forms) => json!({ "anyOf": forms }),
    };
    set(&mut schema, "x-unit", json!("epoch-seconds"));
    schema
}

fn with_integer(mut schema: Value, rule: IntegerRule, maker: Maker) -> Value {
    if maker == Maker::Caller {
        for (key, bound) in [("minimum", rule.minimum), ("maximum", rule.maximum)] {
            if let Some(bound) = bound {
                set(&mut schema, key, json!(bound));
            }
        }
    }
    schema
}

fn with_text(mut schema: Value, rule: &TextRule, maker: Maker) -> Value {
    if maker == Maker::Service {
        return json!({ "type": "string" });
    }
    for (key, length) in [
        ("minLength", rule.min_length),
        ("maxLength", rule.max_length),
    ] {
        if let Some(length) = length {
            set(&mut schema, key, json!(length));
        }
    }
    if let Some(pattern) = &rule.pattern {
        set(
            &mut schema,
            "pattern",
            json!(format!("^(?:{})$", pattern.source)),
        );
    } else if !rule.characters.is_empty() {
        set(
            &mut schema,
            "pattern",
            json!(format!("^[{}]+$", class(&rule.characters))),
        );
    }
    schema
}

/// The inside of a class of a regular expression.
fn class(ranges: &[(char, char)]) -> String {
    let mut class = String::new();
    for (low, high) in ranges {
        escaped(*low, &mut class);
        if low != high {
            class.push('-');
            escaped(*high, &mut class);
        }
    }
    class
}

fn escaped(character: char, class: &mut String) {
    if matches!(character, '\\' | ']' | '[' | '^' | '-') {
        class.push('\\');
    }
    class.push(character);
}

/// A schema that null matches as well.
fn or_null(schema: Value) -> Value {
    match schema.get("type") {
        Some(Value::String(word)) => {
            let types = json!([word, "null"]);
            let mut schema = schema;
            set(&mut schema, "type", types);
            schema
        }
        // Anything goes already.
        None if schema.as_object().is_some_and(Map::is_empty) => schema,
        _ => json!({ "anyOf": [schema, { "type": "null" }] }),
    }
}

fn describe(schema: &mut Value, doc: &str) {
    if !doc.trim().is_empty() {
        set(schema, "description", json!(doc.trim()));
    }
}

pub(super) fn set(schema: &mut Value, key: &str, value: Value) {
    if let Value::Object(members) = schema {
        members.insert(key.to_owned(), value);
    }
}
