//! `oms call`: an action that the spec does not know yet, by its name and with its parameters as
//! JSON.
//!
//! It takes the way of every other action. Nothing is declared about it, so it counts as a change
//! unless the user says that it only reads, and a value is shown only if the user says that it is
//! no secret.

mod named;
#[cfg(test)]
pub(crate) mod tests;

use clap::Args;
use oms_client::{AnyAction, Effect, Json, TaskId};

use crate::act::names;
use crate::command::action::{Mode, Runner};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::generated::subjects;
use crate::plan::Explanation;
use crate::plan::named::Named;
use crate::plan::saved::SavedPlan;
use crate::session::{Consent, Session};

pub(crate) use named::is_known;

pub(crate) const EXAMPLES: &str = "\
Examples:
  oms call DescribeProjectLimits --read --json '{\"id\":\"np_4w3a0001\"}'
  oms call RenameProject --task np_4w3a0001 --show name \\
      --json '{\"id\":\"np_4w3a0001\",\"name\":\"orders\"}'
  oms call RotateKey --json - --execute < body.json";

/// The arguments of `oms call`.
#[derive(Debug, Args)]
pub(crate) struct CallArgs {
    /// Name of the action in the API, such as `RenameProject`. Its parameters are given by
    /// --json.
    #[arg(value_name = "ACTION")]
    action: String,

    /// The task that it acts on, by its name or its ID. It is looked at first, locked, and its ID
    /// is typed to confirm; without one, the action's name is.
    #[arg(
        long,
        value_name = "TASK",
        value_parser = |text: &str| Named::read::<TaskId>(text, &subjects::TASK),
        help_heading = "Action"
    )]
    task: Option<Named>,

    /// The action only reads: it is called without a plan and without consent, and again where its
    /// answer is lost. Without this flag it counts as a change.
    #[arg(long, help_heading = "Action")]
    read: bool,

    /// Show the value of this parameter, which holds no secret; give it again for more. The values
    /// of all others are hidden in the plan and in the journal. Of those, texts of six bytes and
    /// more are taken out of an answer that repeats them around its payload; numbers and shorter
    /// texts are not.
    #[arg(long, value_name = "NAME", help_heading = "Action")]
    show: Vec<String>,

    /// Show the answer to a change. Only for one that holds no secret.
    #[arg(long, help_heading = "Action")]
    show_answer: bool,

    #[command(flatten)]
    consent: Consent,
}

/// Says that the parameters are missing.
pub(crate) fn refuse_without_json(session: &mut Session<'_, '_>) -> Exit {
    let failure = Failure::usage(
        "the parameters of the action are missing",
        "Give them as one JSON object: --json '{…}', or --json - to pipe them in.",
    );
    session.conclude(Err(failure))
}

/// Calls it, or plans it.
pub(crate) fn run(args: &CallArgs, body: &str, mut session: Session<'_, '_>, mode: Mode) -> Exit {
    match called(args, body, &mut session) {
        Ok((request, explanation)) => {
            let consent = (!args.read).then_some(&args.consent);
            Runner::new(session, mode).run_any(&request, explanation, consent)
        }
        Err(failure) => session.conclude(Err(failure)),
    }
}

/// Sends one that was saved. A plan is saved only where everything that it carries was shown.
pub(crate) fn apply(saved: SavedPlan, consent: &Consent, mut session: Session<'_, '_>) -> Exit {
    let task = (saved.id != saved.action).then(|| TaskId::from(saved.id.clone()));
    let parameters = saved.request.as_object();
    let names: Vec<&str> = parameters
        .into_iter()
        .flat_map(|parameters| parameters.keys().map(String::as_str))
        .collect();
    let request = Json::new(saved.request.to_string())
        .and_then(|json| AnyAction::write(&saved.action, json))
        .map(|request| request.showing(names));
    match request {
        Ok(request) => {
            let explanation = Explanation::of_unknown(&request, task.as_ref(), &subjects::TASK);
            let mode = Mode::Apply(Box::new(saved));
            Runner::new(session, mode).run_any(&request, explanation, Some(consent))
        }
        Err(invalid) => session.conclude(Err(invalid.into())),
    }
}

fn called(
    args: &CallArgs,
    body: &str,
    session: &mut Session<'_, '_>,
) -> Result<(AnyAction, Explanation), Failure> {
    named::refuse_known(&args.action)?;
    if args.read && args.consent.execute {
        return Err(Failure::usage(
            "--read says that the action changes nothing, and --execute agrees to a change",
            "Give one of the two.",
        ));
    }
    let body = named::Body::read(body)?;
    let mut shown: Vec<&str> = args.show.iter().map(String::as_str).collect();
    body.refuse_missing(&shown)?;
    let task = task(args, session)?;
    if let Some(task) = &task {
        shown.extend(body.names_of(task)?);
    }
    let json = body.json.clone();
    let request = if args.read {
        AnyAction::read(&args.action, json)?
    } else {
        AnyAction::write(&args.action, json)?
    };
    let mut request = request.showing(shown);
    if args.show_answer {
        request = request.showing_answer();
    }
    let mut explanation = Explanation::of_unknown(&request, task.as_ref(), &subjects::TASK);
    if task.is_none() {
        explanation.lines.extend(body.unnamed_task());
    }
    Ok((request, explanation))
}

/// Returns the ID of the task that is named, if one is.
fn task(args: &CallArgs, session: &mut Session<'_, '_>) -> Result<Option<TaskId>, Failure> {
    let Some(named) = &args.task else {
        return Ok(None);
    };
    let mut named = named.clone();
    let effect = if args.read {
        Effect::Read
    } else {
        Effect::Write
    };
    names::settle(&subjects::TASK, &mut named, effect, session)?;
    named.id("--task").map(Some)
}
