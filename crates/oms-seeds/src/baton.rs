//! Who acts: one of the two operators at a time, so that a seed always plays the same history.

use std::panic::resume_unwind;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::network::Moment;
use crate::world::{Fate, World};

/// One of the two operators.
pub(crate) type Who = usize;

/// The panic payload with which a process dies.
pub(crate) struct Died;

/// The world, and who acts in it.
#[derive(Clone)]
pub(crate) struct Shared(Arc<Inner>);

struct Inner {
    state: Mutex<State>,
    turn: Condvar,
}

pub(crate) struct State {
    pub(crate) world: World,
    holder: Who,
    done: [bool; 2],
}

impl Shared {
    pub(crate) fn new(world: World) -> Self {
        Self(Arc::new(Inner {
            state: Mutex::new(State {
                world,
                holder: 0,
                done: [false; 2],
            }),
            turn: Condvar::new(),
        }))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An operator's process comes to a moment: it goes on, lets the other one act first, or dies
    /// there.
    pub(crate) fn pass(&self, who: Who, moment: Moment) {
        let mut state = self.lock();
        match state.world.pass(who, moment) {
            Fate::GoOn => {}
            Fate::Yield => drop(self.hand_over(who, state)),
            Fate::Die => {
                state.world.die(who);
                drop(state);
                // No hook of a panic runs: nothing is wrong with the process, it is killed.
                resume_unwind(Box::new(Died));
            }
        }
    }

    /// Lets the other operator act until the turn comes back.
    pub(crate) fn hand_over<'s>(
        &'s self,
        who: Who,
        mut state: MutexGuard<'s, State>,
    ) -> MutexGuard<'s, State> {
        let other = 1 - who;
        if state.done[other] {
            return state;
        }
        state.holder = other;
        self.0.turn.notify_all();
        self.wait(who, state)
    }

    /// Waits for the turn.
    pub(crate) fn wait<'s>(
        &'s self,
        who: Who,
        state: MutexGuard<'s, State>,
    ) -> MutexGuard<'s, State> {
        let waited = self.0.turn.wait_while(state, |state| state.holder != who);
        waited.unwrap_or_else(PoisonError::into_inner)
    }

    /// An operator has nothing left to do.
    pub(crate) fn leave(&self, who: Who) {
        let mut state = self.lock();
        state.done[who] = true;
        state.holder = 1 - who;
        self.0.turn.notify_all();
    }

    /// The world, once nobody acts in it any more.
    pub(crate) fn into_world(self) -> World {
        let inner = Arc::into_inner(self.0);
        let inner = inner.unwrap_or_else(|| panic!("somebody still acts"));
        let state = inner.state.into_inner();
        state.unwrap_or_else(PoisonError::into_inner).world
    }
}
