//! OpenAPI, for tools of other ecosystems: one document of all actions in 3.1 and in 3.0.3, and one
//! an action in 3.1 for mocks, whose path is the service's own.
//!
//! It is an export, never a source: that an answer over HTTP 200 may be a failure, and that the
//! vendor contradicts itself, can be said there only in words and extensions.

mod combined;
mod document;
mod envelope;
mod fits;
mod maker;
mod older;
mod schema;
mod text_schema;
mod types;
mod words;

use oms_spec::ir::Api;
use serde_json::{Map, Value, json};

use crate::GeneratedFile;
use crate::sanitize;

/// The document of all actions in OpenAPI 3.1.
pub const COMBINED: &str = "openapi.json";

/// The document of all actions in OpenAPI 3.0.3.
pub const COMBINED_OLDER: &str = "openapi-3.0.json";

/// Returns the documents, and an index of them. Paths are relative to the folder that they are
/// written to.
#[must_use]
pub fn openapi(api: &Api) -> Vec<GeneratedFile> {
    let scopes = document::Scopes::of(api, maker::Forms::Seen);
    let combined = combined::combined(api);
    let mut files: Vec<GeneratedFile> = api
        .actions
        .iter()
        .map(|action| GeneratedFile {
            path: format!("{}.json", action.title),
            text: text(document::document(api, &scopes, action)),
        })
        .collect();
    files.push(GeneratedFile {
        path: COMBINED.to_owned(),
        text: text(combined.clone()),
    });
    files.push(GeneratedFile {
        path: COMBINED_OLDER.to_owned(),
        text: text(older::older(combined)),
    });
    files.push(GeneratedFile {
        path: "index.json".to_owned(),
        text: text(index(api)),
    });
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files
}

/// Returns an index from actions to documents, with the digest of the spec that they were made
/// from.
fn index(api: &Api) -> Value {
    let documents: Map<String, Value> = api
        .actions
        .iter()
        .map(|action| {
            (
                action.title.clone(),
                json!(format!("{}.json", action.title)),
            )
        })
        .collect();
    json!({
        "combined": { "3.0.3": COMBINED_OLDER, "3.1.0": COMBINED },
        "documents": documents,
        "generatedBy": "cargo xtask openapi",
        "specDigest": api.digest,
    })
}

/// Returns a document as text. Its keys are sorted, because another crate of the build may change
/// the order of maps.
fn text(mut document: Value) -> String {
    document.sort_all_objects();
    sanitize::descriptions(&mut document);
    format!("{document:#}\n")
}
