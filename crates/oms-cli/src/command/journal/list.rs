//! `oms journal list`: the requests that were sent, the newest last.

use std::time::SystemTime;

use clap::{Args, ValueEnum};
use oms_client::Shown;
use oms_client::actions::ACTIONS;
use serde_json::value::to_raw_value;

use super::record::{record, ticket};
use super::warn_of_missing;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::generated::actions::OTHER_NAMES;
use crate::journal::{Attempt, Filter, Journal};
use crate::report::Report;
use crate::session::{Address, Session};
use crate::terminal::{self, Format};
use crate::time::{self, Moment, TimeInput, local};

/// The examples above the help.
pub(super) const EXAMPLES: &str = "\
Examples:
  oms journal list --open               what may have taken effect
  oms journal list --id np_4w3a0001     what was sent about one task
  oms journal list --since -7d --outcome rejected
  oms journal list -o csv               every column";

/// The arguments of `oms journal list`.
#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// Only requests whose outcome is unknown.
    #[arg(long)]
    open: bool,

    /// Only requests from this time on (-7d, or any time as for an action).
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = time::parse_bound)]
    since: Option<TimeInput>,

    /// Only requests before this time.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = time::parse_bound)]
    until: Option<TimeInput>,

    /// Only requests of this profile, which need not be there any more.
    #[arg(long, value_name = "NAME")]
    of_profile: Option<String>,

    /// Only requests to this endpoint, however it was spelled.
    #[arg(long, value_name = "URL")]
    to_endpoint: Option<String>,

    /// Only requests of this action, by the name of its command or of the API.
    #[arg(long, value_name = "ACTION")]
    action: Option<String>,

    /// Only requests about this ID, or about the task that had this name then.
    #[arg(long, value_name = "ID|NAME")]
    id: Option<String>,

    /// Only requests of this run.
    #[arg(long, value_name = "RUN")]
    run: Option<u64>,

    /// Only requests with this outcome.
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<OutcomeFilter>,
}

/// The outcome of a request, as the command line names it.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum OutcomeFilter {
    /// The service accepted it.
    Accepted,
    /// The service refused it.
    Rejected,
    /// It did not leave.
    NotSent,
    /// Its outcome is unknown.
    Unknown,
    /// Its process ended before it wrote down the outcome.
    Unanswered,
    /// A person left before it was sent.
    Aborted,
    /// A person or a resumed run found out that it took effect.
    TookEffect,
    /// A person found out that it had no effect.
    NoEffect,
}

impl OutcomeFilter {
    /// Returns the outcome as the journal has it.
    fn in_journal(self) -> &'static str {
        use crate::journal::{Aftermath, Verdict};
        use oms_client::Outcome;

        match self {
            Self::Accepted => Outcome::Accepted.as_str(),
            Self::Rejected => Outcome::Rejected.as_str(),
            Self::NotSent => Outcome::NotSent.as_str(),
            Self::Unknown => Outcome::Unknown.as_str(),
            Self::Unanswered => Attempt::UNANSWERED,
            Self::Aborted => Aftermath::ABORTED,
            Self::TookEffect => Verdict::TookEffect.as_str(),
            Self::NoEffect => Verdict::NoEffect.as_str(),
        }
    }
}

impl ListArgs {
    fn filter(&self, moment: &Moment) -> Result<Filter, Failure> {
        let time = |flag, input: &Option<TimeInput>| {
            let resolved = input
                .as_ref()
                .map(|input| input.resolve_bound(flag, moment));
            resolved.transpose().map(|time| time.map(SystemTime::from))
        };
        let (since, until) = (time("--since", &self.since)?, time("--until", &self.until)?);
        if since
            .zip(until)
            .is_some_and(|(since, until)| since >= until)
        {
            return Err(Failure::usage(
                "--since is not before --until",
                "Exchange them, or leave one of them out.",
            ));
        }
        if let Some(url) = self
            .to_endpoint
            .as_deref()
            .filter(|url| !url.contains("://"))
        {
            return Err(Failure::usage(
                format!("--to-endpoint: `{}` has no scheme", Shown(url)),
                "Write it as the endpoint of a profile, with http:// or https://.",
            ));
        }
        Ok(Filter {
            open: self.open,
            since,
            until,
            profile: self.of_profile.clone(),
            endpoint: self.to_endpoint.as_deref().map(Address::of),
            action: self.action.as_deref().map(action),
            id: None,
            // The service is not asked for the ID of a name, because what was sent may be about a
            // task that is gone.
            about: self.id.clone(),
            run: self.run,
            outcome: self.outcome.map(|outcome| outcome.in_journal().to_owned()),
        })
    }
}

/// Returns the name of an action as a filter has it. Its command may be typed in a group, as
/// `task stop`.
fn action(typed: &str) -> String {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let grouped = OTHER_NAMES.iter().find(|(_, group)| group[..] == words);
    let name = grouped.map_or(typed, |(command, _)| command);
    name.replace('-', "").to_ascii_lowercase()
}

