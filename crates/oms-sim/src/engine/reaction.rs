//! The reaction of an action to a call: it is done, refused, or answered from the spec's example.

use oms_core::{Action, ActionInfo, Effect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Change, Page, Refusal, World};
use crate::basis::{self, Basis};
use crate::rules::ActionRules;

/// The reaction of an action to a call.
pub(crate) enum Reaction<T> {
    /// It is accepted.
    Accept(Acceptance<T>),
    /// It is refused and changes nothing.
    Refuse(Refusal),
    /// The action has no behaviour of its own: the payload of its example is the answer.
    Example,
    /// There was no request: these are the facts about the action.
    Known(&'static ActionInfo),
}

/// The answer and the change of an accepted call.
pub(crate) struct Acceptance<T> {
    pub(crate) payload: Payload<T>,
    pub(crate) change: Option<Change>,
    pub(crate) page: Option<Page>,
    pub(crate) because: Vec<Basis>,
}

/// The action's own answer.
pub(crate) enum Payload<T> {
    /// This value.
    Given(T),
    /// The payload of the action's example, with what the world knows put in.
    Filled(Fill<T>),
}

/// Puts what the world knows into the payload of an example.
pub(crate) type Fill<T> = Box<dyn FnOnce(T) -> Result<T, String>>;

impl<T> Reaction<T> {
    /// Accepts with this payload.
    pub(crate) fn accept(payload: T, because: Basis) -> Acceptance<T> {
        Acceptance::new(Payload::Given(payload), because)
    }

    /// Accepts with the payload of the example, in which `fill` puts what the world knows.
    pub(crate) fn fill(
        because: Basis,
        fill: impl FnOnce(T) -> Result<T, String> + 'static,
    ) -> Acceptance<T> {
        Acceptance::new(Payload::Filled(Box::new(fill)), because)
    }
}

impl<T: Clone + 'static> Reaction<Vec<T>> {
    /// Accepts with a list: each item as `show` puts it into the first `kind` of the example.
    pub(crate) fn fill_each<I: 'static>(
        because: Basis,
        kind: &'static str,
        items: Vec<I>,
        show: impl Fn(T, &I) -> T + 'static,
    ) -> Acceptance<Vec<T>> {
        Self::fill(because, move |example| {
            let template = example
                .first()
                .ok_or_else(|| format!("the example has no {kind}"))?;
            let items = items.iter().map(|item| show(template.clone(), item));
            Ok(items.collect())
        })
    }
}

impl<T> Acceptance<T> {
    fn new(payload: Payload<T>, because: Basis) -> Self {
        Self {
            payload,
            change: None,
            page: None,
            because: vec![because],
        }
    }

    /// States what it changes.
    pub(crate) fn changing(mut self, change: Change) -> Self {
        self.change = Some(change);
        self
    }

    /// States which part of a list it answers.
    pub(crate) fn of_page(mut self, page: Page) -> Self {
        self.page = Some(page);
        self
    }

    /// States another behaviour that has a part in it.
    pub(crate) fn also(mut self, because: Option<Basis>) -> Self {
        self.because.extend(because);
        self
    }
}

impl<T> From<Acceptance<T>> for Reaction<T> {
    fn from(acceptance: Acceptance<T>) -> Self {
        Self::Accept(acceptance)
    }
}

impl<T> From<Refusal> for Reaction<T> {
    fn from(refusal: Refusal) -> Self {
        Self::Refuse(refusal)
    }
}

impl<T> From<Result<Acceptance<T>, Refusal>> for Reaction<T> {
    fn from(result: Result<Acceptance<T>, Refusal>) -> Self {
        result.map_or_else(Self::Refuse, Self::Accept)
    }
}

impl Payload<Value> {
    /// The payload, for which the example of the action is at hand.
    pub(crate) fn complete(self, example: &str) -> Result<Value, Refusal> {
        match self {
            Self::Given(payload) => Ok(payload),
            Self::Filled(fill) => serde_json::from_str(example)
                .map_err(|error| error.to_string())
                .and_then(fill)
                .map_err(|error| Refusal::own(&error)),
        }
    }
}

/// The facts about an action, which its reaction to no parameters at all names.
pub(crate) fn known(world: &World, action: &ActionRules) -> Option<&'static ActionInfo> {
    match (action.react)(world, Value::Null) {
        Reaction::Known(info) => Some(info),
        _ => None,
    }
}

/// Decodes parameters that have passed the strict reading, and lets the action react.
///
/// Decoding can still refuse what the table of fields cannot express, such as the range of a
/// position.
pub(crate) fn react<R, T>(
    parameters: Value,
    action: impl FnOnce(&R) -> Reaction<T>,
) -> Reaction<Value>
where
    R: Action + DeserializeOwned,
    T: Serialize + DeserializeOwned + 'static,
{
    if parameters.is_null() {
        return Reaction::Known(R::INFO);
    }
    let request = match serde_json::from_value(parameters) {
        Ok(request) => request,
        Err(error) => {
            return Refusal::parameter(format!("The parameters cannot be read: {error}")).into();
        }
    };
    match action(&request) {
        Reaction::Accept(acceptance) => erase(acceptance).into(),
        Reaction::Refuse(refusal) => Reaction::Refuse(refusal),
        Reaction::Example => example(R::INFO.effect()).into(),
        Reaction::Known(info) => Reaction::Known(info),
    }
}

/// The answer of an action without a behaviour of its own. A write counts as done, so that a lost
/// reply to it has the same meaning as elsewhere.
fn example(effect: Effect) -> Acceptance<Value> {
    let acceptance = Acceptance::new(Payload::Filled(Box::new(Ok)), basis::EXAMPLE);
    match effect {
        Effect::Write => acceptance.changing(Change::Nothing),
        Effect::Read => acceptance,
    }
}

/// The same acceptance with its payload as JSON.
fn erase<T: Serialize + DeserializeOwned + 'static>(
    acceptance: Acceptance<T>,
) -> Result<Acceptance<Value>, Refusal> {
    let payload = match acceptance.payload {
        Payload::Given(payload) => {
            Payload::Given(serde_json::to_value(payload).map_err(|error| Refusal::own(&error))?)
        }
        Payload::Filled(fill) => Payload::Filled(Box::new(move |example| {
            let payload: T = serde_json::from_value(example).map_err(|error| error.to_string())?;
            serde_json::to_value(fill(payload)?).map_err(|error| error.to_string())
        })),
    };
    Ok(Acceptance {
        payload,
        change: acceptance.change,
        page: acceptance.page,
        because: acceptance.because,
    })
}
