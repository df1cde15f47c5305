//! The envelope of every answer, and the answer of each action.

use oms_spec::ir::{Action, Api, Data, EnvelopeField, Presence, Role, Rules, Type};
use oms_spec::names::SchemaName;
use serde_json::{Map, Value, json};

use super::maker::{Forms, set};
use super::schema;
use super::types::Scope;
use super::words;

/// The levels of the detail of a failure down to which a success may have empty places. A schema
/// for any number of them would need a name, and becomes a class in generated code.
const LEVELS: usize = 2;

/// A pattern of a text that says nothing.
const BLANK: &str = "^[ \\t\\r\\n]*$";

/// Returns the envelope with everything but the payload.
pub(super) fn envelope(api: &Api, scope: &Scope<'_>) -> Value {
    let fields = api.envelope.fields.iter();
    let properties: Map<String, Value> = fields
        .filter(|field| field.role != Role::Payload)
        .map(|field| (field.field.wire_name.clone(), informs(field, scope)))
        .collect();
    let required: Vec<&str> = name_of(api, Role::Verdict).into_iter().collect();
    let mut schema = json!({
        "type": "object",
        "description": api.envelope.doc.trim(),
        "properties": properties,
        "required": required,
    });
    schema::set_open(&mut schema, scope);
    schema
}

/// Returns the answer of an action: the envelope, and its payload where the verdict is success.
pub(super) fn answer(api: &Api, action: &Action, scope: &Scope<'_>) -> Value {
    let payload = name_of(api, Role::Payload).zip(action.data.as_ref());
    let mut own = json!({ "type": "object" });
    if let Some((name, data)) = payload {
        set(&mut own, "properties", json!({ name: maybe(data, scope) }));
    }
    schema::set_open(&mut own, scope);
    let mut answer = json!({});
    if payload.is_none() {
        let alone = "The envelope alone: this action has no payload.";
        set(&mut answer, "description", json!(alone));
    }
    if let Some(verdict) = name_of(api, Role::Verdict) {
        let required = payload.filter(|(_, data)| data.presence == Presence::Required);
        let required = required.map(|(name, _)| name);
        let success = success(api, verdict, required, scope.forms);
        match scope.forms {
            Forms::Documented => set_condition(&mut answer, success, verdict),
            Forms::Seen => set_cases(&mut own, success, verdict, required),
        }
    }
    let envelope = schema::reference(SchemaName::Envelope);
    set(&mut answer, "allOf", json!([envelope, own]));
    // Generators look for it beside `allOf` alone, and their code refuses further fields without.
    schema::set_open(&mut answer, scope);
    answer
}

/// Returns the schema of a payload, or of the null in its place.
fn maybe(data: &Data, scope: &Scope<'_>) -> Value {
    let mut schema = schema::or_null(payload_of(data, scope));
    if !data.doc.trim().is_empty() {
        let description = words::followed(&data.doc, "A failure has none.");
        set(&mut schema, "description", json!(description));
    }
    schema
}

/// Returns the schema of a successful answer: its verdict, the payload that it cannot do without,
/// and neither a code nor facts of a failure.
fn success(api: &Api, verdict: &str, required: Option<&str>, forms: Forms) -> Value {
    let mut properties = Map::new();
    for field in &api.envelope.fields {
        let nothing = match field.role {
            Role::ErrorCode => json!({ "enum": success_codes(field, forms) }),
            Role::ErrorDetail => nothing(LEVELS),
            _ => continue,
        };
        properties.insert(field.field.wire_name.clone(), nothing);
    }
    properties.insert(verdict.to_owned(), json!({ "const": true }));
    let Some(payload) = required else {
        return json!({ "properties": properties });
    };
    properties.insert(payload.to_owned(), json!({ "not": { "type": "null" } }));
    json!({ "properties": properties, "required": [payload] })
}

/// Returns the schema of a value that says nothing, as the client judges the detail of a failure:
/// null, a blank text, or lists and objects of nothing else. Each word is for values of one type.
fn nothing(levels: usize) -> Value {
    let Some(levels) = levels.checked_sub(1) else {
        return json!({ "enum": [null, "", [], {}] });
    };
    json!({
        "type": ["array", "null", "object", "string"],
        "pattern": BLANK,
        "items": nothing(levels),
        "additionalProperties": nothing(levels),
    })
}

/// Returns the codes that a success may come with.
fn success_codes(field: &EnvelopeField, forms: Forms) -> Vec<Value> {
    let mut codes = vec![Value::Null, json!("")];
    for code in &field.success_codes {
        codes.push(json!(code));
        // It was seen as a number, too.
        let number = code.parse::<i64>().ok();
        codes.extend(number.filter(|_| forms == Forms::Seen).map(Value::from));
    }
    codes
}

/// Says what success brings. The value that a failure has in its place is not looked at. It
/// stands beside `allOf`: a generator that finds `if` among its members loses the payload.
fn set_condition(answer: &mut Value, success: Value, verdict: &str) {
    set(answer, "if", verdict_is(verdict, true));
    set(answer, "then", success);
}

/// Says the same as a choice of two cases. Mocks pass `if` over; generated code would get a type a
/// case.
fn set_cases(own: &mut Value, mut success: Value, verdict: &str, required: Option<&str>) {
    if let Some(payload) = required
        && let Some(Value::Object(properties)) = own.get("properties")
        && let Some(typed) = properties.get(payload)
    {
        let mut typed = typed.clone();
        schema::forbid_null(&mut typed);
        if let Some(properties) = success.get_mut("properties") {
            set(properties, payload, typed);
        }
    }
    set(own, "anyOf", json!([success, verdict_is(verdict, false)]));
}

fn verdict_is(verdict: &str, value: bool) -> Value {
    json!({ "properties": { verdict: { "const": value } } })
}

fn payload_of(data: &Data, scope: &Scope<'_>) -> Value {
    let payload = schema::ty(&data.ty, &Rules::default(), scope);
    schema::in_forms(payload, &data.ty, data.one_or_list, scope)
}

/// Sets the schema of a field that only informs, which may be null and comes in any scalar form. Of
/// all fields, the verdict alone must be a boolean.
fn informs(field: &EnvelopeField, scope: &Scope<'_>) -> Value {
    let doc = field.field.doc.trim();
    match (field.role, &field.field.ty, scope.forms) {
        (Role::Verdict, ..) => json!({ "type": "boolean", "description": doc }),
        (_, Type::String | Type::Integer | Type::Number, Forms::Seen) => {
            json!({ "type": ["string", "number", "null"], "description": doc })
        }
        _ => schema::field(&field.field, scope),
    }
}

fn name_of(api: &Api, role: Role) -> Option<&str> {
    let mut fields = api.envelope.fields.iter();
    let field = fields.find(|field| field.role == role)?;
    Some(&field.field.wire_name)
}
