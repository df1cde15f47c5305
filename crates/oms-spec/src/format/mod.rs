//! The one form of the spec's TOML: keys in the order of the key table with their `=` under each
//! other, tables in that order as well, and every comment beside what it is about.
//!
//! The order of fields, values and discrepancies is the vendor's or the author's, so tables under
//! free keys stay as they are. The meaning of a file does not change: a form that would say
//! something else, or the same fields in another order, is refused.

mod align;
mod order;
mod space;

use toml_edit::{DocumentMut, Table};

use crate::language::keys::{KeyKind, TableRule};
use crate::language::tables;

/// The rules for what is inside of a table.
#[derive(Clone, Copy)]
enum Inside {
    /// The keys that this table may have.
    Rule(&'static TableRule),
    /// Tables of this kind under free keys.
    Free(&'static TableRule),
    /// Something that the key table does not know, which the checks report.
    Unknown,
}

impl Inside {
    fn of(self, key: &str) -> Self {
        match self {
            Self::Rule(rule) => match rule.key(key).map(|key| key.kind) {
                Some(KeyKind::Table(inner)) => Self::Rule(inner),
                Some(KeyKind::Tables(inner)) => Self::Free(inner),
                _ => Self::Unknown,
            },
            Self::Free(rule) => Self::Rule(rule),
            Self::Unknown => Self::Unknown,
        }
    }
}

/// Returns the form that a TOML file of the spec should have, by its path; `None` for every other
/// file.
///
/// # Errors
///
/// A sentence, where the text is no TOML.
///
/// # Examples
///
/// ```
/// let formatted = oms_spec::format("spec/actions/Ping.toml", "effect='read'\nname = \"Ping\"\n");
/// assert_eq!(
///     formatted.expect("a TOML file of the spec"),
///     Ok("name   = \"Ping\"\neffect = 'read'\n".to_owned())
/// );
/// assert!(oms_spec::format("spec/examples/Ping/a.request.json", "{}").is_none());
/// ```
#[must_use]
pub fn format(path: &str, text: &str) -> Option<Result<String, String>> {
    let rule = match path.split('/').collect::<Vec<_>>().as_slice() {
        ["spec", "oms.toml"] => &tables::ROOT,
        ["spec", "actions", name] if name.strip_suffix(".toml").is_some() => &tables::ACTION,
        _ => return None,
    };
    Some(formatted(rule, &text.replace("\r\n", "\n")))
}

fn formatted(rule: &'static TableRule, text: &str) -> Result<String, String> {
    let (head, body) = head(text);
    let mut document: DocumentMut = body.parse().map_err(|error| format!("{error}"))?;
    let trailing = space::comments(document.trailing().as_str().unwrap_or_default());
    let mut position = 0;
    table(document.as_table_mut(), Inside::Rule(rule), &mut position);
    document.set_trailing(trailing);
    let body = document.to_string();
    let body = body.trim_start_matches('\n');
    let formatted = match (head, body) {
        ("", body) => body.to_owned(),
        (head, "") => format!("{}\n", head.trim_end()),
        (head, body) => format!("{}\n\n{body}", head.trim_end()),
    };
    let says = |text: &str| text.parse::<toml::Table>().ok();
    if says(&formatted) != says(text) {
        return Err("it would say something else in another form".to_owned());
    }
    match order::changed(text, &formatted, rule) {
        None => Ok(formatted),
        Some(place) => Err(format!(
            "in its one form, what is in `{place}` would come in another order: write a table before those inside of it, and what has no header of its own before what has one"
        )),
    }
}

/// Puts a table in order, and those in it.
fn table(table: &mut Table, inside: Inside, position: &mut isize) {
    if !table.is_implicit() && !table.is_dotted() {
        table.set_position(Some(*position));
        *position += 1;
        space::header(table);
    }
    if let Inside::Rule(rule) = inside {
        order::keys(table, rule);
    }
    if !table.is_dotted() {
        align::keys(table);
    }
    for (key, item) in table.iter_mut() {
        if let Some(inner) = item.as_table_mut() {
            self::table(inner, inside.of(key.get()), position);
        }
    }
}

/// The comments at the beginning of a file, and the rest of it.
///
/// They are about the file, so they stay where they are, whatever comes first behind them: up to
/// the last empty line before the first key or header.
fn head(text: &str) -> (&str, &str) {
    let (mut offset, mut end) = (0, 0);
    for line in text.split_inclusive('\n') {
        offset += line.len();
        match line.trim() {
            "" => end = offset,
            comment if comment.starts_with('#') => {}
            _ => break,
        }
        if offset == text.len() {
            end = offset;
        }
    }
    text.split_at(end)
}

#[cfg(test)]
mod tests;
