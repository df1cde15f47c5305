//! `oms runs`: shows the runs that did not end, with the state in which each left its task, and
//! ends them.
//!
//! A run is one rewind or one batch: several requests that belong together.

mod record;

use std::time::Duration;

use clap::{Args, Subcommand};
use oms_client::Shown;

use super::{batch, rewind};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{
    Attempt, InFlight, Known, Left, PlannedMove, Run, RunEnd, RunKind, Status, StepKind, Target,
};
use crate::plan::{Line, table};
use crate::report::Report;
use crate::session::{Address, Consent, Session};
use crate::surroundings::Act;
use crate::terminal;
use crate::time;

use record::{Record, of_move, record};

/// The examples above the help.
pub(crate) const EXAMPLES: &str = "\
Examples:
  oms runs                        which runs did not end
  oms runs resume 4 --execute     takes the steps of run 4 that are left
  oms runs abandon 4              gives run 4 up; sends nothing";

/// The arguments of `oms runs`.
#[derive(Debug, Args)]
pub(crate) struct RunsArgs {
    /// List the runs that ended as well.
    #[arg(long)]
    all: bool,

    #[command(subcommand)]
    command: Option<RunsCommand>,
}

#[derive(Debug, Subcommand)]
enum RunsCommand {
    /// Shows a run with every step.
    #[command(before_help = "Examples:\n  oms runs show 4")]
    Show(RunArgs),
    /// Resumes a run: shows the steps that are left, or takes them.
    #[command(before_help = "Examples:\n  oms runs resume 4\n  oms runs resume 4 --execute")]
    Resume(Box<ResumeArgs>),
    /// Gives a run up. It sends nothing, and shows the state in which the task is left.
    #[command(before_help = "Examples:\n  oms runs abandon 4")]
    Abandon(RunArgs),
}

#[derive(Debug, Args)]
struct RunArgs {
    /// Number of the run.
    run: u64,
}

#[derive(Debug, Args)]
struct ResumeArgs {
    /// Number of the run.
    run: u64,

    /// Longest time for each wait, in seconds or with a unit (90s, 10m).
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = time::duration, help_heading = "Waiting")]
    wait_timeout: Duration,

    #[command(flatten)]
    consent: Consent,
}

pub(crate) fn run(args: &RunsArgs, mut session: Session<'_, '_>) -> Exit {
    match &args.command {
        None => {
            let listed = list(&mut session, args.all);
            session.finish(listed)
        }
        Some(RunsCommand::Show(args)) => {
            let shown = show(&session, args.run);
            session.finish(shown)
        }
        Some(RunsCommand::Abandon(args)) => {
            let abandoned = abandon(&mut session, args.run);
            session.finish(abandoned)
        }
        Some(RunsCommand::Resume(args)) => {
            let report = resume(&mut session, args);
            let report = report.unwrap_or_else(|failure| Report::stopped(&failure));
            session.print(&report)
        }
    }
}

/// Describes the state in which a run has left its tasks.
fn state(run: &Run) -> String {
    if let [only] = run.plan.moves.as_slice() {
        return format!(
            "{}; {}",
            run.left(only.line).as_str(),
            position(run, only.line)
        );
    }
    let count = run.plan.moves.len();
    let lines = || run.plan.moves.iter().map(|one| one.line);
    let moved = lines().filter(|line| run.moved(*line).is_some()).count();
    let list = |words: &str, is_one: fn(Left) -> bool| {
        let planned = run.plan.moves.iter();
        let tasks: Vec<&str> = planned
            .filter(|one| is_one(run.left(one.line)))
            .map(|one| one.task.as_str())
            .collect();
        (!tasks.is_empty()).then(|| format!("{words}: {}", tasks.join(", ")))
    };
    let left = [
        list("paused or perhaps paused by it", Left::may_be_paused),
        list("stop refused", |left| left == Left::StopRefused),
    ];
    let left: Vec<String> = left.into_iter().flatten().collect();
    let left = if left.is_empty() {
        "no task is paused by it".to_owned()
    } else {
        left.join("; ")
    };
    let refused = lines().filter(|line| {
        let is_open = |sent: &Attempt| sent.status() == Status::Open;
        run.moved(*line).is_none()
            && !run.of(*line, StepKind::Move).any(is_open)
            && run.refused_move(*line).is_some()
    });
    let told = [
        (refused.count(), "refused"),
        (run.open().count(), "unknown"),
    ];
    let told = told.into_iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told
        .map(|(count, word)| format!("; {count} {word}"))
        .collect();
    let told = told.concat();
    format!("{moved} of {count} positions moved{told}; {left}")
}

