//! The advice after a look that failed, or that shows nobody of the name.
//!
//! A look fails for its subject or for its way. Sending without a look passes by the first, and
//! runs into the second: the write takes the same way, and its outcome is then unknown. So
//! `--no-preflight` is named only if the service itself has answered.

use std::collections::BTreeSet;

use oms_client::{Error, Reason, Rejected, UnknownCause};

const CREDENTIALS: &str = "Correct the user or the password.";
const REALM: &str = "Correct the user or the password; a gateway may ask for its own.";
const FORBIDDEN: &str = "Correct the user or the password. If only the look is not permitted, --no-preflight sends without it.";
const DENIED: &str = "Check whether this user may do so and whether something before the service denies it; `oms doctor` checks the way.";
const PROXY: &str = "Correct the user and the password in the address of the proxy: OMS_PROXY, the profile or the environment (HTTPS_PROXY, ALL_PROXY).";
const THROTTLED: &str = "Wait, then run the command again.";
const ENDPOINT: &str = "Check the endpoint and its path; `oms doctor` checks the way.";
const NOT_SENT: &str = "`oms doctor` checks the way; then run the command again.";
const LOST: &str = "Run the command again; if it fails again, `oms doctor` checks the way.";
const TOO_LARGE: &str = "The answer would be as large again. Check what answers at the endpoint; `oms doctor` checks the way.";

/// The most characters that are told by their code points.
const MOST_POINTS: usize = 8;

/// The advice if the answer came, and shows nothing of the subject.
pub(super) const AGAIN: &str =
    "Run the command again; a single action takes --no-preflight, and sends without a look.";

/// Returns the advice after a look that failed with this error. `refused` is that for a refusal of
/// the service, which is about the subject of the look.
pub(super) fn next(error: &Error, refused: &'static str) -> &'static str {
    match error {
        Error::NotSent(_) => NOT_SENT,
        Error::Rejected(rejected) if is_of_the_service(rejected) => match rejected.reason() {
            Reason::Forbidden => FORBIDDEN,
            Reason::Credentials => CREDENTIALS,
            Reason::ProxyCredentials | Reason::Throttled => of_the_way(rejected.reason()),
            _ => refused,
        },
        Error::Rejected(rejected) => of_the_way(rejected.reason()),
        Error::Unknown(unknown) => of_no_answer(unknown.cause()),
        // A value was refused on this machine, or a payload of the service could not be read.
        _ => AGAIN,
    }
}

/// Returns the advice about a name or an ID that nothing has. A letter of another script may look
/// like one beside it, or like none, so that only its code point tells it.
pub(super) fn without_subject(text: &str) -> String {
    let advice = "Check the name: it must be complete, and upper and lower case count.";
    let others: BTreeSet<char> = text.chars().filter(|letter| !letter.is_ascii()).collect();
    if others.is_empty() || !text.contains(|letter: char| letter.is_ascii_alphanumeric()) {
        return advice.to_owned();
    }
    let points = others.into_iter().take(MOST_POINTS);
    let points: Vec<String> = points
        .map(|letter| format!("U+{:04X}", u32::from(letter)))
        .collect();
    format!(
        "{advice} It holds {}, which may look like another letter or like none.",
        points.join(", ")
    )
}

/// Returns whether an envelope of the service refused the look, not only a status.
fn is_of_the_service(rejected: &Rejected) -> bool {
    rejected.reason() == Reason::Service || rejected.code().is_some()
}

/// Returns the advice after a bare status, which a gateway may have answered.
const fn of_the_way(reason: Reason) -> &'static str {
    match reason {
        Reason::Credentials => REALM,
        Reason::Forbidden => DENIED,
        Reason::ProxyCredentials => PROXY,
        Reason::Throttled => THROTTLED,
        _ => ENDPOINT,
    }
}

fn of_no_answer(cause: UnknownCause) -> &'static str {
    match cause {
        UnknownCause::Redirect
        | UnknownCause::BodyEncoded
        | UnknownCause::NoEnvelope
        | UnknownCause::BadResponse
        | UnknownCause::Stale => ENDPOINT,
        UnknownCause::BodyTooLarge => TOO_LARGE,
        // An envelope came, so that the way is proved.
        UnknownCause::AmbiguousEnvelope | UnknownCause::Contradiction => AGAIN,
        _ => LOST,
    }
}

#[cfg(test)]
mod tests {
    use oms_client::actions::ListProjectsRequest;
    use oms_client::{Answer, Client, Failure, FakeTransport, NotSentCause, ReadRetry};

    use super::*;

    const REFUSED: &str = "Check the ID.";
    const ENVELOPE: &str = r#"{"success":false,"code":"GHANA-1","message":"no"}"#;

    /// Returns the advice after a look that was answered with this status and body.
    async fn after(status: u16, body: &'static str) -> &'static str {
        behind(FakeTransport::new(move |_| Ok(Answer::new(status, body)))).await
    }

    async fn behind(transport: FakeTransport) -> &'static str {
        let client = Client::builder("http://127.0.0.1:1").retry_reads(ReadRetry::never());
        let client = client.transport(transport).build().unwrap();
        let request = ListProjectsRequest::builder().page_size(1).build();
        next(&client.call(&request).await.unwrap_err(), REFUSED)
    }

    #[tokio::test]
    async fn the_advice_behind_a_look_that_failed_fits_who_answered() {
        for (status, bare, enveloped) in [
            (200, ENDPOINT, REFUSED),
            (301, ENDPOINT, ENDPOINT),
            (308, ENDPOINT, ENDPOINT),
            (400, ENDPOINT, REFUSED),
            (401, REALM, CREDENTIALS),
            (403, DENIED, FORBIDDEN),
            (404, ENDPOINT, REFUSED),
            (405, ENDPOINT, REFUSED),
            (407, PROXY, PROXY),
            (409, ENDPOINT, REFUSED),
            (413, ENDPOINT, REFUSED),
            (415, ENDPOINT, REFUSED),
            (429, THROTTLED, THROTTLED),
            (500, LOST, REFUSED),
            (503, LOST, REFUSED),
        ] {
            for page in ["", "<html>", "{}"] {
                let advice = after(status, page).await;
                assert_eq!(advice, bare, "{status} {page}");
                assert!(!advice.contains("--no-preflight"), "{status} {page}");
            }
            assert_eq!(after(status, ENVELOPE).await, enveloped, "{status}");
        }
        let twice = r#"{"success":true,"success":false}"#;
        assert_eq!(after(200, twice).await, AGAIN);
        let large = " ".repeat(2 << 20).leak();
        assert_eq!(after(200, large).await, TOO_LARGE);
        let failing = FakeTransport::new(|_| Err(Failure::not_sent(NotSentCause::Connect)));
        assert_eq!(behind(failing).await, NOT_SENT);
    }

    #[test]
    fn p072_what_may_look_like_another_letter_of_a_name_is_told_by_its_code_point() {
        for (name, points) in [
            ("n\u{440}_4w3a0001", "It holds U+0440, "),
            ("order\u{455}\u{200b}", "It holds U+0455, U+200B, "),
        ] {
            let advice = without_subject(name);
            assert!(advice.contains(points), "{advice}");
        }
        for name in ["orders", "\u{8ba2}\u{5355}", ""] {
            let advice = without_subject(name);
            assert!(!advice.contains("U+"), "{advice}");
        }
    }
}
