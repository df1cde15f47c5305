//! Sends what is left, one line after the other, and stops where going on would be a guess.
//!
//! It never sends a line twice, and never goes on after an unknown outcome. The first line may have
//! been sent, so nothing here can fail: the reason for stopping is a value.

use std::collections::VecDeque;

use oms_client::Client;

use super::args::Terms;
use super::canary;
use super::item::{Item, Standing};
use super::line::LineEnd;
use super::pace::Pace;
use crate::act::run::Run;
use crate::act::{Consented, Settled, send};
use crate::command::rewind::{Goal, Steps, Taken, Taking};
use crate::journal::StepKind;
use crate::session::Session;

/// The reason why the rest was not sent.
#[derive(Debug)]
pub(super) enum Stop {
    /// A line did not end as it should.
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

/// The steps to take for a line, with the consent to them.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) goal: Goal,
    /// The steps of its loop; `None` where the position alone is moved.
    pub(super) steps: Option<Steps>,
    pub(super) consented: VecDeque<Consented>,
}

/// The sender of the lines, one after the other.
pub(super) struct Sending<'b, 'r, 's> {
    session: &'b mut Session<'r, 's>,
    client: &'b Client,
    run: &'b Run,
    pace: Pace,
    keep_going: bool,
    /// The number of lines that are sent first.
    canary: Option<usize>,
    /// Set where a person is asked between the canary and the rest.
    asks: bool,
}

impl<'b, 'r, 's> Sending<'b, 'r, 's> {
    pub(super) fn new(
        terms: &Terms,
        session: &'b mut Session<'r, 's>,
        client: &'b Client,
        run: &'b Run,
    ) -> Self {
        Self {
            session,
            client,
            run,
            pace: Pace::new(terms.interval()),
            keep_going: terms.options.keep_going,
            canary: terms.options.canary.filter(|lines| *lines > 0),
            asks: terms.consent.to_each.yes.is_none(),
        }
    }

    /// Sends all that is left. Returns the reason why the rest was not sent, if some was not.
    pub(super) fn all(mut self, items: &mut [Item], work: Vec<Work>) -> Option<Stop> {
        let left = work.len();
        for (sent, work) in work.into_iter().enumerate() {
            if self.canary == Some(sent)
                && let Some(stop) = self.verify(left, items)
            {
                return Some(stop);
            }
            match self.pace.wait(self.session) {
                Ok(true) => {}
                Ok(false) => return Some(Stop::Interrupted),
                Err(failure) => return Some(Stop::Hindered(failure.message)),
            }
            let Some(item) = items.iter_mut().find(|item| item.number == work.goal.line) else {
                continue;
            };
            let end = self.send(item, work);
            let is_canary = self.canary.is_some_and(|canary| sent < canary);
            let goes_on = end.is_done() || end.is_rejected() && self.keep_going && !is_canary;
            item.standing = Standing::Ended(Box::new(end));
            if !goes_on && sent + 1 < left {
                return Some(Stop::AtLine);
            }
        }
        None
    }

    /// Sends one line, and returns its result.
    fn send(&mut self, item: &Item, mut work: Work) -> LineEnd {
        let taken = match &work.steps {
            None => {
                let part = self.run.part(item.number, StepKind::Move);
                Taken::of_move(match work.consented.pop_front() {
                    Some(consented) => send(
                        consented,
                        self.session,
                        self.client,
                        &item.request,
                        Some(part),
                    ),
                    None => Settled::without_consent(),
                })
            }
            Some(steps) => {
                let taking = Taking {
                    session: &mut *self.session,
                    client: self.client,
                    goal: &work.goal,
                    run: Some(self.run),
                    old: item.plan.explanation.change.old.clone(),
                    consented: work.consented,
                };
                taking.all(steps)
            }
        };
        let end = LineEnd {
            goal: work.goal,
            taken,
            is_loop: work.steps.is_some(),
        };
        let entry = end
            .entry()
            .map_or_else(String::new, |seq| format!(" (journal entry {seq})"));
        self.session.note(&format!(
            "{}: {}{entry}\n",
            item.in_words(),
            end.outcome().as_str()
        ));
        end
    }

    /// Watches the canary, and asks for the rest.
    fn verify(&mut self, left: usize, items: &[Item]) -> Option<Stop> {
        let ended = || items.iter().filter_map(|item| Some((item, item.end()?)));
        for (item, end) in ended().filter(|(_, end)| !end.is_loop) {
            if let Some(why) = canary::watch_over(item, &end.goal, self.session, self.client) {
                return Some(Stop::Unverified(why));
            }
        }
        if !self.asks {
            return None;
        }
        let production = items.first().is_some_and(|item| item.plan.production);
        let sent = ended().count();
        let alarm = format!("PRODUCTION: {} positions", left.saturating_sub(sent));
        let alarm = production.then_some(alarm.as_str());
        let asked = canary::ask(self.session, sent, left, alarm);
        asked.is_err().then_some(Stop::Declined)
    }
}
