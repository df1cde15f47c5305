//! `oms journal`: shows what this machine or the team sent, and settles requests whose outcome is
//! unknown.

mod copy;
mod deliver;
mod ended;
mod init;
mod late;
mod list;
mod plans;
mod record;
mod resolve;
mod show;

use clap::{ArgGroup, Args, Subcommand};
use jiff::Timestamp;
use oms_text::counted;
use serde_json::{Value, json};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{Attempt, Journal, Known, Problem, Proof, Pruned, Team};
use crate::report::Report;
use crate::session::{Options, Session};
use crate::terminal::{self, Format, Part};
use crate::time::{self, TimeInput};

use list::{ListArgs, Listed};

/// The examples above the help.
pub(crate) const EXAMPLES: &str = "\
Examples:
  oms journal list --open               what may have taken effect
  oms journal resolve 12 --no-effect    says what a look at the task has shown
  oms journal prune --before -90d       removes old entries, never an open one";

const SHOW_EXAMPLES: &str = "\
Examples:
  oms journal show 12";

const RESOLVE_EXAMPLES: &str = "\
Examples:
  oms journal resolve 12              shows entry and present state, and asks
  oms journal resolve 12 --took-effect --note \"the checkpoint has moved\"
  oms journal resolve 12 --no-effect";

const EXPORT_EXAMPLES: &str = "\
Examples:
  oms journal export > journal.jsonl     a copy that any tool can read";

const PRUNE_EXAMPLES: &str = "\
Examples:
  oms journal prune --before -90d";

/// The arguments of `oms journal`.
#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct JournalArgs {
    #[command(subcommand)]
    command: JournalCommand,
}

#[derive(Debug, Subcommand)]
enum JournalCommand {
    /// Lists what was sent, the newest last.
    #[command(before_help = list::EXAMPLES)]
    List(Box<ListArgs>),
    /// Shows one entry in full.
    #[command(before_help = SHOW_EXAMPLES)]
    Show(ShowArgs),
    /// Records the outcome of an entry, once you have found it out.
    #[command(before_help = RESOLVE_EXAMPLES)]
    Resolve(ResolveArgs),
    /// Checks that no entry was changed, removed or inserted, and says what it cannot tell.
    Verify,
    /// Writes every entry to standard output, one line of JSON each, with the hashes that chain it
    /// to the one before.
    #[command(before_help = EXPORT_EXAMPLES)]
    Export,
    /// Removes old entries. In a team's journal, only its owner may do this.
    #[command(before_help = PRUNE_EXAMPLES)]
    Prune(PruneArgs),
    /// Creates a team's journal in a PostgreSQL database, or upgrades one of an earlier version.
    #[command(before_help = init::EXAMPLES)]
    Init(init::InitArgs),
    /// Delivers to a team's journal the results that could not reach it, which this machine kept.
    #[command(before_help = deliver::EXAMPLES)]
    Deliver(deliver::DeliverArgs),
    /// Appends the entries of this machine's journal to a team's.
    #[command(before_help = copy::EXAMPLES)]
    Copy(copy::CopyArgs),
    /// Lists the plans that were shared in a team's journal, or shows one.
    #[command(before_help = plans::EXAMPLES)]
    Plans(plans::PlansArgs),
}

#[derive(Debug, Args)]
struct ShowArgs {
    /// Number of the entry.
    entry: u64,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("verdict").args(["took_effect", "no_effect"]))]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
struct ResolveArgs {
    /// Number of the entry.
    entry: u64,

    /// It took effect: the present state shows it. Without this or --no-effect, a terminal shows
    /// the entry and the present state, and asks.
    #[arg(long)]
    took_effect: bool,

    /// It took no effect, and will not any more.
    #[arg(long)]
    no_effect: bool,

    /// Say so although the request may still arrive: a network or a gateway can hold one back for
    /// minutes.
    #[arg(long)]
    early: bool,

    /// The process that announced the request has ended. A team's journal asks for this where the
    /// entry has no result and the end of its process cannot be seen from here.
    #[arg(long)]
    process_ended: bool,

    /// Note on how that was found out.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

#[derive(Debug, Args)]
struct PruneArgs {
    /// Remove what is older than this time (-90d, or any time as for an action).
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = time::parse_bound)]
    before: TimeInput,
}

pub(crate) fn run(args: &JournalArgs, mut session: Session<'_, '_>) -> Exit {
    // The SQL is for a DBA to read first, so it needs no database.
    if let JournalCommand::Init(args) = &args.command
        && args.print_sql
    {
        return session.print(&init::print_sql());
    }
    let journal = match session.journal() {
        Ok(journal) => journal,
        Err(failure) => return session.finish(Err(failure)),
    };
    let result = match &args.command {
        JournalCommand::List(args) => match list::list(&journal, args, &mut session) {
            Ok(Listed::Poured(exit)) => return exit,
            Ok(Listed::Whole(report)) => Ok(*report),
            Err(failure) => Err(failure),
        },
        JournalCommand::Show(args) => show::show(&journal, args.entry, &mut session),
        JournalCommand::Resolve(args) => resolve::resolve(&journal, args, &mut session),
        JournalCommand::Verify => verify(&journal),
        JournalCommand::Prune(args) => remove(&journal, args, &session),
        JournalCommand::Init(_) => init::init(&journal),
        JournalCommand::Deliver(args) => deliver::deliver(&journal, args, &session),
        JournalCommand::Copy(args) => copy::copy(args, &session),
        JournalCommand::Plans(args) => plans::plans(&journal, args, &session),
        JournalCommand::Export => match export(&journal, &mut session) {
            Ok(exit) => return exit,
            Err(failure) => Err(failure),
        },
    };
    session.finish(result)
}

