//! The payloads of the spec's examples, from which the world takes what it has at the start and
//! what it does not know better.

use oms_core::Action;

use crate::generated::ACTIONS;

/// The payload of an action's example.
pub(crate) fn usual<R: Action>() -> Option<R::Data> {
    let action = ACTIONS
        .iter()
        .find(|action| action.name == R::INFO.name())?;
    serde_json::from_str(action.example).ok()
}
