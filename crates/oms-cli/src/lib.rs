//! The `oms` command: plans a change to an OMS task, asks, acts once, and tells the truth about it.
//!
//! ```text
//! oms reset-incr-start-timestamp --id np_4w3a0001 --reverse false --start-timestamp -2h
//! ```
//!
//! prints what would be sent, in words, and sends nothing. With `--execute`, the command asks for the task's ID to be typed, or
//! takes it from `--yes=<ID>` where nobody can be asked, and sends the request once. Its exit code says whether the call may
//! have taken effect; [`Exit`] lists them.
//!
//! The password comes from a file that only its owner can read, from standard input, or from the environment; there is no flag
//! for it.
//!
//! The library is the whole command except for its process, so that tests can run it with [`Surroundings`] of their own:
//!
//! ```
//! use std::time::SystemTime;
//!
//! use oms_cli::{Exit, Surroundings, run};
//!
//! let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
//! let surroundings = Surroundings::detached(&b""[..], &mut stdout, &mut stderr, SystemTime::now());
//! let exit = run(["oms", "--version"], surroundings);
//! assert_eq!(exit, Exit::Success);
//! assert!(stdout.starts_with(b"oms "));
//! ```

mod action;
mod args;
mod confirm;
mod credentials;
mod exit;
mod failure;
#[rustfmt::skip]
mod generated;
mod output;
mod parse;
mod plan;
mod report;
mod run;
mod secret_file;
mod send;
mod surroundings;
mod time;
mod wording;

use std::ffi::OsString;

use clap::Parser;

pub use exit::Exit;
pub use surroundings::{Environment, Surroundings};

use args::{Cli, Format};
use failure::Failure;
use report::Report;
use run::Runner;
use time::Moment;

/// Runs the command with these arguments, the program's name first.
pub fn run<I>(arguments: I, mut surroundings: Surroundings<'_>) -> Exit
where
    I: IntoIterator<Item: Into<OsString>>,
{
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return not_parsed(&error, &arguments, &mut surroundings),
    };
    let moment = match Moment::new(surroundings.now, surroundings.zone.clone()) {
        Ok(moment) => moment,
        Err(invalid) => {
            let failure = Failure::new(
                Exit::Internal,
                format!("this machine's clock cannot be used: {invalid}"),
                "Set the clock.",
            );
            return output::print(
                &Report::stopped(&failure),
                cli.options.output,
                &mut surroundings,
            );
        }
    };
    cli.action
        .run(Runner::new(&cli.options, &mut surroundings, moment))
}

/// Prints help or the version where that was asked for, and says what is wrong with the arguments otherwise.
fn not_parsed(
    error: &clap::Error,
    arguments: &[OsString],
    surroundings: &mut Surroundings<'_>,
) -> Exit {
    let text = error.render().to_string();
    if error.exit_code() == 0 {
        output::write(&mut surroundings.stdout, &text);
        return Exit::Success;
    }
    if wants_json(arguments) {
        let message = text
            .strip_prefix("error: ")
            .unwrap_or(&text)
            .trim()
            .to_owned();
        let failure = Failure::usage(message, "See --help.");
        return output::print(&Report::stopped(&failure), Format::Json, surroundings);
    }
    output::note(&text, surroundings);
    Exit::Usage
}

/// Whether arguments that could not be parsed ask for JSON, so that a program finds its one object in every case.
fn wants_json(arguments: &[OsString]) -> bool {
    let texts: Vec<&str> = arguments
        .iter()
        .filter_map(|argument| argument.to_str())
        .collect();
    texts
        .iter()
        .any(|text| matches!(*text, "-ojson" | "-o=json" | "--output=json"))
        || texts
            .windows(2)
            .any(|pair| matches!(pair, ["-o" | "--output", "json"]))
}
