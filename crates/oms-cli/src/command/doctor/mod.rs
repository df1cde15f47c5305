//! `oms doctor`: checks the connection to the OMS step by step, and changes nothing.
//!
//! Each step is only taken if the one before it went well. Facts that cannot be found out without a
//! change, such as whether a write would be permitted, are reported as unknown.

mod check;
mod first;
mod team;

use clap::Args;
use oms_client::actions::{ListProjectsRequest, ResetIncrStartTimestampRequest};
use oms_client::{Action, Client, Error, Meta, NotSentCause, Reason, UnknownCause, Version};
use oms_text::counted;

use check::{Check, Verdict};
use first::First;

use crate::act::skew::Skew;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;
use crate::session::address::masked;
use crate::session::{Session, connect};
use crate::terminal;

/// The examples above the help.
pub(crate) const EXAMPLES: &str = "\
Examples:
  oms doctor
  oms doctor --profile prod -o json";

/// The arguments of `oms doctor`.
#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {}

/// Checks the way.
pub(crate) fn run(_args: &DoctorArgs, mut session: Session<'_, '_>) -> Exit {
    let endpoint = match session.settings.endpoint() {
        Ok(endpoint) => endpoint.to_owned(),
        Err(failure) => return session.finish(Err(failure)),
    };
    let mut checks = vec![journal(&session)];
    checks.extend(team::checks(&session));
    way(&endpoint, &mut session, &mut checks);
    let report = report(&endpoint, &checks);
    session.print(&report)
}

/// Checks the connection from the name of the host on, each step only if the one before went well.
fn way(endpoint: &str, session: &mut Session<'_, '_>, checks: &mut Vec<Check>) {
    let (check, client) = Check::of(
        "settings",
        connect::client(session).map_err(|failure| (failure.exit, failure.message)),
        |_| format!("endpoint {}, with credentials", masked(endpoint)),
    );
    checks.push(check);
    if client.is_some() {
        checks.extend(identity(session));
    }
    let (check, first) = Check::of("name", First::of(endpoint, session), First::found);
    checks.push(check);
    let Some(first) = first else {
        return;
    };
    let (check, reached) = Check::of("connection", first.connect(), |address| {
        format!("{}{address} accepts", first.role())
    });
    checks.push(check);
    if let (Some(_), Some(client)) = (reached, client) {
        answer(&client, session, checks);
    }
}

/// Says which certificate is shown to a service that demands one. A client was made, so that it and
/// its key were read; a refusal of either is the finding of the settings.
fn identity(session: &Session<'_, '_>) -> Option<Check> {
    let identity = session.settings.identity().ok()??;
    let (certificate, key) = (identity.certificate.display(), identity.key.display());
    let detail = format!("{certificate} is given and readable, with its private key in {key}");
    Some(Check::new("client certificate", Verdict::Good, detail))
}

/// Asks the service for one task, and reads off the answer what it tells.
fn answer(client: &Client, session: &mut Session<'_, '_>, checks: &mut Vec<Check>) {
    let request = ListProjectsRequest::builder().page_size(1).build();
    let meta = match session.block_on(client.call(&request)) {
        Ok(Ok(reply)) => {
            checks.push(Check::new(
                "answer",
                Verdict::Good,
                format!("{} answers", request_name()),
            ));
            reply.meta
        }
        Ok(Err(error)) => {
            let mut check = Check::failed(name_of(&error), &error);
            if let Some(giver) = giver(&error, client, session) {
                check.detail = format!("{}; {giver}", check.detail);
            }
            checks.push(check);
            return;
        }
        Err(failure) => {
            checks.push(Check::bad("answer", failure.exit, failure.message));
            return;
        }
    };
    checks.push(clock(&meta, session));
    checks.push(version(session));
    checks.push(Check::new(
        "permission",
        Verdict::Unknown,
        "it may read; whether it may change anything shows only when it does",
    ));
}

/// Says who has given an answer that says of itself that it is older than its request: the service
/// gives each request an ID of its own, and a cache repeats it.
fn giver(first: &Error, client: &Client, session: &mut Session<'_, '_>) -> Option<&'static str> {
    if !is_stale(first) {
        return None;
    }
    let request = ListProjectsRequest::builder().page_size(1).build();
    let second = session.block_on(client.call(&request)).ok()?.err();
    let second = second.filter(is_stale)?;
    Some(if first.request_id()? == second.request_id()? {
        "a second read got the same request ID, so a cache has given it"
    } else {
        "a second read got another request ID, so no cache has given them: the clock of the service is behind"
    })
}

