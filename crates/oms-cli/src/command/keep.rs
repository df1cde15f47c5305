//! Keeps a plan to be sent later: in a file for whoever made it, or in the team's journal for
//! somebody else.

use std::path::Path;

use oms_text::in_a_shell;

use crate::act::approval;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::SharedPlan;
use crate::plan::Plan;
use crate::plan::saved::SavedPlan;
use crate::report::Report;
use crate::session::{PlanPlace, Session, found_anywhere, identity};
use crate::surroundings::Act;

/// The reason to keep no plan for a simulator that ends with the command.
pub(crate) const NEVER_APPLIED: &str = "this plan could never be applied";

/// Keeps a plan in a place, and tells of it.
pub(crate) fn keep(
    saved: &SavedPlan,
    plan: &Plan,
    place: &PlanPlace,
    session: &Session<'_, '_>,
) -> Result<Report, Failure> {
    match place {
        PlanPlace::File(path) => {
            let write = || saved.write(path);
            session.surroundings.durably(Act::SavedPlan, write)?;
            let command = apply_file(path);
            Ok(Report::saved(plan, path, saved.short_digest(), &command))
        }
        PlanPlace::Journal => {
            session.refuse_output_file()?;
            let share = || share(saved, session);
            let number = session.surroundings.durably(Act::SavedPlan, share)?;
            let command = apply_shared(number);
            Ok(Report::shared(plan, number, saved.short_digest(), &command))
        }
    }
}

/// Returns the report of a plan that `oms plan` shows, and was not told to keep.
pub(crate) fn not_kept(mut report: Report, session: &Session<'_, '_>) -> Report {
    match session.refuse_simulator(NEVER_APPLIED) {
        Ok(()) => return report.unsaved(),
        Err(never) if report.exit == Exit::Success => {
            report.next = Some(format!("{}. {}", never.message, never.next));
        }
        // The plan has a reason of its own.
        Err(_) => {}
    }
    report
}

/// Returns the command that sends a plan which was saved to a file.
pub(crate) fn apply_file(path: &Path) -> String {
    format!("oms apply {}", in_a_shell(&found_anywhere(path)))
}

/// Returns the command that sends a plan which was shared.
pub(crate) fn apply_shared(number: u64) -> String {
    format!("oms apply --shared {number}")
}

fn share(saved: &SavedPlan, session: &Session<'_, '_>) -> Result<u64, Failure> {
    let journal = session.journal()?;
    let Some(team) = journal.store().team() else {
        return Err(Failure::usage(
            format!(
                "the journal {} belongs to this machine alone, so nobody else could read the plan",
                journal.store().place()
            ),
            match session.settings.approvals.value {
                0 | 1 => {
                    "Name a team's with --journal, OMS_JOURNAL or the profile's key journal, or save the plan to a file with -o."
                }
                _ => {
                    "Name a team's with --journal, OMS_JOURNAL or the profile's key journal: the profile wants two people."
                }
            },
        ));
    };
    let people = session.settings.approvals.value;
    let people = match approval::wants_two(session)? {
        Some(_) => people.max(2),
        None => people,
    };
    let plan = SharedPlan {
        who: identity::user(session.surroundings),
        host: identity::host(session.surroundings),
        people,
        saved: serde_json::to_value(saved).unwrap_or_default(),
    };
    Ok(team.share(plan, session.surroundings.time())?)
}
