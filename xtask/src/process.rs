//! Other programs: how they are called, shown and waited for.
//!
//! It calls nothing but cargo. None of them gets standard input: a command that waits for an answer would hold up a
//! machine on which nobody answers.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{fmt, io};

/// A call of another program.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    program: Program,
    arguments: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Program {
    /// The cargo that runs this program.
    Cargo,
}

impl Call {
    /// `cargo` with the words of `arguments`.
    pub(crate) fn cargo(arguments: &str) -> Self {
        Self::new(Program::Cargo, arguments)
    }

    fn new(program: Program, arguments: &str) -> Self {
        Self {
            program,
            arguments: arguments.split_whitespace().map(str::to_owned).collect(),
        }
    }

    /// Runs the program in the workspace with this process's output, and returns its exit code.
    pub(crate) fn run(&self, root: &Path) -> io::Result<u8> {
        finish(self.command(root).spawn()?)
    }

    fn command(&self, root: &Path) -> Command {
        let mut command = match self.program {
            Program::Cargo => Command::new(cargo()),
        };
        command
            .args(&self.arguments)
            .current_dir(root)
            .stdin(Stdio::null());
        for (name, _) in std::env::vars_os() {
            if describes_this_package(&name) {
                command.env_remove(name);
            }
        }
        command
    }
}

/// As one would type it.
impl fmt::Display for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.program {
            Program::Cargo => "cargo",
        })?;
        self.arguments
            .iter()
            .try_for_each(|argument| write!(formatter, " {argument}"))
    }
}

/// The cargo that runs this program, so that the toolchain stays the same where several are installed.
fn cargo() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

/// Whether a variable is what cargo tells a program of the package that it was built from. Some build scripts watch them, and would run again
/// after each change between `cargo xtask` and plain `cargo`.
fn describes_this_package(name: &OsString) -> bool {
    let name = name.to_string_lossy();
    [
        "CARGO_PKG_",
        "CARGO_MANIFEST_",
        "CARGO_PRIMARY_",
        "CARGO_BIN_",
        "CARGO_CRATE_",
    ]
    .iter()
    .any(|prefix| name.starts_with(prefix))
}

/// Waits for the program. One that a signal ended has no code, and counts as failed.
fn finish(mut child: Child) -> io::Result<u8> {
    let code = child.wait()?.code();
    Ok(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}
