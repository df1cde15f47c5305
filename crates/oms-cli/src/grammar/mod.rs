//! The command line: what may be written on it, how it is read, and which command it names.

mod actions;
mod args;
mod complete;
mod dispatch;
mod headings;
mod help;
mod json_call;
mod misuse;
mod quotes;
mod topics;
mod words;

use std::ffi::OsString;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;
use crate::session::{NotOpened, Session};
use crate::surroundings::Surroundings;
use crate::terminal::{self, ColorChoice, Format, Printer};

/// Runs the command with these arguments, the program's name first.
pub fn run<I>(arguments: I, mut surroundings: Surroundings<'_>) -> Exit
where
    I: IntoIterator<Item: Into<OsString>>,
{
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    if arguments.get(1).is_some_and(|word| word == complete::ASKED) {
        return match complete::Question::read(&arguments) {
            Some(question) => question.answer(&mut surroundings),
            None => Exit::Usage,
        };
    }
    let arguments = match help::read_words(arguments) {
        Ok(arguments) => arguments,
        Err(topic) => return terminal::tell(&topic, &mut surroundings),
    };
    if let Some(error) = help::refused_consent(&arguments) {
        return not_parsed(error, &arguments, &mut surroundings);
    }
    if json_call::may_be_meant(&arguments) {
        match json_call::parse(&arguments) {
            Ok(Some(call)) => return call.run(&mut surroundings),
            Ok(None) => {}
            Err(error) => return not_parsed(error, &arguments, &mut surroundings),
        }
    }
    let cli = match help::parse(&arguments, surroundings.width) {
        Ok(cli) => cli,
        Err(error) => return not_parsed(error, &arguments, &mut surroundings),
    };
    let mut run = || match Session::open(&cli.options, &mut surroundings) {
        Ok(session) => cli.command.run(session),
        Err(failed) => not_opened(failed, &arguments, &mut surroundings),
    };
    match terminal::tracing(cli.options.verbose) {
        Some(traced) => tracing::dispatcher::with_default(&traced, run),
        None => run(),
    }
}

/// Says why no session was opened.
fn not_opened(
    mut failed: NotOpened,
    arguments: &[OsString],
    surroundings: &mut Surroundings<'_>,
) -> Exit {
    if help::speaks_a_protocol(arguments) {
        failed.printer.format = Format::Table;
        failed.printer.part = None;
    }
    failed.print(surroundings)
}

/// Prints help or the version where that was asked for, and says what is wrong with the arguments
/// otherwise.
fn not_parsed(
    error: clap::Error,
    arguments: &[OsString],
    surroundings: &mut Surroundings<'_>,
) -> Exit {
    if error.exit_code() == 0 {
        return terminal::tell(&error.render().to_string(), surroundings);
    }
    let error = help::without_consent_below_plan(error, arguments);
    let Some(format) = wanted_format(arguments, surroundings).filter(|format| format.is_json())
    else {
        terminal::note(&misuse::text(error), surroundings);
        return Exit::Usage;
    };
    let failure = Failure::usage(misuse::message(error), "See --help.");
    Printer::new(format, None, ColorChoice::Never, surroundings)
        .print(&Report::stopped(&failure), surroundings)
}

/// Returns the output format of arguments that could not be parsed, so that a program finds its one
/// object in every case but that of a protocol.
fn wanted_format(arguments: &[OsString], surroundings: &Surroundings<'_>) -> Option<Format> {
    if help::speaks_a_protocol(arguments) {
        return None;
    }
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
