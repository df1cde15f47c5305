//! The envelope of every answer, and the answer of each action.

use oms_spec::ir::{Action, Api, Data, EnvelopeField, Presence, Role, Rules, Type};
use serde_json::{Map, Value, json};

use super::maker::{Forms, set};
use super::schema;
use super::types::Scope;

/// Name of the schema of the envelope without a payload.
pub(super) const NAME: &str = "Envelope";

/// The envelope with everything but the payload.
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

/// The answer of an action: the envelope, and its payload where the verdict is success.
pub(super) fn answer(api: &Api, action: &Action, scope: &Scope<'_>) -> Value {
    let envelope = json!({ "$ref": format!("#/components/schemas/{NAME}") });
    let (Some(payload), Some(data)) = (name_of(api, Role::Payload), &action.data) else {
        let description = "The envelope alone: this action has no payload.";
        let mut own = json!({ "type": "object" });
        schema::set_open(&mut own, scope);
        return json!({ "allOf": [envelope, own], "description": description });
    };
    let mut schema = schema::or_null(payload_of(data, scope));
    if !data.doc.trim().is_empty() {
        let description = format!("{} A failure has none.", data.doc.trim());
        set(&mut schema, "description", json!(description));
    }
    let mut own = json!({ "type": "object", "properties": { payload: schema } });
    schema::set_open(&mut own, scope);
    if let Some(verdict) = name_of(api, Role::Verdict)
        && data.presence == Presence::Required
    {
        // Success brings the payload. What a failure has in its place is not looked at.
        let success = json!({ "properties": { verdict: { "const": true } } });
        let there = json!({
            "properties": { payload: { "not": { "type": "null" } } }, "required": [payload],
        });
        set(&mut own, "if", success);
        set(&mut own, "then", there);
    }
    json!({ "allOf": [envelope, own] })
}

fn payload_of(data: &Data, scope: &Scope<'_>) -> Value {
    let payload = schema::ty(&data.ty, &Rules::default(), scope);
    schema::in_forms(payload, &data.ty, data.one_or_list, scope)
}

/// The verdict is a boolean and nothing else; whatever only informs may be null, and comes in any
/// scalar form.
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
