//! Sends what is left, a line after the other, and stops where going on would be a guess.
//!
//! It never sends a line twice, and never goes on behind an outcome that is not known.

use std::time::Duration;

use oms_client::Client;

use super::BatchArgs;
use super::canary::{self, Probe};
use super::guards;
use super::item::{Item, Standing};
use super::pace::Pace;
use crate::act::submit::submit;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;
use crate::session::Session;

/// Why the rest was not sent.
#[derive(Debug)]
pub(super) enum Stop {
    /// A line came to something else than it should.
    AtLine,
    /// A person interrupted it.
    Interrupted,
    /// The canary was accepted, and was not seen to move.
    Unverified(String),
    /// A person did not want the rest to be sent.
    Declined,
    /// This machine cannot go on.
    Hindered(String),
}

/// How lines are sent.
pub(super) struct Sending<'b, 'r, 's> {
    session: &'b mut Session<'r, 's>,
    client: &'b Client,
    pace: Pace,
    keep_going: bool,
    /// How many are sent first, and how long each of them is watched.
    canary: Option<usize>,
    wait_timeout: Duration,
    /// Whether a person is asked between the canary and the rest.
    asks: bool,
}

impl<'b, 'r, 's> Sending<'b, 'r, 's> {
    pub(super) fn new(
        args: &BatchArgs,
        session: &'b mut Session<'r, 's>,
        client: &'b Client,
    ) -> Self {
        Self {
            session,
            client,
            pace: Pace::new(args.rate),
            keep_going: args.keep_going,
            canary: args.canary.map(std::num::NonZeroUsize::get),
            wait_timeout: args.wait_timeout,
            asks: args.yes.is_none(),
        }
    }

    /// Sends all that is left, and says why the rest was not sent, where some was not.
    ///
    /// It does not fail: a failure says that nothing was sent.
    pub(super) fn all(mut self, items: &mut [Item]) -> Option<Stop> {
        self.one_by_one(items)
            .unwrap_or_else(|failure| Some(Stop::Hindered(failure.message)))
    }

    fn one_by_one(&mut self, items: &mut [Item]) -> Result<Option<Stop>, Failure> {
        let left = items.iter().filter(|item| item.is_left()).count();
        let mut probes = Vec::new();
        let to_send = items.iter_mut().filter(|item| item.is_left());
        for (sent, item) in to_send.enumerate() {
            if self.canary == Some(sent)
                && let Some(stop) = self.verify(&probes, left)?
            {
                return Ok(Some(stop));
            }
            if !self.pace.wait(self.session)? {
                return Ok(Some(Stop::Interrupted));
            }
            let exit = self.send(item);
            probes.extend(Probe::of(item));
            let is_canary = self.canary.is_some_and(|canary| sent < canary);
            let goes_on = exit == Exit::Rejected && self.keep_going && !is_canary;
            if exit != Exit::Success && !goes_on && sent + 1 < left {
                return Ok(Some(Stop::AtLine));
            }
        }
        Ok(None)
    }

    /// Sends one line, and tells what it came to.
    fn send(&mut self, item: &mut Item) -> Exit {
        let report = guards::recorder(item, self.session)
            .and_then(|recorder| {
                submit(
                    self.session,
                    self.client,
                    &item.request,
                    &item.plan,
                    &recorder,
                )
            })
            .unwrap_or_else(|failure| Report::stopped(&failure));
        let entry = report
            .journal
            .map_or_else(String::new, |seq| format!(" (journal entry {seq})"));
        self.session.note(&format!(
            "{}: {}{entry}\n",
            item.in_words(),
            report.outcome.unwrap_or("unknown")
        ));
        let exit = report.exit;
        item.standing = Standing::Ended(Box::new(report));
        exit
    }

    /// Watches the canary, and asks for the rest.
    fn verify(&mut self, probes: &[Probe], left: usize) -> Result<Option<Stop>, Failure> {
        for probe in probes {
            let why = canary::watch_over(probe, self.session, self.client, self.wait_timeout)?;
            if let Some(why) = why {
                return Ok(Some(Stop::Unverified(why)));
            }
        }
        if !self.asks {
            return Ok(None);
        }
        let asked = canary::ask(self.session, probes.len(), left);
        Ok(asked.is_err().then_some(Stop::Declined))
    }
}
