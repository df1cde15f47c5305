//! Waiting until a read shows what is waited for.
//!
//! A wait only reads, so that it can be dropped at any time, and made again.

mod error;
mod goal;

use std::fmt;
use std::pin::Pin;
use std::time::{Duration, Instant};

use super::clock::{Clock, Moment};
use crate::{Action, CallOptions, Dispatcher, EpochSeconds, Error, Reply, Shown};

pub use self::error::WaitError;
pub use self::goal::{Positioned, Seen, Until, Watched};

/// The longest time that is waited unless the caller says otherwise.
const WITHIN: Duration = Duration::from_secs(600);

/// The shortest pause between two looks.
const LEAST_PAUSE: Duration = Duration::from_millis(1);

/// The first and the longest pause between two looks, unless the caller says otherwise.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));

/// A wait: a read that is sent again and again until it shows what is waited for. Nothing is sent
/// before it is awaited, and dropping it ends it. A write is refused, and never sent.
///
/// It is awaited once it was told one goal, such as by [`until_state`](Self::until_state). Without
/// a goal it does not compile, nor with a second one:
///
/// ```compile_fail,E0277
/// # use oms_core::{AnyAction, Dispatcher};
/// # async fn wait(client: &Dispatcher, read: AnyAction) {
/// let waited = client.wait(read).await;
/// # }
/// ```
///
/// ```compile_fail,E0599
/// # use oms_core::{AnyAction, Dispatcher, Seen};
/// # async fn wait(client: &Dispatcher, read: AnyAction) {
/// let waited = client.wait(read).until(|_| Seen::Reached).until(|_| Seen::NotYet).await;
/// # }
/// ```
///
/// | Option | Default |
/// |---|---|
/// | [`within`](Self::within), [`deadline`](Self::deadline) | 10 minutes |
/// | [`every`](Self::every) | 1 s, doubled up to 30 s; each pause is drawn from its upper half |
/// | [`options`](Self::options) | those of the client, for each look |
/// | [`on_look`](Self::on_look) | nobody is told |
///
/// A look whose outcome is unknown, that was not sent for a cause that may pass, or that was
/// throttled is followed by another, and so is one that a cache answered. Any other failure ends
/// the wait. So does an answer that proves nothing and would come again in the same way: a
/// redirect, one in an encoding that was not asked for, or one that is larger than the
/// [limit](crate::ClientBuilder::answer_limit). So does a state from which what is waited for
/// cannot be reached. No pause and no look goes past the deadline.
///
/// # Errors
///
/// As [`WaitError`] says.
#[must_use = "nothing is sent before it is awaited"]
pub struct Wait<A: Action, G = ()> {
    dispatcher: Dispatcher,
    request: A,
    goal: G,
    within: Duration,
    deadline: Option<Instant>,
    pauses: (Duration, Duration),
    options: CallOptions,
    on_look: Option<Box<LookHook<A::Data>>>,
}

/// A look of a wait, for whoever shows its progress.
#[non_exhaustive]
pub struct LookReport<'a, D> {
    /// The number of looks so far, with this one.
    pub looks: u32,
    /// The time since the wait began.
    pub elapsed: Duration,
    /// The answer, or the failure of this look. A failure that does not pass ends the wait behind
    /// it, and so does the end of the time.
    pub answer: Result<&'a Reply<D>, &'a Error>,
}

