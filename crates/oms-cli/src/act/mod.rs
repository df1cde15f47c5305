//! The one protocol of a write, whatever it is: look, guard, ask, write down, send once, settle.
//!
//! It is a chain of types. A step of the protocol that was left out is a value that nobody can
//! make:
//!
//! ```text
//! Planned --look--> Looked --clear--> Cleared --ask--> Consented --send--> Settled
//!          locks, what is open,  guards          a person        journal, request, journal
//!          a read over the same way
//! ```
//!
//! A single write is one step of it. A rewind and a batch are several, cleared and consented to
//! together, and each of them takes its own [`Consented`], which is used up by its request. What
//! goes wrong before the first request is a [`Failure`](crate::failure::Failure), and what becomes
//! of a request is a [`Settled`]; the one never turns into the other.

mod cleared;
pub(crate) mod confirm;
pub(crate) mod describe;
pub(crate) mod guard;
mod hold;
pub(crate) mod look;
mod looked;
pub(crate) mod names;
mod pick;
mod planned;
pub(crate) mod preview;
mod record;
pub(crate) mod run;
mod send;
mod settled;
pub(crate) mod watch;

pub(crate) use cleared::{Agreed, Asking, Consented};
pub(crate) use looked::{Looked, Proposed};
pub(crate) use planned::{Planned, Subject, look_once};
pub(crate) use send::send;
pub(crate) use settled::{Answer, Effect, Ending, Settled};

#[cfg(test)]
mod tests {
    use super::Settled;
    use crate::command::rewind::Taken;
    use crate::failure::Failure;

    /// Has one way to be meant for a type that is no `Failure` and becomes none, and two for any
    /// other, which does not compile.
    trait NeverAFailure<Way> {
        fn is_kept() {}
    }

    impl<T> NeverAFailure<()> for T {}

    impl<T: Into<Failure>> NeverAFailure<u8> for T {}

    #[test]
    fn p237_what_became_of_a_request_never_turns_into_what_says_that_nothing_was_sent() {
        <Settled as NeverAFailure<_>>::is_kept();
        <Taken as NeverAFailure<_>>::is_kept();
    }
}
