//! Takes out of an exchange what must not leave the place where it was recorded: secrets, names, addresses and IDs.
//!
//! What is replaced is replaced by the same words wherever it stands, so that a task is still the same task. It knows the ways
//! in which such things are written, not the service's fields; a text that a person wrote freely can still hold anything, so a
//! recording is read before it is shared.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use oms_core::Role;
use regex_lite::{Captures, Regex};
use serde_json::{Map, Value};

use super::Exchange;
use crate::generated::ENVELOPE;

/// Parts of keys whose values are secrets.
const SECRET: [&str; 8] = [
    "password",
    "passwd",
    "secret",
    "token",
    "credential",
    "accesskey",
    "privatekey",
    "authorization",
];

/// Parts of keys whose values name people and accounts.
const PERSONAL: [&str; 4] = ["user", "owner", "creator", "uid"];

/// What stands for a secret.
const HIDDEN: &str = "***";

/// Scrubs the exchanges of one recording.
#[derive(Debug, Default)]
pub(super) struct Scrubber {
    /// What stands for what, by kind and text.
    known: BTreeMap<(String, String), String>,
    /// How many of a kind there are.
    counts: BTreeMap<String, usize>,
}

/// The ways in which things are written that are replaced wherever they stand.
struct Patterns {
    login: Regex,
    mail: Regex,
    address: Regex,
    id: Regex,
}

impl Scrubber {
    /// Scrubs one exchange.
    pub(super) fn scrub(&mut self, exchange: &mut Exchange) {
        self.scrub_value("", &mut exchange.request);
        self.scrub_value("", &mut exchange.answer);
    }

    fn scrub_value(&mut self, key: &str, value: &mut Value) {
        let lowercase = key.to_ascii_lowercase();
        let is = |parts: &[&str]| parts.iter().any(|part| lowercase.contains(part));
        if is(&SECRET) && !value.is_null() {
            *value = HIDDEN.into();
            return;
        }
        match value {
            Value::String(text) if is(&PERSONAL) => *text = self.stand_in("name-", text),
            Value::String(text) if is_request_id(key) => *text = self.stand_in("request-", text),
            Value::String(text) => *text = self.scrub_text(text),
            Value::Array(values) => {
                for value in values {
                    self.scrub_value(key, value);
                }
            }
            Value::Object(object) => {
                let scrubbed: Map<String, Value> = std::mem::take(object)
                    .into_iter()
                    .map(|(key, mut value)| {
                        self.scrub_value(&key, &mut value);
                        (self.scrub_text(&key), value)
                    })
                    .collect();
                *object = scrubbed;
            }
            Value::Number(number) if is(&PERSONAL) || is_request_id(key) => {
                *value = self.stand_in("name-", &number.to_string()).into();
            }
            _ => {}
        }
    }

    /// Replaces what is written in a known way, wherever it stands in a text.
    fn scrub_text(&mut self, text: &str) -> String {
        let patterns = patterns();
        let text = patterns.login.replace_all(text, "://***@");
        let text = patterns.mail.replace_all(&text, |found: &Captures<'_>| {
            self.stand_in("mail-", &found[0])
        });
        let text = patterns.address.replace_all(&text, |found: &Captures<'_>| {
            self.stand_in("192.0.2.", &found[0])
        });
        let text = patterns.id.replace_all(&text, |found: &Captures<'_>| {
            self.stand_in(&format!("{}_masked", &found[1]), &found[0])
        });
        text.into_owned()
    }

    /// What stands for a text: the same each time, counted by its kind.
    fn stand_in(&mut self, kind: &str, text: &str) -> String {
        let key = (kind.to_owned(), text.to_owned());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let count = self.counts.entry(kind.to_owned()).or_default();
        *count = count.saturating_add(1);
        let digits = if kind.ends_with('.') { 1 } else { 4 };
        let stand_in = format!("{kind}{count:0digits$}");
        self.known.insert(key, stand_in.clone());
        stand_in
    }
}

fn is_request_id(key: &str) -> bool {
    ENVELOPE
        .iter()
        .any(|(role, known)| *role == Role::RequestId && known.eq_ignore_ascii_case(key))
}

fn patterns() -> &'static Patterns {
    static PATTERNS: OnceLock<Patterns> = OnceLock::new();
    PATTERNS.get_or_init(|| Patterns {
        login: pattern(r"://[^/\s@]+@"),
        mail: pattern(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        address: pattern(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"),
        // A prefix of a letter or two, as all IDs of the service have it, and a digit somewhere after it.
        id: pattern(r"\b([a-z]{1,2})_[A-Za-z0-9]*[0-9][A-Za-z0-9]*\b"),
    })
}

#[expect(
    clippy::expect_used,
    reason = "the patterns are constants, and every test that scrubs compiles them all"
)]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern compiles")
}
