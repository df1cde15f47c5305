//! The parameters of an action that creates again what a read shows.

use oms_client::{Action, Secrets};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::generated;
use crate::plan::arguments::{ActionArgs, ActionVisitor, CopyFacts};
use crate::plan::{payload, wire};

/// The parameters of an action, made from an answer.
#[derive(Debug)]
pub(super) struct Copied {
    pub(super) parameters: Option<Box<RawValue>>,
    /// As they are read and edited.
    pub(super) text: String,
    /// The reason why the action would refuse them, if it would.
    pub(super) refused: Option<String>,
}

/// Returns the parameters of an action that creates again what an answer shows.
pub(super) fn copied(copy: &CopyFacts, answer: &Value) -> Result<Copied, Failure> {
    let mut parameters = Map::new();
    for (name, place) in copy.parameters {
        if let Some(value) = at(answer, place) {
            parameters.insert((*name).to_owned(), value);
        }
    }
    let making = Making {
        copy,
        parameters: Value::Object(parameters),
    };
    generated::visit(copy.action, making)
        .unwrap_or_else(|making| Err(unmade(making.copy, "no action has this name")))
}

/// Leaves of the parameters what the action knows, in the order in which it declares them: answers
/// tell more of a task than creating one takes.
struct Making<'c> {
    copy: &'c CopyFacts,
    parameters: Value,
}

impl ActionVisitor for Making<'_> {
    type Output = Result<Copied, Failure>;

    fn visit<A: ActionArgs>(self, _: Option<&A>) -> Self::Output {
        let request = serde_json::from_value::<A::Request>(self.parameters)
            .map_err(|error| unmade(self.copy, &error.to_string()))?;
        let secrets = A::Request::INFO.request_secrets();
        let text = match secrets {
            Secrets::None => serde_json::to_string_pretty(&request),
            _ => serde_json::to_string_pretty(&wire(&request)),
        };
        Ok(Copied {
            parameters: payload(secrets, &request),
            text: text.unwrap_or_default(),
            refused: request.check().err().map(|invalid| invalid.to_string()),
        })
    }
}

fn unmade(copy: &CopyFacts, why: &str) -> Failure {
    Failure::new(
        Exit::Unverified,
        format!(
            "the answer does not hold what `oms {}` needs: {why}",
            copy.command
        ),
        "Look at all of it with -o json, and write the file yourself.",
    )
}

/// Returns the value at a place in an answer. The items of a list on the way become a list; null is
/// as good as nothing there.
fn at(answer: &Value, place: &[&str]) -> Option<Value> {
    let value = match (answer, place) {
        (Value::Null, _) => return None,
        (value, []) => value.clone(),
        (Value::Array(items), _) => items.iter().filter_map(|item| at(item, place)).collect(),
        (value, [name, below @ ..]) => return at(value.get(name)?, below),
    };
    Some(value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::at;

    #[test]
    fn a_value_is_found_through_objects_and_lists() {
        let answer = json!({"labels": [{"id": "l_1"}, {"name": "x"}, {"id": "l_2"}], "none": null});
        assert_eq!(at(&answer, &["labels", "id"]), Some(json!(["l_1", "l_2"])));
        assert_eq!(at(&answer, &["none"]), None);
        assert_eq!(at(&answer, &["none", "id"]), None);
        assert_eq!(at(&answer, &["labels"]).as_ref(), answer.get("labels"));
    }
}
