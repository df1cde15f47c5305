//! The document of one action.

use oms_spec::ir::{Action, Api, Effect, EnvelopeField, Example, ExampleText, Role, Rules, Type};
use serde_json::{Map, Value, json};

use super::schema::{self, Maker, set};
use super::types::Types;

/// The address of the simulator when it is started as the documentation says.
const SIMULATOR: &str = "http://127.0.0.1:8089";

pub(super) fn document(api: &Api, types: &Types<'_>, action: &Action) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": format!("{}: {}", api.service.title, action.title),
            "summary": action.summary,
            "description": description(action),
            "version": version(action),
        },
        "servers": [{
            "url": "{endpoint}",
            "description": "The service; the default is the simulator, started as `oms-sim --port 8089`.",
            "variables": { "endpoint": { "default": SIMULATOR } },
        }],
        "security": [{ "basic": [] }, { "bearer": [] }],
        "paths": { &api.dispatch.path: { api.dispatch.method.to_lowercase(): operation(api, action) } },
        "components": {
            "schemas": schemas(api, types, action),
            "securitySchemes": {
                "basic": { "type": "http", "scheme": "basic" },
                "bearer": { "type": "http", "scheme": "bearer" },
            },
        },
        "x-spec": action.path,
    })
}

fn operation(api: &Api, action: &Action) -> Value {
    let mut operation = json!({
        "operationId": action.title,
        "summary": action.summary,
        "description": description(action),
        "parameters": [{
            "name": api.dispatch.query_key,
            "in": "query",
            "required": true,
            "description": "Names the action.",
            "schema": { "type": "string", "enum": [action.wire_name], "default": action.wire_name },
        }],
        "requestBody": {
            "required": true,
            "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/Request" },
                "examples": examples(action, |example| example.sendable_request.as_deref().and_then(|text| serde_json::from_str(text).ok())),
            } },
        },
        "responses": responses(action),
        "x-effect": action.effect.word(),
        "x-provenance": action.provenance.word(),
        "x-completely-known": action.complete,
        "x-discrepancies": discrepancies(api, action),
    });
    if action.effect == Effect::Write {
        set(&mut operation, "x-repeatable", json!(action.repeatable));
    }
    if action.deprecated.is_some() {
        set(&mut operation, "deprecated", json!(true));
    }
    if let Some(since) = schema::since(action.since) {
        set(&mut operation, "x-since", since);
    }
    if let Some(source) = &action.source {
        set(
            &mut operation,
            "externalDocs",
            json!({ "url": source.url, "description": "The vendor's page." }),
        );
    }
    if let Some(paging) = &action.paging {
        let wire = |ident: &str| {
            action
                .request
                .iter()
                .find(|field| field.ident == *ident)
                .map(|field| field.wire_name.clone())
        };
        set(
            &mut operation,
            "x-paging",
            json!({ "pageNumber": wire(&paging.page_number), "pageSize": wire(&paging.page_size) }),
        );
    }
    operation
}

fn responses(action: &Action) -> Value {
    let answer = json!({ "application/json": {
        "schema": { "$ref": "#/components/schemas/Answer" },
        "examples": examples(action, |example| example.response.as_ref().and_then(parsed)),
    } });
    json!({
        "200": {
            "description": "The envelope. It tells of success and of failure: its verdict decides, not the status.",
            "content": answer,
        },
        "default": {
            "description": "A refusal or a failure before an answer was made. It may hold an envelope, and may hold anything else.",
        },
    })
}

fn schemas(api: &Api, types: &Types<'_>, action: &Action) -> Map<String, Value> {
    let mut schemas = Map::new();
    for (maker, list) in [
        (
            Maker::Caller,
            types.reached(action, action.request.iter().map(|field| &field.ty)),
        ),
        (
            Maker::Service,
            types.reached(action, action.data.iter().map(|data| &data.ty)),
        ),
    ] {
        for (name, definition) in list {
            schemas.insert(maker.component(name), schema::definition(definition, maker));
        }
    }
    schemas.insert(
        "Request".to_owned(),
        schema::object(&action.request, action.further, Maker::Caller),
    );
    schemas.insert("Answer".to_owned(), answer(api, action));
    schemas
}

/// The envelope with the payload of the action. Every field but the verdict may be missing.
fn answer(api: &Api, action: &Action) -> Value {
    let fields = api.envelope.fields.iter();
    let properties: Map<String, Value> = fields
        .map(|field| (field.field.wire_name.clone(), envelope_field(field, action)))
        .collect();
    let verdict = |field: &&EnvelopeField| field.role == Role::Verdict;
    let required: Vec<&str> = api
        .envelope
        .fields
        .iter()
        .filter(verdict)
        .map(|field| field.field.wire_name.as_str())
        .collect();
    json!({ "type": "object", "description": api.envelope.doc.trim(), "properties": properties, "required": required })
}

/// The verdict is a boolean and nothing else; whatever only informs is read in any scalar form, and
/// may be null.
fn envelope_field(field: &EnvelopeField, action: &Action) -> Value {
    let doc = field.field.doc.trim();
    match (field.role, &action.data, &field.field.ty) {
        (Role::Verdict, ..) => json!({ "type": "boolean", "description": doc }),
        (Role::Payload, Some(data), _) => {
            let payload = schema::ty(&data.ty, &Rules::default(), Maker::Service);
            let payload = schema::in_forms(payload, &data.ty, data.one_or_list, Maker::Service);
            // A failure has none.
            json!({ "anyOf": [payload, { "type": "null" }], "description": data.doc.trim() })
        }
        (Role::Payload, None, _) => {
            json!({ "description": "This action answers with the envelope alone." })
        }
        (_, _, Type::String | Type::Integer | Type::Number) => {
            json!({ "type": ["string", "number", "null"], "description": doc })
        }
        _ => json!({ "description": doc }),
    }
}

fn examples(action: &Action, value: impl Fn(&Example) -> Option<Value>) -> Map<String, Value> {
    let cases = action.examples.iter();
    cases
        .filter_map(|example| Some((example.case.clone(), json!({ "value": value(example)? }))))
        .collect()
}

fn parsed(text: &ExampleText) -> Option<Value> {
    serde_json::from_str(&text.text).ok()
}

fn discrepancies(api: &Api, action: &Action) -> Vec<Value> {
    let all = action.discrepancies.iter().chain(&api.discrepancies);
    all.map(|one| {
        json!({
            "id": one.id,
            "at": one.at,
            "documented": one.documented,
            "observed": one.observed,
            "decision": one.decision.trim(),
        })
    })
    .collect()
}

fn description(action: &Action) -> String {
    let mut parts = Vec::new();
    if let Some(instead) = &action.deprecated {
        parts.push(format!("Deprecated: {instead}"));
    }
    parts.push(action.summary.trim().to_owned());
    if !action.doc.trim().is_empty() {
        parts.push(action.doc.trim().to_owned());
    }
    if !action.complete {
        parts.push("Not everything of this action is known: its answer may hold more.".to_owned());
    }
    parts.join("\n\n")
}

/// The document's version: the first version of the service that knows the action, or none.
fn version(action: &Action) -> String {
    let since = action.since.enterprise.or(action.since.community);
    since.map_or_else(|| "0.0.0".to_owned(), |version| version.to_string())
}
