//! The smallest spec, and the words that a new one lacks.

/// The root file of the smallest spec. Tests add shapes to it, and actions beside it.
pub const SPEC_ROOT: &str = r#"
[service]
name = "OMS"
title = "A service"
doc = "Answers."
source = { url = "https://example.com/a" }
[dispatch]
method = "POST"
path = "/api"
query-key = "Action"
[envelope]
doc = "Wraps."
[envelope.fields.success]
role = "verdict"
type = "boolean"
presence = "required"
doc = "Whether it succeeded."
[envelope.fields.requestId]
role = "request-id"
type = "string"
presence = "optional"
doc = "The ID of the request."
[envelope.fields.data]
role = "payload"
type = "any"
presence = "optional"
doc = "The payload."
"#;

/// Fills in the blanks of a spec as a person would: a blank type becomes a text.
#[must_use]
pub fn filled_in(spec: &str) -> String {
    let lines = spec.split_inclusive('\n').map(|line| {
        let is_type = line.starts_with("type ");
        let word = if is_type {
            "string"
        } else {
            "Said by a person."
        };
        line.replace("= \"\"", &format!("= \"{word}\""))
    });
    lines.collect()
}
