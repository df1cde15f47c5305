//! Runs the action of a name with parameters that are given as JSON.

use oms_client::actions::ResetIncrStartTimestampRequest;
use oms_client::{Action, Shown};
use serde_json::Value;

use crate::Exit;
use crate::args::Consent;
use crate::failure::Failure;
use crate::run::Runner;
use crate::wording;

/// Runs the action of this name, as it goes over the wire.
pub(crate) fn run(
    action: &str,
    runner: Runner<'_, '_>,
    body: &Value,
    consent: Option<&Consent>,
) -> Exit {
    if is(action, ResetIncrStartTimestampRequest::INFO.name()) {
        return runner.run_body::<ResetIncrStartTimestampRequest>(
            body,
            consent,
            |request, moment| Some(wording::of_reset(request, None, moment)),
        );
    }
    runner.refuse(&Failure::usage(
        format!("there is no action {:?}", Shown(action)),
        "`oms --help` lists the actions.",
    ))
}

/// Whether a name is that of the action: as it goes over the wire, or as it stands on the command line.
fn is(name: &str, wire_name: &str) -> bool {
    let letters = name.chars().filter(|&c| c != '-');
    letters
        .map(|c| c.to_ascii_lowercase())
        .eq(wire_name.chars().map(|c| c.to_ascii_lowercase()))
}
