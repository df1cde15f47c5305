//! The look for a plan that is only shown. The plan is printed whatever the look finds, and says
//! why a write would be refused.
//!
//! It takes no lock and asks nobody for anything.

use oms_client::{Client, Shown};

use super::approval::{refuse_reader, refuse_unapproved, refuse_unread};
use super::look::{self, Seen};
use super::{describe, guard};
use crate::failure::Failure;
use crate::journal::{Known, Target};
use crate::plan::{Line, Plan, Subject};
use crate::session::{Address, Consent, PlanPlace, Session, connect, credentials};

/// The line of a plan if a bare status of refusal counts as a rejection.
const ASSUMED: &str = "Nothing between here and the service answers in its place (assume_no_intermediary): a status of refusal \
                       without an answer of the service counts as \"no effect\".";

/// The client for the looks, or the reason why there is none.
#[derive(Debug)]
pub(crate) struct Way {
    client: Result<Client, String>,
}

impl Way {
    /// Finds the credentials and makes the client.
    pub(crate) fn find(session: &mut Session<'_, '_>, consent: &Consent) -> Self {
        let client = if consent.to_each.no_preflight {
            Err(describe::LEFT_OUT.to_owned())
        } else if has_credentials(session) {
            connect::client(session).map_err(|failure| failure.message)
        } else {
            Err("there are no credentials to look it up with".to_owned())
        };
        Self { client }
    }

    /// Looks at a subject, or returns the reason why it cannot be seen.
    pub(crate) fn see(
        &self,
        session: &mut Session<'_, '_>,
        subject: &Subject,
    ) -> Result<Seen, String> {
        let client = self.client.as_ref().map_err(Clone::clone)?;
        match look::look(session, client, subject) {
            Ok(Ok(seen)) => Ok(seen),
            Ok(Err(why)) => Err(why.to_string()),
            Err(failure) => Err(failure.message),
        }
    }

    /// Looks at the subject of a plan, and adds to the plan what was seen and why it would be
    /// refused.
    pub(crate) fn show(
        &self,
        session: &mut Session<'_, '_>,
        plan: &mut Plan,
        consent: &Consent,
    ) -> Option<Seen> {
        let seen = self.look(session, plan);
        if let Err(failure) = guard::foreseen(plan, consent, session, seen.as_ref()) {
            plan.would_be_refused(&failure);
        }
        // A plan that is not sent needs no journal. If the journal cannot be read, the error is
        // reported once something is to be sent.
        if let Ok(Ok(known)) = session.journal().map(|journal| journal.read()) {
            warn_of_open(plan, &known);
        }
        seen
    }

    /// Looks at the subject of a plan, and adds to the plan what was seen or why nothing was.
    pub(crate) fn look(&self, session: &mut Session<'_, '_>, plan: &mut Plan) -> Option<Seen> {
        let client = match &self.client {
            Ok(client) => client,
            Err(why) => {
                if plan.explanation.looked_up().is_some() || why == describe::LEFT_OUT {
                    describe::leave_open(&mut plan.explanation, why, &session.moment);
                }
                return None;
            }
        };
        let subject = plan.explanation.looked_up().cloned()?;
        match look::look(session, client, &subject) {
            Ok(Ok(seen)) => {
                describe::complete(&mut plan.explanation, &seen, &session.moment);
                Some(seen)
            }
            Ok(Err(why)) => {
                let why = why.to_string();
                describe::leave_open(&mut plan.explanation, &why, &session.moment);
                plan.refused = Some(format!("it could not be looked up: {why}"));
                plan.not_looked_up = Some(why);
                None
            }
            Err(Failure { message, .. }) => {
                describe::leave_open(&mut plan.explanation, &message, &session.moment);
                None
            }
        }
    }
}

/// Adds a warning that the result of an earlier request about the same target is unknown.
pub(crate) fn warn_of_open(plan: &mut Plan, known: &Known) {
    let target = Target::of_plan(plan);
    if let Err(failure) = guard::open(known, &target, &[]) {
        plan.would_be_refused(&failure);
    }
}

/// Adds to a plan the assumptions about the connection and the warnings of the journal on this
/// machine, beside the refusals. `mine` is the run that the plan resumes.
pub(crate) fn announce(session: &Session<'_, '_>, plan: &mut Plan, mine: Option<u64>) {
    let known = known(session);
    announce_endpoint(session, plan, known.as_ref());
    announce_subject(plan, known.as_ref(), mine);
    announce_approval(session, plan, known.as_ref(), mine);
}

