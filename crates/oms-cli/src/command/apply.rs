//! `oms apply`: sends exactly what a saved plan says, or nothing.
//!
//! The command line, not the plan, names the service and answers the guards.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::act::approval;
use crate::command::action::{BodyRunner, Mode, Runner};
use crate::command::call;
use crate::command::saved_run::SavedRun;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::RunKind;
use crate::plan::saved::SavedPlan;
use crate::session::{Consent, ConsentToEach, Session};

pub(crate) const EXAMPLES: &str = "\
Examples:
  oms apply p.json                      shows the plan, asks, and sends it once
  oms apply p.json --yes=np_4w3a0001    where nobody can be asked
  oms apply --shared 12                 a plan that somebody else has shared";

/// The arguments of `oms apply`.
#[derive(Debug, Args)]
pub(crate) struct ApplyArgs {
    /// The file that `oms plan` saved.
    #[arg(required_unless_present = "shared")]
    file: Option<PathBuf>,

    /// The plan of this number in the team's journal, which `oms plan --share` has put there.
    #[arg(long, value_name = "PLAN", conflicts_with = "file")]
    shared: Option<u64>,

    #[command(flatten)]
    consent: ConsentToEach,
}

/// Sends a saved plan.
pub(crate) fn run(args: &ApplyArgs, mut session: Session<'_, '_>) -> Exit {
    match read(args, &mut session) {
        Ok((saved, age)) => send(saved, age, args.consent.clone().into(), session),
        Err(failure) => session.conclude(Err(failure)),
    }
}

/// Sends a saved plan that a person was shown, with the text that they have typed. No file is read
/// for it, because another plan could be in the place of that one by now.
#[cfg(feature = "mcp")]
pub(crate) fn run_shown(saved: SavedPlan, typed: &str, session: Session<'_, '_>) -> Exit {
    let age = saved.age(session.surroundings.now);
    let consent = ConsentToEach {
        yes: Some(typed.to_owned()),
        ..ConsentToEach::default()
    };
    send(saved, age, consent.into(), session)
}

/// Sends a plan, if it may still be sent, here.
fn send(
    saved: SavedPlan,
    age: Option<Duration>,
    consent: Consent,
    mut session: Session<'_, '_>,
) -> Exit {
    let run = match check(&saved, age, &session) {
        Ok(run) => run,
        Err(failure) => return session.conclude(Err(failure)),
    };
    let consent = Consent {
        execute: true,
        digest: Some(saved.short_digest().to_owned()),
        ..consent
    };
    if let Some(run) = run {
        let report = match run.command {
            RunKind::Rewind => super::rewind::apply(&run, &consent, &mut session),
            RunKind::Batch => super::batch::apply(&run, &consent, &mut session),
        };
        return session.conclude(report);
    }
    if !call::is_known(&saved.action) {
        return call::apply(saved, &consent, session);
    }
    let (action, request) = (saved.action.clone(), saved.request.to_string());
    let runner = Runner::new(session, Mode::Apply(Box::new(saved)));
    let body = BodyRunner {
        runner,
        body: &request,
        consent: Some(&consent),
        waiting: None,
    };
    body.run(&action)
}

/// Reads the plan, and tells its age.
fn read(
    args: &ApplyArgs,
    session: &mut Session<'_, '_>,
) -> Result<(SavedPlan, Option<Duration>), Failure> {
    session.refuse_simulator("no plan that was saved before is for it")?;
    match (&args.file, args.shared) {
        (Some(file), _) => {
            let saved = SavedPlan::read(file, session.surroundings)?;
            let age = saved.age(session.surroundings.now);
            Ok((saved, age))
        }
        (None, Some(number)) => shared(number, session),
        (None, None) => Err(Failure::usage(
            "no plan is named",
            "Name a file, or give --shared.",
        )),
    }
}

/// Checks that a plan may still be sent, here, and returns its run if it is the plan of one.
fn check(
    saved: &SavedPlan,
    age: Option<Duration>,
    session: &Session<'_, '_>,
) -> Result<Option<SavedRun>, Failure> {
    saved.check(session.settings.endpoint()?, age)?;
    if saved.profile.as_deref() != session.settings.profile_name() && saved.profile.is_some() {
        return Err(Failure::guard(
            format!(
                "the plan is for the profile {}, which was not chosen",
                oms_client::Shown(saved.profile.as_deref().unwrap_or_default())
            ),
            "Choose it with --profile.",
        ));
    }
    SavedRun::of(saved)
}

/// Takes a plan from the team's journal, which knows who has shared it and when, and who is here.
fn shared(
    number: u64,
    session: &mut Session<'_, '_>,
) -> Result<(SavedPlan, Option<Duration>), Failure> {
    let journal = session.journal()?;
    // Its end must be in order before something is decided by what it says.
    journal.read()?;
    let team = journal.store().team().ok_or_else(|| {
        Failure::usage(
            format!(
                "the journal {} belongs to this machine alone",
                journal.store().place()
            ),
            "Name the team's with --journal, OMS_JOURNAL or the profile's key journal.",
        )
    })?;
    let plan = team
        .plans(Some(number))?
        .into_iter()
        .next()
        .ok_or_else(|| {
            Failure::usage(
                format!("the journal has no shared plan {number}"),
                "`oms journal plans` lists them.",
            )
        })?;
    let refuse = |message, next| Err(Failure::guard(message, next));
    if let Some(entry) = plan.taken_up {
        return refuse(
            format!("the shared plan {number} was sent already, as entry {entry}"),
            "`oms journal list` and `oms runs` show its outcome.",
        );
    }
    let needs_two = plan.plan.people > 1 || approval::wants_two(session)?.is_some();
    if needs_two && plan.user == team.user()? {
        return refuse(
            format!(
                "the database user {} has shared the plan {number}, and nobody approves a plan of his own",
                oms_client::Shown(&plan.user)
            ),
            "Let another person send it, with a database user of their own.",
        );
    }
    session.approved = Some(number);
    Ok((SavedPlan::shared(&plan.plan.saved)?, Some(plan.age)))
}
