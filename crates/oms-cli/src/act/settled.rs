//! The end of one request, as values. The journal entry and the report are both made from it.

use oms_client::{Action, Error, Outcome, Reply, Shown};
use serde::Serialize;
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use super::position::PositionLeft;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::Repeated;
use crate::plan::payload;

/// The largest number of characters of a text from outside that an entry of the journal keeps.
const LONGEST_TEXT: usize = 500;

/// The end of one request and everything that came with it.
#[derive(Debug)]
pub(crate) struct Settled {
    /// Number of its entry in the journal; `None` if it could not be announced and was therefore
    /// not sent.
    pub(crate) seq: Option<u64>,
    pub(crate) ending: Ending,
    /// The data that came with the answer.
    pub(crate) answer: Answer,
    /// The payload of an answer that accepted the request, without its secrets.
    pub(crate) data: Option<Box<RawValue>>,
    /// The position behind a move that was refused, as far as the protocol has looked at it. A run
    /// that pauses its tasks looks by itself.
    pub(crate) position: PositionLeft,
    /// Set where its result could not be written down.
    pub(crate) unwritten: Option<Unwritten>,
}

/// A request whose result could not be written down, so that its entry stays open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unwritten {
    pub(crate) entry: u64,
    pub(super) effect: Effect,
}

/// The way in which a request ended.
#[derive(Debug)]
pub(crate) enum Ending {
    /// The service accepted it, and its answer was read.
    Accepted,
    /// The call returned an error, which says what may have happened.
    Failed(Box<Error>),
    /// The answer was given to another request before, so that nothing tells what became of this
    /// one.
    Repeated(Repeated),
    /// A person interrupted it, and no byte of it had left.
    Withdrawn,
    /// A person interrupted it, and it may have left.
    Abandoned,
    /// It could not be written down and was therefore not sent.
    NotAnnounced(Failure),
}

/// The known effect of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// It took effect.
    Took,
    /// It had no effect and will have none.
    None,
    /// Its effect is unknown.
    Unknown,
}

/// The data that comes with an answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    pub(crate) request_id: Option<String>,
    /// The ID that this side gave the call, if the profile asks for one.
    pub(crate) client_request_id: Option<String>,
    pub(crate) cost: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) advice: Option<String>,
    /// The number that the payload is by itself, as it came, if no ID is such a number.
    pub(crate) odd_number: Option<String>,
}

impl Unwritten {
    /// Returns the entry, if nothing but a person settles it. `looks` is set where a run looks at
    /// the task, and settles by that what took effect.
    pub(crate) fn unsettled(self, looks: bool) -> Option<u64> {
        let is_left = match self.effect {
            Effect::Took => !looks,
            // Nothing shows that a request had no effect.
            Effect::None => true,
            // The advice about an unknown outcome names it.
            Effect::Unknown => false,
        };
        is_left.then_some(self.entry)
    }
}

impl Settled {
    /// Returns the end of a request that an answer or an error has ended.
    pub(super) fn answered<A>(seq: u64, request: &A, result: Result<Reply<A::Data>, Error>) -> Self
    where
        A: Action<Data: Serialize>,
    {
        let (ending, answer, data) = match result {
            Ok(reply) => {
                let answer = Answer::of_reply(&reply);
                let secrets = request.info().answer_secrets();
                let data = match reply.meta.odd_payload() {
                    Some(number) => payload(secrets, number),
                    None => payload(secrets, &reply.data),
                };
                let data = data.map(|data| without_repeats(data, request));
                (Ending::Accepted, answer, data)
            }
            Err(error) => {
                let answer = Answer::of_error(&error);
                (Ending::Failed(Box::new(error)), answer, None)
            }
        };
        Self {
            answer,
            data,
            ..Self::unanswered(Some(seq), ending)
        }
    }

    /// Makes it the end of a request whose answer was given to another one before. It is not the
    /// answer to this request, whatever it says.
    pub(super) fn become_repeated(&mut self, repeated: Repeated) {
        self.ending = Ending::Repeated(repeated);
        // The rest of it is about the other request.
        self.answer.advice = None;
        self.answer.odd_number = None;
        self.data = None;
        self.position = PositionLeft::Unasked;
    }

    /// Returns the end of a request that a person has interrupted.
    pub(super) fn interrupted(seq: u64, may_have_left: bool) -> Self {
        let ending = if may_have_left {
            Ending::Abandoned
        } else {
            Ending::Withdrawn
        };
        Self::unanswered(Some(seq), ending)
    }

    /// Returns the end of a request that could not be written down.
    pub(crate) fn not_announced(failure: Failure) -> Self {
        Self::unsent(Ending::NotAnnounced(failure))
    }

    /// Returns the end of a request that is not written down, and so not sent.
    pub(super) fn unsent(ending: Ending) -> Self {
        Self::unanswered(None, ending)
    }

    /// Returns the end of a request without consent, which is therefore not sent.
    pub(crate) fn without_consent() -> Self {
        Self::not_announced(Failure::internal("a step that nobody has consented to"))
    }

    fn unanswered(seq: Option<u64>, ending: Ending) -> Self {
        Self {
            seq,
            ending,
            answer: Answer::default(),
            data: None,
            position: PositionLeft::Unasked,
            unwritten: None,
        }
    }

