//! The properties that must be true in every state, and the states that must be reachable for that
//! to mean anything.

use stateright::Property;

use crate::invariants::{Observed, invariants};
use crate::protocol::Protocol;
use crate::state::{Ending, Faults, Phase, State, Status, Step};

/// Every property.
pub(crate) fn all() -> Vec<Property<Protocol>> {
    let mut properties = always();
    properties.extend(witnesses());
    properties
}

fn always() -> Vec<Property<Protocol>> {
    vec![
        one::<0>(),
        one::<1>(),
        one::<2>(),
        one::<3>(),
        one::<4>(),
        one::<5>(),
        one::<6>(),
        one::<7>(),
    ]
}

/// An invariant as the checker takes it: a function that captures nothing.
fn one<const PLACE: usize>() -> Property<Protocol> {
    let (name, _) = invariants::<State>()[PLACE];
    Property::always(name, |_, state: &State| {
        let (_, is_kept) = invariants::<State>()[PLACE];
        is_kept(state)
    })
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

impl Observed for State {
    fn requests(&self) -> impl Iterator<Item = (Status, u8)> {
        let intents = self.intents.iter();
        intents.map(|intent| (intent.status, self.service.commits_of(intent.number)))
    }

    fn effects(&self) -> impl Iterator<Item = u8> {
        self.service.commits.iter().map(|(_, times)| *times)
    }

    fn moves(&self) -> impl Iterator<Item = u8> {
        self.service.moves.iter().copied()
    }

    fn faults(&self) -> &Faults {
        &self.faults
    }

    fn is_left_paused(&self) -> bool {
        !is_busy(self) && !self.service.running
    }

    /// Returns whether `oms runs` or `oms journal list --open` shows it, or a command has just said
    /// so.
    fn is_told(&self) -> bool {
        self.runs.iter().any(|run| !run.ended)
            || self.open().next().is_some()
            || said(self, Ending::LeftPaused)
    }
}

fn is_busy(state: &State) -> bool {
    state
        .operators
        .iter()
        .any(|operator| operator.phase != Phase::Idle)
}

fn said(state: &State, ending: Ending) -> bool {
    state
        .operators
        .iter()
        .any(|operator| operator.said == Some(ending))
}
