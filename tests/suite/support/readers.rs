//! The client and the exported schemas as two readers of one answer.

use std::sync::{Arc, Mutex};

use oms_client::{Action, Answer, Call, Client, Error, FakeTransport, ReadRetry};
use serde_json::Value;

use super::agreement::schemas;
use super::mutants;
use crate::examples::Calls;

impl Calls for Client {
    fn send<A: Action>(&self, request: &A) -> Call<A::Data> {
        self.call(request)
    }

    async fn compare_readers<A: Action>(action: &str, request: &A, recorded: &Value) {
        agree(action, request, recorded).await;
    }
}

/// Compares both over every answer that differs from a recorded one in one place: one that agrees
/// with the schema is read, as a success or as a refusal.
async fn agree<A: Action>(action: &str, request: &A, recorded: &Value) {
    let schemas = schemas().get(action).expect("the action is exported");
    let mut answers = Vec::new();
    mutants::each(recorded, &mut |answer| answers.push(answer.clone()));
    let given = Arc::new(Mutex::new(String::new()));
    let answered = Arc::clone(&given);
    let transport = FakeTransport::new(move |_| {
        let body = answered.lock().expect("nobody panics with it").clone();
        Ok(Answer::json(200, body))
    });
    let client = Client::builder("https://oms.example.com")
        .transport(transport)
        .retry_reads(ReadRetry::never())
        .build()
        .expect("the options are valid");
    for answer in answers {
        *given.lock().expect("nobody panics with it") = answer.to_string();
        let called = client.call(request).await;
        let read = match &called {
            Ok(_) | Err(Error::Rejected(_)) => true,
            Err(Error::Unknown(_) | Error::Unreadable(_)) => false,
            Err(other) => panic!("{other:?}"),
        };
        let agrees = schemas.seen.is_valid(&answer) || schemas.documented.is_valid(&answer);
        // The client reads more than that: it passes over what it needs not.
        assert!(read || !agrees, "{action}: {answer} is {:?}", called.err());
    }
}
