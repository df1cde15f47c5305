//! The groups of actions on the command line.

use super::{Lowering, value};
use crate::language::names;
use crate::raw::Action;
use crate::{ir, raw};

/// The subcommand that every group has.
const HELP: &str = "help";

impl Lowering<'_> {
    /// The groups, by heading.
    pub(super) fn groups(&self) -> Vec<ir::Group> {
        let groups = self.spec.root.groups.iter();
        let mut lowered: Vec<_> = groups
            .map(|group| ir::Group {
                heading: group.heading.value.clone(),
                doc: value(group.doc.as_ref()),
                command: value(group.command.as_ref()),
            })
            .collect();
        lowered.sort_by(|left, right| left.heading.cmp(&right.heading));
        lowered
    }

    /// The name of an action inside of its group's command: its own, without the words that the
    /// group says already. A name that would be another action's as well keeps them all.
    pub(super) fn word(&self, action: &Action) -> Option<String> {
        let heading = &action.group.as_ref()?.value;
        let mut groups = self.spec.root.groups.iter();
        let group = groups.find(|group| group.heading.value == *heading)?;
        let others = self.spec.actions.iter().filter(|other| {
            let named = other.group.as_ref();
            named.is_some_and(|named| named.value == *heading)
                && other.wire_name() != action.wire_name()
        });
        let word = short(action, group);
        let variant = names::variant(&word);
        let is_taken = others
            .map(|other| names::variant(&short(other, group)))
            .any(|other| other == variant);
        Some(if is_taken { whole(action) } else { word })
    }
}

/// The name with the words that the group says already.
fn whole(action: &Action) -> String {
    match action.command() {
        command if command == HELP => names::free_command(HELP, "action"),
        command => command,
    }
}

/// The name without them, where the rest can be a command and a Rust name.
fn short(action: &Action, group: &raw::Group) -> String {
    let command = action.command();
    let is_left_out = |word: &&str| group.left_out.iter().any(|other| other.value == **word);
    let words: Vec<&str> = command
        .split('-')
        .filter(|word| !is_left_out(word))
        .collect();
    let word = words.join("-");
    if word == HELP || !names::is_identifier(&names::variant(&word)) {
        whole(action)
    } else {
        word
    }
}
