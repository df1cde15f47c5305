//! The value of a key: whether it is of the type and the form that the key takes.

use super::{header, within};
use crate::language::TextForm;
use crate::language::keys::{KeyKind, KeyRule, Need, TableRule};
use crate::report::{Code, Diagnostic, Problems, Text};
use crate::syntax::tree::{TomlEntry, TomlKind, TomlTable, TomlValue};

/// Returns whether a value can be read; if not, it was reported. A part of it that cannot be
/// read is void afterwards.
pub(super) fn check(
    key: &KeyRule,
    entry: &mut TomlEntry,
    path: &str,
    problems: &mut Problems,
) -> bool {
    match (key.kind, &mut entry.value.kind) {
        (KeyKind::Text(form), TomlKind::Text(text)) => is_text(key, form, text, problems),
        (KeyKind::Texts(form), TomlKind::List(items)) => {
            let count = items.len();
            items.retain(|item| is_item(key, form, item, problems));
            // Nothing is concluded from a list that is empty because none of it could be read.
            count == 0 || !items.is_empty()
        }
        (KeyKind::Table(rules), TomlKind::Table(table)) => {
            within(table, rules, None, &header(path, key.name), problems);
            true
        }
        (KeyKind::NameOrFalse, TomlKind::Text(text)) => {
            is_text(key, TextForm::Line, text, problems)
        }
        (KeyKind::Tables(rules), TomlKind::Table(tables)) => {
            each_table(rules, tables, &header(path, key.name), problems);
            true
        }
        (kind, value) if is_scalar(kind, value) => true,
        _ => {
            problems.push(wrong_type(key, key.kind.expected(), &entry.value, path));
            false
        }
    }
}

/// Returns whether a value that is neither text, list nor table fits; one that was reported before
/// does.
fn is_scalar(kind: KeyKind, value: &TomlKind) -> bool {
    match (kind, value) {
        (KeyKind::Count, TomlKind::Integer(number)) => is_count(*number),
        (_, TomlKind::Void)
        | (KeyKind::Boolean | KeyKind::Scalar, TomlKind::Boolean(_))
        | (KeyKind::NameOrFalse, TomlKind::Boolean(false))
        | (KeyKind::Date, TomlKind::Date(_))
        | (KeyKind::Integer | KeyKind::Scalar, TomlKind::Integer(_))
        | (KeyKind::Scalar, TomlKind::Text(_)) => true,
        _ => false,
    }
}

fn is_count(number: i64) -> bool {
    number >= 1 && u32::try_from(number).is_ok()
}

fn is_item(key: &KeyRule, form: TextForm, item: &TomlValue, problems: &mut Problems) -> bool {
    match &item.kind {
        TomlKind::Text(text) => is_text(key, form, text, problems),
        TomlKind::Void => false,
        _ => {
            problems.push(wrong_type(key, "texts alone", item, ""));
            false
        }
    }
}

fn is_text(key: &KeyRule, form: TextForm, text: &Text, problems: &mut Problems) -> bool {
    let problem = if text.value.trim().is_empty() {
        Some(empty(key, text))
    } else {
        form.problem(key.name, text)
    };
    let Some(problem) = problem else { return true };
    problems.push(problem);
    false
}

fn empty(key: &KeyRule, text: &Text) -> Diagnostic {
    let (message, label) = match key.kind {
        KeyKind::Texts(_) => (format!("a text in `{}` is empty", key.name), "remove it"),
        _ => (format!("`{}` is empty", key.name), "nothing is here"),
    };
    let diagnostic = Diagnostic::new(Code::EmptyText, text.span, message).label(label);
    match (key.kind, key.need) {
        (KeyKind::Texts(_), _) => diagnostic,
        (_, Need::Required | Need::RequiredWith { .. }) => {
            diagnostic.help(format!("`{}`: {}", key.name, key.doc))
        }
        _ => diagnostic.help("say it in a few words, or remove the key"),
    }
}

fn each_table(
    rules: &'static TableRule,
    tables: &mut TomlTable,
    path: &str,
    problems: &mut Problems,
) {
    for entry in &mut tables.entries {
        let name = entry.key.clone();
        match &mut entry.value.kind {
            TomlKind::Table(table) => {
                let path = header(path, &name.value);
                within(table, rules, Some(&name), &path, problems);
            }
            TomlKind::Void => tables.holes = true,
            _ => {
                tables.holes = true;
                problems.push(not_a_table(rules, &name, &entry.value));
                entry.value.kind = TomlKind::Void;
            }
        }
    }
}

fn not_a_table(rules: &TableRule, name: &Text, value: &TomlValue) -> Diagnostic {
    let name = crate::report::quoted(&name.value);
    let message = format!(
        "{} {name} is a table, not {}",
        rules.noun,
        value.kind.words()
    );
    Diagnostic::new(Code::WrongValueType, value.span, message)
        .label("a table is expected here")
        .help(format!(
            "write it as `{}`, with its keys on the lines below",
            rules.header
        ))
}

fn wrong_type(key: &KeyRule, expected: &str, value: &TomlValue, path: &str) -> Diagnostic {
    let found = match (key.kind, &value.kind) {
        (KeyKind::Count, TomlKind::Integer(number)) => number.to_string(),
        (_, kind) => kind.words().to_owned(),
    };
    let expected = match value.kind {
        TomlKind::Integer(number) if number > i64::from(u32::MAX) => {
            format!("a whole number up to {}", u32::MAX)
        }
        _ => expected.to_owned(),
    };
    let message = format!("`{}` takes {expected}, not {found}", key.name);
    let diagnostic = Diagnostic::new(Code::WrongValueType, value.span, message)
        .label(format!("expected here: {expected}"));
    match (key.kind, &value.kind) {
        (KeyKind::Table(_), TomlKind::List(_)) => diagnostic.help(format!(
            "a table has single brackets: `[{}]`",
            header(path, key.name)
        )),
        // The last part of the rule's header stands for the free key of each table.
        (KeyKind::Tables(rules), TomlKind::List(_)) => {
            let free = rules.header.rsplit('.').next().unwrap_or_default();
            diagnostic.help(format!(
                "each of them is a table of its own: `[{}.{free}`",
                header(path, key.name)
            ))
        }
        _ if key.example.is_empty() => diagnostic,
        _ => diagnostic.help(format!("for example `{} = {}`", key.name, key.example)),
    }
}
