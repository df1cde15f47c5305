//! The operation of one action, and the document that holds it alone.

use oms_spec::ir::{Action, Api, Effect, Example, ExampleText, Field, Type};
use oms_spec::names::SchemaName;
use serde_json::{Map, Value, json};

use super::envelope;
use super::maker::{Forms, Maker, set};
use super::schema;
use super::types::Scope;
use super::words;

/// The address of the simulator when it is started as the documentation says.
const SIMULATOR: &str = "http://127.0.0.1:8089";

/// The first task of the simulator's built-in scenario.
const KNOWN_TASK: &str = "np_4w3a0001";

/// The types as callers send them, and as the service answers with them.
pub(super) struct Scopes<'a> {
    pub(super) sent: Scope<'a>,
    pub(super) answered: Scope<'a>,
}

impl<'a> Scopes<'a> {
    pub(super) fn of(api: &'a Api, forms: Forms) -> Self {
        Self {
            sent: Scope::of(api, Maker::Caller, forms),
            answered: Scope::of(api, Maker::Service, forms),
        }
    }
}

/// Returns the document of one action, for mocks: its path is the service's own.
pub(super) fn document<'a>(api: &'a Api, scopes: &Scopes<'a>, action: &'a Action) -> Value {
    let mut schemas = Map::new();
    add_schemas(api, scopes, action, &mut schemas);
    let query = json!([{
        "name": api.dispatch.query_key,
        "in": "query",
        "required": true,
        "description": "Names the action.",
        "schema": { "type": "string", "enum": [action.wire_name] },
    }]);
    let mut operation = operation(api, scopes, action);
    set(&mut operation, "parameters", query);
    let mut document = frame(api);
    set(
        &mut document,
        "info",
        json!({
            "title": format!("{}: {}", api.service.title, action.title),
            "summary": action.summary,
            "description": description(action),
            "version": version(action),
            "license": license(),
        }),
    );
    let method = api.dispatch.method.to_lowercase();
    let path = &api.dispatch.path;
    set(
        &mut document,
        "paths",
        json!({ path: { method: operation } }),
    );
    set(&mut document, "components", components(&schemas));
    set(&mut document, "x-spec", json!(action.path));
    set(&mut document, "tags", json!([tag(action)]));
    document
}

/// Returns every part of a document that no action decides.
pub(super) fn frame(api: &Api) -> Value {
    json!({
        "openapi": "3.1.0",
        "servers": [{
            "url": SIMULATOR,
            "description": "The simulator, started as `oms-sim --port 8089`. The address of a service replaces it.",
        }],
        "security": [{ "basic": [] }, { "bearer": [] }],
        "externalDocs": {
            "url": api.service.source.url,
            "description": "The vendor's page about the service.",
        },
    })
}

/// Returns the licence of the document, which is that of this project.
pub(super) fn license() -> Value {
    json!({ "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" })
}

pub(super) fn components(schemas: &Map<String, Value>) -> Value {
    json!({
        "schemas": schemas,
        "responses": {
            "NoAnswer": {
                "description": "Not an answer of the action. It may come from the service or from something in front of it, and may hold an envelope or anything else. After a write, it does not prove that nothing happened, unless it is a 401: read the state before you send it again.",
            },
            "Credentials": {
                "description": "The credentials were refused or are missing.",
            },
        },
        "securitySchemes": {
            "basic": { "type": "http", "scheme": "basic" },
            "bearer": { "type": "http", "scheme": "bearer" },
        },
    })
}

/// Returns the tag of an action: its group, and its effect on what is there.
pub(super) fn tag(action: &Action) -> Value {
    let means = match action.effect {
        Effect::Read => "They change nothing, so they can be sent again.",
        Effect::Write => "They change something: one whose answer is lost may have taken effect.",
    };
    json!({ "name": tag_name(action), "description": means })
}

pub(super) fn tag_name(action: &Action) -> String {
    let group = action.group.as_deref().unwrap_or("Other");
    format!("{group} ({})", action.effect.word())
}

/// Adds the schemas of an action: its request, its answer, and the objects in both.
pub(super) fn add_schemas<'a>(
    api: &'a Api,
    scopes: &Scopes<'a>,
    action: &'a Action,
    schemas: &mut Map<String, Value>,
) {
    let sent = action.request.iter().map(|field| &field.ty);
    let envelope = api.envelope.fields.iter().map(|field| &field.field.ty);
    let answered = action.data.iter().map(|data| &data.ty).chain(envelope);
    scopes.sent.add_components(sent, schemas);
    scopes.answered.add_components(answered, schemas);
    let request = schema::object(&action.request, action.further, &scopes.sent);
    let title = &action.title;
    let own = [
        (SchemaName::Request(title), request),
        (
            SchemaName::Envelope,
            envelope::envelope(api, &scopes.answered),
        ),
        (
            SchemaName::Answer(title),
            envelope::answer(api, action, &scopes.answered),
        ),
    ];
    schemas.extend(own.map(|(name, schema)| (name.to_string(), schema)));
}

