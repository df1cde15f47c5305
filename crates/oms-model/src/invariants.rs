//! The invariants of the protocol, each stated once: over a state of the model, and over the
//! command at work.

use crate::state::{Faults, Status};

/// The view of a world that the invariants need.
pub trait Observed {
    /// The status of each request that was written down, and the number of times that it took
    /// effect.
    fn requests(&self) -> impl Iterator<Item = (Status, u8)>;

    /// The number of times that each request took effect, whether or not it was written down.
    fn effects(&self) -> impl Iterator<Item = u8>;

    /// The number of times that each run moved its task.
    fn moves(&self) -> impl Iterator<Item = u8>;

    /// The faults that were noted when they happened.
    fn faults(&self) -> &Faults;

    /// Returns whether a run has left a task paused, and no process works on it.
    fn is_left_paused(&self) -> bool;

    /// Returns whether somebody who asks learns why a task is paused, or has learned it at the end
    /// of a command.
    fn is_told(&self) -> bool;
}

/// The name of an invariant, and whether a world keeps it.
pub type Invariant<W> = (&'static str, fn(&W) -> bool);

/// Every invariant.
#[must_use]
pub fn invariants<W: Observed>() -> [Invariant<W>; 8] {
    [
        ("a request takes effect at most once", once::<W>),
        ("a run moves its task at most once", moved_once::<W>),
        ("no false rejected or not sent", no_false_denial::<W>),
        ("no false accepted", no_false_accepted::<W>),
        ("an open intent is never overtaken", |world| {
            !world.faults().overtaken
        }),
        ("no step is refused for being sent twice", |world| {
            !world.faults().sent_twice
        }),
        ("as before means as before", |world| {
            !world.faults().false_as_before
        }),
        ("no task is left paused unsaid", paused_is_told::<W>),
    ]
}

/// The first invariant that a world breaks.
#[must_use]
pub fn broken<W: Observed>(world: &W) -> Option<&'static str> {
    let mut invariants = invariants::<W>().into_iter();
    invariants.find_map(|(name, is_kept)| (!is_kept(world)).then_some(name))
}

fn once<W: Observed>(world: &W) -> bool {
    world.effects().all(|times| times <= 1)
}

fn moved_once<W: Observed>(world: &W) -> bool {
    world.moves().all(|times| times <= 1)
}

fn no_false_denial<W: Observed>(world: &W) -> bool {
    let mut requests = world.requests();
    requests.all(|(status, times)| status != Status::NoEffect || times == 0)
}

fn no_false_accepted<W: Observed>(world: &W) -> bool {
    let mut requests = world.requests();
    requests.all(|(status, times)| status != Status::Effect || times == 1)
}

fn paused_is_told<W: Observed>(world: &W) -> bool {
    !world.faults().paused_unsaid && (!world.is_left_paused() || world.is_told())
}
