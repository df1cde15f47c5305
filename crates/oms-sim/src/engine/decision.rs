//! From the bytes of a call to the answer and the change: strict, and without any effect of its
//! own.

use oms_client::Json;
use serde_json::{Map, Value};

use super::answer::IN_EVERY_ANSWER;
use super::reaction::known;
use super::{Acceptance, Answer, Change, Page, PositionForm, Reaction, Refusal, World};
use crate::basis::{self, Basis};
use crate::generated::{ACTIONS, QUERY_KEY};
use crate::rules::{self, ActionRules};

/// One call, as it left HTTP behind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ApiCall<'a> {
    /// The request ID of its answer.
    pub(crate) request_id: u64,
    /// The action named by the query, if one is.
    pub(crate) action: Option<&'a str>,
    /// True if the query names an action more than once, so that two readers may see two.
    pub(crate) names_several: bool,
    /// The body.
    pub(crate) body: &'a [u8],
}

/// The effect of a call, and its answer.
#[derive(Debug)]
pub(crate) struct Decision {
    /// The change that the call makes; nothing has changed yet.
    pub(crate) change: Option<Change>,
    /// The answer to the call.
    pub(crate) answer: Answer,
    /// The behaviours that have a part in it.
    pub(crate) because: Vec<Basis>,
}

/// The result of an action, before it is wrapped in an envelope.
struct Performed {
    payload: Value,
    page: Option<Page>,
    change: Option<Change>,
    because: Vec<Basis>,
}

/// Decides how a call ends in this world.
pub(crate) fn decide(world: &World, call: &ApiCall<'_>) -> Decision {
    let (result, page, change, mut because) = match perform(world, call) {
        Ok(done) => (Ok(done.payload), done.page, done.change, done.because),
        Err(refusal) => {
            let because = vec![refusal.because];
            (Err(refusal), None, None, because)
        }
    };
    because.extend(settings_at_work(world));
    because.extend(IN_EVERY_ANSWER);
    Decision {
        change,
        answer: Answer::new(call.request_id, result, page),
        because,
    }
}

fn perform(world: &World, call: &ApiCall<'_>) -> Result<Performed, Refusal> {
    if call.names_several {
        return Err(Refusal::parameter(format!(
            "The query parameter {QUERY_KEY} is given more than once"
        )));
    }
    let action = find(world, call.action)?;
    let mut parameters = object(call.body)?;
    rules::settle_forms(action.request, &mut parameters);
    if world.settings().loose {
        parameters = rules::loosen(action.request, parameters);
    }
    let positions = world.settings().position_form();
    rules::check(action.request, action.further, &parameters, positions)
        .map_err(Refusal::parameter)?;
    rules::carry(action.request, &mut parameters);
    let page = action
        .paging
        .as_ref()
        .map(|paging| Page::asked(paging, &parameters));
    match (action.react)(world, Value::Object(parameters)) {
        Reaction::Accept(acceptance) => {
            let mut performed = fill(acceptance, action.example)?;
            if let (Some(paging), Some(page), None) = (&action.paging, page, performed.page) {
                performed.page = page.cut(paging, &mut performed.payload);
                performed.because.push(basis::EXAMPLE_PAGES);
            }
            Ok(performed)
        }
        Reaction::Refuse(refusal) => Err(refusal),
        // The reaction of an action is asked for with its parameters, and an example is filled in
        // before it comes here.
        Reaction::Example | Reaction::Known(_) => Err(Refusal::own(&"no reaction")),
    }
}

fn find(world: &World, name: Option<&str>) -> Result<&'static ActionRules, Refusal> {
    let name = name
        .ok_or_else(|| Refusal::parameter(format!("The query parameter {QUERY_KEY} is missing")))?;
    let version = world.settings().version;
    let is_served = |action: &&ActionRules| {
        version.is_none_or(|version| known(world, action).is_none_or(|info| version.knows(info)))
    };
    let mut actions = ACTIONS.iter().copied();
    let action = actions.find(|action| action.name == name);
    action
        .filter(is_served)
        .ok_or_else(|| Refusal::unsupported_action(name))
}

fn fill(acceptance: Acceptance<Value>, example: &str) -> Result<Performed, Refusal> {
    Ok(Performed {
        payload: acceptance.payload.complete(example)?,
        page: acceptance.page,
        change: acceptance.change,
        because: acceptance.because,
    })
}

/// Reads the parameters. Of a name that is given twice, services disagree over which value counts,
/// so that a call which passed here could act on another task there.
fn object(body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    match Json::distinct(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Refusal::parameter("The body must be a JSON object")),
        Err(invalid) => Err(Refusal::parameter(format!(
            "The body is not JSON that has each name once: {invalid}"
        ))),
    }
}

/// The settings that differ from what they are when nobody sets them, and that every call may feel.
fn settings_at_work(world: &World) -> impl Iterator<Item = Basis> {
    let settings = world.settings();
    let loose = settings.loose.then_some(basis::LOOSE);
    let form = (settings.positions != PositionForm::AsSpecified).then_some(basis::POSITION_FORM);
    loose.into_iter().chain(form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scenario;
    use crate::engine::Direction;

    #[test]
    fn deciding_changes_nothing_and_committing_does() {
        let mut world = Scenario::built_in().world();
        let before = world.clone();
        let call = ApiCall {
            request_id: 1,
            action: Some("ResetIncrStartTimestamp"),
            names_several: false,
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
        assert_eq!(task.forward, before.task("np_4w3a0001").unwrap().forward);
        assert_ne!(
            decide(&world, &call).answer,
            first.answer,
            "the next ticket is another"
        );
    }
}
