//! The form of an evidence file: TOML, a field a line, so that a change of a page is a change of
//! few lines.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use serde::Deserialize;
use toml::Spanned;

use super::Evidence;
use crate::facts::{Edition, Language, Stated};
use crate::prose::Said;
use crate::record::{Known, Place, Record};
use crate::shown::Seen;
use crate::toml_text::quoted;

const HEAD: &str = "# Facts of a page of the vendor, as `cargo xtask import --lock` read them.
# It holds no sentence and no value of an example: of a value, its kind and a digest.
";

/// The address of a file that states none: nearly every page has this one. A page that has none at
/// all is a file with an empty one.
const USUAL_ADDRESS: &str = "POST /api/v2";

/// The reason why an evidence file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The place.
    pub place: Place,
    /// The mistake, in one line.
    pub what: String,
}

impl fmt::Display for Flaw {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.place, self.what)
    }
}

impl std::error::Error for Flaw {}

/// A file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    action: Spanned<String>,
    edition: Edition,
    language: Language,
    address: Option<Spanned<String>>,
    release: Option<String>,
    since: Option<Spanned<String>>,
    updated: Option<Spanned<String>>,
    complete: bool,
    #[serde(default)]
    fields: Vec<Spanned<Row>>,
    #[serde(default)]
    examples: BTreeMap<String, Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    at: String,
    r#type: String,
    #[serde(default)]
    states: Said,
}

pub(super) fn parse(path: &str, text: &str) -> Result<Evidence, Flaw> {
    let line = |offset: usize| text.get(..offset).unwrap_or_default().matches('\n').count() + 1;
    let place = |offset: usize| Place::new(path, line(offset));
    let flaw = |offset: usize, what: String| Flaw {
        place: place(offset),
        what,
    };
    let document: Document = toml::from_str(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        flaw(
            offset,
            error.message().lines().collect::<Vec<_>>().join(" "),
        )
    })?;
    let stated = |stated: Spanned<String>| Stated {
        line: line(stated.span().start),
        text: stated.into_inner(),
    };
    let address = address(&document, place);
    let mut shown = BTreeMap::new();
    for (at, written) in document.examples {
        let seen = Seen::parse(written.get_ref()).ok_or_else(|| {
            flaw(
                written.span().start,
                format!("`{}` names no kind", crate::text::shown(written.get_ref())),
            )
        })?;
        shown.insert(at, (seen, place(written.span().start)));
    }
    let rows = document.fields.into_iter().map(|row| Known {
        place: place(row.span().start),
        at: row.get_ref().at.clone(),
        type_word: Some(row.get_ref().r#type.clone()),
        said: row.into_inner().states,
    });
    Ok(Evidence {
        release: document.release,
        record: Record {
            action: document.action.into_inner(),
            file: path.to_owned(),
            edition: document.edition,
            language: Some(document.language),
            address,
            complete: document.complete,
            since: document.since.map(stated),
            updated: document.updated.map(stated),
            rows: rows.collect(),
            shown,
        },
    })
}

/// The address, which the file states only if it is not the usual one.
fn address(document: &Document, place: impl Fn(usize) -> Place) -> Option<(String, Place)> {
    let (text, span) = match &document.address {
        Some(address) => (address.get_ref().as_str(), address.span()),
        None => (USUAL_ADDRESS, document.action.span()),
    };
    (!text.is_empty()).then(|| (text.to_owned(), place(span.start)))
}

pub(super) fn text(evidence: &Evidence) -> String {
    let record = &evidence.record;
    let mut text = HEAD.to_owned();
    let mut key = |name: &str, value: &str| {
        let _ = writeln!(text, "{name:<8} = {}", quoted(value));
    };
    key("action", &record.action);
    key("edition", record.edition.word());
    key("language", record.language.unwrap_or(Language::En).word());
    let address = record.address.as_ref();
    let address = address.map_or("", |(address, _)| address.as_str());
    if address != USUAL_ADDRESS {
        key("address", address);
    }
    if let Some(release) = &evidence.release {
        key("release", release);
    }
    if let Some(since) = &record.since {
        key("since", &since.text);
    }
    if let Some(updated) = &record.updated {
        key("updated", &updated.text);
    }
    let _ = writeln!(text, "complete = {}", record.complete);
    text.push_str("fields = [\n");
    for row in &record.rows {
        let word = row.type_word.as_deref().unwrap_or_default();
        let states = states(&row.said);
        let _ = writeln!(
            text,
            "  {{ at = {}, type = {}{states} }},",
            quoted(&row.at),
            quoted(word)
        );
    }
    text.push_str("]\n\n[examples]\n");
    for (at, (seen, _)) in &record.shown {
        let _ = writeln!(text, "{} = {}", quoted(at), quoted(&seen.to_string()));
    }
    text
}

/// The statements of a description as a key of its row; empty if there are none.
fn states(said: &Said) -> String {
    if *said == Said::default() {
        return String::new();
    }
    let mut keys: Vec<String> = Vec::new();
    if let Ok(toml::Value::Table(table)) = toml::Value::try_from(said) {
        keys.extend(
            table
                .iter()
                .map(|(key, value)| format!("{key} = {}", inline(value))),
        );
    }
    format!(", states = {{ {} }}", keys.join(", "))
}

/// A value on one line.
fn inline(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => quoted(text),
        toml::Value::Array(items) => {
            let items: Vec<String> = items.iter().map(inline).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}
