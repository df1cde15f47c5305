//! The delivery of results that are kept on this machine.

use std::sync::Arc;
use std::time::SystemTime;

use super::append::{self, Closed};
use super::session::Session;
use super::spool::{Kept, Spool};
use super::store::Postgres;
use crate::failure::Failure;
use crate::journal::entry::Aftermath;
use crate::journal::problem::Problem;
use crate::journal::team::{Delivery, Undelivered};
use crate::time::utc;

/// The end of one result.
enum End {
    Delivered,
    /// The journal does not hold the intent, and nothing was sent for it.
    Dropped,
    /// No journal can take it: this one does not hold the intent.
    Lost(String),
    /// The journal does not take it now.
    Kept(String),
}

impl Postgres {
    /// Returns the number of results on this machine that wait to be delivered to the journal.
    pub(super) fn waiting(&self, session: &Arc<Session>) -> Result<usize, Problem> {
        Ok(self.kept_for(session, &self.spool.others())?.len())
    }

    /// Returns the results on this machine that are the journal's, each with the place where it is
    /// kept. The journal may have had another address when one of them was kept.
    fn kept_for<'s>(
        &'s self,
        session: &Arc<Session>,
        others: &'s [Spool],
    ) -> Result<Vec<(&'s Spool, Kept)>, Problem> {
        let own = self.spool.pending()?.into_iter();
        let mut results: Vec<_> = own.map(|kept| (&self.spool, kept)).collect();
        for spool in others {
            // One that is broken is no reason to refuse this journal: whoever reaches its own is
            // told.
            for kept in spool.pending().unwrap_or_default() {
                if is_of(session, &kept)? {
                    results.push((spool, kept));
                }
            }
        }
        Ok(results)
    }

    /// Delivers the results that wait on this machine. That of the request `give_up` is removed if
    /// it can never be delivered.
    pub(super) fn deliver_all(
        &self,
        give_up: Option<u64>,
        now: SystemTime,
    ) -> Result<Delivery, Problem> {
        let (session, _) = self.connected()?;
        self.deliver_over(&session, &self.spool.others(), give_up, now)
    }

    /// Delivers those that were kept at this address, and at these others.
    ///
    /// A journal that does not hold an intent may be one that does not hold it yet, such as a
    /// standby, or a copy: only its own address tells that a request was not sent and left nothing.
    pub(super) fn deliver_over(
        &self,
        session: &Arc<Session>,
        others: &[Spool],
        give_up: Option<u64>,
        now: SystemTime,
    ) -> Result<Delivery, Problem> {
        let mut delivery = Delivery::default();
        for (spool, kept) in self.kept_for(session, others)? {
            let (entry, intent) = (kept.entry, kept.undelivered.result.intent);
            match deliver_one(session, &kept) {
                End::Delivered => delivery.delivered.push(intent),
                End::Dropped
                    if !std::ptr::eq(spool, &raw const self.spool) || session.is_read_only()? =>
                {
                    let why = "the journal does not hold that entry here".to_owned();
                    delivery.kept.push(undelivered(kept, why));
                    continue;
                }
                End::Dropped => delivery.dropped.push(intent),
                End::Lost(why) if give_up == Some(intent) => {
                    delivery.given_up.push(undelivered(kept, why));
                }
                End::Lost(why) | End::Kept(why) => {
                    delivery.kept.push(undelivered(kept, why));
                    continue;
                }
            }
            spool.delivered(entry, now)?;
        }
        Ok(delivery)
    }
}

/// Returns whether a result that was kept at another address is that of a request in this journal.
fn is_of(session: &Arc<Session>, kept: &Kept) -> Result<bool, Problem> {
    let kept = &kept.undelivered;
    match (&kept.origin, kept.hash.parse()) {
        (Some(origin), _) => Ok(session.origin.as_ref() == Some(origin)),
        (None, Ok(intent)) => append::holds(session, kept.result.intent, intent),
        (None, Err(())) => Ok(false),
    }
}

fn deliver_one(session: &Arc<Session>, kept: &Kept) -> End {
    let result = &kept.undelivered.result;
    let Ok(intent) = kept.undelivered.hash.parse() else {
        return End::Lost("it names no hash".to_owned());
    };
    match append::close(session, result, intent, kept.time) {
        Ok(Closed::Written(_)) => End::Delivered,
        Ok(Closed::NoIntent) => without_intent(result),
        // A database that was restored lacks the entry of the anchor as well, and the anchor
        // refuses every result.
        Err(problem) => match append::holds(session, result.intent, intent) {
            Ok(false) => without_intent(result),
            Ok(true) | Err(_) => End::Kept(Failure::from(problem).message),
        },
    }
}

/// The end of a result whose intent the journal does not hold. That of a request that was not sent
/// was lost together with the connection, or with what a restored database lacks.
fn without_intent(result: &Aftermath) -> End {
    if result.outcome == Aftermath::ABORTED {
        End::Dropped
    } else {
        End::Lost("the journal does not hold that entry any more".to_owned())
    }
}

fn undelivered(kept: Kept, why: String) -> Undelivered {
    Undelivered {
        time: utc(kept.time),
        result: kept.undelivered.result,
        why,
    }
}
