//! The goal of a wait, and what an answer says of it.

use std::fmt;

use crate::{Action, EpochSeconds, Reply, Shown, StartPosition};

/// The progress towards a goal that an answer shows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Seen {
    /// It is reached.
    Reached,
    /// It is not reached yet.
    NotYet,
    /// It cannot be reached by waiting, for this reason.
    Never(String),
}

/// A read that shows a state. It is implemented by generated request types.
pub trait Watched: Action {
    /// The state.
    type State: PartialEq + Send + Sync + 'static;

    /// The states in an answer: one, or one of each thing that it lists.
    fn states(data: &Self::Data) -> Vec<&Self::State>;

    /// A state as it is written.
    fn name(state: &Self::State) -> &str;

    /// Returns `true` for a state that nothing leaves by itself.
    fn has_ended(state: &Self::State) -> bool;

    /// Returns `true` if a state is the wanted one, or a variant of it.
    fn counts_as(state: &Self::State, wanted: &Self::State) -> bool {
        state == wanted
    }

    /// Returns `true` if another state may still follow, by itself or by an action.
    fn can_become(state: &Self::State, other: &Self::State) -> bool {
        let _ = (state, other);
        true
    }

    /// Returns the ID of the thing that an answer is about, if that is another one than the request
    /// asked for.
    fn another<'d>(&self, data: &'d Self::Data) -> Option<&'d str> {
        let _ = data;
        None
    }
}

/// A read that shows positions by direction. It is implemented by generated request types.
pub trait Positioned: Action {
    /// The position of the direction from source to target, or of the reverse one, where the answer
    /// shows one.
    fn position(data: &Self::Data, reverse: bool) -> Option<StartPosition>;
}

/// The goal of a wait, which a [`Wait`](crate::Wait) has once it was told one.
pub struct Until<A: Action> {
    see: Box<See<A>>,
}

type See<A> = dyn Fn(&A, &Reply<<A as Action>::Data>) -> Seen + Send + Sync;

impl<A: Action> Until<A> {
    pub(super) fn new(see: impl Fn(&A, &Reply<A::Data>) -> Seen + Send + Sync + 'static) -> Self {
        Self { see: Box::new(see) }
    }

    pub(super) fn see(&self, request: &A, reply: &Reply<A::Data>) -> Seen {
        (self.see)(request, reply)
    }
}

impl<A: Action> fmt::Debug for Until<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Until").finish_non_exhaustive()
    }
}

/// Returns [`Seen::Reached`] if everything is in one of these states.
pub(super) fn in_state<A: Watched>(data: &A::Data, goals: &[A::State]) -> Seen {
    let states = A::states(data);
    let is_there = |state| goals.iter().any(|goal| A::counts_as(state, goal));
    let may_come = |state| goals.iter().any(|goal| A::can_become(state, goal));
    let mut missed = states.iter().filter(|state| !is_there(state)).peekable();
    if missed.peek().is_none() {
        return if states.is_empty() {
            Seen::NotYet
        } else {
            Seen::Reached
        };
    }
    match missed.find(|state| !may_come(state)) {
        Some(state) => end::<A>(state),
        None => Seen::NotYet,
    }
}

/// Returns [`Seen::Reached`] if everything has ended.
pub(super) fn ended<A: Watched>(data: &A::Data) -> Seen {
    let states = A::states(data);
    let all = !states.is_empty() && states.iter().all(|state| A::has_ended(state));
    if all { Seen::Reached } else { Seen::NotYet }
}

/// Returns [`Seen::Reached`] if the position of a direction is where it should be.
pub(super) fn at<A: Watched + Positioned>(
    data: &A::Data,
    reverse: bool,
    is_there: impl Fn(EpochSeconds) -> bool,
) -> Seen {
    match A::position(data, reverse) {
        Some(StartPosition::EpochSeconds(shown)) if is_there(shown) => return Seen::Reached,
        Some(StartPosition::Raw(text)) if !text.trim().is_empty() => {
            return Seen::Never(format!("the position {} is not a time", Shown(&text)));
        }
        // An empty text is no position, as null is none.
        _ => {}
    }
    let states = A::states(data);
    match states.into_iter().find(|state| A::has_ended(state)) {
        Some(state) => end::<A>(state),
        None => Seen::NotYet,
    }
}

fn end<A: Watched>(state: &A::State) -> Seen {
    Seen::Never(format!("the state is {}", Shown(A::name(state))))
}
