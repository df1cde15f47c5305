//! Groups of actions on the command line.

/// A group of actions, which is a command with an action a subcommand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its heading, by which actions name it.
    pub heading: String,
    /// Its description, as Markdown.
    pub doc: String,
    /// Its command.
    pub command: String,
}
