//! Commands: the names of actions, their further names, and the commands of groups.

use super::taken::{Reports, Taken};
use crate::language::names;
use crate::raw::{Action, Group, Root};
use crate::report::{Code, Diagnostic, Span, Text, quoted};

/// Advice for two commands of one name.
const RENAME: &str = "give one another name: `command = \"...\"`";

/// The commands that were seen so far.
pub(super) struct Commands<'a> {
    groups: &'a [Group],
    /// The words that can be typed: the name of an action by itself leads into its group, so that
    /// it is not another group's command either.
    typed: Taken,
    /// The variants of the enumeration of what is typed first, which groups are among.
    first: Taken,
    /// The variants that actions have in the enumeration of their group, where it leaves no word
    /// out.
    in_groups: Taken,
}

impl<'a> Commands<'a> {
    pub(super) fn new(root: &'a Root) -> Self {
        Self {
            groups: &root.groups,
            typed: Taken::new("command", RENAME),
            first: Taken::new("Rust name", RENAME),
            in_groups: Taken::new("Rust name", RENAME),
        }
    }

    /// Takes the names of an action, whose Rust name is at `rust`.
    pub(super) fn action(&mut self, action: &Action, rust: Span, reports: &mut Reports<'_>) {
        let place = action.command.as_ref().map_or(rust, |own| own.span);
        let command = names::free_command(&action.command(), "action");
        let variant = names::variant(&command);
        if self.typed.add(command, place, reports) {
            if self.is_in_group(action) {
                self.in_groups.add(variant, place, reports);
            } else {
                let variant = names::variant(&action.type_stem());
                self.first.add(variant, rust, reports);
            }
        }
        for also in &action.command_also {
            if names::RESERVED_COMMANDS.contains(&also.value.as_str()) {
                reports.push(reserved(also));
            } else {
                self.typed.add(also.value.clone(), also.span, reports);
            }
        }
    }

    /// Takes the commands of the groups, once those of all actions are known.
    pub(super) fn groups(&mut self, reports: &mut Reports<'_>) {
        for command in self.groups.iter().filter_map(|it| it.command.as_ref()) {
            let name = names::free_command(&command.value, "group");
            let variant = names::variant(&name);
            if self.typed.add(name, command.span, reports) {
                self.first.add(variant, command.span, reports);
            }
        }
    }

    fn is_in_group(&self, action: &Action) -> bool {
        let Some(own) = &action.group else {
            return false;
        };
        let mut groups = self.groups.iter();
        groups.any(|group| group.heading.value == own.value)
    }
}

/// A further name that the command has by itself: whoever types it means that one.
fn reserved(also: &Text) -> Diagnostic {
    let message = format!("{} is a command of `oms` itself", quoted(&also.value));
    Diagnostic::new(Code::NameCollision, also.span, message)
        .label("this would lead to the action as well")
        .help("choose another name, or remove it")
}
