//! Removes from an exchange everything that must not leave the place of its recording: secrets,
//! IDs, addresses and the names of accounts.
//!
//! Secrets are known by their types in the spec and by the headers of the call, and then taken out
//! wherever they are repeated, in any form. A secret that is declared nowhere is known by its name,
//! and by the ways in which such values are written. A text that a person wrote freely can still
//! contain anything, so a recording is read before it is shared.
//!
//! The same words replace the same value everywhere, so that a task is still the same task.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::net::Ipv6Addr;
use std::sync::LazyLock;

use oms_core::Role;
use regex_lite::{Captures, Regex};
use serde_json::{Map, Value};

use super::Exchange;
use super::hide::{
    Pattern, hide_in_body, hide_in_request, inner, pattern, veil, veiled, veiled_key,
};
use super::kinds::{self, HOST, ID, NAME, is_personal, is_request_id, kind_of};
use crate::generated::{ACTIONS, ENVELOPE, SECRET_ANSWERS};
use crate::secrets::{HIDDEN, Needles};

/// The beginning of the addresses of version 6 that stand for others.
const IPV6: &str = "2001:db8::";

/// Scrubs the exchanges of one recording.
pub(super) struct Scrubber {
    /// Every secret of this exchange and the ones before it: a server may repeat one later.
    secrets: Needles,
    /// The replacement of each value, by kind and text.
    known: BTreeMap<(String, String), String>,
    /// Those of the machines and the IDs with a dash that a key has told of, by text: messages
    /// repeat them.
    told: BTreeMap<String, String>,
    /// Number of values of each kind.
    counts: BTreeMap<String, usize>,
}

/// The types of answers that are kept.
static CONTENT_TYPE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:[\w.+-]{1,40}/[\w.+-]{1,40}(?:; ?charset=[\w-]{1,20})?)?$"));

static MAIL: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new("@", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"));

/// An address of version 4.
static ADDRESS: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(".", r"\b\d{1,3}(?:\.\d{1,3}){3}\b"));

/// An ID: a prefix of a letter or two, as all IDs of the service have it, and a digit somewhere
/// after it, as a whole word: many names of tables have the same form as a part. Names of topics
/// and parts of a task are made of IDs with the prefixes of the spec, so that one of those may
/// stand behind `_`, and another one without a prefix behind it.
static IDS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "_",
        r"(^|[^A-Za-z0-9])((np|[egl])_[A-Za-z0-9]*[0-9][A-Za-z0-9]*)(_(?:[0-9]+[a-z]|[a-z]+[0-9])[a-z0-9]*)?|\b(([a-z]{1,2})_[A-Za-z0-9]*[0-9][A-Za-z0-9]*)\b",
    )
});

/// Whatever a scrubber puts in the place of an ID, an address or a name.
static STAND_IN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[a-z]{1,2}(?:_masked\d{4,}){1,2}|(?:name|mail|host|id)-\d{4,}|192\.0\.2\.\d+|2001:db8::\d+)$",
    )
});

impl Scrubber {
    pub(super) fn new() -> Self {
        Self {
            secrets: Needles::of_a_recording(),
            known: BTreeMap::new(),
            told: BTreeMap::new(),
            counts: BTreeMap::new(),
        }
    }

    /// Scrubs one exchange, whose call carried these secrets beside those in its body. Once they
    /// are more than are looked for, no body is kept any more: it may repeat any of them.
    pub(super) fn scrub(&mut self, exchange: &mut Exchange, carried: &dyn Fn(&mut Needles)) {
        carried(&mut self.secrets);
        hide_in_request(&exchange.action, &mut exchange.request, &mut self.secrets);
        hide_in_body(&mut exchange.answer, &mut self.secrets);
        if SECRET_ANSWERS.contains(&exchange.action.as_str()) {
            self.hide_payload(&mut exchange.answer);
        }
        if self.secrets.are_too_many() {
            exchange.keep_no_body();
        }
        for body in [&exchange.request, &exchange.answer] {
            self.hear("", body);
        }
        for body in [&mut exchange.request, &mut exchange.answer] {
            veil("", body, &self.secrets);
            self.scrub_value("", body);
        }
        if ACTIONS.iter().all(|known| known.name != exchange.action) {
            exchange.action = self.scrub_text(&veiled(&exchange.action, &self.secrets));
        }
        // The server writes it, so it may hold anything.
        let content_type = &mut exchange.content_type;
        if !CONTENT_TYPE.is_match(content_type) || self.secrets.are_in(content_type) {
            content_type.clear();
        }
    }

    fn hide_payload(&mut self, answer: &mut Value) {
        let payload = ENVELOPE.iter().find(|(role, _)| *role == Role::Payload);
        let payload = payload.and_then(|(_, key)| answer.get_mut(key));
        if let Some(payload) = payload.filter(|payload| !payload.is_null()) {
            if let Value::String(text) = payload {
                self.secrets.add(text);
            }
            *payload = HIDDEN.into();
        }
    }

    /// Remembers the machines and the IDs that keys tell of, before anything is replaced.
    fn hear(&mut self, key: &str, value: &Value) {
        match value {
            Value::String(text) if kinds::are_told_by(key) => {
                for name in telling_names(text) {
                    if let Some(kind @ (HOST | ID)) = kind_of(key, name) {
                        let stand_in = self.stand_in(kind, name);
                        self.told.insert(name.to_owned(), stand_in);
                    }
                }
            }
            // A text in which more is nested than can be read was hidden before.
            Value::String(text) => {
                if let Some(value) = inner(text) {
                    self.hear("", &value);
                }
            }
            Value::Array(values) => {
                for value in values {
                    self.hear(key, value);
                }
            }
            Value::Object(object) => {
                for (key, value) in object {
                    self.hear(key, value);
                }
            }
            _ => {}
        }
    }

