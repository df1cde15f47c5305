//! One exchange: the request and the answer, without headers, which hold credentials and nothing
//! that matters.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::kinds::is_request_id;
use crate::hint::with_hint;
use crate::secrets::strict_json;

/// One exchange.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Exchange {
    /// The action that was named.
    pub(crate) action: String,
    /// The body of the request; null if it was not kept.
    pub(crate) request: Value,
    /// Bytes of a request that were not kept, because they are not strict JSON, or because the
    /// recording has more secrets than are looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) request_bytes_not_kept: Option<usize>,
    /// HTTP status of the answer.
    pub(crate) status: u16,
    /// The content type of the answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) content_type: String,
    /// The body of the answer; null if it was not kept.
    pub(crate) answer: Value,
    /// Bytes of an answer that were not kept, because they or those of the request are not strict
    /// JSON, or because of the secrets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) answer_bytes_not_kept: Option<usize>,
    /// The lengths of both bodies as they came; zero in an exchange that was read from a file.
    #[serde(skip)]
    pub(crate) lengths: [usize; 2],
}

/// A body as it is kept: JSON that has one meaning, or the length of anything else.
///
/// No digest of the rest is kept: an attacker who has one can try passwords against it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Body {
    pub(crate) value: Value,
    pub(crate) bytes_not_kept: Option<usize>,
}

impl Exchange {
    /// An exchange as it came.
    pub(crate) fn new(
        action: String,
        request: &[u8],
        status: u16,
        content_type: String,
        answer: &[u8],
    ) -> Self {
        let length = answer.len();
        let lengths = [request.len(), length];
        let (request, mut answer) = (Body::read(request), Body::read(answer));
        let unread = request.bytes_not_kept.is_some_and(|bytes| bytes > 0);
        if unread && answer.bytes_not_kept.is_none() {
            // It may repeat a secret of the request that nobody could read.
            answer = Body::not_kept(length);
        }
        Self {
            action,
            request: request.value,
            request_bytes_not_kept: request.bytes_not_kept,
            status,
            content_type,
            answer: answer.value,
            answer_bytes_not_kept: answer.bytes_not_kept,
            lengths,
        }
    }

    /// Leaves both bodies out, but for their lengths.
    pub(crate) fn keep_no_body(&mut self) {
        let [request, answer] = self.lengths.map(Body::not_kept);
        self.request = request.value;
        self.request_bytes_not_kept = request.bytes_not_kept;
        self.answer = answer.value;
        self.answer_bytes_not_kept = answer.bytes_not_kept;
    }

    /// Reads the text of a file.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| with_hint(&error.to_string()))
    }

    /// The text of its file: keys in their order, a line each, so that two recordings are compared
    /// line by line.
    pub(crate) fn to_text(&self) -> String {
        // Strings, numbers and lists are always written; a failure would be an empty file, which no
        // replay takes.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{text}\n")
    }

    /// The stem of the file's name: the action, as far as a file name can hold it.
    pub(crate) fn file_stem(&self) -> String {
        let stem: String = self
            .action
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(64)
            .collect();
        if stem.is_empty() {
            "unnamed".to_owned()
        } else {
            stem
        }
    }

    /// The body of the answer, or a sentence that says that it was not kept. An empty one is known
    /// without being kept. `request_id` takes the place of the one that it has, if it has one.
    pub(crate) fn answer_text(&self, request_id: Option<u64>) -> String {
        match self.answer_bytes_not_kept {
            None => match request_id {
                Some(id) => with_request_id(self.answer.clone(), id).to_string(),
                None => self.answer.to_string(),
            },
            Some(0) => String::new(),
            Some(bytes) => {
                format!(
                    "oms-sim: the recording did not keep the {bytes} bytes that were answered here: they or the request were no strict JSON, or it held more secrets than are looked for\n"
                )
            }
        }
    }
}

/// Returns an envelope with another request ID, where it has one.
fn with_request_id(mut envelope: Value, request_id: u64) -> Value {
    let fields = envelope.as_object_mut().into_iter().flatten();
    for (_, value) in fields.filter(|(key, value)| is_request_id(key) && !value.is_null()) {
        *value = request_id.to_string().into();
    }
    envelope
}

impl Body {
    /// Reads a body.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        match strict_json(bytes) {
            Some(value) => Self {
                value,
                bytes_not_kept: None,
            },
            None => Self::not_kept(bytes.len()),
        }
    }

    fn not_kept(bytes: usize) -> Self {
        Self {
            value: Value::Null,
            bytes_not_kept: Some(bytes),
        }
    }
}
