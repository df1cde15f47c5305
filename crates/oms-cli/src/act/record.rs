//! The journal entries of one request: its intent before it is sent, made from the plan, and its
//! result, made from the outcome.

use std::time::SystemTime;

use oms_client::{Error, SPEC_DIGEST, Shown};

use super::settled::{Ending, Settled};
use crate::exit::{Exit, word};
use crate::failure::Failure;
use crate::journal::{Aftermath, Intent, Journal};
use crate::plan::Plan;
use crate::session::{Session, identity};

/// The largest number of characters of an error that an entry keeps.
const LONGEST_MESSAGE: usize = 500;

/// Returns the intent of a plan.
pub(super) fn intent(plan: &Plan, session: &Session<'_, '_>) -> Intent {
    let explanation = &plan.explanation;
    Intent {
        who: identity::user(session.surroundings),
        host: identity::host(session.surroundings),
        pid: std::process::id(),
        process_mark: None,
        profile: plan.profile.clone(),
        endpoint: plan.endpoint.clone(),
        action: plan.action.to_owned(),
        place: None,
        id: explanation.subject.clone(),
        name: explanation.name.clone(),
        direction: explanation.direction.map(ToOwned::to_owned),
        change: explanation.change.clone(),
        given: explanation
            .moves
            .as_ref()
            .and_then(|moves| moves.given.clone()),
        request: plan.request.clone(),
        allow_plaintext: session.settings.allow_plaintext.value,
        assume_no_intermediary: session.settings.assume_no_intermediary.value,
        client: env!("CARGO_PKG_VERSION").to_owned(),
        spec: SPEC_DIGEST.to_owned(),
        plan: session.approved,
    }
}

/// Returns the result of a request that was announced.
pub(super) fn aftermath(intent: u64, settled: &Settled) -> Aftermath {
    let (code, message) = match &settled.ending {
        Ending::Failed(error) => {
            let code = match &**error {
                Error::Rejected(rejected) => rejected.code().map(cut),
                _ => None,
            };
            (code, Some(cut(&error.to_string())))
        }
        Ending::Accepted | Ending::NotAnnounced(_) => (None, None),
        Ending::Withdrawn => (None, Some("interrupted before it was sent".to_owned())),
        Ending::Abandoned => (None, Some("interrupted before its answer came".to_owned())),
    };
    let answer = &settled.answer;
    Aftermath {
        intent,
        outcome: match settled.ending {
            Ending::Withdrawn => Aftermath::ABORTED.to_owned(),
            _ => word(settled.outcome()).to_owned(),
        },
        exit_code: settled.exit().code(),
        status: answer.status,
        ticket: settled.ticket(),
        request_id: answer.request_id.as_deref().map(cut),
        client_request_id: answer.client_request_id.clone(),
        code,
        message,
    }
}

/// Returns the farewell of a person who leaves before anything was sent. It writes the intent and
/// closes it as aborted.
pub(super) fn farewell(
    journal: Journal,
    intent: Intent,
    now: SystemTime,
) -> impl FnOnce() + Send + use<> {
    move || {
        let Ok(seq) = journal.announce(intent, now, |_, _| Ok::<(), Failure>(())) else {
            return;
        };
        let aftermath = Aftermath {
            intent: seq,
            outcome: Aftermath::ABORTED.to_owned(),
            exit_code: Exit::Interrupted.code(),
            ..Aftermath::default()
        };
        // An intent without a result only causes more refusals than necessary.
        let _ = journal.close(aftermath, now);
    }
}

/// Returns the beginning of a text from outside, escaped.
fn cut(text: &str) -> String {
    let shown = Shown(text).to_string();
    match shown.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => format!("{}…", shown.get(..end).unwrap_or_default()),
        None => shown,
    }
}
