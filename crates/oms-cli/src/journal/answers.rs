//! The answers to the last requests at a service. A gateway that keeps answers can give one of them
//! to another request, which the service then never sees; it has the request ID of the first.

use std::fmt;

use oms_client::Outcome;

use super::entry::{Aftermath, Event};
use super::problem::Problem;
use crate::exit::Exit;

/// The request to which an answer was given before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repeated {
    /// Number of its entry.
    pub(crate) entry: u64,
    request_id: String,
}

/// Says what is wrong with the answer, and where to look for the cause.
impl fmt::Display for Repeated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the answer is that of journal entry {}, with its request ID {}; check what keeps answers between \
             this command and the service",
            self.entry, self.request_id
        )
    }
}

impl Repeated {
    /// Returns the first of the requests to which the answer in a result was given before. `before`
    /// reads their results, the oldest first, if there is anything to compare.
    ///
    /// Another ticket is an answer of its own: no cache makes one up, and a service that gives one
    /// ID to all requests is believed as far as its tickets tell them apart. An empty ID tells
    /// nothing.
    pub(super) fn of(
        result: &Aftermath,
        before: impl FnOnce() -> Result<Vec<Aftermath>, Problem>,
    ) -> Result<Option<Self>, Problem> {
        let request_id = result.request_id.as_deref().unwrap_or_default();
        let is_known = result.was_accepted() || result.was_rejected();
        if request_id.is_empty() || !is_known {
            return Ok(None);
        }
        let mut before = before()?.into_iter();
        let same = before.find(|earlier| {
            earlier.request_id.as_deref() == Some(request_id) && earlier.ticket == result.ticket
        });
        Ok(same.map(|same| Self {
            entry: same.intent,
            request_id: request_id.to_owned(),
        }))
    }
}

impl Event {
    /// Returns the event of a result. An answer that was given to another request before is not
    /// this one's, whatever it says, so that nothing tells what became of it.
    pub(super) fn result(result: Aftermath, repeated: Option<&Repeated>) -> Self {
        let Some(repeated) = repeated else {
            return Self::Result(Box::new(result));
        };
        Self::Result(Box::new(Aftermath {
            outcome: Outcome::Unknown.as_str().to_owned(),
            exit_code: Exit::Unknown.code(),
            ticket: None,
            code: None,
            message: Some(repeated.to_string()),
            ..result
        }))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn answer(intent: u64, request_id: Option<&str>, ticket: Option<Value>) -> Aftermath {
        Aftermath {
            intent,
            outcome: Outcome::Accepted.as_str().to_owned(),
            request_id: request_id.map(str::to_owned),
            ticket,
            ..Aftermath::default()
        }
    }

    #[test]
    fn p029_an_answer_is_that_of_an_earlier_request_by_its_request_id_and_its_ticket() {
        let before = [
            answer(2, Some("r-1"), None),
            answer(4, Some("r-2"), Some(json!(7))),
            answer(6, Some("r-2"), Some(json!(7))),
            answer(8, None, Some(json!(8))),
            answer(10, Some(""), Some(json!(9))),
        ];
        for (request_id, ticket, entry) in [
            (Some("r-1"), None, Some(2)),
            (Some("r-1"), Some(json!(7)), None),
            (Some("r-2"), Some(json!(7)), Some(4)),
            (Some("r-2"), Some(json!("7")), None),
            (Some("r-2"), Some(json!(8)), None),
            (Some("r-2"), None, None),
            (Some("r-3"), Some(json!(7)), None),
            (Some(""), Some(json!(9)), None),
            (None, Some(json!(8)), None),
        ] {
            let result = answer(12, request_id, ticket);
            let given = Repeated::of(&result, || Ok(before.to_vec())).unwrap();
            assert_eq!(given.map(|given| given.entry), entry, "{result:?}");
        }
    }
}
