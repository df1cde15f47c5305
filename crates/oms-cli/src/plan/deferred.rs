//! The arguments of an action, which its command has only once it is read.

use std::ops::Deref;

use clap::builder::Resettable;
use clap::{ArgMatches, Args, Command, Error, FromArgMatches, Id};

use super::arguments::{ActionArgs, ActionVisitor};

/// The arguments of an action, on the heap. A command line names one action of many, and building
/// the flags of all of them would take longer than the rest of a start.
#[derive(Debug)]
pub(crate) struct Deferred<T>(Box<T>);

impl<T> Deref for Deferred<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: FromArgMatches> FromArgMatches for Deferred<T> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        T::from_arg_matches(matches).map(|args| Self(Box::new(args)))
    }

    fn from_arg_matches_mut(matches: &mut ArgMatches) -> Result<Self, Error> {
        T::from_arg_matches_mut(matches).map(|args| Self(Box::new(args)))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        self.0.update_from_arg_matches(matches)
    }

    fn update_from_arg_matches_mut(&mut self, matches: &mut ArgMatches) -> Result<(), Error> {
        self.0.update_from_arg_matches_mut(matches)
    }
}

impl<T: Args> Args for Deferred<T> {
    fn group_id() -> Option<Id> {
        T::group_id()
    }

    fn augment_args(command: Command) -> Command {
        command.defer(with_arguments::<T>)
    }

    fn augment_args_for_update(command: Command) -> Command {
        T::augment_args_for_update(command)
    }
}

/// A command that gets the arguments of its action at once.
#[derive(Debug)]
pub(crate) struct Filled(pub(crate) Command);

impl ActionVisitor for Filled {
    type Output = Command;

    fn visit<A: ActionArgs>(self, _: Option<&A>) -> Command {
        with_arguments::<A>(self.0)
    }
}

/// Returns an action's command with its arguments, which are no longer deferred.
fn with_arguments<T: Args>(command: Command) -> Command {
    let short = Resettable::from(command.get_about().cloned());
    let long = Resettable::from(command.get_long_about().cloned());
    // The description of the arguments would take the place of the command's own.
    let command = T::augment_args(command).about(short).long_about(long);
    command.defer(|command| command)
}
