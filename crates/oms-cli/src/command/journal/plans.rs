//! `oms journal plans`: the plans that were shared, to be read and sent by somebody else.

use clap::Args;
use oms_client::Shown;
use serde_json::{Value, json};

use super::of_a_team;
use crate::failure::Failure;
use crate::journal::{Journal, SharedPlanned};
use crate::plan::saved::SavedPlan;
use crate::plan::{Line, table};
use crate::report::Report;
use crate::session::Session;
use crate::terminal;
use crate::time::local;

/// The examples above the help.
pub(super) const EXAMPLES: &str = "\
Examples:
  oms journal plans             every shared plan, the newest last
  oms journal plans 12          one of them whole
  oms apply --shared 12         sends it";

/// The arguments of `oms journal plans`.
#[derive(Debug, Args)]
pub(super) struct PlansArgs {
    /// Number of the plan.
    plan: Option<u64>,
}

/// Lists the plans, or shows one.
pub(super) fn plans(
    journal: &Journal,
    args: &PlansArgs,
    session: &Session<'_, '_>,
) -> Result<Report, Failure> {
    let plans = of_a_team(journal)?.plans(args.plan)?;
    match (args.plan, plans.first()) {
        (None, _) => Ok(listed(&plans, session)),
        (Some(_), Some(plan)) => show(plan, session),
        (Some(number), None) => Err(Failure::usage(
            format!("the journal has no shared plan {number}"),
            "`oms journal plans` lists them.",
        )),
    }
}

fn listed(plans: &[SharedPlanned], session: &Session<'_, '_>) -> Report {
    let data: Vec<Value> = plans.iter().map(record).collect();
    if plans.is_empty() {
        return Report::found(&data, "No plans.\n".to_owned());
    }
    let headings = ["PLAN", "ACTION", "ID", "SHARED BY", "TIME", "SENT AS"].map(str::to_owned);
    let rows: Vec<Vec<String>> = plans
        .iter()
        .map(|plan| {
            let text = |key: &str| {
                let value = plan.plan.saved.get(key).and_then(Value::as_str);
                Shown(value.unwrap_or_default()).to_string()
            };
            vec![
                plan.seq.to_string(),
                text("action"),
                text("id"),
                Shown(&plan.user).to_string(),
                Shown(&local(&plan.time, &session.moment)).to_string(),
                plan.taken_up
                    .map_or_else(String::new, |entry| entry.to_string()),
            ]
        })
        .collect();
    let (text, left_out) = terminal::fitted(&headings, &rows, session.surroundings.width);
    Report::found(&data, text + &terminal::left_out(left_out, "-o json"))
}

fn show(plan: &SharedPlanned, session: &Session<'_, '_>) -> Result<Report, Failure> {
    let saved = SavedPlan::shared(&plan.plan.saved)?;
    let mut lines = vec![
        Line::new("Plan", plan.seq.to_string()),
        Line::new(
            "Shared by",
            Shown(&format!(
                "{}, as {} on {}",
                plan.user, plan.plan.who, plan.plan.host
            ))
            .to_string(),
        ),
        Line::new("Shared", local(&plan.time, &session.moment)),
        Line::new("People", plan.plan.people.to_string()),
    ];
    if let Some(entry) = plan.taken_up {
        lines.push(Line::new("Sent as", entry.to_string()));
    }
    // The commands in it are typed by whoever reads it, and not by whoever has shared it.
    let saved = saved.lines().iter().map(|line| {
        if line.is_warning() {
            Line::warning(session.completed(&line.text))
        } else {
            line.clone()
        }
    });
    lines.extend(saved);
    Ok(Report::found(&record(plan), table(&lines)))
}

fn record(plan: &SharedPlanned) -> Value {
    json!({
        "plan": plan.seq,
        "time": plan.time,
        "database_user": plan.user,
        "who": plan.plan.who,
        "host": plan.plan.host,
        "people": plan.plan.people,
        "sent_as": plan.taken_up,
        "saved": plan.plan.saved,
    })
}
