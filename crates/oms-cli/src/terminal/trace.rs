//! The trace that `-v` shows: the client's own account of its calls, which contains no secret.

use std::io;

use tracing::{Dispatch, Level};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt as _;

/// The account's name. Nothing else is shown: what libraries below say may hold anything.
const CLIENT: &str = "oms_client";

/// Returns the subscriber that writes the account of calls to standard error; `None` if none is
/// wanted. One `-v` gives a line for the end of each call; two, for its beginning as well and for
/// what happens between; three, for everything.
pub(crate) fn tracing(verbose: u8) -> Option<Dispatch> {
    let (level, spans) = match verbose {
        0 => return None,
        1 => (Level::INFO, FmtSpan::CLOSE),
        2 => (Level::DEBUG, FmtSpan::NEW | FmtSpan::CLOSE),
        _ => (Level::TRACE, FmtSpan::FULL),
    };
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_target(false)
        .with_span_events(spans);
    let of_the_client = Targets::new().with_target(CLIENT, level);
    let subscriber = tracing_subscriber::registry()
        .with(of_the_client)
        .with(lines);
    Some(Dispatch::new(subscriber))
}
