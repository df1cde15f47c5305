//! The names of commands, and those that actions and groups cannot have.

/// The subcommands that the command has beside those of the actions. An action or a group of the
/// same name gets another one; a test over the help of the command keeps the list.
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

/// The name of a command: its own, with `prefix` before one that is reserved.
///
/// ```
/// use oms_spec::names::free_command;
///
/// assert_eq!(free_command("stop-task", "action"), "stop-task");
/// assert_eq!(free_command("status", "action"), "action-status");
/// ```
#[must_use]
pub fn free_command(command: &str, prefix: &str) -> String {
    if RESERVED_COMMANDS.contains(&command) {
        format!("{prefix}-{command}")
    } else {
        command.to_owned()
    }
}
