//! Groups of actions that are nearly called as another one: a slip makes a heading of its own.

use std::collections::BTreeMap;

use oms_text::nearest;

use super::Warnings;
use crate::ir::Api;

/// A group need not be declared, so that one is doubted only where it is nearly one that is, or,
/// with a single action, nearly one of several.
pub(super) fn check(api: &Api, found: &mut Warnings) {
    let declared = api.groups.iter().map(|group| group.heading.as_str());
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    let actions = api.actions.iter();
    for group in actions.filter_map(|action| action.group.as_deref()) {
        *sizes.entry(group).or_default() += 1;
    }
    for action in &api.actions {
        let group = action.group.as_deref();
        let Some(group) = group.filter(|group| declared.clone().all(|known| known != *group))
        else {
            continue;
        };
        let is_alone = sizes.get(group) == Some(&1);
        let larger = sizes.iter().filter(|(_, size)| is_alone && **size > 1);
        let others = larger.map(|(name, _)| *name);
        if let Some(near) = nearest(group, declared.clone().chain(others)) {
            let group = group.escape_debug();
            let what = format!("its group `{group}` is declared nowhere, and nearly `{near}`");
            found.push(&action.title, what);
        }
    }
}
