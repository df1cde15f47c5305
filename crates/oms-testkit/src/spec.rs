//! The smallest spec.

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
