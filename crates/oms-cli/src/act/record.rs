//! The journal entries of one request: its intent before it is sent, made from the plan, and its
//! result, made from the outcome.

use std::time::SystemTime;

use oms_client::{Error, SPEC_DIGEST};

use super::settled::{Ending, Settled, cut};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{Aftermath, Intent, Journal};
use crate::plan::Plan;
use crate::session::{Session, identity};

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
        timeout_ms: u64::try_from(session.settings.timeout.value.as_millis()).ok(),
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
            let message = cut(&error.to_string());
            (code, Some(message + &settled.position.told()))
        }
        // The journal itself finds that an answer was given before, when it takes the result.
        Ending::Accepted | Ending::Repeated(_) | Ending::NotAnnounced(_) => (None, None),
        Ending::Withdrawn => (None, Some("interrupted before it was sent".to_owned())),
        Ending::Abandoned => (None, Some("interrupted before its answer came".to_owned())),
    };
    let answer = &settled.answer;
    Aftermath {
        intent,
        outcome: match settled.ending {
            Ending::Withdrawn => Aftermath::ABORTED.to_owned(),
            _ => settled.outcome().as_str().to_owned(),
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

#[cfg(test)]
mod tests {
    use oms_client::{Answer, Failure as Lost};
    use oms_client::{AnyAction, Client, FakeTransport, Json, NotSentCause, Outcome, WriteRetry};

    use super::*;

    #[tokio::test]
    async fn p013_an_entry_says_how_its_request_ended_with_the_words_of_the_service() {
        type End = fn() -> Result<Answer, Lost>;
        let accepted: End = || {
            let body = r#"{"success":true,"requestId":"r-1","data":7}"#;
            Ok(Answer::json(200, body))
        };
        let refused: End = || {
            let body = r#"{"success":false,"code":"E-1","message":"busy","requestId":"r-1"}"#;
            Ok(Answer::json(409, body))
        };
        let not_sent: End = || Err(Lost::not_sent(NotSentCause::Dns));
        let unknown: End = || Ok(Answer::new(502, ""));
        for (end, outcome, code, words) in [
            (accepted, Outcome::Accepted, None, None),
            (refused, Outcome::Rejected, Some("E-1"), Some("busy")),
            (
                not_sent,
                Outcome::NotSent,
                None,
                Some("could not be resolved"),
            ),
            (unknown, Outcome::Unknown, None, Some("502")),
        ] {
            let client = Client::builder("http://127.0.0.1:1")
                .client_request_id("x-call")
                .retry_writes(WriteRetry::never())
                .transport(FakeTransport::new(move |_| end()))
                .build()
                .unwrap();
            let action = AnyAction::write("MoveProject", Json::new("{}").unwrap()).unwrap();
            let result = client.call(&action).await;
            let settled = Settled::answered(7, &action, result);
            let written = aftermath(7, &settled);
            assert_eq!((written.intent, &*written.outcome), (7, outcome.as_str()));
            assert_eq!(written.exit_code, settled.exit().code(), "{outcome}");
            assert_eq!(written.code.as_deref(), code, "{outcome}");
            assert_eq!(written.message.is_some(), words.is_some(), "{outcome}");
            let message = written.message.unwrap_or_default();
            assert!(message.contains(words.unwrap_or_default()), "{message}");
            assert!(written.client_request_id.is_some(), "{outcome}");
            let is_answered = matches!(outcome, Outcome::Accepted | Outcome::Rejected);
            assert_eq!(written.request_id.is_some(), is_answered, "{outcome}");
        }
        for (may_have_left, outcome, message) in [
            (false, Aftermath::ABORTED, "interrupted before it was sent"),
            (true, "unknown", "interrupted before its answer came"),
        ] {
            let written = aftermath(7, &Settled::interrupted(7, may_have_left));
            assert_eq!(written.outcome, outcome);
            assert_eq!(written.message.as_deref(), Some(message));
        }
    }
}
