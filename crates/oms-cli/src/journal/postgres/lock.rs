//! The lock on a target: an advisory lock of the session, which the server releases when the
//! session ends, for whatever reason.

use std::fmt;
use std::sync::Arc;

use serde::Deserialize;

use super::row::value;
use super::session::Session;
use super::sql;
use crate::journal::attempt::Target;
use crate::journal::lock::{InFlight, TargetLock};
use crate::journal::lookup::key;
use crate::journal::problem::Problem;
use crate::journal::query::Param;

/// A lock that is held.
struct Held {
    session: Arc<Session>,
    target: i64,
}

/// The holder of a lock, according to the database.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Holder {
    /// The connected user, which the database knows.
    db_user: Option<String>,
    /// The time when the lock was taken, by the database's clock.
    since: Option<String>,
    /// The holder's description of its own command.
    what: Option<String>,
}

/// Takes the lock on a target, or returns its holder.
pub(super) fn take(
    session: &Arc<Session>,
    target: &Target,
    holder: &InFlight,
) -> Result<TargetLock, Problem> {
    let number = key([target.address().as_str(), target.id()]);
    let what = serde_json::to_string(holder).unwrap_or_default();
    let params = vec![Param::int(number), Param::text(&what), session.backend()];
    let taken = session.one(sql::TAKE, params, |row| {
        Ok((value::<Option<String>>(row, 0)?, value::<bool>(row, 1)?))
    })?;
    let Some((held, true)) = taken else {
        return Err(session.is_lent());
    };
    match held {
        None => Ok(TargetLock::holding(Box::new(Held {
            session: Arc::clone(session),
            target: number,
        }))),
        Some(text) => {
            let holder = serde_json::from_str(&text).ok().and_then(Holder::in_flight);
            Err(Problem::InFlight(
                target.id().to_owned(),
                holder.map(Box::new),
            ))
        }
    }
}

impl Holder {
    fn in_flight(self) -> Option<InFlight> {
        let mut holder: InFlight = serde_json::from_str(&self.what?).ok()?;
        // The database knows the user and the time better than the holder's command does.
        let user = self.db_user?;
        holder.who = Some(match holder.who {
            Some(who) => format!("{who}, as {user}"),
            None => user,
        });
        holder.since = self.since?;
        Some(holder)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // A session that has ended holds no lock, and one that does not answer is ended here.
        let params = vec![Param::int(self.target)];
        let _ = self.session.wire.unlock(sql::GIVE_BACK, params);
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Held").finish_non_exhaustive()
    }
}
