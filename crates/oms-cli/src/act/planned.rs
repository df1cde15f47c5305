//! Writes that are planned. No lock is held yet, and nothing was read.

use std::collections::BTreeMap;

use oms_client::Client;

use super::approval::refuse_unapproved;
use super::guard;
use super::hold::Hold;
use super::look::{self, Seen};
use super::looked::Looked;
use super::unseen::{not_looked_up, not_proved};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{InFlight, Journal, Known, Problem, Target, TargetLock};
use crate::plan::{self, Plan};
use crate::session::{Consent, Session};
use crate::surroundings::{Act, Rule};

/// The subject of a write.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    pub(crate) target: Target,
    /// The subject as it is read, if there is a read that shows it.
    pub(crate) looked_up: Option<plan::Subject>,
    /// The number of the line of a file that names it.
    pub(crate) line: Option<usize>,
    /// The name of the change, which is shown to others who wait for the lock.
    action: &'static str,
}

impl Subject {
    pub(crate) fn of(plan: &Plan) -> Self {
        Self {
            target: Target::of_plan(plan),
            looked_up: plan.explanation.looked_up().cloned(),
            line: None,
            action: plan.action,
        }
    }

    /// Returns the same subject, named on a line of a file.
    pub(crate) fn on_line(self, line: usize) -> Self {
        Self {
            line: Some(line),
            ..self
        }
    }
}

/// One write, or several that belong together, before any look.
#[derive(Debug)]
pub(crate) struct Planned {
    subjects: Vec<Subject>,
    /// The run that they go on with, which may have been approved.
    run: Option<u64>,
}

/// The results of the looks, by their target. A look that failed has its reason.
pub(super) type Looks = BTreeMap<Target, Result<Option<Seen>, Failure>>;

impl Planned {
    /// Plans writes about these subjects.
    pub(crate) fn new(subjects: impl IntoIterator<Item = Subject>) -> Self {
        Self {
            subjects: subjects.into_iter().collect(),
            run: None,
        }
    }

    /// Returns the same writes as what is left of a run.
    pub(crate) fn of_run(self, run: Option<u64>) -> Self {
        Self { run, ..self }
    }

    /// Takes the locks, refuses the write if a request about a subject is open, and looks at each
    /// subject.
    ///
    /// The locks come first, so that nobody changes what was seen. Open requests are checked before
    /// the first request is made. `mine` is a run that is resumed: its own open requests are not
    /// refused, because the look may settle them.
    pub(crate) fn look(
        self,
        session: &mut Session<'_, '_>,
        client: &Client,
        consent: &Consent,
        mine: Option<u64>,
    ) -> Result<Looked, Failure> {
        let journal = session.journal()?;
        let is_checked_later = session.surroundings.keeps(Rule::CheckUnderLock);
        if !is_checked_later {
            self.refuse_open(&journal.read()?, mine)?;
        }
        let lock = || self.lock(&journal, consent.to_each.no_lock, session);
        let locks = session.surroundings.durably(Act::Lock, lock)?;
        let known = journal.read()?;
        refuse_unapproved(&known, self.run.or(mine), session)?;
        if is_checked_later {
            self.refuse_open(&known, mine)?;
        }
        let looked = session.surroundings.rehearsal.elapsed();
        let shown = if consent.to_each.no_preflight {
            Looks::new()
        } else {
            self.looks(session, client)?
        };
        let hold = Hold::new(journal, locks);
        Ok(Looked::new(hold, known, self.subjects, shown, looked))
    }

    /// Takes a lock on each target that is changed. Several writes about one target share its lock.
    fn lock(
        &self,
        journal: &Journal,
        no_lock: bool,
        session: &Session<'_, '_>,
    ) -> Result<Vec<TargetLock>, Failure> {
        let mut locks = Vec::new();
        let targets: BTreeMap<&Target, &'static str> = self
            .subjects
            .iter()
            .map(|subject| (&subject.target, subject.action))
            .collect();
        for (target, action) in targets {
            let holder = InFlight::of(session, format!("{action} of {}", target.id()));
            match journal.store().lock(target, &holder) {
                Ok(lock) => locks.push(lock),
                Err(Problem::InFlight(..)) if no_lock => {}
                Err(problem) => return Err(problem.into()),
            }
        }
        Ok(locks)
    }

    fn refuse_open(&self, known: &Known, mine: Option<u64>) -> Result<(), Failure> {
        let mine = mine.map(|run| known.run(run)).transpose()?.flatten();
        let own = mine.iter().flat_map(|run| &run.attempts);
        let own: Vec<u64> = own.map(|attempt| attempt.seq).collect();
        let refused = self.subjects.iter().filter_map(|subject| {
            let failure = guard::open(known, &subject.target, &own).err()?;
            Some((subject.line, failure))
        });
        refused_together(&refused.collect::<Vec<_>>(), self.subjects.len())
    }

    /// Looks at each subject once. An error of the connection would be the same for all subjects,
    /// so the first one is returned at once.
    fn looks(&self, session: &mut Session<'_, '_>, client: &Client) -> Result<Looks, Failure> {
        let mut looks = Looks::new();
        for subject in &self.subjects {
            if looks.contains_key(&subject.target) {
                continue;
            }
            let look = match &subject.looked_up {
                Some(subject) => look::look(session, client, subject)?
                    .map(Some)
                    .map_err(|error| not_looked_up(subject, &error)),
                None => session
                    .block_on(look::probe(client))?
                    .map(|()| None)
                    .map_err(|error| not_proved(&error)),
            };
            if let Err(failure) = &look
                && matches!(failure.exit, Exit::NotSent | Exit::Credentials)
            {
                return Err(failure.clone());
            }
            looks.insert(subject.target.clone(), look);
        }
        Ok(looks)
    }
}

/// Combines all refusals into one. A single write keeps its own message; a file lists its lines one
/// by one, with the exit code of the first.
pub(super) fn refused_together(
    refused: &[(Option<usize>, Failure)],
    count: usize,
) -> Result<(), Failure> {
    let Some((line, first)) = refused.first().cloned() else {
        return Ok(());
    };
    if line.is_none() {
        return Err(first);
    }
    let causes = refused.iter().map(|(line, failure)| {
        let line = line.unwrap_or_default();
        format!("line {line}: {}", failure.message)
    });
    let message = format!("{} of {count} tasks cannot be sent", refused.len());
    Err(Failure::new(first.exit, message, first.next).with_causes(causes.collect()))
}
