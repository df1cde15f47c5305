//! A kind of gateway: its program, how it is started in the foreground, and the lines that every
//! configuration of it needs.

use super::ground::Ground;
use super::program::Program;

/// A kind of gateway.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    /// The program.
    pub(crate) program: Program,
    /// The name of its configuration in the folder.
    pub(crate) file: &'static str,
    /// Puts what a test configures into what every configuration needs.
    pub(crate) frame: fn(&Ground, &str) -> String,
    /// The arguments that start it in the foreground.
    pub(crate) arguments: fn(&Ground) -> Vec<String>,
}
