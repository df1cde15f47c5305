//! The payloads of the spec's examples, which give the world its start and every value that it does
//! not know better.

use oms_core::Action;

use crate::generated::ACTIONS;

/// The payload of an action's example.
pub(crate) fn usual<R: Action>() -> Option<R::Data> {
    let action = ACTIONS
        .iter()
        .find(|action| action.name == R::INFO.name())?;
    serde_json::from_str(action.example).ok()
}
