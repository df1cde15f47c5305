//! The workload: synthetic actions of the service's kind, as spec files.
//!
//! Every action takes an ID, a direction and a position; every fourth takes a page as well.
//! Payloads are in turn a whole number, a text, an object and a list of objects with an enumeration
//! of four.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use oms_spec::{SourceFile, manual};

const VERBS: [&str; 10] = [
    "Reset", "Start", "Stop", "Resume", "Describe", "List", "Create", "Delete", "Update", "Check",
];
const NOUNS: [&str; 10] = [
    "Position", "Task", "Worker", "Source", "Ticket", "Alarm", "Label", "Schema", "Mark", "Leg",
];

/// The payload of a successful answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Payload {
    Integer,
    Text,
    Object,
    List,
}

/// One action.
#[derive(Debug, Clone)]
pub(crate) struct Action {
    pub(crate) name: String,
    pub(crate) payload: Payload,
    pub(crate) paged: bool,
}

/// As many actions as asked for.
pub(crate) fn actions(count: usize) -> Vec<Action> {
    let names = NOUNS
        .iter()
        .flat_map(|noun| VERBS.iter().map(move |verb| (verb, noun)));
    let payloads = [
        Payload::Integer,
        Payload::Text,
        Payload::Object,
        Payload::List,
    ];
    names
        .cycle()
        .zip(payloads.into_iter().cycle())
        .take(count)
        .enumerate()
        .map(|(number, ((verb, noun), payload))| Action {
            name: format!("{verb}{noun}V{number}"),
            payload,
            paged: payload == Payload::List,
        })
        .collect()
}

/// Writes the spec of these actions under `root`.
pub(crate) fn write(root: &Path, actions: &[Action]) -> Result<(), Box<dyn Error>> {
    for file in files(actions) {
        let place = root.join(file.path);
        fs::create_dir_all(place.parent().unwrap_or(root))?;
        fs::write(place, file.bytes)?;
    }
    Ok(())
}

/// The spec of these actions.
pub(crate) fn files(actions: &[Action]) -> Vec<SourceFile> {
    let mut files = Vec::new();
    let mut add = |path: String, text: String| {
        files.push(SourceFile {
            path,
            bytes: text.into_bytes(),
        });
    };
    // As a spec is that was generated from before, with its manual.
    add("spec/oms.toml".to_owned(), manual::replace(ROOT));
    for action in actions {
        let name = &action.name;
        add(format!("spec/actions/{name}.toml"), action_file(action));
        add(
            format!("spec/examples/{name}/first.request.json"),
            r#"{"id":"np_1","reverse":false,"startTimestamp":1742365118}"#.to_owned(),
        );
        let object = r#"{"id":"np_1","name":"first"}"#;
        let data = match action.payload {
            Payload::Integer => "1".to_owned(),
            Payload::Text => "\"np_1\"".to_owned(),
            Payload::Object => object.to_owned(),
            Payload::List => format!("[{object}]"),
        };
        add(
            format!("spec/examples/{name}/first.response.json"),
            format!(r#"{{"success":true,"requestId":"1","data":{data}}}"#),
        );
    }
    files
}

fn action_file(action: &Action) -> String {
    let mut text = format!(
        "name = \"{}\"\nsummary = \"A synthetic action.\"\neffect = \"write\"\nimpact = \"Changes one thing.\"\nsince = {{}}\n",
        action.name
    );
    let mut field = |table: &str, name: &str, ty: &str, presence: &str| {
        let _ = writeln!(
            text,
            "[{table}.{name}]\ntype = \"{ty}\"\npresence = \"{presence}\"\ndoc = \"The {name} of the call.\""
        );
    };
    field("request", "id", "string", "required");
    field("request", "reverse", "boolean", "required");
    field("request", "startTimestamp", "integer", "required");
    if action.paged {
        field("request", "pageNumber", "integer", "optional");
        field("request", "pageSize", "integer", "optional");
    }
    let ty = match action.payload {
        Payload::Integer => "integer",
        Payload::Text => "string",
        Payload::Object => "object",
        Payload::List => "list<object>",
    };
    let _ = writeln!(text, "[data]\ntype = \"{ty}\"\ndoc = \"What came of it.\"");
    if matches!(action.payload, Payload::Object | Payload::List) {
        text.push_str(OBJECT);
    }
    text
}

const OBJECT: &str = r#"[data.fields.id]
type = "string"
presence = "required"
doc = "The ID of the object."
[data.fields.name]
type = "string"
presence = "required"
doc = "The name of the object."
[data.fields.status]
type = "enum"
presence = "optional"
doc = "The state of the object."
[data.fields.status.values.INIT]
doc = "New."
[data.fields.status.values.RUNNING]
doc = "At work."
[data.fields.status.values.FAILED]
doc = "Broken."
[data.fields.status.values.FINISHED]
doc = "Done."
[data.fields.gmtCreate]
type = "integer"
presence = "optional"
doc = "When the object was made."
"#;

/// The root file: the envelope of the service, and the shapes that the client's front page names.
const ROOT: &str = r#"[service]
name = "OMS"
title = "A service"
doc = "Answers."
source = { url = "https://example.com/" }
[dispatch]
method = "POST"
path = "/api/v2"
query-key = "Action"
[envelope]
doc = "Wraps every answer."
[envelope.fields.success]
role = "verdict"
type = "boolean"
presence = "required"
doc = "Whether the call succeeded."
[envelope.fields.errorDetail]
role = "error-detail"
type = "any"
presence = "optional-nullable"
doc = "What failed, in detail."
[envelope.fields.code]
role = "error-code"
type = "string"
presence = "optional-nullable"
doc = "What failed, as a code."
[envelope.fields.message]
role = "error-message"
type = "string"
presence = "optional-nullable"
doc = "What failed, in words."
[envelope.fields.advice]
role = "advice"
type = "string"
presence = "optional-nullable"
doc = "What to do."
[envelope.fields.requestId]
role = "request-id"
type = "string"
presence = "optional-nullable"
doc = "The ID of the request."
[envelope.fields.pageNumber]
role = "page-number"
type = "integer"
presence = "optional-nullable"
doc = "The page."
[envelope.fields.pageSize]
role = "page-size"
type = "integer"
presence = "optional-nullable"
doc = "Its size."
[envelope.fields.totalCount]
role = "total-count"
type = "integer"
presence = "optional-nullable"
doc = "All items."
[envelope.fields.cost]
role = "cost"
type = "string"
presence = "optional-nullable"
doc = "The time that it took."
[envelope.fields.data]
role = "payload"
type = "any"
presence = "optional-nullable"
doc = "What the action answers."
[shape.TaskId]
type = "string"
doc = "The ID of a task."
[shape.TicketId]
type = "integer"
doc = "The ID of a ticket."
"#;
