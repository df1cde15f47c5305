//! A tree against the key table: unknown keys, missing keys, values of the wrong type or form.
//!
//! It knows the language only through the key table; what needs two tables to decide is in
//! `checks`. It also mends in the tree what it reports, so that one mistake is one diagnostic: a
//! misspelt key is read as the key that was meant, and a value that cannot be read is void.

mod unknown;
mod value;

use crate::language::TextForm;
use crate::language::keys::{KeyKind, KeyRule, Need, TableRule};
use crate::report::{Code, Diagnostic, Problems, Text, all_of, any_of, escaped, quoted};
use crate::syntax::tree::{TomlKind, TomlTable};

/// Checks the table of a whole file.
pub(crate) fn walk(table: &mut TomlTable, rules: &'static TableRule, problems: &mut Problems) {
    within(table, rules, None, "", problems);
}

/// Checks a table and everything in it. `name` is its own key, where it is one of several, and
/// `path` is its header, which is empty for that of a file.
fn within(
    table: &mut TomlTable,
    rules: &'static TableRule,
    name: Option<&Text>,
    path: &str,
    problems: &mut Problems,
) {
    let subject = TableName { rules, name };
    unknown::keys(table, &subject, problems);
    missing(table, &subject, problems);
    for key in rules.keys {
        let Some(position) = position(table, key.name) else {
            continue;
        };
        let misplaced = misplaced(table, rules, key);
        let entry = table.entries.get_mut(position);
        let fits = match (misplaced, entry) {
            (Some(diagnostic), _) => {
                problems.push(diagnostic);
                false
            }
            (None, Some(entry)) => value::check(key, entry, path, problems),
            (None, None) => true,
        };
        if !fits {
            table.holes |= key.is_table();
        }
        if let Some(entry) = table.entries.get_mut(position).filter(|_| !fits) {
            entry.value.kind = TomlKind::Void;
        }
    }
}

/// The header of a table in another one.
fn header(path: &str, key: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let key = if !key.is_empty() && key.chars().all(is_bare) {
        key.to_owned()
    } else {
        format!("\"{}\"", escaped(key))
    };
    if path.is_empty() {
        key
    } else {
        format!("{path}.{key}")
    }
}

/// A table as messages call it.
struct TableName<'a> {
    rules: &'static TableRule,
    name: Option<&'a Text>,
}

impl TableName<'_> {
    fn words(&self) -> String {
        match self.name {
            Some(name) => format!("{} {}", self.rules.noun, quoted(&name.value)),
            None => self.rules.noun.to_owned(),
        }
    }
}

fn position(table: &TomlTable, name: &str) -> Option<usize> {
    table
        .entries
        .iter()
        .position(|entry| entry.key.value == name)
}

/// The required keys that are not there, all in one.
fn missing(table: &mut TomlTable, subject: &TableName<'_>, problems: &mut Problems) {
    let missing: Vec<&KeyRule> = subject
        .rules
        .keys
        .iter()
        .filter(|key| is_needed(key, table) && table.entry(key.name).is_none())
        .collect();
    if missing.is_empty() {
        return;
    }
    // Nothing may be concluded from what else is not there, if a part that would hold it is
    // missing, or nothing is there at all.
    table.holes |= table.entries.is_empty() || missing.iter().any(|key| key.is_table());
    let names = all_of(missing.iter().map(|key| key.name));
    let diagnostic = Diagnostic::new(
        Code::MissingKey,
        table.span,
        format!("{} lacks {names}", subject.words()),
    )
    .label(if missing.len() == 1 {
        "add it here"
    } else {
        "add them here"
    });
    problems.push(missing.iter().fold(diagnostic, |diagnostic, key| {
        diagnostic.help(if key.example.is_empty() {
            format!("`{}`: {}", key.name, key.doc)
        } else {
            format!(
                "`{}`: {} For example `{} = {}`",
                key.name, key.doc, key.name, key.example
            )
        })
    }));
}

/// Returns whether a key must be in a table, as far as the other keys can be read.
fn is_needed(key: &KeyRule, table: &TomlTable) -> bool {
    match key.need {
        Need::Required => true,
        Need::RequiredWith { key: other, values } => {
            let other = table.text(other);
            other.is_some_and(|other| values.contains(&other.value.as_str()))
        }
        Need::Optional | Need::OnlyWith { .. } => false,
    }
}

/// The diagnostic for a key that has a meaning only beside another one, where that one is not there
/// or has another value.
fn misplaced(table: &TomlTable, rules: &TableRule, key: &KeyRule) -> Option<Diagnostic> {
    let (Need::OnlyWith { key: other, values } | Need::RequiredWith { key: other, values }) =
        key.need
    else {
        return None;
    };
    let entry = table.entry(key.name)?;
    let wanted = if values.is_empty() {
        format!("`{other}`")
    } else {
        let values = values.iter().map(|value| format!("{other} = \"{value}\""));
        any_of(values.collect::<Vec<_>>().iter().map(String::as_str))
    };
    let diagnostic = Diagnostic::new(
        Code::MisplacedKey,
        entry.key.span,
        format!("`{}` has no meaning here", key.name),
    )
    .label(format!("it goes with {wanted}"));
    let Some(beside) = table.get(other) else {
        // The absence of a key that must be there is a problem of its own.
        let reported = rules
            .key(other)
            .is_some_and(|other| matches!(other.need, Need::Required));
        return (!reported).then(|| diagnostic.help(format!("remove it, or add `{other}`")));
    };
    let form = match rules.key(other).map(|other| other.kind) {
        Some(KeyKind::Text(form)) => form,
        _ => TextForm::Line,
    };
    let shown = match &beside.kind {
        TomlKind::Text(word) if !values.is_empty() => word.value.as_str(),
        TomlKind::Boolean(false) => "false",
        _ => return None,
    };
    let meant = match form {
        // A list or a map of the type that is wanted is a problem of its own.
        TextForm::Type => shown
            .rsplit('<')
            .next()
            .map_or(shown, |inner| inner.trim_end_matches('>')),
        // A word that is none is reported where it is, and nothing follows from it.
        TextForm::Word(words) if !words.contains(&shown) => return None,
        _ => shown,
    };
    (!values.contains(&meant)).then(|| {
        diagnostic
            .also(beside.span, format!("`{other}` is {} here", quoted(shown)))
            .help(format!("remove it, or change `{other}`"))
    })
}
