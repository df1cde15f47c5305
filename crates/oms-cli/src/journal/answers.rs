//! The answers to the last requests at a service. A gateway that keeps answers can give one of them
//! to a later request, which the service then never sees; it has the request ID of the first.

use serde_json::Value;

use super::entry::Aftermath;

/// The answers to the last requests at a service, the oldest first.
#[derive(Debug, Default)]
pub(crate) struct Answers(Vec<Aftermath>);

impl Answers {
    pub(super) fn new(results: Vec<Aftermath>) -> Self {
        Self(results)
    }

    /// Returns the entry of the request to which an answer with this request ID and this ticket was
    /// given before.
    ///
    /// Another ticket is an answer of its own: no cache makes one up, and a service that gives one
    /// ID to all requests is believed as far as its tickets tell them apart. An empty ID tells
    /// nothing.
    pub(crate) fn given_before(&self, request_id: &str, ticket: Option<&Value>) -> Option<u64> {
        let mut answers = self.0.iter().filter(|_| !request_id.is_empty());
        let same = answers.find(|answer| {
            answer.request_id.as_deref() == Some(request_id) && answer.ticket.as_ref() == ticket
        });
        same.map(|answer| answer.intent)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn p029_an_answer_is_that_of_an_earlier_request_by_its_request_id_and_its_ticket() {
        let answer = |intent, request_id: Option<&str>, ticket| Aftermath {
            intent,
            request_id: request_id.map(str::to_owned),
            ticket,
            ..Aftermath::default()
        };
        let answers = Answers::new(vec![
            answer(2, Some("r-1"), None),
            answer(4, Some("r-2"), Some(json!(7))),
            answer(6, Some("r-2"), Some(json!(7))),
            answer(8, None, Some(json!(8))),
            answer(10, Some(""), Some(json!(9))),
        ]);
        for (request_id, ticket, entry) in [
            ("r-1", None, Some(2)),
            ("r-1", Some(json!(7)), None),
            ("r-2", Some(json!(7)), Some(4)),
            ("r-2", Some(json!("7")), None),
            ("r-2", Some(json!(8)), None),
            ("r-2", None, None),
            ("r-3", Some(json!(7)), None),
            ("", Some(json!(8)), None),
            ("", Some(json!(9)), None),
        ] {
            let given = answers.given_before(request_id, ticket.as_ref());
            assert_eq!(given, entry, "{request_id} {ticket:?}");
        }
    }
}
