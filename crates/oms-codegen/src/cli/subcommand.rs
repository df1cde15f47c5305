//! The name of an action on the command line.

use oms_spec::ir::{Action, Api, Group};
use oms_spec::names;

/// The subcommands that the command has beside those of the actions. An action of the same name
/// gets another one.
pub const RESERVED_COMMANDS: [&str; 19] = [
    "apply",
    "batch",
    "call",
    "completions",
    "config",
    "doctor",
    "help",
    "journal",
    "man",
    "mcp",
    "plan",
    "rewind",
    "runs",
    "sim",
    "status",
    "undo",
    "version",
    "wait",
    "watch",
];

/// Returns the action's name on the command line by itself, whatever group it is in.
pub(super) fn name(action: &Action) -> String {
    free(&action.command, "action")
}

/// Returns the words that are typed to run the action: the command of its group and its name inside
/// of it, or its own name where its group has no command.
pub(super) fn words(action: &Action, api: &Api) -> String {
    match (group_of(action, api), &action.word) {
        (Some(group), Some(word)) => format!("{} {word}", group_name(group, api)),
        _ => name(action),
    }
}

/// Returns the group whose command an action is a part of.
pub(super) fn group_of<'a>(action: &Action, api: &'a Api) -> Option<&'a Group> {
    let heading = action.group.as_ref()?;
    api.groups.iter().find(|group| group.heading == *heading)
}

/// Returns the command of a group. A command that is taken already is replaced by the group's
/// heading.
pub(super) fn group_name(group: &Group, api: &Api) -> String {
    let command = free(&group.command, "group");
    let mut others = api.groups.iter();
    let by_group =
        others.any(|other| other.heading < group.heading && other.command == group.command);
    let mut actions = api.actions.iter();
    if by_group || actions.any(|action| name(action) == command) {
        format!("group-{}", names::kebab(&names::pascal(&group.heading)))
    } else {
        command
    }
}

fn free(command: &str, prefix: &str) -> String {
    if RESERVED_COMMANDS.contains(&command) {
        format!("{prefix}-{command}")
    } else {
        command.to_owned()
    }
}

/// Returns the action among those that are a command by themselves, in Rust.
pub(super) fn variant(action: &Action) -> String {
    names::variant(&action.type_stem)
}
