//! The delivery of results that are kept on this machine.

use std::sync::Arc;
use std::time::SystemTime;

use super::append::{self, Closed};
use super::session::Session;
use super::spool::Kept;
use super::store::{Delivered, Postgres};
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
    /// Returns the number of results on this machine that wait for the journal to come back.
    pub(super) fn waiting(&self) -> Result<usize, Problem> {
        Ok(self.spool.pending()?.len())
    }

    /// Delivers the results that wait on this machine. That of the request `give_up` is removed if
    /// it can never be delivered.
    pub(super) fn deliver_all(&self, give_up: Option<u64>, now: SystemTime) -> Delivered {
        let (session, first) = self.connected(now)?;
        let first = first.transpose()?;
        if let (Some(first), None) = (&first, give_up) {
            return Ok(first.clone());
        }
        let first = first.unwrap_or_default();
        let last = self.deliver_over(&session, give_up, now)?;
        Ok(Delivery {
            delivered: [first.delivered, last.delivered].concat(),
            dropped: [first.dropped, last.dropped].concat(),
            ..last
        })
    }

    pub(super) fn deliver_over(
        &self,
        session: &Arc<Session>,
        give_up: Option<u64>,
        now: SystemTime,
    ) -> Delivered {
        let mut delivery = Delivery::default();
        for kept in self.spool.pending()? {
            let (entry, intent) = (kept.entry, kept.undelivered.result.intent);
            match self.deliver_one(session, &kept) {
                End::Delivered => delivery.delivered.push(intent),
                End::Dropped => delivery.dropped.push(intent),
                End::Lost(why) if give_up == Some(intent) => {
                    delivery.given_up.push(undelivered(kept, why));
                }
                End::Lost(why) | End::Kept(why) => {
                    delivery.kept.push(undelivered(kept, why));
                    continue;
                }
            }
            self.spool.delivered(entry, now)?;
        }
        Ok(delivery)
    }

    fn deliver_one(&self, session: &Arc<Session>, kept: &Kept) -> End {
        let result = &kept.undelivered.result;
        let Ok(intent) = kept.undelivered.hash.parse() else {
            return End::Lost("it names no hash".to_owned());
        };
        match append::close(session, self.anchor.as_ref(), result, intent, kept.time) {
            Ok(Closed::Written(_)) => End::Delivered,
            Ok(Closed::NoIntent) => without_intent(result),
            // A database that was restored lacks the entry of the anchor as well, and the anchor
            // refuses every result.
            Err(problem) => match session.holds(result.intent, intent) {
                Ok(false) => without_intent(result),
                Ok(true) | Err(_) => End::Kept(Failure::from(problem).message),
            },
        }
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
