//! `oms journal`: shows what this machine sent, and settles what nobody knows the end of.

mod resolve;

use clap::{ArgGroup, Args, Subcommand};
use jiff::Timestamp;
use oms_client::Shown;
use serde::Serialize;
use serde_json::{Value, json};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{
    Aftermath, Attempt, Intent, Journal, Known, Problem, Proof, Resolution, Status, prune,
};
use crate::plan::{Line, table};
use crate::report::Report;
use crate::session::Session;
use crate::terminal;
use crate::time::{self, TimeInput};

/// What stands above the help.
pub(crate) const EXAMPLES: &str = "\
Examples:
  oms journal list --open               what may have taken effect
  oms journal resolve 12 --no-effect    says what a look at the task has shown
  oms journal prune --before -90d       removes old entries, never an open one";

const LIST_EXAMPLES: &str = "\
Examples:
  oms journal list --open               what may have taken effect
  oms journal list --id np_4w3a0001     what was sent about one task
  oms journal list -o csv               every column";

const SHOW_EXAMPLES: &str = "\
Examples:
  oms journal show 12";

const RESOLVE_EXAMPLES: &str = "\
Examples:
  oms describe-project-progress --id np_4w3a0001     look first
  oms journal resolve 12 --took-effect --note \"the checkpoint has moved\"
  oms journal resolve 12 --no-effect";

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
    #[command(before_help = LIST_EXAMPLES)]
    List(ListArgs),
    /// Shows one entry whole.
    #[command(before_help = SHOW_EXAMPLES)]
    Show(ShowArgs),
    /// Says what an entry came to whose outcome is unknown.
    #[command(before_help = RESOLVE_EXAMPLES)]
    Resolve(ResolveArgs),
    /// Checks that nobody changed or removed a line.
    Verify,
    /// Removes old entries.
    #[command(before_help = PRUNE_EXAMPLES)]
    Prune(PruneArgs),
}

#[derive(Debug, Args)]
struct ListArgs {
    /// Only entries whose outcome is unknown.
    #[arg(long)]
    open: bool,

    /// Only entries about this ID.
    #[arg(long, value_name = "ID")]
    id: Option<String>,
}

#[derive(Debug, Args)]
struct ShowArgs {
    /// Number of the entry.
    entry: u64,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("verdict").required(true).args(["took_effect", "no_effect"]))]
struct ResolveArgs {
    /// Number of the entry.
    entry: u64,

    /// It took effect: the present state shows it.
    #[arg(long)]
    took_effect: bool,

    /// It took no effect, and will not any more.
    #[arg(long)]
    no_effect: bool,

    /// Say so although the request may still arrive: a network or a gateway can hold one back for minutes.
    #[arg(long, requires = "no_effect")]
    early: bool,

    /// How that was found out.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

#[derive(Debug, Args)]
struct PruneArgs {
    /// Remove what is older than this time (-90d, or any time as for an action).
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = time::parse)]
    before: TimeInput,
}

/// Runs `oms journal`.
pub(crate) fn run(args: &JournalArgs, mut session: Session<'_, '_>) -> Exit {
    let result = session.journal().and_then(|journal| match &args.command {
        JournalCommand::List(args) => list(&journal, args, session.surroundings.width),
        JournalCommand::Show(args) => show(&journal, args),
        JournalCommand::Resolve(args) => resolve::resolve(&journal, args, &mut session),
        JournalCommand::Verify => verify(&journal),
        JournalCommand::Prune(args) => remove(&journal, args, &session),
    });
    session.finish(result)
}

fn list(journal: &Journal, args: &ListArgs, width: Option<usize>) -> Result<Report, Failure> {
    let known = known_anyway(journal)?;
    let chosen: Vec<&Attempt> = known
        .attempts()
        .filter(|attempt| !args.open || attempt.status() == Status::Open)
        .filter(|attempt| args.id.as_ref().is_none_or(|id| attempt.intent.id == *id))
        .collect();
    let data: Vec<_> = chosen.iter().map(|attempt| record(attempt)).collect();
    let text = if chosen.is_empty() {
        "No entries.\n".to_owned()
    } else {
        listed(&chosen, width)
    };
    Ok(Report::found(&data, text))
}

/// Everything that stands in the journal, to be looked at. That entries are missing at its end is told by whatever would send.
fn known_anyway(journal: &Journal) -> Result<Known, Failure> {
    let (known, _) = journal.read_as_it_is()?;
    Ok(known)
}

/// The entries as rows; what matters most comes first, for a narrow terminal shows no more.
fn listed(attempts: &[&Attempt], width: Option<usize>) -> String {
    let headings = [
        "ENTRY",
        "OUTCOME",
        "ACTION",
        "ID",
        "DIRECTION",
        "TICKET",
        "TIME (UTC)",
        "CHANGE",
    ];
    let rows: Vec<Vec<String>> = attempts
        .iter()
        .map(|attempt| {
            let intent = &attempt.intent;
            vec![
                attempt.seq.to_string(),
                Shown(&attempt.outcome()).to_string(),
                Shown(&intent.action).to_string(),
                Shown(&intent.id).to_string(),
                intent.direction.clone().unwrap_or_default(),
                ticket(attempt),
                Shown(&attempt.time).to_string(),
                intent.change_text(),
            ]
        })
        .collect();
    let (text, left_out) = terminal::fitted(&headings.map(str::to_owned), &rows, width);
    if left_out == 0 {
        return text;
    }
    format!("{text}{left_out} more columns do not fit; `oms journal show ENTRY` shows all\n")
}

