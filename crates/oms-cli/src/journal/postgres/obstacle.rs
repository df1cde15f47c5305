//! The reasons not to copy a journal into a team's.
//!
//! Entries are ordered by their numbers, and copied ones come behind all others, whatever their
//! times are. So nothing may be unfinished about a target that both journals name: a resume of last
//! week would come behind the pause of today, and hide it.

use std::collections::BTreeMap;

use oms_client::Shown;
use oms_text::in_a_shell;

use super::row::{seq, value};
use super::session::Session;
use super::sql;
use crate::journal::attempt::Target;
use crate::journal::filter::Filter;
use crate::journal::known::Known;
use crate::journal::problem::Problem;
use crate::journal::store::Store;

/// Refuses a journal that was copied before, even if it has more entries by now.
///
/// A hash covers all entries before its own, so that the hash of the last entry of a copy tells all
/// of them.
pub(super) fn refuse_copied(session: &Session, from: &dyn Store) -> Result<(), Problem> {
    let copied = session.rows(sql::COPIED, vec![], |row| {
        Ok((value::<String>(row, 0)?, seq(row, 1)?))
    })?;
    let copied: BTreeMap<String, u64> = copied.into_iter().collect();
    if copied.is_empty() {
        return Ok(());
    }
    let (mut found, mut since) = (None, 0_u64);
    from.each_entry(&mut |linked| {
        since += 1;
        if let Some(copy) = copied.get(&linked.hash.to_string()) {
            (found, since) = (Some((linked.seq, *copy)), 0);
        }
        Ok(true)
    })?;
    let Some((through, copy)) = found else {
        return Ok(());
    };
    let (place, by) = (from.place(), session.witness(copy)?);
    let by = by.map_or_else(String::new, |by| {
        format!(" by the database user {} at {}", Shown(&by.user), by.time)
    });
    Err(Problem::team(
        format!(
            "the entries of {place} up to its entry {through} were copied already{by} (journal entry {copy}); {since} were \
             written there since"
        ),
        format!(
            "A journal is copied once. Settle what is open of the rest: {} and {} show it. From then on, name the team's journal \
             in the profile.",
            command("journal list --open", from),
            command("runs", from)
        ),
    ))
}

/// Refuses requests to a service at which two people are needed.
pub(super) fn refuse_strict(session: &Session, theirs: &Known, place: &str) -> Result<(), Problem> {
    for address in session.two_people()? {
        let to = Filter {
            endpoint: Some(address.clone()),
            ..Filter::default()
        };
        if theirs.attempts(&to)?.is_empty() {
            continue;
        }
        return Err(Problem::team(
            format!(
                "{place} has requests to {}, where two people are needed for a change, and the database cannot tell one that \
                 is copied from one that is about to be sent",
                Shown(address.as_str())
            ),
            "The owner of the team's journal takes the service out of the table oms_journal.two_people until the copy is made.",
        ));
    }
    Ok(())
}

/// Refuses the copy if either of the two journals has an open request or a run that did not end
/// about a target that the other one names.
pub(super) fn refuse_unfinished(
    ours: (&Known, &dyn Store),
    theirs: (&Known, &dyn Store),
) -> Result<(), Problem> {
    for ((has, holder), (names, other)) in [(ours, theirs), (theirs, ours)] {
        for (target, (what, next)) in unfinished(has, holder)? {
            if is_named(names, &target)? {
                return Err(Problem::team(
                    format!(
                        "{} has {what} about {}, which {} names as well: copied entries come behind all others, so that their \
                         order would be wrong",
                        holder.place(),
                        Shown(target.id()),
                        other.place()
                    ),
                    format!("Finish it first: {next}."),
                ));
            }
        }
    }
    Ok(())
}

/// Returns the targets about which something is unfinished in a journal, each with what that is and
/// how it is finished.
fn unfinished(
    known: &Known,
    journal: &dyn Store,
) -> Result<BTreeMap<Target, (String, String)>, Problem> {
    let mut unfinished = BTreeMap::new();
    for (seq, plan) in known.unended()? {
        for planned in &plan.moves {
            let what = format!("the run {seq}, which did not end,");
            let next = ["resume", "abandon"].map(|verb| format!("runs {verb} {seq}"));
            let next = next.map(|words| command(&words, journal)).join(" or ");
            unfinished.insert(Target::new(&plan.endpoint, &planned.task), (what, next));
        }
    }
    let open = Filter {
        open: true,
        ..Filter::default()
    };
    for attempt in known.attempts(&open)? {
        let seq = attempt.seq;
        let what = format!("an open request (entry {seq})");
        let next = command(&format!("journal resolve {seq}"), journal);
        unfinished.insert(Target::of(&attempt.intent), (what, next));
    }
    Ok(unfinished)
}

/// Returns whether a journal has a request about a target, or a run that did not end.
fn is_named(known: &Known, target: &Target) -> Result<bool, Problem> {
    let about = Filter {
        id: Some(target.id().to_owned()),
        endpoint: Some(target.address().clone()),
        ..Filter::default()
    };
    Ok(!known.attempts(&about)?.is_empty() || !known.unended_about(target, None)?.is_empty())
}

/// Returns a command of `oms` on a journal, for a shell.
fn command(words: &str, journal: &dyn Store) -> String {
    let address = journal.address().unwrap_or_else(|| journal.place());
    let flag = format!("--journal={address}");
    format!("`oms {words} {}`", in_a_shell(&flag))
}
