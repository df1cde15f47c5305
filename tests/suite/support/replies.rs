//! Answers as bytes: whole ones, which the tests cut and bend.

use oms_sim::{Fault, StatusFault};
use serde_json::{Value, json};

/// The ticket of every accepted answer here.
pub(crate) const TICKET: i64 = 4711;

/// The request ID of every answer here.
pub(crate) const REQUEST_ID: &str = "47174810001";

/// A whole answer: status line, the given headers, Content-Length and body.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = head(status, headers);
    bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    bytes.extend_from_slice(body);
    bytes
}

/// A status line and headers, without the blank line that ends them.
pub(crate) fn head(status: u16, headers: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {status} Stated\r\n").into_bytes();
    for (name, value) in headers {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes
}

/// A JSON answer.
pub(crate) fn json(status: u16, body: impl AsRef<[u8]>) -> Vec<u8> {
    answer(status, &[("Content-Type", "application/json")], body)
}

/// The body of an accepted call.
pub(crate) fn success_body() -> String {
    success().to_string()
}

/// The envelope of an accepted call.
pub(crate) fn success() -> Value {
    json!({
        "success": true, "errorDetail": null, "code": null, "message": null, "advice": null, "requestId": REQUEST_ID,
        "pageNumber": null, "pageSize": null, "totalCount": null, "cost": "10 ms", "data": TICKET,
    })
}

/// The body of a refused call.
pub(crate) fn failure_body() -> String {
    failure().to_string()
}

/// The envelope of a refused call.
pub(crate) fn failure() -> Value {
    json!({
        "success": false, "errorDetail": { "code": "GHANA-PROJECT000001", "level": "ERROR", "proposal": "Look the task up." },
        "code": "GHANA-PROJECT000001", "message": "no such task", "advice": "Check the ID of the task.", "requestId": REQUEST_ID,
        "cost": "3 ms", "data": null,
    })
}

/// A refusal of the service's own under this status: a bare status would leave a write unknown.
pub(crate) fn refusing(code: u16) -> Fault {
    Fault::Status(StatusFault {
        code,
        retry_after: None,
        body: json!({"success": false, "code": "REFUSED", "message": "not now"}).to_string(),
    })
}

/// The whole answer of an accepted call.
pub(crate) fn accepted() -> Vec<u8> {
    json(200, success_body())
}

/// The whole answer of a refused call.
pub(crate) fn rejected() -> Vec<u8> {
    json(200, failure_body())
}

/// The accepted answer in chunks of a few bytes.
pub(crate) fn accepted_chunked() -> Vec<u8> {
    let mut bytes = head(
        200,
        &[
            ("Content-Type", "application/json"),
            ("Transfer-Encoding", "chunked"),
        ],
    );
    bytes.extend_from_slice(b"\r\n");
    for chunk in success_body().as_bytes().chunks(40) {
        bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
    bytes
}
