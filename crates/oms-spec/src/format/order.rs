//! The order of keys: that of the key table.

use toml_edit::{Key, Table};

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
