//! The reasons of a command's failure, and the next step.
//!
//! It decides nothing: the command that failed has said all there is to say in it.

use std::fmt::{Display, Write as _};

use oms_spec::Diagnostics;
use oms_text::counted;

/// The reasons of a command's failure.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The spec has mistakes.
    Spec(Diagnostics),
    /// Anything else.
    Other {
        /// The problems; there is at least one.
        problems: Vec<String>,
        /// The next step.
        help: String,
    },
    /// A program failed that has said why.
    Program {
        /// Its exit code.
        code: u8,
        /// The step that failed.
        problem: String,
    },
}

impl Failure {
    pub(crate) fn new(problem: impl Into<String>, help: impl Into<String>) -> Self {
        Self::all(vec![problem.into()], help)
    }

    pub(crate) fn all(problems: Vec<String>, help: impl Into<String>) -> Self {
        Self::Other {
            problems,
            help: help.into(),
        }
    }

    /// The failure at a place, such as a file or a call, once there is the error that tells why.
    pub(crate) fn at<E: Display>(place: impl Display, help: &str) -> impl FnOnce(E) -> Self {
        move |error| Self::new(format!("{place}: {error}"), help)
    }

    /// Fails with this problem unless a program ended with 0.
    pub(crate) fn unless_zero(code: u8, problem: impl FnOnce() -> String) -> Result<(), Self> {
        match code {
            0 => Ok(()),
            code => Err(Self::Program {
                code,
                problem: problem(),
            }),
        }
    }

    /// Fails with these problems, if there are any.
    pub(crate) fn unless_empty(problems: Vec<String>, help: impl Into<String>) -> Result<(), Self> {
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Self::all(problems, help))
        }
    }

    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Program { code, .. } => *code,
            Self::Spec(_) | Self::Other { .. } => 1,
        }
    }

    /// The whole story as text, with colours for a terminal or without.
    pub(crate) fn render(&self, colour: bool) -> String {
        match self {
            Self::Spec(diagnostics) => {
                let count = diagnostics.iter().count();
                let mistakes = counted(count, "mistake");
                format!(
                    "{}\nerror: {mistakes} in spec/; nothing was written\nhelp: docs/diagnostics.md explains each code\n",
                    diagnostics.render(colour)
                )
            }
            Self::Other { problems, help } => {
                let mut text = String::new();
                for problem in problems {
                    let _ = writeln!(text, "error: {problem}");
                }
                let _ = writeln!(text, "help: {help}");
                text
            }
            Self::Program { problem, .. } => format!("error: {problem}\n"),
        }
    }
}