/// Returns the functions that only a team's journal has.
fn of_a_team(journal: &Journal) -> Result<&dyn Team, Failure> {
    journal.store().team().ok_or_else(|| {
        Failure::usage(
            format!("the journal {} belongs to this machine alone", journal.store().place()),
            "Name a team's with --journal, OMS_JOURNAL or the profile's key journal: postgresql://USER@HOST/DATABASE.",
        )
    })
}

fn find(known: &Known, entry: u64) -> Result<Attempt, Failure> {
    known.attempt(entry)?.ok_or_else(|| {
        Failure::usage(
            format!("the journal has no request {entry}"),
            "`oms journal list` shows the requests.",
        )
    })
}

/// Warns where entries are missing at the journal's end: what was shown of it does not tell that
/// one of them may be open. Returns the exit code.
fn warn_of_missing(journal: &Journal, session: &mut Session<'_, '_>) -> Exit {
    let Err(problem @ Problem::Lost(_)) = journal.read() else {
        return Exit::Success;
    };
    let failure = Failure::from(problem);
    session.warn(&format!("{}. {}", failure.message, failure.next));
    failure.exit
}

fn verify(journal: &Journal) -> Result<Report, Failure> {
    let unusable = |problem: Problem| match problem {
        Problem::Io(..) | Problem::Unmade(..) => {
            Failure::usage(Failure::from(problem).message, "Check the directory.")
        }
        problem => Failure::from(problem),
    };
    let store = journal.store();
    store.check().map_err(unusable)?;
    let verified = store.verify().map_err(unusable)?;
    let (entries, open, proof) = (verified.entries, verified.open, &verified.proof);
    let place = store.place();
    let text = format!(
        "{place}: {}, {open} open.\n\
         Proved: no entry was changed, and none is missing between the first and the last, {}; the indexes agree with the \
         entries.\n{proof}\n",
        counted(entries, "entry"),
        verified.last
    );
    let anchor = match proof {
        Proof::Holds { seq, file, .. } => json!({ "file": file, "entry": seq }),
        Proof::NoneYet(_) | Proof::Older(_) | Proof::Pruned { .. } | Proof::Nowhere => Value::Null,
    };
    let data = json!({ "file": place, "lines": entries, "open": open, "anchor": anchor });
    Ok(Report::found(&data, text))
}

/// Writes every entry as it is read, so that it does not matter how many there are.
fn export(journal: &Journal, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    session.refuse_output_file()?;
    refuse_what_an_export_is_not(session.options)?;
    let store = journal.store();
    let exit = terminal::pour(session.surroundings, terminal::safe_json, |take| {
        store.export(take)
    })?;
    let missing = warn_of_missing(journal, session);
    Ok(if exit == Exit::Success { missing } else { exit })
}

/// Refuses flags that ask for another form than that of an export, or for a part of it: what is
/// left would not be a chain.
fn refuse_what_an_export_is_not(options: &Options) -> Result<(), Failure> {
    let format = options.output.format();
    let flags = [
        (
            "-o",
            format.is_some_and(|format| format != Format::JsonLines),
        ),
        ("--limit", options.limit.is_some()),
        (
            options.part().as_ref().map_or("", Part::flag),
            options.part().is_some(),
        ),
    ];
    let Some((flag, _)) = flags.into_iter().find(|(_, is_given)| *is_given) else {
        return Ok(());
    };
    Err(Failure::usage(
        format!("`oms journal export` writes every entry as a line of JSON, and takes no {flag}"),
        "Leave it out, or take `oms journal list`.",
    ))
}

/// The advice where an old entry had to stay.
const STILL_NEEDED: &str = "An open request stays (`oms journal list --open`), and so does a run without an end (`oms runs`). An entry goes \
                            only together with the newer ones that belong to it.";

fn remove(
    journal: &Journal,
    args: &PruneArgs,
    session: &Session<'_, '_>,
) -> Result<Report, Failure> {
    let next = "What is removed was written before now: correct the time, or the clock.";
    let before = args
        .before
        .resolve_past("--before", &session.moment, next)?;
    let before = Timestamp::from(before);
    let now = session.surroundings.time();
    let Pruned { through, needed } = journal.store().prune(before, now)?;
    let text = match (through, needed) {
        (Some(through), None) => format!("Removed everything up to entry {through}.\n"),
        (Some(through), Some(needed)) => format!(
            "Removed everything up to entry {through}. Entries that are as old stay behind it, because entry {needed} is still needed.\n"
        ),
        (None, Some(needed)) => {
            format!("Nothing was removed, because entry {needed} is still needed.\n")
        }
        (None, None) => "Nothing was removed: no entry is that old.\n".to_owned(),
    };
    let data = json!({ "removed_through": through, "still_needed": needed });
    let next = needed.map(|_| STILL_NEEDED.to_owned());
    Ok(Report::found(&data, text).advising(next))
}