type LookHook<D> = dyn Fn(LookReport<'_, D>) + Send + Sync;

/// The future of a wait.
pub type Waiting<D> = Pin<Box<dyn Future<Output = Result<Reply<D>, WaitError<D>>> + Send>>;

impl Dispatcher {
    /// Starts to describe a wait.
    pub fn wait<A: Action>(&self, request: A) -> Wait<A> {
        Wait {
            dispatcher: self.clone(),
            request,
            goal: (),
            within: WITHIN,
            deadline: None,
            pauses: PAUSES,
            options: CallOptions::new(),
            on_look: None,
        }
    }
}

impl<A: Action + 'static> Wait<A> {
    /// Waits for whatever this function sees in the answer.
    pub fn until(
        self,
        goal: impl Fn(&Reply<A::Data>) -> Seen + Send + Sync + 'static,
    ) -> Wait<A, Until<A>> {
        self.told(Until::new(move |_, reply| goal(reply)))
    }

    /// Waits until what is looked at is in one of these states, or in a variant of one; where there
    /// are several things, until each of them is. One in a state that no action leads out of to
    /// these ends the wait.
    pub fn until_state(self, states: impl IntoIterator<Item = A::State>) -> Wait<A, Until<A>>
    where
        A: Watched,
    {
        let states: Vec<A::State> = states.into_iter().collect();
        self.until_it(move |reply| goal::in_state::<A>(&reply.data, &states))
    }

    /// Waits until what is looked at has ended, in whatever state; where there are several things,
    /// until each of them has.
    pub fn until_ended(self) -> Wait<A, Until<A>>
    where
        A: Watched,
    {
        self.until_it(|reply| goal::ended::<A>(&reply.data))
    }

    /// Waits until the position of a direction has passed this moment, or is at it. An
    /// [end](Watched::has_ended) of what is looked at ends the wait, and so does a position that is
    /// not a time.
    pub fn until_passed(self, reverse: bool, position: EpochSeconds) -> Wait<A, Until<A>>
    where
        A: Watched + Positioned,
    {
        self.until_it(move |reply| goal::at::<A>(&reply.data, reverse, |shown| shown >= position))
    }

    /// Waits until the position of a direction is at this moment or before it, as after it was
    /// moved back.
    pub fn until_moved_back(self, reverse: bool, position: EpochSeconds) -> Wait<A, Until<A>>
    where
        A: Watched + Positioned,
    {
        self.until_it(move |reply| goal::at::<A>(&reply.data, reverse, |shown| shown <= position))
    }

    /// Waits until the position of a direction is less than this much behind the server's clock;
    /// behind this machine's, where an answer does not tell that. A lag is at least zero whole
    /// seconds, so that none is below [`Duration::ZERO`].
    ///
    /// Behind a move that was just accepted, the position may still be the old one, which was not
    /// far behind: wait [until it has moved](Self::until_moved_back) first.
    pub fn until_lag_below(self, reverse: bool, lag: Duration) -> Wait<A, Until<A>>
    where
        A: Watched + Positioned,
    {
        let dispatcher = self.dispatcher.clone();
        self.until_it(move |reply| {
            if lag.is_zero() {
                return Seen::Never("no lag is below 0 s".to_owned());
            }
            let now = reply.meta.server_time();
            let now = EpochSeconds::at_or_before(now.unwrap_or_else(|| dispatcher.wall()));
            goal::at::<A>(&reply.data, reverse, |shown| {
                now.as_ref().is_ok_and(|now| now.since(shown) < lag)
            })
        })
    }

    /// Waits for what is seen of the thing that was asked for. An answer about another one ends the
    /// wait: its state is no news of that one.
    fn until_it(
        self,
        goal: impl Fn(&Reply<A::Data>) -> Seen + Send + Sync + 'static,
    ) -> Wait<A, Until<A>>
    where
        A: Watched,
    {
        self.told(Until::new(
            move |request: &A, reply: &Reply<A::Data>| match request.another(&reply.data) {
                Some(id) => Seen::Never(format!("the answer is about another one, {}", Shown(id))),
                None => goal(reply),
            },
        ))
    }

    fn told(self, goal: Until<A>) -> Wait<A, Until<A>> {
        Wait {
            dispatcher: self.dispatcher,
            request: self.request,
            goal,
            within: self.within,
            deadline: self.deadline,
            pauses: self.pauses,
            options: self.options,
            on_look: self.on_look,
        }
    }
}

impl<A: Action, G> Wait<A, G> {
    /// The most time that is waited.
    pub const fn within(mut self, time: Duration) -> Self {
        self.within = time;
        self
    }

