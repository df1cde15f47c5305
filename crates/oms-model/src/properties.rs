//! What must hold in every state, and what must be reachable for that to mean anything.

use stateright::Property;

use crate::protocol::Protocol;
use crate::state::{Ending, Phase, State, Status, Step};

/// Every property.
pub(crate) fn all() -> Vec<Property<Protocol>> {
    let mut properties = invariants();
    properties.extend(witnesses());
    properties
}

fn invariants() -> Vec<Property<Protocol>> {
    vec![
        Property::always("a request takes effect at most once", |_, state: &State| {
            state.service.commits.iter().all(|(_, times)| *times <= 1)
        }),
        Property::always("a run moves its task at most once", |_, state: &State| {
            state.service.moves.iter().all(|times| *times <= 1)
        }),
        Property::always("no false rejected or not sent", |_, state: &State| {
            with_status(state, Status::NoEffect).all(|number| state.service.commits_of(number) == 0)
        }),
        Property::always("no false accepted", |_, state: &State| {
            with_status(state, Status::Effect).all(|number| state.service.commits_of(number) == 1)
        }),
        Property::always("an open intent is never overtaken", |_, state: &State| {
            !state.faults.overtaken
        }),
        Property::always(
            "no step is refused for being sent twice",
            |_, state: &State| !state.faults.sent_twice,
        ),
        Property::always("as before means as before", |_, state: &State| {
            !state.faults.false_as_before
        }),
        Property::always("no task is left paused unsaid", |_, state: &State| {
            !state.faults.paused_unsaid
                && (is_busy(state) || state.service.running || is_told(state))
        }),
    ]
}

/// Without these, an invariant could hold because nothing happens.
fn witnesses() -> Vec<Property<Protocol>> {
    vec![
        Property::sometimes(
            "a run moves its task and lets it go on",
            |_, state: &State| {
                said(state, Ending::Moved) && state.service.running && state.service.position > 0
            },
        ),
        Property::sometimes("a refused move is made good", |_, state: &State| {
            said(state, Ending::AsBefore)
                && state
                    .intents
                    .iter()
                    .any(|intent| intent.step == Step::Resume)
        }),
        Property::sometimes("an end is unknown", |_, state: &State| {
            said(state, Ending::Unknown)
        }),
        Property::sometimes(
            "a task is left paused, and that is said",
            |_, state: &State| said(state, Ending::LeftPaused) && !state.service.running,
        ),
    ]
}

fn with_status(state: &State, status: Status) -> impl Iterator<Item = usize> {
    state
        .intents
        .iter()
        .filter(move |intent| intent.status == status)
        .map(|intent| intent.number)
}

fn is_busy(state: &State) -> bool {
    state
        .operators
        .iter()
        .any(|operator| operator.phase != Phase::Idle)
}

/// Whether `oms runs` or `oms journal list --open` shows why the task is paused, or a command just said so.
fn is_told(state: &State) -> bool {
    state.runs.iter().any(|run| !run.ended)
        || state.open().next().is_some()
        || said(state, Ending::LeftPaused)
}

fn said(state: &State, ending: Ending) -> bool {
    state
        .operators
        .iter()
        .any(|operator| operator.said == Some(ending))
}
