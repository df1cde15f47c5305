//! From the bytes of a call to the answer and the change: strict, and without any effect of its own.

use serde_json::{Map, Value};

use super::{Answer, Change, Reaction, Refusal, World};
use crate::generated::{ACTIONS, QUERY_KEY};
use crate::rules;

/// One call, as it left HTTP behind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ApiCall<'a> {
    /// Number of the request in the ledger.
    pub(crate) number: u64,
    /// The action named by the query, where one is.
    pub(crate) action: Option<&'a str>,
    /// The body.
    pub(crate) body: &'a [u8],
}

/// What comes of a call once it is committed, and what is answered.
#[derive(Debug)]
pub(crate) struct Decision {
    /// What the call changes; nothing has changed yet.
    pub(crate) change: Option<Change>,
    /// What is answered.
    pub(crate) answer: Answer,
}

/// Decides what comes of a call in this world.
pub(crate) fn decide(world: &World, call: &ApiCall<'_>) -> Decision {
    let (result, change) = match perform(world, call) {
        Ok((payload, change)) => (Ok(payload), change),
        Err(refusal) => (Err(refusal), None),
    };
    Decision {
        change,
        answer: Answer::new(call.number, result),
    }
}

fn perform(world: &World, call: &ApiCall<'_>) -> Result<(Value, Option<Change>), Refusal> {
    let name = call
        .action
        .ok_or_else(|| Refusal::parameter(format!("The query parameter {QUERY_KEY} is missing")))?;
    let action = ACTIONS
        .iter()
        .find(|action| action.name == name)
        .ok_or_else(|| Refusal::unsupported_action(name))?;
    let parameters = object(call.body)?;
    rules::check(action.request, &parameters).map_err(Refusal::parameter)?;
    match (action.react)(world, Value::Object(parameters)) {
        Reaction::Accept { payload, change } => Ok((payload, change)),
        Reaction::Refuse(refusal) => Err(refusal),
        Reaction::Example => Ok((
            serde_json::from_str(action.example).unwrap_or(Value::Null),
            None,
        )),
    }
}

fn object(body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Refusal::parameter("The body must be a JSON object")),
        Err(error) => Err(Refusal::parameter(format!("The body is not JSON: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Direction;

    #[test]
    fn deciding_changes_nothing_and_committing_does() {
        let mut world = World::example();
        let before = world.clone();
        let call = ApiCall {
            number: 1,
            action: Some(ACTIONS[0].name),
            body: br#"{"id":"np_4w3a0001","reverse":true,"startTimestamp":1742365118}"#,
        };
        let first = decide(&world, &call);
        let second = decide(&world, &call);
        assert_eq!(world, before);
        assert_eq!(
            first.answer, second.answer,
            "the same call in the same world"
        );

        world.commit(first.change.unwrap());
        let task = world.task("np_4w3a0001").unwrap();
        let position = task.position(Direction::Reverse).unwrap();
        assert_eq!(position.to_string(), "1742365118");
        assert_eq!(
            task.forward_position,
            before.task("np_4w3a0001").unwrap().forward_position
        );
        assert_ne!(
            decide(&world, &call).answer,
            first.answer,
            "the next ticket is another"
        );
    }
}
