//! Looks that have shown nothing, as failures of the write behind them.

use oms_client::{Client, Error, Outcome, Shown, UnknownCause};

use super::advice;
use super::look::{self, NotSeen, Seen};
use crate::exit::Exit;
use crate::failure::{Failure, Said};
use crate::plan;
use crate::session::Session;

/// Looks at one subject, for a plan that cannot be made without it.
pub(crate) fn look_once(
    session: &mut Session<'_, '_>,
    client: &Client,
    subject: &plan::Subject,
) -> Result<Seen, Failure> {
    look::look(session, client, subject)?.map_err(|error| not_looked_up(subject, &error))
}

/// Looks at one subject once more, behind the question whether to change it; `None` where an
/// interrupt ends the look.
pub(super) fn look_again(
    session: &mut Session<'_, '_>,
    client: &Client,
    subject: &plan::Subject,
) -> Result<Option<Seen>, Failure> {
    let looked = look::look_unless_interrupted(session, client, subject)?;
    looked.transpose().map_err(|why| {
        let (kind, id) = (subject.kind.name, subject.text());
        let message = format!(
            "the {kind} {} could not be looked up again: {why}",
            Shown(&id)
        );
        not_seen(&why, message, advice::AGAIN)
    })
}

/// Returns the failure of a look at the subject of a write.
pub(crate) fn not_looked_up(subject: &plan::Subject, why: &NotSeen) -> Failure {
    let message = format!(
        "the {} {} could not be looked up first: {why}",
        subject.kind.name,
        Shown(&subject.text())
    );
    let next = match why {
        NotSeen::Failed(error) => advice::next(
            error,
            "Check the ID; `oms task list` lists the tasks. A single action takes --no-preflight, and sends without a look.",
        ),
        NotSeen::Absent(_) => {
            "Check the ID. A single action takes --no-preflight, and sends without a look."
        }
        NotSeen::Another(_) | NotSeen::Unmade(_) => advice::AGAIN,
    };
    not_seen(why, message, next)
}

/// Returns the failure of the read that should have proved the connection.
pub(super) fn not_proved(why: &NotSeen) -> Failure {
    let message = format!("the way to the service could not be proved first: {why}");
    let next = match why {
        NotSeen::Failed(error) => advice::next(
            error,
            "Check the user and the endpoint. --no-preflight sends without a read before it.",
        ),
        NotSeen::Absent(_) | NotSeen::Another(_) | NotSeen::Unmade(_) => advice::AGAIN,
    };
    not_seen(why, message, next)
}

/// Returns the failure of a read without which a write is not sent. Its exit code is that of the
/// read if the read proves something about the connection; of one that was lost, it says that
/// nothing was sent, and never that something may have taken effect. An endpoint that speaks no
/// HTTP is a wrong one, as one that cannot be reached.
pub(super) fn not_seen(why: &NotSeen, message: String, next: &str) -> Failure {
    let (exit, said) = match why {
        NotSeen::Failed(error) => {
            let exit = match error.outcome() {
                _ if speaks_no_http(error) => Exit::NotSent,
                Outcome::Rejected | Outcome::NotSent => Exit::of(error),
                Outcome::Accepted | Outcome::Unknown => Exit::Guard,
            };
            (exit, Some(Box::new(Said::in_error(error))))
        }
        NotSeen::Another(_) | NotSeen::Absent(_) => (Exit::Guard, None),
        NotSeen::Unmade(_) => (Exit::Internal, None),
    };
    Failure {
        said,
        ..Failure::new(exit, message, next)
    }
}

fn speaks_no_http(error: &Error) -> bool {
    matches!(error, Error::Unknown(unknown) if unknown.cause() == UnknownCause::BadResponse)
}

#[cfg(test)]
mod tests {
    use oms_client::{Answer, FakeTransport, ReadRetry};

    use super::*;
    use crate::generated::subjects::LABEL;

    #[test]
    fn a_look_that_shows_nothing_of_its_subject_is_told_by_what_it_showed() {
        let subject = plan::Subject::one(&LABEL, "l_9");
        for (why, exit, advice) in [
            (
                NotSeen::Absent("it is not listed".to_owned()),
                Exit::Guard,
                "Check the ID. ",
            ),
            (
                NotSeen::Another("l_1".to_owned()),
                Exit::Guard,
                "Run the command again;",
            ),
            (
                NotSeen::Unmade("it has no type".to_owned()),
                Exit::Internal,
                "Run the command again;",
            ),
        ] {
            let failure = not_looked_up(&subject, &why);
            assert_eq!(failure.exit, exit, "{why}");
            assert!(failure.next.starts_with(advice), "{why}: {}", failure.next);
            assert!(failure.message.contains("label l_9") && failure.said.is_none());
        }
    }

    #[tokio::test]
    async fn a_way_that_is_refused_is_told_by_the_endpoint_and_any_other_by_what_failed() {
        for (status, exit, advice) in [
            (404, Exit::Rejected, "Check the endpoint and its path;"),
            (
                401,
                Exit::Credentials,
                "Correct the user or the password; a gateway",
            ),
            (
                502,
                Exit::Guard,
                "Run the command again; if it fails again,",
            ),
        ] {
            let refusing = FakeTransport::new(move |_| Ok(Answer::new(status, "")));
            let never = ReadRetry::never();
            let client = Client::builder("http://127.0.0.1:1").retry_reads(never);
            let client = client.transport(refusing).build().unwrap();
            let failure = not_proved(&look::probe(&client).await.unwrap_err());
            assert!(failure.said.is_some(), "{status}");
            assert_eq!(failure.exit, exit, "{status}");
            assert!(
                failure.next.starts_with(advice),
                "{status}: {}",
                failure.next
            );
        }
    }
}
