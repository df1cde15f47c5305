//! The checks of a team's journal: reached, of the present shape, by whom, with what role, at what
//! time, and for which services two people are needed.

use oms_client::Shown;
use oms_text::counted;

use super::check::{Check, Verdict};
use crate::act::skew::Skew;
use crate::failure::Failure;
use crate::journal::{Health, Role, Team};
use crate::session::Session;

/// Returns the checks of a team's journal; none if the journal belongs to this machine, or cannot
/// be reached, which another check reports.
pub(super) fn checks(session: &Session<'_, '_>) -> Vec<Check> {
    let Ok(journal) = session.journal() else {
        return Vec::new();
    };
    let Some(team) = journal.store().team() else {
        return Vec::new();
    };
    match team.health(&|| session.surroundings.time()) {
        Ok(health) => vec![
            server(&health),
            rules(&health, session),
            role(&health),
            Check::of_clocks("journal clock", Skew(health.ahead_by), "database"),
            waiting(&health, session),
            people(team),
        ],
        Err(problem) => {
            let failure = Failure::from(problem);
            vec![Check::bad("journal server", failure.exit, failure.message)]
        }
    }
}

fn server(health: &Health) -> Check {
    let way = if health.encrypted {
        "encrypted"
    } else {
        "on this machine"
    };
    let detail = format!(
        "PostgreSQL {}, {way}, schema version {}",
        health.version, health.schema
    );
    Check::new("journal server", Verdict::Good, detail)
}

fn rules(health: &Health, session: &Session<'_, '_>) -> Check {
    const NAME: &str = "journal rules";
    if health.idle_rules.is_empty() {
        let detail = "the database keeps the rules of its entries";
        return Check::new(NAME, Verdict::Good, detail);
    }
    let idle: Vec<String> = health
        .idle_rules
        .iter()
        .map(|rule| Shown(rule).to_string())
        .collect();
    let detail = format!(
        "switched off or missing: {}; the owner runs ALTER TABLE oms_journal.entry ENABLE TRIGGER USER, and puts back \
         what is missing, as `oms journal init --print-sql` has it",
        idle.join(", ")
    );
    Check::new(NAME, Verdict::Bad, session.completed(&detail))
}

fn role(health: &Health) -> Check {
    let user = &health.user;
    let (verdict, detail) = match health.role {
        Role::Operator => (
            Verdict::Good,
            format!("{user} may append, and neither change nor delete"),
        ),
        Role::Auditor => (
            Verdict::Bad,
            format!("{user} may read, and not append; the owner grants oms_operator"),
        ),
        Role::ReadOnly => (
            Verdict::Bad,
            format!("this server is a standby, or read-only for {user}: name the primary"),
        ),
        Role::Owner => (
            Verdict::Unknown,
            format!("{user} owns the journal, and could change its rules; send as an operator"),
        ),
        Role::Changes => (
            Verdict::Bad,
            format!(
                "{user} may change or delete entries; the owner revokes what is beyond oms_operator"
            ),
        ),
        Role::Nobody => (
            Verdict::Bad,
            format!("{user} may not read the journal; the owner grants oms_operator"),
        ),
    };
    Check::new("journal role", verdict, detail)
}

fn waiting(health: &Health, session: &Session<'_, '_>) -> Check {
    const NAME: &str = "journal spool";
    match health.waiting {
        0 => Check::new(NAME, Verdict::Good, "nothing waits on this machine"),
        waiting => Check::new(
            NAME,
            Verdict::Bad,
            session.completed(&format!(
                "{} of this machine could not be delivered; `oms journal deliver` says why",
                counted(waiting, "result")
            )),
        ),
    }
}

fn people(team: &dyn Team) -> Check {
    const NAME: &str = "journal people";
    match team.two_people() {
        Ok(services) if services.is_empty() => Check::new(
            NAME,
            Verdict::Good,
            "two people only where a profile says so",
        ),
        Ok(services) => {
            let shown = services
                .iter()
                .map(|address| Shown(address.as_str()).to_string());
            let shown: Vec<String> = shown.collect();
            let detail = format!("two people are needed at {}", shown.join(", "));
            Check::new(NAME, Verdict::Good, detail)
        }
        Err(problem) => {
            let failure = Failure::from(problem);
            Check::bad(NAME, failure.exit, failure.message)
        }
    }
}
