//! The look at a task before it is changed, as a plan and a write need it.
//!
//! A plan is printed whatever the look comes to. A write is not sent without it, unless that was asked for by name.

use std::time::SystemTime;

use oms_client::{Client, Outcome, Shown};

use crate::act::guard;
use crate::act::preflight::{self, Seen};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::plan::Plan;
use crate::plan::saved::SavedPlan;
use crate::report::Report;
use crate::session::{Consent, Session, connect, credentials};

/// The way to the service for a plan that is only shown, or why there is none.
#[derive(Debug)]
pub(crate) struct Way {
    client: Result<Client, String>,
}

impl Way {
    /// Finds it. Nobody is asked for anything for a plan alone.
    pub(crate) fn find(session: &mut Session<'_, '_>, consent: &Consent) -> Self {
        let client = if consent.no_preflight {
            Err("it is not looked up".to_owned())
        } else if has_credentials(session) {
            connect::client(session).map_err(|failure| failure.message)
        } else {
            Err("there are no credentials to look it up with".to_owned())
        };
        Self { client }
    }
}

/// What a look came to.
#[derive(Debug)]
pub(crate) struct Looking {
    seen: Option<Seen>,
}

impl Looking {
    /// Looks for a plan that is only shown: what cannot be found is told and nothing more.
    pub(crate) fn for_plan(session: &mut Session<'_, '_>, plan: &mut Plan, consent: &Consent) {
        if plan.explanation.task.is_some() {
            let way = Way::find(session, consent);
            Self::along(&way, session, plan, consent);
        }
    }

    /// Looks for a plan that is only shown, on a way that was found before.
    pub(crate) fn along(
        way: &Way,
        session: &mut Session<'_, '_>,
        plan: &mut Plan,
        consent: &Consent,
    ) {
        let Some(task) = plan.explanation.task.clone() else {
            return;
        };
        let found = match &way.client {
            Ok(client) => session.block_on(preflight::look(client, &task)),
            Err(why) => return preflight::leave_open(&mut plan.explanation, why),
        };
        match found {
            Ok(Ok(seen)) => {
                preflight::complete(&mut plan.explanation, &seen, &session.moment);
                let looking = Self { seen: Some(seen) };
                looking.warn(plan, consent, session);
            }
            Ok(Err(error)) => {
                plan.refused = true;
                preflight::leave_open(&mut plan.explanation, &error.to_string());
            }
            Err(failure) => preflight::leave_open(&mut plan.explanation, &failure.message),
        }
    }

    /// Looks for a write. Where the look fails, the write is not sent, and the report says so.
    pub(crate) fn for_act(
        session: &mut Session<'_, '_>,
        client: &Client,
        plan: &mut Plan,
        consent: &Consent,
    ) -> Result<Result<Self, Box<Report>>, Failure> {
        let Some(task) = plan.explanation.task.clone() else {
            return Ok(Ok(Self { seen: None }));
        };
        if consent.no_preflight {
            preflight::leave_open(&mut plan.explanation, "it is not looked up");
            return Ok(Ok(Self { seen: None }));
        }
        match session.block_on(preflight::look(client, &task))? {
            Ok(seen) => {
                preflight::complete(&mut plan.explanation, &seen, &session.moment);
                Ok(Ok(Self { seen: Some(seen) }))
            }
            Err(error) => Ok(Err(Box::new(not_looked_up(plan, &error)))),
        }
    }

    /// What was seen.
    pub(crate) fn seen(&self) -> Option<&Seen> {
        self.seen.as_ref()
    }

    /// The name of the task.
    pub(crate) fn name(&self) -> Option<&str> {
        self.seen.as_ref()?.name.as_deref()
    }

    /// Refuses where what was seen speaks against the plan.
    pub(crate) fn check(
        &self,
        plan: &mut Plan,
        consent: &Consent,
        session: &Session<'_, '_>,
        saved: Option<&SavedPlan>,
    ) -> Result<(), Failure> {
        let Some(moves) = plan.explanation.moves.clone() else {
            return Ok(());
        };
        let named = match &consent.position.expect_current {
            Some(input) => Some(input.resolve("--expect-current", &session.moment)?),
            None => None,
        };
        guard::expected(&moves, named, self.seen.as_ref())?;
        let Some(seen) = &self.seen else {
            return Ok(());
        };
        if let Some(planned) = saved.and_then(SavedPlan::expected) {
            guard::unmoved(&moves, planned, seen)?;
        }
        let warning = guard::clock(&moves, seen, now(session))?;
        plan.explanation.lines.extend(warning);
        guard::position(&moves, consent, seen)
    }

    /// Tells in a plan what a write would be refused for.
    pub(crate) fn warn(&self, plan: &mut Plan, consent: &Consent, session: &Session<'_, '_>) {
        if let Err(failure) = self.check(plan, consent, session, None) {
            plan.would_be_refused(&failure);
        }
    }
}

fn now(session: &Session<'_, '_>) -> SystemTime {
    session.surroundings.time()
}

fn has_credentials(session: &Session<'_, '_>) -> bool {
    #[cfg(feature = "simulator")]
    if session.simulated.is_some() {
        return true;
    }
    let options = &session.options.credentials;
    match credentials::origin(options, &session.settings, session.surroundings) {
        // Standard input can be read once, and a plan alone must not ask anybody for anything.
        None | Some(credentials::Origin::Stdin) => false,
        Some(_) => true,
    }
}

/// The look has failed, so nothing was sent. The exit code is that of the look where it proves something of the write.
fn not_looked_up(plan: &Plan, error: &oms_client::Error) -> Report {
    let exit = match error.outcome() {
        Outcome::Rejected | Outcome::NotSent => Exit::of(error),
        Outcome::Accepted | Outcome::Unknown => Exit::Guard,
    };
    let failure = Failure::new(
        exit,
        format!(
            "the task {} could not be looked up first: {error}",
            Shown(&plan.explanation.subject)
        ),
        next_where_not_looked_up(exit),
    );
    Report::stopped(&failure).about(plan).because(error)
}

/// What to do where a task could not be looked up. Sending without a look mends no way that is not there, so it is not offered
/// for that.
const fn next_where_not_looked_up(exit: Exit) -> &'static str {
    match exit {
        Exit::Credentials => {
            "Correct the user or the password. Where the look alone is not permitted, --no-preflight sends without it."
        }
        Exit::NotSent => "`oms doctor` checks the way; then run the same again.",
        Exit::Rejected => {
            "Check the ID; `oms list-projects` lists the tasks. --no-preflight sends without a look."
        }
        _ => "Run the same again; --no-preflight sends without a look.",
    }
}