fn ticket(attempt: &Attempt) -> String {
    let ticket = attempt.ticket();
    ticket.map_or_else(String::new, |ticket| Shown(&ticket.to_string()).to_string())
}

/// One request with everything that is known of it.
#[derive(Serialize)]
struct Record<'a> {
    entry: u64,
    time: &'a str,
    outcome: String,
    open: bool,
    #[serde(flatten)]
    intent: &'a Intent,
    result_time: Option<&'a str>,
    result: Option<&'a Aftermath>,
    resolution: Option<&'a Resolution>,
}

fn record(attempt: &Attempt) -> Record<'_> {
    Record {
        entry: attempt.seq,
        time: &attempt.time,
        outcome: attempt.outcome(),
        open: attempt.status() == Status::Open,
        intent: &attempt.intent,
        result_time: attempt.result_time.as_deref(),
        result: attempt.result.as_ref(),
        resolution: attempt.resolution.as_ref(),
    }
}

fn show(journal: &Journal, args: &ShowArgs) -> Result<Report, Failure> {
    let known = known_anyway(journal)?;
    let attempt = find(&known, args.entry)?;
    let intent = &attempt.intent;
    let result = attempt.result.as_ref();
    let optional = [
        ("Profile", intent.profile.clone()),
        ("Direction", intent.direction.clone()),
        (
            "Change",
            Some(intent.change_text()).filter(|text| !text.is_empty()),
        ),
        ("Answered", attempt.result_time.clone()),
        (
            "Ticket",
            Some(ticket(attempt)).filter(|text| !text.is_empty()),
        ),
        (
            "Request ID",
            result.and_then(|result| result.request_id.clone()),
        ),
        ("Message", result.and_then(|result| result.message.clone())),
        (
            "Note",
            attempt
                .resolution
                .as_ref()
                .and_then(|resolution| resolution.note.clone()),
        ),
    ];
    let mut lines = vec![
        ("Entry", attempt.seq.to_string()),
        ("Outcome", attempt.outcome()),
        ("Sent", attempt.time.clone()),
        (
            "By",
            format!("{} on {}, process {}", intent.who, intent.host, intent.pid),
        ),
        ("Endpoint", intent.endpoint.clone()),
        ("Action", intent.action.clone()),
        ("ID", intent.id.clone()),
        ("Request", intent.request.to_string()),
        (
            "Versions",
            format!("oms {}, spec {}", intent.client, intent.spec),
        ),
    ];
    lines.extend(
        optional
            .into_iter()
            .filter_map(|(label, text)| Some((label, text?))),
    );
    let lines: Vec<Line> = lines
        .into_iter()
        .map(|(label, text)| Line::new(label, Shown(&text).to_string()))
        .collect();
    Ok(Report::found(&record(attempt), table(&lines)))
}

fn find(known: &Known, entry: u64) -> Result<&Attempt, Failure> {
    known.attempt(entry).ok_or_else(|| {
        Failure::usage(
            format!("the journal has no entry {entry}"),
            "`oms journal list` shows the entries.",
        )
    })
}

fn verify(journal: &Journal) -> Result<Report, Failure> {
    let unusable = |problem: Problem| match problem {
        Problem::Io(..) => Failure::usage(Failure::from(problem).message, "Check the directory."),
        problem => Failure::from(problem),
    };
    journal.check().map_err(unusable)?;
    let (known, proof) = journal.read_as_it_is().map_err(unusable)?;
    let proof = proof.map_err(unusable)?;
    let lines = known.entries().len();
    let open = known
        .attempts()
        .filter(|attempt| attempt.status() == Status::Open)
        .count();
    let text = format!(
        "{}: {lines} lines, none changed or missing between them; {open} open.\n{proof}\n",
        journal.file().display()
    );
    let anchor = match &proof {
        Proof::Holds { seq, file } => json!({ "file": file, "entry": seq }),
        Proof::NoneYet(_) | Proof::Nowhere => Value::Null,
    };
    let data = json!({ "file": journal.file(), "lines": lines, "open": open, "anchor": anchor });
    Ok(Report::found(&data, text))
}

fn remove(
    journal: &Journal,
    args: &PruneArgs,
    session: &Session<'_, '_>,
) -> Result<Report, Failure> {
    let before = args.before.resolve("--before", &session.moment)?;
    let through = prune(
        journal,
        Timestamp::from(before),
        session.surroundings.time(),
    )?;
    let text = match through {
        Some(through) => format!("Removed everything up to line {through}.\n"),
        None => {
            "Nothing was removed: no entry is that old, or the first that is still open stands before it.\n".to_owned()
        }
    };
    Ok(Report::found(&json!({ "removed_through": through }), text))
}