/// Marks a plan that nobody may send alone as refused, unless it is shared for somebody else to
/// send, and so a plan of a team whose journal cannot be read, or takes no entry from this user.
/// `mine` is the run that the plan resumes.
pub(crate) fn announce_approval(
    session: &Session<'_, '_>,
    plan: &mut Plan,
    known: Option<&Known>,
    mine: Option<u64>,
) {
    if session.plan_place() == Some(PlanPlace::Journal) {
        return;
    }
    let refused = if let Some(known) = known {
        refuse_unapproved(known, mine, session).and_then(|()| refuse_reader(session))
    } else {
        warn_of_unread(session, plan);
        refuse_unread(mine, session)
    };
    if let Err(failure) = refused {
        plan.would_be_refused(&failure);
    }
}

/// Adds to a plan a warning if the journal of this machine cannot be read. A plan needs none, and
/// whoever sends it does.
fn warn_of_unread(session: &Session<'_, '_>, plan: &mut Plan) {
    if let Ok(journal) = session.journal()
        && journal.store().team().is_none()
        && let Err(problem) = journal.read()
    {
        let why = Failure::from(problem).message;
        let warning = format!("Nothing could be sent now: {why}.");
        warn(plan, [Some(warning)]);
    }
}

/// Adds to a plan the assumptions about the connection, and a warning if its profile has used
/// another endpoint before.
pub(crate) fn announce_endpoint(session: &Session<'_, '_>, plan: &mut Plan, known: Option<&Known>) {
    if session.settings.assume_no_intermediary.value {
        plan.explanation.lines.push(Line::new("Assumed", ASSUMED));
    }
    if let Some(known) = known {
        let warning = moved_endpoint(plan, known);
        warn(plan, [warning]);
    }
}

/// Adds to a plan what else the journal knows about its subject.
pub(crate) fn announce_subject(plan: &mut Plan, known: Option<&Known>, mine: Option<u64>) {
    if let Some(known) = known {
        let warnings = [open_elsewhere(plan, known), unended(plan, known, mine)];
        warn(plan, warnings);
    }
}

/// Reads the journal. A plan that is not sent needs none of this machine; if it cannot be read, the
/// error is reported once something is to be sent, and that of a team's with the approval.
pub(crate) fn known(session: &Session<'_, '_>) -> Option<Known> {
    session.journal().ok()?.read().ok()
}

fn warn(plan: &mut Plan, warnings: impl IntoIterator<Item = Option<String>>) {
    let warnings = warnings.into_iter().flatten();
    let lines = warnings.map(Line::warning);
    plan.explanation.lines.extend(lines);
}

fn moved_endpoint(plan: &Plan, known: &Known) -> Option<String> {
    let last = known.last_of_profile(plan.profile.as_deref()?).ok()??;
    let last = &last.intent.endpoint;
    let is_same = Address::of(last) == Address::of(&plan.endpoint);
    (!is_same).then(|| {
        format!(
            "The endpoint of this profile has changed: its last change went to {}.",
            Shown(last)
        )
    })
}

/// Returns a warning about an open request to another address, which may lead to the same service:
/// nothing here can tell.
fn open_elsewhere(plan: &Plan, known: &Known) -> Option<String> {
    let target = Target::of_plan(plan);
    let open = known.open_elsewhere(&target).ok()??;
    Some(format!(
        "{} for the same ID at {} may have taken effect (journal entry {}).\n\
         If that is the same service at another address, find out the outcome first.",
        Shown(&open.intent.action),
        Shown(&open.intent.endpoint),
        open.seq
    ))
}

/// Returns a warning about other runs of the same task that did not end.
fn unended(plan: &Plan, known: &Known, mine: Option<u64>) -> Option<String> {
    let target = Target::of_plan(plan);
    let run = known.unended_about(&target, mine).ok()?.pop()?;
    let planned = run
        .plan
        .moves
        .iter()
        .find(|planned| planned.task == target.id())?;
    Some(format!(
        "A {} of this task did not end (run {} of {}): the task was {}.\n\
         `oms runs show {}` tells more; `oms runs resume {} --execute` continues it, and `oms runs abandon {}` gives it up.",
        run.plan.command.as_str(),
        run.seq,
        Shown(&run.time),
        run.left(planned.line).as_str(),
        run.seq,
        run.seq,
        run.seq
    ))
}

fn has_credentials(session: &Session<'_, '_>) -> bool {
    #[cfg(feature = "simulator")]
    if session.simulated.is_some() {
        return true;
    }
    if session.has_client() {
        return true;
    }
    let options = &session.options.credentials;
    match credentials::origin(options, &session.settings, session.surroundings) {
        // Standard input can be read only once, and a plan that is not sent must not ask for
        // anything.
        None | Some(credentials::Origin::Stdin) => false,
        Some(_) => true,
    }
}
