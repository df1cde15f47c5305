//! The one protocol of every write: look, guard, ask, write down, send once, settle.
//!
//! The protocol is a chain of types. A value of each type can only be made from the one before, so
//! no step can be left out:
//!
//! ```text
//! Planned --look--> Looked --clear--> Cleared --ask--> Consented --send--> Settled
//!          locks, what is open,  guards          a person        journal, request, journal
//!          a read over the same way
//! ```
//!
//! A single write has one step. A rewind and a batch have several, which are cleared and consented
//! to together; each of them takes its own [`Consented`], which is used up by its request. An error
//! before the first request is a [`Failure`](crate::failure::Failure), and the result of a request
//! is a [`Settled`]; neither ever turns into the other.

mod advice;
pub(crate) mod approval;
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
mod position;
pub(crate) mod preview;
mod record;
pub(crate) mod run;
mod send;
mod settled;
pub(crate) mod skew;
mod unseen;
pub(crate) mod watch;

pub(crate) use cleared::{Agreed, Asking, Consented};
pub(crate) use looked::{Looked, Proposed};
pub(crate) use planned::{Planned, Subject};
pub(crate) use position::PositionLeft;
pub(crate) use send::send;
pub(crate) use settled::{Answer, Effect, Ending, Settled, Unwritten};
pub(crate) use unseen::{look_once, not_looked_up};

#[cfg(test)]
mod tests {
    use super::Settled;
    use crate::command::rewind::Taken;
    use crate::failure::Failure;

    /// Has one implementation for a type that is no `Failure` and does not convert into one, and
    /// two for any other type. Two are ambiguous, so that the call below does not compile.
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
