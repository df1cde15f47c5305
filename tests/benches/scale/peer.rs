//! A peer for comparison: `cargo-progenitor`, which writes a client from an OpenAPI document, in
//! its builder style.
//!
//! It is no dependency: whoever wants the comparison installs it with
//! `cargo install cargo-progenitor`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value, json};

use crate::whole::process::run;
use crate::workload::{Action, Payload};
use crate::{Outcome, folder};

/// The types of the envelope's keys, but for the payload.
const ENVELOPE: [(&str, &str); 10] = [
    ("success", "boolean"),
    ("errorDetail", "object"),
    ("code", "string"),
    ("message", "string"),
    ("advice", "string"),
    ("requestId", "string"),
    ("pageNumber", "integer"),
    ("pageSize", "integer"),
    ("totalCount", "integer"),
    ("cost", "string"),
];

/// The peer, with the document of some actions.
pub(crate) struct Peer {
    scratch: PathBuf,
    document: PathBuf,
}

impl Peer {
    /// Writes the document; `None` if the peer is not installed.
    pub(crate) fn new(scratch: &Path, actions: &[Action]) -> Outcome<Option<Self>> {
        let help = Command::new("cargo-progenitor")
            .args(["progenitor", "--help"])
            .output();
        if help.is_err() {
            return Ok(None);
        }
        let scratch = folder(scratch, "peer", actions.len());
        fs::create_dir(&scratch)?;
        let document = scratch.join("openapi.json");
        fs::write(&document, serde_json::to_vec(&openapi(actions))?)?;
        Ok(Some(Self { scratch, document }))
    }

    /// The seconds of one run. As ours, each has a folder of its own, and nothing is removed
    /// between them.
    pub(crate) fn seconds(&self, number: usize) -> Outcome<f64> {
        let mut command = Command::new("cargo-progenitor");
        command
            .args(["progenitor", "--name", "peer", "--version", "0.1.0"])
            .args(["--interface", "builder", "--input"])
            .arg(&self.document)
            .arg("--output")
            .arg(self.scratch.join(number.to_string()));
        Ok(run(&mut command)?.seconds)
    }
}

/// The document of these actions. The action is in the key of the path, which OpenAPI does not know
/// and this peer takes.
fn openapi(actions: &[Action]) -> Value {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for action in actions {
        let name = &action.name;
        schemas.insert(format!("{name}Request"), request(action));
        if matches!(action.payload, Payload::Object | Payload::List) {
            schemas.insert(format!("{name}Data"), object());
        }
        schemas.insert(format!("{name}Response"), response(action));
        paths.insert(
            format!("/api/v2?Action={name}"),
            json!({"post": {
                "operationId": oms_spec::names::snake(name),
                "summary": "A synthetic action.",
                "requestBody": {"required": true, "content": content(&format!("{name}Request"))},
                "responses": {"200": {"description": "The answer.", "content": content(&format!("{name}Response"))}},
            }}),
        );
    }
    json!({
        "openapi": "3.0.3",
        "info": {"title": "OMS", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

fn content(schema: &str) -> Value {
    json!({"application/json": {"schema": reference(schema)}})
}

fn reference(schema: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{schema}")})
}

fn request(action: &Action) -> Value {
    let mut fields = vec![
        ("id", "string"),
        ("reverse", "boolean"),
        ("startTimestamp", "integer"),
    ];
    if action.paged {
        fields.extend([("pageNumber", "integer"), ("pageSize", "integer")]);
    }
    let properties: Map<String, Value> = fields
        .into_iter()
        .map(|(name, ty)| {
            (
                name.to_owned(),
                typed(ty, &format!("The {name} of the call.")),
            )
        })
        .collect();
    json!({"type": "object", "required": ["id", "reverse", "startTimestamp"], "properties": properties})
}

fn object() -> Value {
    json!({"type": "object", "required": ["id", "name"], "properties": {
        "id": typed("string", "The ID of the object."),
        "name": typed("string", "The name of the object."),
        "status": {"type": "string", "enum": ["INIT", "RUNNING", "FAILED", "FINISHED"], "description": "The state of the object."},
        "gmtCreate": typed("integer", "When the object was made."),
    }})
}

fn response(action: &Action) -> Value {
    let data = format!("{}Data", action.name);
    let data = match action.payload {
        Payload::Integer => nullable("integer"),
        Payload::Text => nullable("string"),
        Payload::Object => reference(&data),
        Payload::List => json!({"type": "array", "nullable": true, "items": reference(&data)}),
    };
    let envelope = ENVELOPE.iter();
    let mut properties: Map<String, Value> = envelope
        .map(|(name, ty)| ((*name).to_owned(), nullable(ty)))
        .collect();
    properties.insert("data".to_owned(), data);
    json!({"type": "object", "properties": properties})
}

fn typed(ty: &str, description: &str) -> Value {
    match ty {
        "integer" => json!({"type": ty, "format": "int64", "description": description}),
        _ => json!({"type": ty, "description": description}),
    }
}

fn nullable(ty: &str) -> Value {
    match ty {
        "integer" => json!({"type": ty, "format": "int64", "nullable": true}),
        "object" => json!({"type": ty, "additionalProperties": true, "nullable": true}),
        _ => json!({"type": ty, "nullable": true}),
    }
}
