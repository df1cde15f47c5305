//! `oms mcp`: a server of the Model Context Protocol on standard input and output.
//!
//! A model reads and plans with it. It never sends: what it has planned is sent by a person, who is
//! asked by the host that the model runs in, or who runs `oms apply` in a terminal. Everything goes
//! through the commands that a person would type, so guards, journal and outcomes are the same, and
//! no credential is in anything that the model reads.
//!
//! The commands run one after the other, while `server` speaks the protocol on a thread of its own.
//! An order that nobody waits for any more is not begun.

mod actions;
mod desk;
mod inner;
mod job;
mod outline;
mod plans;
mod schema;
mod server;
mod shorten;
mod stream;
#[cfg(test)]
mod tests;
mod tools;

use std::io;

use clap::Args;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;
use crate::surroundings::Leaving;
use crate::terminal::{Destination, Format};
use desk::Desk;

pub(crate) const EXAMPLES: &str = "\
Examples:
  oms mcp --profile staging               started by a host, such as an editor
  oms mcp --profile production --read-only";

/// The arguments of `oms mcp`.
#[derive(Debug, Args)]
pub(crate) struct McpArgs {
    /// Offer only tools that read: no plans, and nothing that sends one.
    #[arg(long)]
    read_only: bool,
}

/// Serves until the host closes standard input, or asks the process to end by a signal.
pub(crate) fn run(args: &McpArgs, mut session: Session<'_, '_>) -> Exit {
    match serve(args, &mut session) {
        Ok(()) => Exit::Success,
        Err(failure) => {
            // Standard output carries the protocol, so that the reason goes where the table has it,
            // and is no answer of which a part could be asked for.
            session.printer.format = Format::Table;
            session.printer.part = None;
            session.conclude(Err(failure))
        }
    }
}

fn serve(args: &McpArgs, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    refuse_what_does_not_last(session)?;
    // The server reads the stream itself, on a thread of its own; a lock on it would keep it out.
    session.surroundings.stdin = Box::new(io::empty());
    let tools = tools::all(args.read_only);
    let interrupts = session.caught_interrupts()?;
    // Until a change may be on the way, a signal ends the server at once, whatever a service or the
    // host leaves waiting.
    interrupts.end_process_after(Leaving::serving());
    let (jobs, has_begun) = server::start(tools, interrupts.clone()).map_err(|error| {
        Failure::new(
            Exit::Internal,
            format!("the server cannot start: {error}"),
            "Try again.",
        )
    })?;
    let mut desk = Desk::new(session)?;
    // The list of jobs ends with the server, whose host has closed the stream or asked it to end.
    for (job, reply) in jobs {
        // The host has cancelled the call, or is gone. A job that was begun is carried out to its
        // end.
        if reply.is_closed() {
            continue;
        }
        let answer = desk.carry_out(&job);
        // Consent to a change lets signals only be counted, to the end of its job.
        interrupts.end_process_after(Leaving::serving());
        // If nobody waits for it any more, the journal knows what was done.
        let _ = reply.send(answer);
    }
    // Nothing is said of a host that has gone away without a word.
    if has_begun.recv() == Ok(false) {
        return Err(Failure::usage(
            "the first message of the host was not `initialize`",
            "Look at how the host begins: a notification or an answer comes after that.",
        ));
    }
    Ok(())
}

/// Refuses settings that are good for one command alone.
fn refuse_what_does_not_last(session: &Session<'_, '_>) -> Result<(), Failure> {
    let options = session.options;
    let printed = [
        (options.output != Destination::Unsaid, "-o"),
        (options.query.is_some(), "--query"),
        (options.jq.is_some(), "--jq"),
        (options.limit.is_some(), "--limit"),
    ];
    if let Some((_, flag)) = printed.into_iter().find(|(is_given, _)| *is_given) {
        return Err(Failure::usage(
            format!(
                "{flag} is for what one command prints, and the tools answer in their own form"
            ),
            "Leave it out: the tools take `limit` and `query`.",
        ));
    }
    if options.credentials.password_stdin {
        return Err(Failure::usage(
            "standard input carries the protocol, so that no password can be read from it",
            "Name a file with --password-file, or let the profile say where the password is.",
        ));
    }
    session.refuse_simulator("no tool could look at what another one has done")?;
    session.settings.endpoint()?;
    Ok(())
}
