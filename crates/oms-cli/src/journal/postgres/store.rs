//! The store of a team: one connection for each command, and a directory on this machine for
//! results that the database could not receive.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::time::{Instant, SystemTime};

use jiff::Timestamp;

use super::append::{self, Closed, NotAppended};
use super::connect::Access;
use super::session::Session;
use super::spool::Spool;
use super::{facts, lock, prune, sql, verify};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::answers::Repeated;
use crate::journal::attempt::Target;
use crate::journal::chain::Hash;
use crate::journal::entry::{Aftermath, Event, Undelivered};
use crate::journal::facts::Facts;
use crate::journal::known::Known;
use crate::journal::lock::{InFlight, TargetLock};
use crate::journal::problem::{Kept, Problem};
use crate::journal::query::{Query as _, Take};
use crate::journal::store::{Pruned, Store, Trust, Verified};
use crate::journal::team::Team;

/// The journal of a team.
#[derive(Debug)]
pub(crate) struct Postgres {
    pub(super) access: Access,
    pub(super) place: String,
    /// The directory of the anchors.
    anchors: Option<PathBuf>,
    pub(super) spool: Spool,
    session: Mutex<Option<Arc<Session>>>,
    /// The last connection that had no answer in time: since when that is known, and its failure.
    unanswered: Mutex<Option<(Instant, Failure)>>,
    /// The connection on which locks were taken. Later intents are announced on the same connection
    /// or not at all: if a lock was lost in between, somebody else may hold it by now.
    locked_on: Mutex<Option<Weak<Session>>>,
    /// The hashes of the intents of this process, by their numbers.
    announced: Mutex<BTreeMap<u64, Hash>>,
    /// The moment at which the journal was made, once a connection has said it.
    origin: OnceLock<String>,
}

impl Postgres {
    /// Returns the journal in a database. Undelivered results are kept below `spools`, and anchors
    /// below `anchors`.
    pub(crate) fn new(access: Access, spools: &Path, anchors: Option<&Path>) -> Self {
        let place = access.database.to_string();
        Self {
            spool: Spool::new(spools, &access.database.without_user()),
            access,
            place,
            anchors: anchors.map(Path::to_owned),
            session: Mutex::default(),
            unanswered: Mutex::default(),
            locked_on: Mutex::default(),
            announced: Mutex::default(),
            origin: OnceLock::new(),
        }
    }

    /// Returns the connection, and makes it if there is none. A new connection first delivers the
    /// results that are kept.
    pub(super) fn session(&self) -> Result<Arc<Session>, Problem> {
        let (session, is_new) = self.connected()?;
        if is_new {
            // As long as a result is not delivered, its request stays open for everybody, and `oms
            // journal deliver` says why. Results that were kept at another address are delivered
            // where somebody asks for it: this journal may be a copy of the one that they belong
            // to.
            let _ = self.deliver_over(&session, &[], None, SystemTime::now());
        }
        Ok(session)
    }

    /// Does the same without a delivery, and returns whether the connection is a new one.
    pub(super) fn connected(&self) -> Result<(Arc<Session>, bool), Problem> {
        let mut held = locked(&self.session);
        if let Some(session) = held.as_ref().filter(|session| !session.wire.is_closed()) {
            return Ok((Arc::clone(session), false));
        }
        let session = self.open()?;
        if let Some(origin) = &session.origin {
            self.origin.get_or_init(|| origin.clone());
        }
        *held = Some(Arc::clone(&session));
        Ok((session, true))
    }

    /// Makes a connection. A server that answers nothing is not waited for again until as much time
    /// has passed: a command asks for its journal several times, and each wait would be as long.
    fn open(&self) -> Result<Arc<Session>, Problem> {
        let (patience, began) = (self.access.limits.statement(), Instant::now());
        let mut unanswered = locked(&self.unanswered);
        if let Some((since, failure)) = unanswered.as_ref()
            && since.elapsed() < patience
        {
            return Err(Problem::Team(Box::new(failure.clone())));
        }
        let opened = Session::open(&self.access, &self.place, self.anchors.as_deref());
        *unanswered = match &opened {
            Err(Problem::Team(failure)) if began.elapsed() >= patience => {
                Some((Instant::now(), Failure::clone(failure)))
            }
            _ => None,
        };
        opened
    }

