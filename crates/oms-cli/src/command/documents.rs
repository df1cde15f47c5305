//! Completions for shells, and manual pages: both made from the command line itself, so that they cannot say anything else.

use std::path::PathBuf;

use clap::{Args, Command, CommandFactory};
use clap_complete::Shell;

use crate::Exit;
use crate::args::Cli;
use crate::failure::Failure;
use crate::output;
use crate::report::Report;
use crate::session::Session;

/// What stands above the help of `oms completions`.
pub(crate) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  oms completions bash >~/.local/share/bash-completion/completions/oms
  oms completions zsh  >~/.zfunc/_oms
  oms completions fish >~/.config/fish/completions/oms.fish";

/// What stands above the help of `oms man`.
pub(crate) const MAN_EXAMPLES: &str = "\
Examples:
  oms man | man -l -                        reads the first page
  oms man --dir ~/.local/share/man/man1     writes a page for each command";

/// The arguments of `oms completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    shell: Shell,
}

/// The arguments of `oms man`.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Write a page for each command to this directory, instead of printing the first.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Prints the completions of a shell.
pub(super) fn completions(args: &CompletionsArgs, session: &mut Session<'_, '_>) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "oms", &mut script);
    output::write(
        &mut session.surroundings.stdout,
        &String::from_utf8_lossy(&script),
    );
    Exit::Success
}

/// Prints the first manual page, or writes all of them.
pub(super) fn man(args: &ManArgs, mut session: Session<'_, '_>) -> Exit {
    let mut command = Cli::command();
    command.build();
    let Some(directory) = &args.dir else {
        return match page(&command) {
            Ok(page) => {
                output::write(
                    &mut session.surroundings.stdout,
                    &String::from_utf8_lossy(&page),
                );
                Exit::Success
            }
            Err(failure) => session.finish(Err(failure)),
        };
    };
    let result = write_pages(&command, directory);
    session.finish(result)
}

fn write_pages(command: &Command, directory: &std::path::Path) -> Result<Report, Failure> {
    let mut names = Vec::new();
    let mut open = vec![command.clone()];
    while let Some(command) = open.pop() {
        let name = command
            .get_display_name()
            .unwrap_or_else(|| command.get_name());
        let file = format!("{name}.1");
        std::fs::write(directory.join(&file), page(&command)?).map_err(|error| {
            Failure::usage(
                format!(
                    "{} cannot be written: {error}",
                    directory.join(&file).display()
                ),
                "Name a directory that is there.",
            )
        })?;
        names.push(file);
        let children = command
            .get_subcommands()
            .filter(|child| child.get_name() != "help");
        open.extend(children.cloned());
    }
    names.sort();
    let text = format!("{} pages in {}\n", names.len(), directory.display());
    Ok(Report::found(&names, text))
}

fn page(command: &Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    // Without a date, so that the same command always has the same page.
    clap_mangen::Man::new(command.clone())
        .date("")
        .render(&mut page)
        .map_err(|error| {
            Failure::new(
                Exit::Internal,
                format!("the manual page cannot be written: {error}"),
                "Report it.",
            )
        })?;
    Ok(page)
}