    /// Returns what may have happened.
    pub(crate) fn outcome(&self) -> Outcome {
        match &self.ending {
            Ending::Accepted => Outcome::Accepted,
            Ending::Failed(_) if self.position.is_elsewhere() => Outcome::Unknown,
            Ending::Failed(error) => error.outcome(),
            Ending::Withdrawn | Ending::NotAnnounced(_) => Outcome::NotSent,
            Ending::Repeated(_) | Ending::Abandoned => Outcome::Unknown,
        }
    }

    pub(crate) fn effect(&self) -> Effect {
        match self.outcome() {
            Outcome::Accepted => Effect::Took,
            Outcome::Rejected | Outcome::NotSent => Effect::None,
            Outcome::Unknown => Effect::Unknown,
        }
    }

    /// Returns the exit code of a command that sent nothing else.
    pub(crate) fn exit(&self) -> Exit {
        match &self.ending {
            Ending::Accepted => Exit::Success,
            Ending::Failed(_) if self.position.is_elsewhere() => Exit::Unknown,
            Ending::Failed(error) => Exit::of(error),
            Ending::Withdrawn => Exit::Interrupted,
            Ending::Repeated(_) | Ending::Abandoned => Exit::Unknown,
            Ending::NotAnnounced(failure) => failure.exit,
        }
    }

    /// Returns the reason for which it was not announced, if it was not.
    pub(crate) fn unannounced(&self) -> Option<&Failure> {
        match &self.ending {
            Ending::NotAnnounced(failure) => Some(failure),
            _ => None,
        }
    }

    /// Returns the payload if it is a single number or text.
    pub(crate) fn ticket(&self) -> Option<Value> {
        ticket_in(self.data.as_deref()?)
    }
}

/// Returns a payload if it is a single number or text.
fn ticket_in(data: &RawValue) -> Option<Value> {
    let ticket: Value = serde_json::from_str(data.get()).ok()?;
    match &ticket {
        // Its digits would be lost, and the journal with them: it is written, read and hashed.
        Value::Number(number) if number.is_f64() => Some(Value::String(data.get().to_owned())),
        Value::Number(_) | Value::String(_) => Some(ticket),
        _ => None,
    }
}

/// Returns a payload without the secrets of its request if it is a single number or text, which the
/// journal keeps.
fn without_repeats<A: Action>(data: Box<RawValue>, request: &A) -> Box<RawValue> {
    let text = match ticket_in(&data) {
        Some(Value::String(text)) => text,
        Some(number) => number.to_string(),
        None => return data,
    };
    let parameters = serde_json::to_value(request).unwrap_or_default();
    let secrets = request.info().request_secrets();
    let without = secrets.taken_out(&parameters, text.clone());
    if without == text {
        return data;
    }
    to_raw_value(&without).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

impl Answer {
    /// Returns the data that came with an answer that was read.
    pub(crate) fn of_reply<T>(reply: &Reply<T>) -> Self {
        let meta = &reply.meta;
        Self {
            request_id: meta.request_id.clone(),
            client_request_id: meta.client_request_id.as_deref().map(ToOwned::to_owned),
            cost: meta.cost.as_ref().map(|cost| cost.raw().to_owned()),
            status: Some(meta.status),
            advice: meta.advice.clone(),
            odd_number: meta.odd_payload().map(|number| number.get().to_owned()),
        }
    }

    /// Returns the data that an error keeps of an answer.
    pub(crate) fn of_error(error: &Error) -> Self {
        let meta = error.meta();
        let id = match error {
            Error::NotSent(error) => error.client_request_id(),
            Error::Rejected(error) => error.client_request_id(),
            Error::Unreadable(error) => error.client_request_id(),
            Error::Unknown(error) => error.client_request_id(),
            _ => None,
        };
        Self {
            request_id: error.request_id().map(ToOwned::to_owned),
            client_request_id: id.map(ToOwned::to_owned),
            cost: meta.and_then(|meta| Some(meta.cost.as_ref()?.raw().to_owned())),
            status: error.status(),
            advice: meta.and_then(|meta| meta.advice.clone()),
            odd_number: None,
        }
    }
}

/// Returns the beginning of a text from outside, escaped.
pub(super) fn cut(text: &str) -> String {
    let shown = Shown(text).to_string();
    match shown.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => format!("{}…", shown.get(..end).unwrap_or_default()),
        None => shown,
    }
}

#[cfg(test)]
mod tests {
    use oms_client::actions::ListProjectsRequest;
    use oms_client::{Client, FakeTransport};

    use super::*;

    #[tokio::test]
    async fn the_ids_of_a_call_are_kept_where_its_answer_cannot_be_read() {
        let body = r#"{"success":true,"requestId":"r-1","data":{"a":1}}"#;
        let client = Client::builder("http://127.0.0.1:1").client_request_id("x-call");
        let client = client.transport(FakeTransport::json(body)).build().unwrap();
        let request = ListProjectsRequest::builder().build();
        let error = client.call(&request).await.unwrap_err();
        assert!(matches!(error, Error::Unreadable(_)), "{error}");
        let answer = Answer::of_error(&error);
        assert_eq!(answer.request_id.as_deref(), Some("r-1"));
        assert!(answer.client_request_id.is_some());
    }

    #[test]
    fn a_text_of_the_service_is_kept_to_five_hundred_characters_and_escaped() {
        assert_eq!(cut("a\u{1b}b"), Shown("a\u{1b}b").to_string());
        assert_eq!(cut(&"é".repeat(500)), "é".repeat(500));
        assert_eq!(cut(&"é".repeat(501)), format!("{}…", "é".repeat(500)));
    }
}