    /// Returns the connection for decisions under a lock: the one that holds the locks, if any were
    /// taken. A run that somebody else has resumed is not for this process to end.
    fn session_under_the_locks(&self) -> Result<Arc<Session>, Problem> {
        let session = self.session()?;
        let locked_on = locked(&self.locked_on).clone();
        let is_the_same = locked_on.is_none_or(|locked_on| {
            locked_on
                .upgrade()
                .is_some_and(|it| Arc::ptr_eq(&it, &session))
        });
        if is_the_same {
            return Ok(session);
        }
        Err(self.lost_the_locks())
    }

    /// Refuses a further lock on another connection than the locks that are held: they were lost
    /// with theirs, and somebody else may have changed their targets since.
    fn refuse_to_split_the_locks(&self, session: &Arc<Session>) -> Result<(), Problem> {
        let held = locked(&self.locked_on).as_ref().and_then(Weak::upgrade);
        match held {
            Some(held) if !Arc::ptr_eq(&held, session) => Err(self.lost_the_locks()),
            _ => Ok(()),
        }
    }

    fn lost_the_locks(&self) -> Problem {
        Problem::team(
            format!(
                "the connection to the journal {} was lost, and the locks with it",
                self.place
            ),
            "Nothing was sent since. Run the command again.",
        )
    }

    /// Drops a connection that has failed.
    fn forget(&self) {
        *locked(&self.session) = None;
    }

    fn forget_if_closed(&self, session: &Session) {
        if session.wire.is_closed() {
            self.forget();
        }
    }

    /// Tries once to write a result. Returns what the journal says of it, or the reason why it was
    /// not written.
    fn try_to_close(
        &self,
        result: &Aftermath,
        intent: Hash,
        now: SystemTime,
    ) -> Result<Option<Repeated>, String> {
        // A result is worth every try.
        *locked(&self.unanswered) = None;
        let closed = self.session().and_then(|session| {
            let closed = append::close(&session, result, intent, now);
            // One that still answers holds the locks of what is sent next.
            self.forget_if_closed(&session);
            closed
        });
        match closed {
            Ok(Closed::Written(repeated)) => Ok(repeated),
            Ok(Closed::NoIntent) => Err(format!(
                "it does not hold the entry {} any more",
                result.intent
            )),
            Err(problem) => Err(Failure::from(problem).message),
        }
    }

    fn keep(&self, result: Aftermath, intent: Hash, now: SystemTime) -> Result<(), Problem> {
        let undelivered = Undelivered {
            journal: self.place.clone(),
            origin: self.origin.get().cloned(),
            hash: intent.to_string(),
            result,
        };
        self.spool.keep(undelivered, now)
    }

    /// Records that a result which was kept is in the journal. If that fails, the next command
    /// finds it there.
    fn no_longer_keep(&self, intent: u64, hash: Hash, now: SystemTime) {
        let hash = hash.to_string();
        for kept in self.spool.pending().unwrap_or_default() {
            let undelivered = &kept.undelivered;
            if undelivered.result.intent == intent && undelivered.hash == hash {
                let _ = self.spool.delivered(kept.entry, now);
            }
        }
    }
}

impl Store for Postgres {
    fn place(&self) -> String {
        self.place.clone()
    }

    fn address(&self) -> Option<String> {
        self.access.database.address()
    }

    /// Checks the directory on this machine; the server protects its own files.
    fn check(&self) -> Result<(), Problem> {
        self.spool.store.check()
    }

    fn check_writable(&self) -> Result<(), Problem> {
        self.spool.store.check_writable()
    }