    fn scrub_value(&mut self, key: &str, value: &mut Value) {
        match value {
            Value::String(text) if text == HIDDEN => {}
            Value::String(text) => {
                *text = match kind_of(key, text) {
                    Some(kind) => self.stand_in(kind, text),
                    None => self.scrub_text(text),
                };
            }
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
                        let key = veiled_key(key, &self.secrets);
                        (self.scrub_text(&key), value)
                    })
                    .collect();
                *object = scrubbed;
            }
            Value::Number(number) if is_personal(key) || is_request_id(key) => {
                *value = self.stand_in(NAME, &number.to_string()).into();
            }
            _ => {}
        }
    }

    /// Scrubs a text: JSON in it as JSON, and the rest by what is known of it.
    fn scrub_text(&mut self, text: &str) -> String {
        if let Some(mut value) = inner(text) {
            self.scrub_value("", &mut value);
            return value.to_string();
        }
        self.scrub_plain(text)
    }

    /// Replaces values that match a known pattern, wherever they occur in a text.
    fn scrub_plain(&mut self, text: &str) -> String {
        let text = MAIL.replace_all(text, |found: &Captures<'_>| {
            self.stand_in("mail-", &found[0])
        });
        let text = self.without_told(text);
        let text = self.without_ipv6(text);
        let text = ADDRESS.replace_all(&text, |found: &Captures<'_>| {
            self.stand_in("192.0.2.", &found[0])
        });
        let text = IDS.replace_all(&text, |found: &Captures<'_>| {
            if let (Some(id), Some(prefix)) = (found.get(5), found.get(6)) {
                return self.stand_in(&format!("{}_masked", prefix.as_str()), id.as_str());
            }
            let id = self.stand_in(&format!("{}_masked", &found[3]), &found[2]);
            let behind = found
                .get(4)
                .map(|part| self.stand_in("_masked", part.as_str()));
            format!("{}{id}{}", &found[1], behind.unwrap_or_default())
        });
        text.into_owned()
    }

    /// Replaces the machines and the IDs that a key has told of, each where it is a whole word.
    fn without_told<'t>(&self, text: Cow<'t, str>) -> Cow<'t, str> {
        if self.told.is_empty() {
            return text;
        }
        let pieces = words(&text).map(|piece| {
            let name = name_in(piece);
            match self.told.get(name) {
                Some(stand_in) => Cow::Owned(piece.replacen(name, stand_in, 1)),
                None => Cow::Borrowed(piece),
            }
        });
        Cow::Owned(pieces.collect())
    }

    /// Replaces addresses of version 6. They are no pattern, because a long text is walked in much
    /// less time than it is matched.
    fn without_ipv6<'t>(&mut self, text: Cow<'t, str>) -> Cow<'t, str> {
        if !text.contains(':') {
            return text;
        }
        let is_in_one = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '.' | '_');
        let pieces = text.split_inclusive(|c: char| !is_in_one(c)).map(|piece| {
            let word = piece.trim_end_matches(|c: char| !c.is_ascii_hexdigit() && c != ':');
            let before_colon = word.strip_suffix(':').unwrap_or(word);
            let behind_colon = word.split_once(':').map_or("", |(_, behind)| behind);
            let words = [word, before_colon, behind_colon];
            match words.into_iter().find(|word| is_ipv6(word)) {
                Some(address) => {
                    Cow::Owned(piece.replacen(address, &self.stand_in(IPV6, address), 1))
                }
                None => Cow::Borrowed(piece),
            }
        });
        Cow::Owned(pieces.collect())
    }

    /// The replacement of a text: the same each time, numbered by its kind.
    fn stand_in(&mut self, kind: &str, text: &str) -> String {
        let key = (kind.to_owned(), text.to_owned());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let count = self.counts.entry(kind.to_owned()).or_default();
        *count = count.saturating_add(1);
        let digits = if kind.ends_with(['.', ':']) { 1 } else { 4 };
        let stand_in = format!("{kind}{count:0digits$}");
        self.known.insert(key, stand_in.clone());
        stand_in
    }
}

/// Returns whether a text is what a scrubber puts in the place of an ID, an address or a name.
pub(super) fn is_stand_in(text: &str) -> bool {
    STAND_IN.is_match(text)
}

/// The words of a text as names are written, each with what ends it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_in_a_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    text.split_inclusive(move |c: char| !is_in_a_name(c))
}

/// A word without the signs around it, such as the full stop of its sentence.
fn name_in(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_ascii_alphanumeric())
}

/// The names in a text that are hardly those of anything else: each has a dot, a dash, or letters
/// and digits. Any other may be a word of a sentence as well, or the name of a database.
fn telling_names(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', ' ']).flat_map(|part| {
        // A group of an address of version 6 has letters and digits, too.
        let may_be_address = part.matches(':').nth(1).is_some();
        words(part).map(name_in).filter(move |name| {
            let is_numbered = name.contains(|c: char| c.is_ascii_alphabetic())
                && name.contains(|c: char| c.is_ascii_digit());
            name.contains(['.', '-']) || is_numbered && !may_be_address
        })
    })
}

/// Returns whether a word is an address of version 6. One without a digit, such as `a::b`, may be a
/// name in a program.
fn is_ipv6(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit()) && word.parse::<Ipv6Addr>().is_ok()
}