/// Returns the state of a line's move, in words.
fn position(run: &Run, line: usize) -> String {
    let is = |status| {
        run.of(line, StepKind::Move)
            .find(move |attempt: &&Attempt| attempt.status() == status)
    };
    match (is(Status::Accepted), is(Status::Open)) {
        (Some(moved), _) if run.seen.contains(&line) => {
            format!("position moved (entry {}) and seen in place", moved.seq)
        }
        (Some(moved), _) => format!("position moved (entry {}), not seen in place", moved.seq),
        (None, Some(open)) => format!("position perhaps moved (entry {})", open.seq),
        (None, None) => match run.refused_move(line) {
            Some(refused) => format!("move refused (entry {})", refused.seq),
            None => "position not moved".to_owned(),
        },
    }
}

fn list(session: &mut Session<'_, '_>, all: bool) -> Result<Report, Failure> {
    let known = session.journal()?.read()?;
    let limit = session.options.limit.unwrap_or(usize::MAX);
    let (runs, left_out) = known.newest_runs(!all, limit)?;
    if left_out > 0 {
        session.warn(&format!(
            "{left_out} older runs are left out; a larger limit shows more"
        ));
    }
    let chosen: Vec<Record<'_>> = runs.iter().map(record).collect();
    if chosen.is_empty() && left_out == 0 {
        let text = if all {
            "No runs.\n"
        } else {
            "No run is unfinished.\n"
        };
        return Ok(Report::found(&chosen, text.to_owned()));
    }
    let mut headings = vec!["RUN", "COMMAND", "TASK", "STATE", "TIME (UTC)"];
    if all {
        headings.insert(3, "END");
    }
    let rows: Vec<Vec<String>> = chosen
        .iter()
        .map(|record| {
            let mut row = vec![
                record.run.to_string(),
                record.command.as_str().to_owned(),
                Shown(&record.task).to_string(),
                Shown(&record.state).to_string(),
                Shown(record.time).to_string(),
            ];
            if all {
                let end = record.end.map_or_else(String::new, RunEnd::as_text);
                row.insert(3, end);
            }
            row
        })
        .collect();
    let headings: Vec<String> = headings.into_iter().map(str::to_owned).collect();
    let (text, _) = terminal::fitted(&headings, &rows, None);
    Ok(Report::found(&chosen, text))
}

fn show(session: &Session<'_, '_>, number: u64) -> Result<Report, Failure> {
    let known = session.journal()?.read()?;
    let run = &find(&known, number)?;
    let plan = &run.plan;
    let mut lines = vec![
        Line::new("Run", run.seq.to_string()),
        Line::new("Command", plan.command.as_str()),
        Line::new("Began", Shown(&run.time).to_string()),
        Line::new(
            "End",
            run.end
                .map_or_else(|| "it did not end".to_owned(), RunEnd::as_text),
        ),
        Line::new(
            "By",
            Shown(&format!(
                "{} on {}, process {}",
                plan.who, plan.host, plan.pid
            ))
            .to_string(),
        ),
        Line::new("Endpoint", Shown(&plan.endpoint).to_string()),
    ];
    for planned in &plan.moves {
        lines.push(Line::new(title(planned), told(run, planned)));
    }
    Ok(Report::found(&record(run), table(&lines)))
}

fn title(planned: &PlannedMove) -> String {
    match planned.line {
        0 => "Task".to_owned(),
        number => format!("Task {number}"),
    }
}

/// Describes one move with its steps.
fn told(run: &Run, planned: &PlannedMove) -> String {
    let record = of_move(run, planned);
    let planned = &*record.planned;
    let direction = if planned.reverse {
        "reverse"
    } else {
        "forward"
    };
    let to = planned
        .new
        .as_ref()
        .map_or_else(|| "unknown".to_owned(), time::shown);
    let mut told = vec![
        format!("{}, {direction}, to {to}", Shown(&planned.task)),
        format!(
            "{}; {}",
            run.left(planned.line).as_str(),
            position(run, planned.line)
        ),
    ];
    told.extend(record.steps.iter().map(|step| {
        format!(
            "{}: {} (entry {})",
            step.step.as_str(),
            Shown(&step.outcome),
            step.entry
        )
    }));
    told.join("\n")
}