    fn append(
        &self,
        event: Event,
        now: SystemTime,
        check: &mut dyn FnMut(&Known) -> bool,
    ) -> Result<Option<u64>, Problem> {
        let is_intent = matches!(event, Event::Intent(_));
        let session = self.session_under_the_locks()?;
        let appended = append::append(&session, now, |known| Ok(check(known).then_some(event)));
        match appended {
            Ok(Some(linked)) => {
                if is_intent {
                    locked(&self.announced).insert(linked.seq, linked.hash);
                }
                Ok(Some(linked.seq))
            }
            Ok(None) => Ok(None),
            Err(NotAppended::Refused(problem)) => {
                self.forget_if_closed(&session);
                Err(problem)
            }
            Err(NotAppended::Doubtful(linked, problem)) => {
                self.forget();
                if is_intent {
                    // The intent may be in the journal, but its request is not sent. The team
                    // learns that as soon as the journal is back.
                    let result = Aftermath {
                        intent: linked.seq,
                        outcome: Aftermath::ABORTED.to_owned(),
                        exit_code: Exit::Guard.code(),
                        message: Some(
                            "the journal was lost before the request was sent".to_owned(),
                        ),
                        ..Aftermath::default()
                    };
                    // If the result cannot be kept either, the open intent only causes more
                    // refusals than necessary.
                    let _ = self.keep(result, linked.hash, now);
                }
                Err(problem)
            }
        }
    }

    /// Writes the result to the journal, or otherwise to this machine. A result is true whoever
    /// holds the lock by now.
    fn close(&self, result: Aftermath, now: SystemTime) -> Result<Option<Repeated>, Problem> {
        let intent = locked(&self.announced).get(&result.intent).copied();
        let intent = intent.ok_or_else(|| {
            let what = "the result of a request that this process did not announce";
            Problem::Team(Box::new(Failure::internal(what)))
        })?;
        let [first, last] = self.access.limits.of_a_result();
        let one_try = || self.try_to_close(&result, intent, now);
        if let Ok(repeated) = self.access.limits.ending_at(first, one_try) {
            return Ok(repeated);
        }
        // It is on this machine before the database is waited for again: whoever ends the process
        // meanwhile loses nothing.
        let kept = self.keep(result.clone(), intent, now);
        // The second try uses a new connection if the old one was lost while the request was in
        // flight, or does not answer.
        let why = match self.access.limits.ending_at(last, one_try) {
            Ok(repeated) => {
                self.no_longer_keep(result.intent, intent, now);
                return Ok(repeated);
            }
            Err(why) => why,
        };
        kept?;
        Err(Problem::Kept(Box::new(Kept {
            journal: self.place.clone(),
            why,
            spool: self.spool.place(),
        })))
    }

    fn facts(&self, trust: Trust) -> Result<Facts, Problem> {
        let session = self.session()?;
        if trust == Trust::InOrder {
            facts::end_in_order(&session)?;
        }
        Ok(facts::of(&session))
    }

    fn lock(&self, target: &Target, holder: &InFlight) -> Result<TargetLock, Problem> {
        let session = self.session()?;
        self.refuse_to_split_the_locks(&session)?;
        let lock = lock::take(&session, target, holder)?;
        *locked(&self.locked_on) = Some(Arc::downgrade(&session));
        Ok(lock)
    }

    fn verify(&self) -> Result<Verified, Problem> {
        let session = self.session()?;
        verify::verify(&session)
    }

    fn each_entry(&self, take: Take<'_>) -> Result<(), Problem> {
        let session = self.session()?;
        session.within(sql::BEGIN_EXPORT, || session.each_entry(take))
    }

    fn prune(&self, before: Timestamp, now: SystemTime) -> Result<Pruned, Problem> {
        prune::prune(&self.session()?, before, now)
    }

    /// The server frees the locks of a connection that it has lost, and it loses all of them when
    /// it is started again.
    fn loses_locks(&self) -> bool {
        true
    }

    fn team(&self) -> Option<&dyn Team> {
        Some(self)
    }
}

/// Locks a mutex, even if a thread has panicked while it held it: the values are replaced as a
/// whole, so none is half written.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
