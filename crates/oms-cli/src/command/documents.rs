//! Completions for shells, and manual pages: both made from the command line itself, so that they
//! cannot say anything else.

use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_complete::Shell;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;
use crate::session::Session;
use crate::terminal;

/// The examples above the help of `oms completions`.
pub(crate) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  oms completions bash >~/.local/share/bash-completion/completions/oms
  oms completions zsh  >~/.zfunc/_oms
  oms completions fish >~/.config/fish/completions/oms.fish";

/// The examples above the help of `oms man`.
pub(crate) const MAN_EXAMPLES: &str = "\
Examples:
  oms man | man -l -                        reads the first page
  mkdir -p man1 && oms man --dir man1       writes a page for each command";

/// The arguments of `oms completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    #[arg(required_unless_present = "dir")]
    shell: Option<Shell>,

    /// Write the scripts of bash, zsh and fish to this directory, instead of printing one.
    #[arg(long, value_name = "DIR", conflicts_with = "shell")]
    dir: Option<PathBuf>,
}

/// The arguments of `oms man`.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Write a page for each command to this directory, instead of printing the first.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// The scripts that ask this command, by the names that the shells look for. Files are offered
/// where the command says so, and nowhere else.
const SCRIPTS: [(Shell, &str, &str); 3] = [
    (Shell::Bash, "oms.bash", include_str!("scripts/oms.bash")),
    (Shell::Zsh, "_oms", include_str!("scripts/_oms")),
    (Shell::Fish, "oms.fish", include_str!("scripts/oms.fish")),
];

/// The command below which others are named, and described at their own place.
const PLAN: &str = "plan";

/// Prints the completions of a shell, or writes those of several.
pub(crate) fn completions(
    args: &CompletionsArgs,
    documented: &Command,
    session: &mut Session<'_, '_>,
) -> Exit {
    if let Some(directory) = &args.dir {
        let result = write_scripts(directory);
        return session.finish(result);
    }
    let shell = args.shell.unwrap_or(Shell::Bash);
    terminal::tell_whole(&script(documented, shell), session.surroundings)
}

/// Returns the script of a shell. Bash, zsh and fish ask this command each time, which knows names
/// and IDs; the scripts of other shells contain the words of the command line.
fn script(documented: &Command, shell: Shell) -> String {
    if let Some((.., script)) = SCRIPTS.iter().find(|(of, ..)| *of == shell) {
        return (*script).to_owned();
    }
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut documented.clone(), "oms", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

fn write_scripts(directory: &Path) -> Result<Report, Failure> {
    for (_, name, script) in SCRIPTS {
        let path = directory.join(name);
        std::fs::write(&path, script).map_err(|error| unwritable(&path, &error))?;
    }
    let names = SCRIPTS.map(|(_, name, _)| name);
    let text = format!("{} scripts in {}\n", names.len(), directory.display());
    Ok(Report::found(&names, text))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::usage(
        format!("{} cannot be written: {error}", path.display()),
        "Name a directory that exists.",
    )
}

/// Prints the first manual page, or writes all of them.
pub(crate) fn man(args: &ManArgs, command: Command, mut session: Session<'_, '_>) -> Exit {
    // The command `help` has no page, so that no page names one.
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let Some(directory) = &args.dir else {
        return match page(&command) {
            Ok(page) => terminal::tell_whole(&page, session.surroundings),
            Err(failure) => session.finish(Err(failure)),
        };
    };
    let result = write_pages(&command, directory);
    session.finish(result)
}

fn write_pages(command: &Command, directory: &Path) -> Result<Report, Failure> {
    let mut names = Vec::new();
    let mut open = vec![command.clone()];
    while let Some(command) = open.pop() {
        let name = command
            .get_display_name()
            .unwrap_or_else(|| command.get_name());
        let file = format!("{name}.1");
        let path = directory.join(&file);
        std::fs::write(&path, page(&command)?).map_err(|error| unwritable(&path, &error))?;
        names.push(file);
        if command.get_name() != PLAN {
            open.extend(command.get_subcommands().cloned());
        }
    }
    names.sort();
    let text = format!("{} pages in {}\n", names.len(), directory.display());
    Ok(Report::found(&names, text))
}

fn page(command: &Command) -> Result<String, Failure> {
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
    let page = titled(&String::from_utf8_lossy(&page), command);
    let page = with_examples(&page, command);
    if command.get_name() != PLAN {
        return Ok(page);
    }
    // The renderer names a page below its own for each command that can be planned, which is
    // described at its own place.
    Ok(page.replace("\noms\\-plan\\-", "\noms\\-"))
}

/// Returns the page with a head that names the command, its version and no date. The renderer
/// writes nothing for an empty date, so that readers take what follows for it.
fn titled(page: &str, command: &Command) -> String {
    let name = command
        .get_display_name()
        .unwrap_or_else(|| command.get_name());
    let version = env!("CARGO_PKG_VERSION");
    let head = format!(".TH {name} 1 \"\" \"oms {version}\" \"oms\"");
    let lines = page.lines().map(|line| {
        if line.starts_with(".TH ") {
            head.as_str()
        } else {
            line
        }
    });
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Returns the page with the examples of the help, which the renderer leaves out, before its
/// description.
fn with_examples(page: &str, command: &Command) -> String {
    const DESCRIPTION: &str = "\n.SH DESCRIPTION\n";
    let help = command.get_before_help().map(ToString::to_string);
    let examples = help.as_deref().and_then(|help| help.split_once('\n'));
    let (Some((_, examples)), Some((head, tail))) = (examples, page.split_once(DESCRIPTION)) else {
        return page.to_owned();
    };
    // As it stands, to be copied: not filled, and each backslash, dash and quote the character
    // itself.
    let examples = examples
        .replace('\\', "\\e")
        .replace('-', "\\-")
        .replace('\'', "\\*(Aq");
    format!("{head}\n.SH EXAMPLES\n.nf\n{examples}\n.fi{DESCRIPTION}{tail}")
}