/// Says that an action is none of the spec's. The journal can hold one all the same, which `oms
/// call` has sent.
fn warn_of_no_action(typed: &str, session: &mut Session<'_, '_>) {
    let is_typed = |name: &str| action(name) == action(typed);
    if ACTIONS.iter().any(|known| is_typed(known.name())) {
        return;
    }
    let names = OTHER_NAMES.iter().map(|(name, _)| *name);
    let near = oms_text::nearest(typed, names);
    let near = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
    session.warn(&format!(
        "`{}` is no action that this command knows{near}",
        Shown(typed)
    ));
}

/// The requests that are kept in memory where each is printed before the next one is read.
const PAGE: u32 = 256;

/// A list that is to be printed, or that is printed already.
pub(super) enum Listed {
    Whole(Box<Report>),
    Poured(Exit),
}

/// Lists requests, and warns where entries are missing at the journal's end.
pub(super) fn list(
    journal: &Journal,
    args: &ListArgs,
    session: &mut Session<'_, '_>,
) -> Result<Listed, Failure> {
    let filter = args.filter(&session.moment)?;
    // Any other form needs all of them first, for the width of a column or the end of an object.
    let printer = &session.printer;
    let is_each_alone = printer.format == Format::JsonLines && printer.part.is_none();
    let (listed, is_none) = if is_each_alone && session.options.limit.is_none() {
        let (poured, is_none) = pour(journal, &filter, session)?;
        (Listed::Poured(poured), is_none)
    } else {
        let (report, is_none) = whole(journal, &filter, session)?;
        (Listed::Whole(Box::new(report)), is_none)
    };
    if let Some(typed) = args.action.as_deref().filter(|_| is_none) {
        warn_of_no_action(typed, session);
    }
    let missing = warn_of_missing(journal, session);
    Ok(match listed {
        Listed::Whole(report) => Listed::Whole(Box::new(report.ending(missing))),
        Listed::Poured(Exit::Success) => Listed::Poured(missing),
        Listed::Poured(failed) => Listed::Poured(failed),
    })
}

/// Prints each request as a line of JSON, a page in memory at a time. Returns whether there is none
/// as well.
fn pour(
    journal: &Journal,
    filter: &Filter,
    session: &mut Session<'_, '_>,
) -> Result<(Exit, bool), Failure> {
    let known = journal.read_as_it_is()?;
    let (mut behind, mut is_none) = (Some(0), true);
    let poured = terminal::pour(session.surroundings, terminal::visible, |write| {
        while let Some(entry) = behind {
            let (page, last) = known.page(filter, entry, PAGE)?;
            behind = last;
            is_none &= page.is_empty();
            let records: Vec<_> = page.iter().map(record).collect();
            let records = to_raw_value(&records).map_err(|error| unprintable(&error))?;
            let lines = terminal::to_json_lines(&records);
            // Whoever takes no more lines is told by the exit code.
            if write(&terminal::safe_json(&lines)).is_err() {
                break;
            }
        }
        Ok::<(), Failure>(())
    })?;
    Ok((poured, is_none))
}

/// Reports a request that no JSON can hold.
fn unprintable(error: &serde_json::Error) -> Failure {
    Failure::guard(
        format!("a request of the journal cannot be printed: {error}"),
        "Look at it with `oms journal list`, without -o jsonl.",
    )
}

/// Reports the requests, and returns whether there is none as well.
fn whole(
    journal: &Journal,
    filter: &Filter,
    session: &mut Session<'_, '_>,
) -> Result<(Report, bool), Failure> {
    let limit = session.options.limit.unwrap_or(usize::MAX);
    let (chosen, left_out) = journal.read_as_it_is()?.newest(filter, limit)?;
    let is_none = chosen.is_empty() && left_out == 0;
    if left_out > 0 {
        session.warn(&format!(
            "{left_out} older requests are left out; a larger limit shows more"
        ));
    }
    let data: Vec<_> = chosen.iter().map(record).collect();
    let text = if chosen.is_empty() {
        "No entries.\n".to_owned()
    } else {
        let (text, left_out) = listed(&chosen, &session.moment, session.surroundings.width);
        text + &session.completed(&left_out)
    };
    Ok((Report::found(&data, text), is_none))
}

/// Returns the requests as rows, and the words for the columns that are left out. The most
/// important come first, because a narrow terminal shows no more.
fn listed(attempts: &[Attempt], moment: &Moment, width: Option<usize>) -> (String, String) {
    let headings = [
        "ENTRY",
        "OUTCOME",
        "ACTION",
        "ID",
        "NAME",
        "DIRECTION",
        "TICKET",
        "TIME",
        "CHANGE",
        "ENDPOINT",
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
                Shown(intent.name.as_deref().unwrap_or_default()).to_string(),
                intent.direction.clone().unwrap_or_default(),
                ticket(attempt),
                Shown(&local(&attempt.time, moment)).to_string(),
                intent.change_text(),
                Shown(&intent.endpoint).to_string(),
            ]
        })
        .collect();
    let (text, left_out) = terminal::fitted(&headings.map(str::to_owned), &rows, width);
    let left_out = terminal::left_out(left_out, "`oms journal show ENTRY`");
    (text, left_out)
}
