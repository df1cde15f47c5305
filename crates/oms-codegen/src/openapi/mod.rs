//! OpenAPI 3.1, for tools of other ecosystems: a document an action, because one path cannot hold
//! several operations.
//!
//! It is an export, never a source: that an answer over HTTP 200 may be a failure, and that the
//! vendor contradicts itself, can be said there only in words and extensions.

mod document;
mod schema;
mod types;

use oms_spec::ir::Api;
use serde_json::{Map, Value, json};

use crate::GeneratedFile;
use crate::sanitize;

/// The folder of the documents that are committed, relative to the root of the workspace.
pub const OPENAPI_FOLDER: &str = "docs/openapi";

/// The documents, and an index of them. Paths are relative to the folder that they are written to.
#[must_use]
pub fn openapi(api: &Api) -> Vec<GeneratedFile> {
    let types = types::Types::of(api);
    let mut files: Vec<GeneratedFile> = api
        .actions
        .iter()
        .map(|action| GeneratedFile {
            path: format!("{}.json", action.title),
            text: text(document::document(api, &types, action)),
        })
        .collect();
    files.push(GeneratedFile {
        path: "index.json".to_owned(),
        text: text(index(api)),
    });
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files
}

/// An index from actions to documents, with the digest of the spec that they were made from.
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
        "documents": documents,
        "generatedBy": "cargo xtask openapi",
        "specDigest": api.digest,
    })
}

/// A document as text. Its keys are sorted, whatever another crate of the build makes of maps.
fn text(mut document: Value) -> String {
    document.sort_all_objects();
    sanitize::descriptions(&mut document);
    format!("{document:#}\n")
}
