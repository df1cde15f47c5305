//! The second person that a change may need: where the profile says so, or where the team's journal
//! has the service in its table `two_people`.

use crate::failure::Failure;
use crate::journal::Known;
use crate::session::config::JournalPlace;
use crate::session::{Address, Session};

/// Returns who wants two people for a change at the endpoint, if anybody does.
pub(crate) fn wants_two(session: &Session<'_, '_>) -> Result<Option<String>, Failure> {
    if session.settings.approvals.value > 1 {
        return Ok(Some("the profile".to_owned()));
    }
    // A journal of one machine knows nobody else, and a plan does not need it.
    if !is_of_a_team(session) {
        return Ok(None);
    }
    let journal = session.journal()?;
    let Some(team) = journal.store().team() else {
        return Ok(None);
    };
    let address = Address::of(session.settings.endpoint()?);
    let is_wanted = team.two_people()?.contains(&address);
    Ok(is_wanted.then(|| format!("the journal {}", journal.store().place())))
}

/// Refuses the write if two people are needed and nobody else has shared this plan. A run that was
/// approved before goes on.
pub(super) fn refuse_unapproved(
    known: &Known,
    mine: Option<u64>,
    session: &Session<'_, '_>,
) -> Result<(), Failure> {
    if session.approved.is_some() {
        return Ok(());
    }
    let Some(who) = wants_two(session)? else {
        return Ok(());
    };
    let run = mine.map(|run| known.run(run)).transpose()?.flatten();
    if run.is_some_and(|run| run.plan.plan.is_some()) {
        return Ok(());
    }
    Err(unapproved(&who))
}

/// The same where the journal could not be read, which may want two people and has to take the
/// request.
pub(super) fn refuse_unread(mine: Option<u64>, session: &Session<'_, '_>) -> Result<(), Failure> {
    if is_of_a_team(session) {
        return refuse_unapproved(&session.journal()?.read()?, mine, session);
    }
    match wants_two(session)? {
        Some(who) => Err(unapproved(&who)),
        None => Ok(()),
    }
}

/// Refuses the write if the team's journal would not take it down from this user, or not over this
/// connection.
pub(super) fn refuse_reader(session: &Session<'_, '_>) -> Result<(), Failure> {
    let journal = session.journal()?;
    match journal.store().team() {
        Some(team) => team.refuse_reader().map_err(Failure::from),
        None => Ok(()),
    }
}

fn is_of_a_team(session: &Session<'_, '_>) -> bool {
    matches!(session.settings.journal.value, Some(JournalPlace::Team(_)))
}

fn unapproved(who: &str) -> Failure {
    Failure::guard(
        format!(
            "{who} wants two people for a change: one who plans it, and another one who sends it"
        ),
        "Share the plan with `oms plan --share COMMAND`, and let somebody else run `oms apply --shared PLAN`.",
    )
}
