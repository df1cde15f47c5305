//! `oms sim`: a simulator of OMS that runs until it is stopped.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use clap::Args;
use oms_sim::Simulator;
use serde_json::json;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;
use crate::session::Session;
use crate::terminal;

pub(crate) const EXAMPLES: &str = "\
Examples:
  oms sim --port 8089    at http://127.0.0.1:8089, until Ctrl-C
  oms sim                takes a free port, which the first line names";

/// The arguments of `oms sim`.
#[derive(Debug, Args)]
pub(crate) struct SimArgs {
    /// Address to listen on. Whoever reaches it can call the simulated API.
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    bind: IpAddr,

    /// Port to listen on; 0 is a free one.
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    port: u16,
}

/// Simulates until it is interrupted.
pub(crate) fn run(args: &SimArgs, mut session: Session<'_, '_>) -> Exit {
    match simulate(args, &mut session) {
        Ok(()) => Exit::Success,
        Err(failure) => session.finish(Err::<Report, _>(failure)),
    }
}

fn simulate(args: &SimArgs, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    refuse_what_is_for_calls(session)?;
    let address = SocketAddr::new(args.bind, args.port);
    if !args.bind.to_canonical().is_loopback() {
        session.warn(&format!(
            "other machines reach {}, and the password is the default one, which everybody knows; `oms-sim --password` takes another one",
            args.bind
        ));
    }
    let mut interrupts = session.caught_interrupts()?;
    // The journal of whoever calls it outlives it, and knows the request IDs of those before it.
    let builder = Simulator::builder().listen(address).real_time();
    let started = session.block_on(builder.distinct_request_ids().start())?;
    let simulator = started.map_err(|error| {
        Failure::usage(error.to_string(), "Name another --port; 0 is a free one.")
    })?;
    let line = json!({
        "event": "listening",
        "address": simulator.address().to_string(),
        "url": simulator.url(),
    });
    terminal::put(&format!("{line}\n"), session.surroundings);
    session.note("The user is admin, the password is secret. Ctrl-C stops it.\n");
    session.block_on(async move {
        interrupts.next().await;
        simulator.stop().await;
    })
}

/// Refuses the options of a call: a simulator makes none, and whoever gives one expects something
/// of it. Those with the parameters of an action are refused by every command that is none.
fn refuse_what_is_for_calls(session: &Session<'_, '_>) -> Result<(), Failure> {
    session.refuse_output_file()?;
    let options = session.options;
    let credentials = &options.credentials;
    let given = [
        ("--profile", options.profile.is_some()),
        ("--endpoint", options.endpoint.is_some()),
        ("--simulator", options.simulator),
        ("--proxy", options.proxy.is_some()),
        ("--allow-plaintext", options.allow_plaintext),
        ("--assume-no-intermediary", options.assume_no_intermediary),
        ("--timeout", options.timeout.is_some()),
        ("--user", credentials.user.is_some()),
        ("--password-file", credentials.password_file.is_some()),
        ("--password-stdin", credentials.password_stdin),
        ("--auth-token-file", credentials.auth_token_file.is_some()),
        ("--tz", options.tz.is_some()),
        ("--journal", options.journal.is_some()),
        ("--output", options.output != terminal::Destination::Unsaid),
        ("--query", options.query.is_some()),
        ("--jq", options.jq.is_some()),
    ];
    let tls = options.tls.each();
    let tls = tls.map(|(names, file)| (names.flag, file.is_some()));
    let first = given.into_iter().chain(tls).find(|(_, given)| *given);
    first.map_or(Ok(()), |(flag, _)| {
        Err(Failure::usage(
            format!("{flag} is for a command that calls, and `oms sim` calls nothing"),
            "Leave it out. The program `oms-sim` takes a user, a password and a scenario of its own.",
        ))
    })
}
