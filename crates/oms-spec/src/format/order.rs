//! The order of keys: that of the key table, and that of the file where keys are free.

use toml::de::{DeTable, DeValue};
use toml_edit::{Key, Table};

use super::Inside;
use crate::language::keys::TableRule;

/// Puts the keys of a table in the order of its rule. Those that it does not know come last, as
/// they were.
pub(super) fn keys(table: &mut Table, rule: &TableRule) {
    let place = |name: &str| {
        let known = rule.keys.iter().position(|key| key.name == name);
        known.unwrap_or(rule.keys.len())
    };
    let mut names: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
    if names.is_sorted_by_key(|name| place(name)) {
        return;
    }
    names.sort_by_key(|name| place(name));
    for name in names {
        if let Some((key, item)) = table.remove_entry(&name) {
            let key: Key = key;
            table.insert_formatted(&key, item);
        }
    }
}

/// Returns the path of a table of free keys that are in another order in the second text; both
/// texts say the same otherwise.
///
/// A table that is opened behind those inside of it, as `[request]` behind `[request.a]` may be,
/// has keys that come last: the form has them first.
pub(super) fn changed(was: &str, is: &str, rule: &'static TableRule) -> Option<String> {
    let (was, is) = (DeTable::parse(was).ok()?, DeTable::parse(is).ok()?);
    let mut path = Vec::new();
    let changed = changed_in(was.get_ref(), is.get_ref(), Inside::Rule(rule), &mut path);
    changed.then(|| path.join("."))
}

/// Leaves the path at the table that changed.
fn changed_in<'a>(
    was: &'a DeTable<'_>,
    is: &DeTable<'_>,
    inside: Inside,
    path: &mut Vec<&'a str>,
) -> bool {
    if matches!(inside, Inside::Free(_)) && names(was) != names(is) {
        return true;
    }
    for (key, value) in was {
        let name: &str = key.get_ref();
        let other = is.get(name).map(toml::Spanned::get_ref);
        let (DeValue::Table(was), Some(DeValue::Table(is))) = (value.get_ref(), other) else {
            continue;
        };
        path.push(name);
        if changed_in(was, is, inside.of(name), path) {
            return true;
        }
        path.pop();
    }
    false
}

/// Returns the keys of a table in the order of the file, as the spec is read.
fn names<'a>(table: &'a DeTable<'_>) -> Vec<&'a str> {
    let mut keys: Vec<_> = table.keys().collect();
    keys.sort_by_key(|key| key.span().start);
    keys.into_iter().map(|key| &**key.get_ref()).collect()
}
