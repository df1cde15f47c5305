//! The workspace's own commands: what `cargo xtask` runs.
//!
//! It is the only place that reads `spec/` from disk and writes generated files, and it depends on
//! no crate that is generated: a client that does not compile never stops the generator that mends
//! it. A command that needs the client runs it through `cargo`.
//!
//! A command is a module with a `run` function, a variant of the command line in `cli`, and an arm
//! in `dispatch`. Every generated file goes through `tree`, which compares, checks and writes. A
//! command ends with 0 where it did what it was asked for, with 2 where it was asked wrongly, and
//! with 1 in every other case; `ci` passes on the code of its first lane that failed, `quickstart`,
//! `soak`, `fuzz`, `python` and `foreign` those of their programs.

mod book;
mod calls;
mod ci;
mod cli;
mod codegen;
mod console;
mod disk;
mod dist;
mod evidence;
mod evolution;
mod evolution_page;
mod exports;
mod failure;
mod files;
mod foreign;
mod front_page;
mod fuzz;
mod import;
mod manifest;
mod new_action;
mod parallel;
mod process;
mod python;
mod quickstart;
mod semver;
mod soak;
mod spec;
mod spec_files;
mod spec_format;
mod sync;
mod tidy;
mod tree;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Parser;

pub use console::Console;

use cli::{Cli, Command, ExportArgs, SpecCommand};
use failure::Failure;

/// Runs the command with these arguments, the program's name first, and returns its exit code.
pub fn run<I>(arguments: I, console: &mut Console<'_>) -> u8
where
    I: IntoIterator<Item: Into<OsString> + Clone>,
{
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return console.usage(&error),
    };
    let ended = workspace(cli.root).and_then(|root| dispatch(&cli.command, &root, console));
    match ended {
        Ok(()) => 0,
        Err(failure) => {
            console.failure(&failure);
            failure.exit_code()
        }
    }
}

fn dispatch(command: &Command, root: &Path, console: &mut Console<'_>) -> Result<(), Failure> {
    match command {
        Command::Sync(mode) => sync::run(root, mode.mode(), console),
        Command::Codegen(mode) => codegen::run(root, mode.mode(), console),
        Command::Openapi { to } => exports::openapi(root, to.as_deref(), console),
        Command::Docs(ExportArgs { out, mode }) => {
            exports::docs(root, out.as_deref(), mode.mode(), console)
        }
        Command::NewAction { name } => new_action::run(root, name, console),
        Command::Import(args) => import::run(root, args, console),
        Command::Spec(SpecCommand::Check) => spec::check(root, console),
        Command::Spec(SpecCommand::Fmt { check }) => spec_format::run(root, *check, console),
        Command::Spec(SpecCommand::Diff { other, format }) => {
            evolution::run(root, other, *format, console)
        }
        Command::Semver(options) => semver::run(root, options, console),
        Command::Quickstart => quickstart::run(root, console),
        Command::Soak(options) => soak::run(root, options, console),
        Command::Fuzz(options) => fuzz::run(root, options, console),
        Command::Dist(options) => dist::run(root, options, console),
        Command::Book => book::run(root, console),
        Command::Foreign => foreign::run(root, console),
        Command::Python => python::run(root, console),
        Command::Tidy => tidy::run(root, console),
        Command::Ci(options) => ci::run(root, options, console),
    }
}

/// The root of the workspace: the one that was given, or the one whose `xtask` cargo runs.
///
/// The folder that the program was compiled in would be wrong as soon as the workspace is moved.
fn workspace(given: Option<PathBuf>) -> Result<PathBuf, Failure> {
    let of_cargo = || {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR")?;
        Some(Path::new(&manifest).parent()?.to_path_buf())
    };
    given.or_else(of_cargo).ok_or_else(|| {
        Failure::new(
            "the workspace is not known",
            "run `cargo xtask`, or give the workspace with `--root`",
        )
    })
}