fn is_stale(error: &Error) -> bool {
    matches!(error, Error::Unknown(unknown) if unknown.cause() == UnknownCause::Stale)
}

fn request_name() -> &'static str {
    ListProjectsRequest::INFO.name()
}

/// Returns the name of the check that a failed call belongs to.
fn name_of(error: &Error) -> &'static str {
    match error {
        Error::NotSent(error) if error.cause() == NotSentCause::Tls => "tls",
        Error::NotSent(_) => "connection",
        Error::Rejected(error) => match error.reason() {
            Reason::Credentials | Reason::ProxyCredentials => "credentials",
            Reason::Forbidden => "permission",
            _ => "answer",
        },
        _ => "answer",
    }
}

fn clock(meta: &Meta, session: &Session<'_, '_>) -> Check {
    let Some(server) = meta.server_time() else {
        return Check::new(
            "clock",
            Verdict::Unknown,
            "the service does not tell the time",
        );
    };
    let skew = Skew::between(session.surroundings.time(), server);
    Check::of_clocks("clock", skew, "service")
}

/// Judges the version by the profile: no action tells it.
fn version(session: &Session<'_, '_>) -> Check {
    let since = ResetIncrStartTimestampRequest::INFO.first_versions();
    let editions = [
        ("enterprise", since.first_enterprise()),
        ("community", since.first_community()),
    ];
    let needed: Vec<String> = editions
        .iter()
        .filter_map(|(edition, version)| Some(format!("{} ({edition})", version.as_ref()?)))
        .collect();
    let needs = format!("moving a position needs {}", needed.join(" or "));
    let Some(text) = &session.settings.server_version.value else {
        let why = "set server_version in the profile to have it checked";
        return Check::new("version", Verdict::Unknown, format!("{needs}; {why}"));
    };
    let [(_, enterprise), (_, community)] = editions;
    let first = if text.to_uppercase().contains("CE") {
        community
    } else {
        enterprise
    };
    match text.parse::<Version>() {
        Ok(version) if first.is_some_and(|first| version >= first) => {
            Check::new("version", Verdict::Good, format!("{text}; {needs}"))
        }
        Ok(_) => Check::new("version", Verdict::Bad, format!("{text}; {needs}")),
        Err(invalid) => Check::bad("version", Exit::Usage, invalid.to_string()),
    }
}

fn journal(session: &Session<'_, '_>) -> Check {
    let read = session.journal().and_then(|journal| {
        journal.store().check()?;
        journal.store().check_writable()?;
        Ok((journal.store().place(), journal.store().verify()?))
    });
    let (check, _) = Check::of(
        "journal",
        read.map_err(|failure| (failure.exit, failure.message)),
        |(place, verified)| match verified.entries {
            0 => format!("{place}, no entry yet"),
            entries => format!("{place}, {} in order", counted(entries, "entry")),
        },
    );
    check
}

fn report(endpoint: &str, checks: &[Check]) -> Report {
    let word = |verdict| match verdict {
        Verdict::Good => "good",
        Verdict::Bad => "bad",
        Verdict::Unknown => "unknown",
    };
    let rows: Vec<Vec<String>> = checks
        .iter()
        .map(|check| {
            vec![
                check.name.to_owned(),
                word(check.verdict).to_owned(),
                check.detail.clone(),
            ]
        })
        .collect();
    let headings = ["CHECK", "VERDICT", "DETAIL"].map(str::to_owned);
    let (text, _) = terminal::fitted(&headings, &rows, None);
    let bad = checks.iter().find(|check| check.verdict == Verdict::Bad);
    let Some(bad) = bad else {
        return Report::looked(&checks, text);
    };
    let failure = Failure {
        said: bad.said.clone(),
        ..Failure::new(
            bad.exit,
            format!("a check of the way to {} failed", masked(endpoint)),
            "Fix the first check whose verdict is bad.",
        )
    };
    Report::wrong(&failure).with_data(&checks, text)
}
