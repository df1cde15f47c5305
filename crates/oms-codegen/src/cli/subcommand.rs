//! The name of an action on the command line.

use oms_spec::ir::Action;
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

/// The action's subcommand.
pub(super) fn name(action: &Action) -> String {
    let command = &action.command;
    if RESERVED_COMMANDS.contains(&command.as_str()) {
        format!("action-{command}")
    } else {
        command.clone()
    }
}

/// The action among the others in Rust.
pub(super) fn variant(action: &Action) -> String {
    names::variant(&action.type_stem)
}