    /// The moment at which the wait ends at the latest, beside [`within`](Self::within). It is one
    /// of the machine's clock, as [`CallOptions::deadline`] says.
    pub const fn deadline(mut self, moment: Instant) -> Self {
        self.deadline = Some(moment);
        self
    }

    /// The first pause between two looks, and the longest. Neither is shorter than a millisecond. A
    /// longer pause that the server asks for by `Retry-After` counts instead, up to five minutes.
    pub const fn every(mut self, first: Duration, longest: Duration) -> Self {
        self.pauses = (first, longest);
        self
    }

    /// The options of each look. Their [`deadline`](CallOptions::deadline) is that of the wait as
    /// well.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// Tells of each look.
    pub fn on_look(
        mut self,
        hook: impl Fn(LookReport<'_, A::Data>) + Send + Sync + 'static,
    ) -> Self {
        self.on_look = Some(Box::new(hook));
        self
    }
}

impl<A> IntoFuture for Wait<A, Until<A>>
where
    A: Action + Send + Sync + 'static,
    A::Data: Send + Sync,
{
    type Output = Result<Reply<A::Data>, WaitError<A::Data>>;

    type IntoFuture = Waiting<A::Data>;

    fn into_future(self) -> Waiting<A::Data> {
        Box::pin(self.look())
    }
}

impl<A> Wait<A, Until<A>>
where
    A: Action + Send + Sync + 'static,
    A::Data: Send + Sync,
{
    /// Looks until the goal is reached or the wait has ended.
    async fn look(self) -> Result<Reply<A::Data>, WaitError<A::Data>> {
        let action = self.request.info().name();
        let started = Moment::now();
        let deadlines = [self.deadline, self.options.latest()].into_iter().flatten();
        let end = deadlines.fold(started.after(self.within), |end, deadline| {
            end.min(Moment::at(deadline))
        });
        let (first, longest) = self.pauses;
        // A pause of nothing would stay one when it is doubled.
        let (mut pause, longest) = (first.max(LEAST_PAUSE), longest.max(LEAST_PAUSE));
        let mut looks = 0;
        let mut shown = None;
        loop {
            looks += 1;
            let left = end.since(Moment::now());
            let call = self.dispatcher.look(&self.request);
            let answer = call.options(self.options.clone().no_later_than(left)).await;
            if let Some(hook) = &self.on_look {
                hook(LookReport {
                    looks,
                    elapsed: Moment::now().since(started),
                    answer: answer.as_ref(),
                });
            }
            let asked_for = match &answer {
                Ok(_) => None,
                Err(error) => error.retry_after(),
            };
            let failed = match answer {
                Ok(reply) => match self.goal.see(&self.request, &reply) {
                    Seen::Reached => return Ok(reply),
                    Seen::Never(why) => return Err(WaitError::never(action, why, reply)),
                    Seen::NotYet => {
                        shown = Some(reply);
                        None
                    }
                },
                Err(error) if !error.may_pass() => return Err(WaitError::Failed { action, error }),
                Err(error) => Some(error),
            };
            let wait = self.dispatcher.between(pause / 2, pause);
            let wait = wait.max(asked_for.unwrap_or_default());
            if Moment::now().after(wait) >= end {
                let elapsed = Moment::now().since(started);
                return Err(WaitError::too_late(action, (looks, elapsed), shown, failed));
            }
            drop(failed);
            Clock::sleep(wait).await;
            pause = pause.saturating_mul(2).min(longest);
        }
    }
}

impl<A: Action, G> fmt::Debug for Wait<A, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("action", &self.request.info().name())
            .field("within", &self.within)
            .field("deadline", &self.deadline)
            .field("every", &self.pauses)
            .finish_non_exhaustive()
    }
}

impl<D> fmt::Debug for LookReport<'_, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LookReport")
            .field("looks", &self.looks)
            .field("elapsed", &self.elapsed)
            .field("failed", &self.answer.is_err())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
