//! Other programs: how they are called, shown and waited for.
//!
//! It calls cargo, this program itself, and what tests other languages. None of them gets standard
//! input: a command that waits for an answer would hold up a machine on which nobody answers.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{fmt, io};

/// A call of another program.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    program: Program,
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Program {
    /// The cargo that runs this program.
    Cargo,
    /// The cargo of another toolchain, which only the one that chooses toolchains can call.
    CargoOf,
    /// This program, at its place. The place is asked for early: once cargo has built the program
    /// anew, a process no longer knows it.
    Xtask(PathBuf),
    /// A program of another language.
    Other(String),
}

impl Call {
    /// `cargo` with the words of `arguments`.
    pub(crate) fn cargo(arguments: &str) -> Self {
        Self::new(Program::Cargo, arguments)
    }

    /// `cargo +toolchain` with the words of `arguments`.
    pub(crate) fn cargo_of(toolchain: &str, arguments: &str) -> Self {
        Self::new(Program::CargoOf, &format!("+{toolchain} {arguments}"))
    }

    /// `cargo xtask` with the words of `arguments`.
    pub(crate) fn xtask(arguments: &str) -> Self {
        let place = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("xtask"));
        Self::new(Program::Xtask(place), arguments)
    }

    /// Another program, by its name or its place, with the words of `arguments`.
    pub(crate) fn program(name: &str, arguments: &str) -> Self {
        Self::new(Program::Other(name.to_owned()), arguments)
    }

    fn new(program: Program, arguments: &str) -> Self {
        Self {
            program,
            arguments: arguments.split_whitespace().map(str::to_owned).collect(),
            variables: Vec::new(),
        }
    }

    /// Adds an argument that may hold blanks, such as a path.
    pub(crate) fn and(mut self, argument: impl Into<String>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// Sets an environment variable for the program.
    pub(crate) fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// Runs the program in the workspace with this process's output, and returns its exit code.
    pub(crate) fn run(&self, root: &Path) -> io::Result<u8> {
        finish(self.command(root).spawn()?)
    }

    /// As [`Self::run`], and hands every line of its standard output over.
    pub(crate) fn run_reading(&self, root: &Path, mut line: impl FnMut(&[u8])) -> io::Result<u8> {
        let mut child = self.command(root).stdout(Stdio::piped()).spawn()?;
        if let Some(stdout) = child.stdout.take() {
            let mut stdout = BufReader::new(stdout);
            let mut bytes = Vec::new();
            while stdout.read_until(b'\n', &mut bytes)? > 0 {
                line(&bytes);
                bytes.clear();
            }
        }
        finish(child)
    }

    /// Returns whether the program ends well, without showing anything of it.
    pub(crate) fn succeeds(&self, root: &Path) -> bool {
        let mut command = self.command(root);
        let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
        quiet.status().is_ok_and(|status| status.success())
    }

    fn command(&self, root: &Path) -> Command {
        let mut command = match &self.program {
            Program::Cargo => Command::new(cargo()),
            Program::CargoOf => Command::new("cargo"),
            Program::Other(name) => Command::new(name),
            Program::Xtask(place) => {
                let mut command = Command::new(place);
                command.arg("--root").arg(root);
                command
            }
        };
        command
            .args(&self.arguments)
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .current_dir(root)
            .stdin(Stdio::null());
        for (name, _) in std::env::vars_os() {
            if describes_this_package(&name) {
                command.env_remove(name);
            }
        }
        if self.program == Program::CargoOf {
            command.env_remove("RUSTUP_TOOLCHAIN");
        }
        command
    }
}

/// As one would type it.
impl fmt::Display for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.variables {
            if value.contains(' ') {
                write!(formatter, "{name}=\"{value}\" ")?;
            } else {
                write!(formatter, "{name}={value} ")?;
            }
        }
        formatter.write_str(match &self.program {
            Program::Cargo | Program::CargoOf => "cargo",
            Program::Xtask(_) => "cargo xtask",
            Program::Other(name) => name,
        })?;
        self.arguments
            .iter()
            .try_for_each(|argument| write!(formatter, " {argument}"))
    }
}

/// The folder in which cargo keeps what it has downloaded.
pub(crate) fn cargo_home() -> PathBuf {
    let home = || std::env::home_dir().unwrap_or_default().join(".cargo");
    std::env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}

/// The cargo that runs this program, so that the toolchain stays the same where several are
/// installed.
fn cargo() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

/// Returns whether a variable is what cargo tells a program of the package that it was built from.
/// Some build scripts watch them, and would run again after each change between `cargo xtask` and
/// plain `cargo`.
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
