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
mod batch;
mod body;
mod command;
mod config;
mod confirm;
mod connect;
mod credentials;
mod exit;
mod failure;
#[rustfmt::skip]
mod generated;
mod guard;
mod help;
mod identity;
mod interrupt;
mod journal;
mod json_call;
mod looking;
mod misuse;
mod output;
mod ownership;
mod parse;
mod plan;
mod preflight;
mod redact;
mod report;
mod rewind;
mod run;
mod saved;
mod secret;
mod secret_file;
mod send;
mod session;
#[cfg(feature = "simulator")]
mod simulated;
mod submit;
mod surroundings;
mod time;
mod wording;

use std::ffi::OsString;

pub use exit::Exit;
pub use interrupt::Interrupts;
pub use surroundings::{Environment, Surroundings};

use failure::Failure;
use output::{ColorChoice, Format, Printer};
use report::Report;
use session::Session;

/// Runs the command with these arguments, the program's name first.
pub fn run<I>(arguments: I, mut surroundings: Surroundings<'_>) -> Exit
where
    I: IntoIterator<Item: Into<OsString>>,
{
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    if json_call::is_meant(&arguments) {
        return match json_call::parse(&arguments) {
            Ok(call) => call.run(&mut surroundings),
            Err(error) => not_parsed(error, &arguments, &mut surroundings),
        };
    }
    let cli = match help::parse(&arguments) {
        Ok(cli) => cli,
        Err(error) => return not_parsed(error, &arguments, &mut surroundings),
    };
    match Session::open(&cli.options, &mut surroundings) {
        Ok(session) => command::run(&cli.command, session),
        Err(exit) => exit,
    }
}

/// Prints help or the version where that was asked for, and says what is wrong with the arguments otherwise.
fn not_parsed(
    error: clap::Error,
    arguments: &[OsString],
    surroundings: &mut Surroundings<'_>,
) -> Exit {
    if error.exit_code() == 0 {
        return output::tell(&error.render().to_string(), surroundings);
    }
    let Some(format) = wanted_format(arguments, surroundings).filter(|format| format.is_json())
    else {
        output::note(&misuse::text(error), surroundings);
        return Exit::Usage;
    };
    let failure = Failure::usage(misuse::message(error), "See --help.");
    Printer::new(format, None, ColorChoice::Never, surroundings)
        .print(&Report::stopped(&failure), surroundings)
}

/// The format that arguments ask for which could not be parsed, so that a program finds its one object in every case.
fn wanted_format(arguments: &[OsString], surroundings: &Surroundings<'_>) -> Option<Format> {
    let texts: Vec<&str> = arguments
        .iter()
        .filter_map(|argument| argument.to_str())
        .collect();
    let attached = texts.iter().find_map(|text| {
        ["--output=", "-o=", "-o"]
            .iter()
            .find_map(|flag| text.strip_prefix(flag))
            .and_then(|name| Format::read(name).ok())
    });
    let separate = || {
        texts.windows(2).find_map(|pair| match pair {
            ["-o" | "--output", name] => Format::read(name).ok(),
            _ => None,
        })
    };
    attached
        .or_else(separate)
        .or_else(|| Format::read(&surroundings.variable("OMS_OUTPUT")?).ok())
}
