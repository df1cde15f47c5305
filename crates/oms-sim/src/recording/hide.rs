//! Takes out of a body what it tells to be a secret: by the spec, by a name, or by the way in which
//! it is written.
//!
//! The recorder does so before it writes a call down, and a replay before it looks one up, so that
//! both spell the same call in the same way.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex_lite::{Regex, Replacer};
use serde_json::{Map, Value};

use super::kinds::{is_personal, is_request_id, kind_of};
use crate::generated::ENVELOPE;
use crate::secrets::{HIDDEN, Needles, assigned, hide_named, hide_typed, strict_json};

/// The deepest level of JSON inside texts that is read. Anything deeper is hidden.
const DEEPEST_TEXT: usize = 8;

/// A pattern, and a part of every text that it matches.
pub(super) struct Pattern {
    part: &'static str,
    regex: Regex,
}

/// The address of a database. Every driver has its own place for the password, so nothing of such
/// an address is kept.
static JDBC: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(":", r"(?is)\bjdbc:.*"));

/// The login in an address, up to the last `@`: a password may hold any of these characters.
static LOGIN: LazyLock<Pattern> = LazyLock::new(|| Pattern::new("://", r"://\S*@"));

/// The login before the network that Go's drivers name in the address of a database.
static DSN: LazyLock<Pattern> = LazyLock::new(|| Pattern::new("@", r"\S*:\S*@(\w*\()"));

impl Pattern {
    pub(super) fn new(part: &'static str, text: &str) -> Self {
        let regex = pattern(text);
        Self { part, regex }
    }

    /// Most texts do not have the part, which is found out in much less time.
    pub(super) fn replace_all<'t>(&self, text: &'t str, by: impl Replacer) -> Cow<'t, str> {
        if text.contains(self.part) {
            self.regex.replace_all(text, by)
        } else {
            Cow::Borrowed(text)
        }
    }
}

/// Hides the secrets of a request, and remembers them.
pub(super) fn hide_in_request(action: &str, request: &mut Value, secrets: &mut Needles) {
    hide_typed(action, request, secrets);
    hide_in_body(request, secrets);
}

/// Hides the secrets that a body names, and remembers them.
pub(super) fn hide_in_body(body: &mut Value, secrets: &mut Needles) {
    hide_named(body, secrets);
    hide_in_texts(body, secrets, DEEPEST_TEXT);
}

/// Hides in every text what is written like a secret, or repeats one of these. A person, a machine
/// or an ID that a key tells of stays: another name takes the place of all of it.
pub(super) fn veil(key: &str, value: &mut Value, secrets: &Needles) {
    match value {
        Value::String(text) if kind_of(key, text.as_str()).is_none() => {
            *text = veiled(text, secrets);
        }
        Value::Array(values) => {
            for value in values {
                veil(key, value, secrets);
            }
        }
        Value::Object(object) => {
            for (key, value) in object {
                veil(key, value, secrets);
            }
        }
        Value::Number(_) if is_personal(key) || is_request_id(key) => {}
        Value::Number(number) if secrets.are_in(&number.to_string()) => *value = HIDDEN.into(),
        _ => {}
    }
}

/// Hides in every key what is written like a secret, or repeats one of these. It comes last: a key
/// tells what its value is.
pub(super) fn veil_keys(value: &mut Value, secrets: &Needles) {
    match value {
        Value::String(text) => {
            if let Some(mut value) = inner(text) {
                veil_keys(&mut value, secrets);
                *text = value.to_string();
            }
        }
        Value::Array(values) => {
            for value in values {
                veil_keys(value, secrets);
            }
        }
        Value::Object(object) => {
            let hidden: Map<String, Value> = std::mem::take(object)
                .into_iter()
                .map(|(key, mut value)| {
                    veil_keys(&mut value, secrets);
                    (veiled_key(key, secrets), value)
                })
                .collect();
            *object = hidden;
        }
        _ => {}
    }
}

/// A name that the service itself gave says nothing, whatever the password is.
pub(super) fn veiled_key(key: String, secrets: &Needles) -> String {
    if ENVELOPE.iter().any(|(_, known)| *known == key) {
        return key;
    }
    veiled(&key, secrets)
}

/// A text without what is written like a secret, and without what repeats one of these: JSON in it
/// as JSON.
pub(super) fn veiled(text: &str, secrets: &Needles) -> String {
    if let Some(mut value) = inner(text) {
        veil("", &mut value, secrets);
        return value.to_string();
    }
    let text = hidden_by_name(text);
    let text = secrets.veiled(&text);
    let text = JDBC.replace_all(&text, "jdbc:***");
    let text = LOGIN.replace_all(&text, "://***@");
    let text = DSN.replace_all(&text, "***@$1");
    text.into_owned()
}

/// The JSON that a text is: an object or a list.
pub(super) fn inner(text: &str) -> Option<Value> {
    let of_json = text.trim_start().starts_with(['{', '[']);
    of_json.then(|| strict_json(text.as_bytes())).flatten()
}

/// Hides secrets in JSON inside texts, at any depth up to a limit.
fn hide_in_texts(value: &mut Value, secrets: &mut Needles, depth: usize) {
    match value {
        Value::String(text) => {
            let Some(mut value) = inner(text) else {
                return;
            };
            let Some(depth) = depth.checked_sub(1) else {
                HIDDEN.clone_into(text);
                return;
            };
            hide_named(&mut value, secrets);
            hide_in_texts(&mut value, secrets, depth);
            *text = value.to_string();
        }
        Value::Array(values) => {
            for value in values {
                hide_in_texts(value, secrets, depth);
            }
        }
        Value::Object(object) => {
            for value in object.values_mut() {
                hide_in_texts(value, secrets, depth);
            }
        }
        _ => {}
    }
}

/// The text up to the name of a secret, which says that one follows. The end of the secret cannot
/// be known: a password may hold any character.
fn hidden_by_name(text: &str) -> Cow<'_, str> {
    match assigned(text).and_then(|at| text.get(..at)) {
        Some(before) => Cow::Owned(format!("{before}{HIDDEN}")),
        None => Cow::Borrowed(text),
    }
}

#[expect(
    clippy::expect_used,
    reason = "the patterns are constants, and every test that scrubs compiles them all"
)]
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern compiles")
}
