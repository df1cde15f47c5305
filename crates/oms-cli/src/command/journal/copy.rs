//! `oms journal copy`: moves the journal of this machine into a team's.

use clap::Args;
use oms_text::counted;
use serde_json::json;

use super::of_a_team;
use crate::failure::Failure;
use crate::journal::Problem;
use crate::report::Report;
use crate::session::config::JournalPlace;
use crate::session::{Session, about_journal};

/// The examples above the help.
pub(super) const EXAMPLES: &str = "\
Examples:
  oms journal copy ~/.local/state/oms postgresql://alice@db.example.com/oms";

/// The arguments of `oms journal copy`.
#[derive(Debug, Args)]
pub(super) struct CopyArgs {
    /// Directory of the journal that is copied. It stays as it is.
    #[arg(value_name = "FROM", value_parser = JournalPlace::read)]
    from: JournalPlace,

    /// The team's journal.
    #[arg(value_name = "TO", value_parser = JournalPlace::read)]
    to: JournalPlace,
}

/// Copies every entry, or none.
pub(super) fn copy(args: &CopyArgs, session: &Session<'_, '_>) -> Result<Report, Failure> {
    if matches!(args.from, JournalPlace::Team(_)) {
        return Err(Failure::usage(
            "a team's journal is not copied",
            "Name the directory of a journal of this machine first, and the team's journal second. `oms journal export` writes \
             either out.",
        ));
    }
    let from = session.journal_in(&args.from, true)?;
    let to = session.journal_in(&args.to, true)?;
    let copied = of_a_team(&to)?.copy_in(from.store(), session.surroundings.time());
    let copied = copied.map_err(|problem| match problem {
        // The journal of a machine has no problem of this kind.
        Problem::Team(failure) => Failure {
            next: about_journal(&args.to, &failure.next),
            ..*failure
        },
        problem => Failure::from(problem),
    })?;
    let (source, target) = (from.store().place(), to.store().place());
    let text = match copied.entries {
        0 => format!("{source} has no entries.\n"),
        entries => format!(
            "Copied {} of {source} to {target}, where the last entry is {} now.\n{source} stays as it is. Name the \
             team's journal in the profile, so that nobody writes to the old one.\n",
            counted(entries, "entry"),
            copied.through
        ),
    };
    let data =
        json!({ "from": source, "to": target, "entries": copied.entries, "last": copied.through });
    Ok(Report::found(&data, text))
}