/// Returns the operation of an action, without its parameters.
pub(super) fn operation(api: &Api, scopes: &Scopes<'_>, action: &Action) -> Value {
    let sent = |example: &Example| {
        let refused = example.verdict == Some(false);
        let text = example.sendable_request.as_deref().filter(|_| !refused)?;
        let mut request = serde_json::from_str(text).ok()?;
        if scopes.sent.forms == Forms::Documented {
            name_known_tasks(&mut request, &action.request, &scopes.sent);
        }
        Some(request)
    };
    let mut operation = json!({
        "operationId": action.title,
        "summary": action.summary.trim().trim_end_matches('.'),
        "description": description(action),
        "tags": [tag_name(action)],
        "requestBody": {
            "required": true,
            "content": { "application/json": {
                "schema": schema::reference(SchemaName::Request(&action.title)),
                "examples": examples(action, sent),
            } },
        },
        "responses": responses(action),
        "x-effect": action.effect.word(),
        "x-provenance": action.provenance.word(),
        "x-completely-known": action.complete,
        "x-discrepancies": discrepancies(api, action),
    });
    add_facts(&mut operation, action);
    operation
}

/// Puts the task that the simulator has from the start in place of the example's, so that whoever
/// tries an example is told of a task that exists.
fn name_known_tasks(request: &mut Value, parameters: &[Field], scope: &Scope<'_>) {
    for parameter in parameters {
        let Some(value) = request.get_mut(&parameter.wire_name) else {
            continue;
        };
        match &parameter.ty {
            Type::Named(name) if is_task(name, scope) => *value = json!(KNOWN_TASK),
            Type::List(inner) if matches!(&**inner, Type::Named(name) if is_task(name, scope)) => {
                *value = json!([KNOWN_TASK]);
            }
            _ => {}
        }
    }
}

fn is_task(name: &str, scope: &Scope<'_>) -> bool {
    let definition = scope.definition(name);
    definition.is_some_and(|definition| definition.identifies.as_deref() == Some("task"))
}

/// Adds what is only known of some actions.
fn add_facts(operation: &mut Value, action: &Action) {
    if action.effect == Effect::Write {
        set(operation, "x-repeatable", json!(action.repeatable));
    }
    if action.deprecated.is_some() {
        set(operation, "deprecated", json!(true));
    }
    if let Some(since) = schema::since(action.since) {
        set(operation, "x-since", since);
    }
    if let Some(source) = &action.source {
        let docs = json!({ "url": source.url, "description": "The vendor's page." });
        set(operation, "externalDocs", docs);
    }
    if let Some(paging) = &action.paging {
        let wire = |ident: &str| {
            let mut fields = action.request.iter();
            let field = fields.find(|field| field.ident == *ident)?;
            Some(field.wire_name.clone())
        };
        let paging =
            json!({ "pageNumber": wire(&paging.page_number), "pageSize": wire(&paging.page_size) });
        set(operation, "x-paging", paging);
    }
}

fn responses(action: &Action) -> Value {
    let answer = json!({ "application/json": {
        "schema": schema::reference(SchemaName::Answer(&action.title)),
        "examples": examples(action, |example| example.response.as_ref().and_then(parsed)),
    } });
    let other = json!({ "$ref": "#/components/responses/NoAnswer" });
    json!({
        "200": {
            "description": "The envelope. It tells of success and of failure: its verdict decides, not the status.",
            "content": answer,
        },
        "401": { "$ref": "#/components/responses/Credentials" },
        "403": other,
        "404": other,
        "429": other,
        "500": other,
        "502": other,
        "503": other,
        "504": other,
        "default": other,
    })
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

pub(super) fn description(action: &Action) -> String {
    let mut parts = Vec::new();
    if let Some(instead) = &action.deprecated {
        parts.push(format!("Deprecated: {instead}"));
    }
    parts.push(action.summary.trim().to_owned());
    if !action.doc.trim().is_empty() {
        parts.push(words::ended(&action.doc));
    }
    if !action.complete {
        parts.push("Not everything of this action is known: its answer may hold more.".to_owned());
    }
    parts.join("\n\n")
}

/// Returns the document's version: the first version of the service that knows the action, or none.
fn version(action: &Action) -> String {
    let since = action.since.enterprise.or(action.since.community);
    since.map_or_else(|| "0.0.0".to_owned(), |version| version.to_string())
}
