//! The one form of the spec's TOML: keys in the order of the key table with their `=` under each
//! other, tables in that order as well, and every comment beside what it is about.
//!
//! A comment is about the key or the header below it; behind the last key of a table, with an empty
//! line or nothing below it, it is about that table.
//!
//! The order of fields, values and discrepancies is the vendor's or the author's, so tables under
//! free keys stay as they are. The meaning of a file does not change: a form that would say
//! something else, or the same fields in another order, is refused.

mod align;
mod ends;
mod order;
mod space;

use toml_edit::{DocumentMut, Table};

use self::ends::Ends;
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
    let (first, body) = head(text);
    let mut document: DocumentMut = body.parse().map_err(|error| format!("{error}"))?;
    let mut walk = Walk {
        ends: Ends::take(&mut document),
        end: String::new(),
        position: 0,
    };
    walk.table(document.as_table_mut(), Inside::Rule(rule));
    let trailing = space::comments(document.trailing().as_str().unwrap_or_default());
    let parted = if trailing.is_empty() { "" } else { "\n" };
    document.set_trailing(walk.end + parted + &trailing);
    let body = document.to_string();
    let ordered = joined(first, body.trim_start_matches('\n'));
    // The key that comes first by now may bring the line that names the schema with it.
    let (first, body) = head(&ordered);
    let formatted = joined(first, body);
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

/// A walk over the tables of a file, in the order of its form.
struct Walk {
    ends: Ends,
    /// The comments behind the last value of the table before.
    end: String,
    /// The position of the next table.
    position: isize,
}

impl Walk {
    /// Puts a table in order, and those in it.
    fn table(&mut self, table: &mut Table, inside: Inside) {
        if space::has_header(table) {
            let end = self.ends.of(table);
            table.set_position(Some(self.position));
            self.position += 1;
            space::header(table, &std::mem::replace(&mut self.end, end));
        }
        if let Inside::Rule(rule) = inside {
            order::keys(table, rule);
        }
        if !table.is_dotted() {
            align::keys(table);
        }
        for (key, item) in table.iter_mut() {
            if let Some(inner) = item.as_table_mut() {
                self.table(inner, inside.of(key.get()));
            }
        }
    }
}

/// The comments at the beginning of a file, and the rest of it.
///
/// They are about the file, so they stay where they are, whatever comes first behind them: up to
/// the last empty line before the first key or header, and the line that names the schema to an
/// editor.
fn head(text: &str) -> (&str, &str) {
    let (mut offset, mut end) = (0, 0);
    for line in text.split_inclusive('\n') {
        offset += line.len();
        match line.trim() {
            "" => end = offset,
            schema if schema.starts_with("#:") => end = offset,
            comment if comment.starts_with('#') => {}
            _ => break,
        }
        if offset == text.len() {
            end = offset;
        }
    }
    text.split_at(end)
}

/// A file with these comments at its beginning.
fn joined(head: &str, body: &str) -> String {
    match (head, body) {
        ("", body) => body.to_owned(),
        (head, "") => format!("{}\n", head.trim_end()),
        (head, body) => format!("{}\n\n{body}", head.trim_end()),
    }
}

#[cfg(test)]
mod tests;