fn find(known: &Known, number: u64) -> Result<Run, Failure> {
    known.run(number)?.ok_or_else(|| {
        Failure::usage(
            format!("the journal has no run {number}"),
            "`oms runs` lists those that did not end, and `oms runs --all` every one.",
        )
    })
}

/// Returns the run, if it did not end.
fn unended(known: &Known, number: u64, session: &Session<'_, '_>) -> Result<Run, Failure> {
    let run = find(known, number)?;
    let Some(end) = run.end else {
        return Ok(run);
    };
    Err(Failure::usage(
        format!("run {number} has ended ({})", end.as_text()),
        match end {
            RunEnd::Abandoned => format!(
                "Look at its tasks with {}, and at what is open with `oms journal list --open`.",
                run.advised("status", session)
            ),
            RunEnd::Replaced { .. } => {
                "`oms runs` lists the run that took its place, unless that has ended.".to_owned()
            }
            RunEnd::Done | RunEnd::NoEffect => "Nothing is left to do.".to_owned(),
        },
    ))
}

fn resume(session: &mut Session<'_, '_>, args: &ResumeArgs) -> Result<Report, Failure> {
    session.refuse_output_file()?;
    let known = session.journal()?.read()?;
    let run = &unended(&known, args.run, session)?;
    let here = session.settings.endpoint()?;
    if Address::of(here) != Address::of(&run.plan.endpoint) {
        return Err(Failure::guard(
            format!(
                "run {} is of {}, and the endpoint is {here}",
                run.seq,
                Shown(&run.plan.endpoint)
            ),
            format!(
                "{} goes on with it there.",
                run.advised(&format!("runs resume {} --execute", run.seq), session)
            ),
        ));
    }
    match run.plan.command {
        RunKind::Rewind => {
            let goal = rewind::goal_of(run, args.wait_timeout)?;
            rewind::rewind(goal, &args.consent, &rewind::From::Run(run.seq), session)
        }
        RunKind::Batch if args.consent.expect_current.is_some() => Err(Failure::usage(
            format!(
                "--expect-current names the position of one task, and run {} is a batch",
                run.seq
            ),
            "Leave it out: each line is judged by what its own task shows.",
        )),
        RunKind::Batch => batch::go_on(run, &args.consent, args.wait_timeout, session),
    }
}

fn abandon(session: &mut Session<'_, '_>, number: u64) -> Result<Report, Failure> {
    let journal = session.journal()?;
    let known = journal.read()?;
    let mut run = unended(&known, number, session)?;
    let now = session.surroundings.time();
    let holder = InFlight::of(session, format!("giving up run {number}"));
    // A run that is in flight is not given up under the hands of its process.
    let mut locks = Vec::new();
    let mut targets: Vec<Target> = run
        .plan
        .moves
        .iter()
        .map(|one| Target::new(&run.plan.endpoint, &one.task))
        .collect();
    targets.sort();
    targets.dedup();
    for target in &targets {
        locks.push(journal.store().lock(target, &holder)?);
    }
    let open = run.open().map(|open| {
        let resolve = run.advised(&format!("journal resolve {}", open.seq), session);
        format!(
            "Entry {} stays open, and refuses any change of its task: first {resolve}, which records its outcome.",
            open.seq
        )
    });
    let advice: Vec<String> = open.chain(run.leaves_each(session)).collect();
    let next = Some(advice.join("\n")).filter(|next| !next.is_empty());
    // Before it is written down: once the run has ended, nothing else tells why the task is
    // stopped.
    if let Some(next) = &next {
        session.advise(next);
    }
    let end = || journal.end_run(number, RunEnd::Abandoned, now);
    session.surroundings.durably(Act::RunEnded, end)?;
    drop(locks);
    // From here on it has ended, and a journal that is lost now changes nothing about that.
    run.end = Some(RunEnd::Abandoned);
    let text = format!("Run {number} is given up. Nothing was sent.\n");
    Ok(Report::found(&record(&run), text).advised(next))
}
