//! Prints reports: text for people; JSON, JSON lines or CSV for programs.
//!
//! A closed stream changes nothing: the exit code still contains the result. If output is lost for
//! another reason, as on a full disk, no success is reported.

use oms_client::{Outcome, Shown};
use serde_json::value::RawValue;

use super::{Kind, Report};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::plan::{Line, Plan, places};
use crate::session::{Here, NotOpened, Session};
use crate::surroundings::Surroundings;
use crate::terminal::{self, Format, Ordered, Part, Printer, Tone};
use crate::time::{self, Moment};

impl Printer {
    pub(crate) fn print(&self, report: &Report, surroundings: &mut Surroundings<'_>) -> Exit {
        self.print_at(report, None, &Here::default(), surroundings)
    }

    /// Prints a report, with the moments of an answer in the zone of a moment, and with the
    /// commands that it advises as they are typed in another terminal.
    fn print_at(
        &self,
        report: &Report,
        moment: Option<&Moment>,
        here: &Here,
        surroundings: &mut Surroundings<'_>,
    ) -> Exit {
        let report = report.completed(here);
        let report = &*report;
        let (text, beside, is_found) = match &self.part {
            None => {
                let for_people = match self.format {
                    Format::Table => timed(report, moment),
                    _ => None,
                };
                let data = for_people.as_deref().or(report.data.as_deref());
                let (text, beside) = self.texts(report, data, surroundings.width);
                let text = match self.format {
                    Format::Table => self.stdout.marked(&text),
                    _ => text,
                };
                (text, beside, true)
            }
            Some(part) => match self.chosen(report, part, here) {
                Ok(text) => (text, self.told(report), true),
                // A script would go on with an empty text otherwise.
                Err(beside) => (String::new(), beside, false),
            },
        };
        let is_out = terminal::put(&text, surroundings);
        terminal::note(&beside, surroundings);
        if let (false, Some((sent, look))) = (is_out, accepted_write(report, here)) {
            terminal::note(&format!("{sent}. {look}\n"), surroundings);
        }
        if is_out && is_found {
            report.exit
        } else {
            report.exit_where_unseen()
        }
    }

    /// Returns the text for standard output and the text for standard error. `data` is the answer
    /// as people read it.
    fn texts(
        &self,
        report: &Report,
        data: Option<&RawValue>,
        width: Option<usize>,
    ) -> (String, String) {
        let alone = |text| (text, String::new());
        match (self.format, report.kind) {
            (Format::Yaml, _) => alone(terminal::to_yaml(&Ordered::of(report))),
            (Format::Json, _) | (Format::JsonLines, Kind::Error | Kind::Plan) => {
                alone(format!("{}\n", to_json(report)))
            }
            (Format::JsonLines, Kind::Result) => {
                let data = report.data.as_deref();
                let lines = data.map(terminal::to_json_lines).unwrap_or_default();
                alone(terminal::safe_json(&lines).into_owned())
            }
            (Format::Csv, Kind::Result) => {
                let (text, hidden) = report
                    .data
                    .as_deref()
                    .map(terminal::to_csv)
                    .unwrap_or_default();
                (text, hidden.note())
            }
            (Format::Table | Format::Csv, Kind::Error) => {
                let text = report.text.as_deref().unwrap_or_default();
                (terminal::wrapped(text, width), self.error_text(report))
            }
            (Format::Table | Format::Csv, Kind::Plan) => {
                alone(terminal::wrapped(&self.plan_text(report), width))
            }
            (Format::Table, Kind::Result) => self.result_texts(report, data, width),
        }
    }

    /// Returns the part of the report that is asked for, a value a line: a string whole and without
    /// quotes, so that a script can use it, and any other value as JSON. The error is the message
    /// for a person if there is nothing.
    fn chosen(&self, report: &Report, part: &Part, here: &Here) -> Result<String, String> {
        let problem = match part.of(&Ordered::of(report)) {
            Ok(found) if !found.is_empty() => {
                return Ok(found.iter().map(|value| self.value_text(value)).collect());
            }
            // The error that is in the way tells more than that nothing was found.
            _ if report.kind == Kind::Error => return Err(self.error_text(report)),
            Ok(_) => format!("there is nothing at {}", Shown(part.text())),
            Err(why) => format!("{} failed: {}", part.flag(), Shown(&why)),
        };
        Err(self.told(report) + &self.nothing_chosen(report, &problem, part, here))
    }

    /// Returns the text that a person must see beside a part of the report, whichever part that is:
    /// none where all went well.
    fn told(&self, report: &Report) -> String {
        match (report.exit, report.kind) {
            (Exit::Success, _) => String::new(),
            (_, Kind::Error) => self.error_text(report),
            (_, Kind::Result) => closing(report),
            (_, Kind::Plan) => self.warnings(report) + &closing(report),
        }
    }

    /// Returns the warnings of a plan that is not printed itself. Its last lines refer to them.
    fn warnings(&self, report: &Report) -> String {
        let warning = self.stderr.paint(Tone::Caution, "warning:");
        let warnings = report.plan.iter().flat_map(Plan::warnings);
        let lines: Vec<String> = warnings.map(|text| format!("{warning} {text}\n")).collect();
        lines.concat()
    }

    /// Returns the message for a part that cannot be shown. A change that was accepted comes first,
    /// because the advice for a read would send it once more.
    fn nothing_chosen(&self, report: &Report, problem: &str, part: &Part, here: &Here) -> String {
        let error = self.stderr.paint(Tone::Alarm, "error:");
        match accepted_write(report, here) {
            Some((sent, look)) => format!("{error} {sent}, but {problem}\n  next: {look}\n"),
            None => format!(
                "{error} {problem}\n  next: Look at all of it with -o json and without {}.\n",
                part.flag()
            ),
        }
    }

    fn value_text(&self, value: &Ordered) -> String {
        match value {
            Ordered::Text(text) if self.format == Format::Table => {
                format!("{}\n", terminal::whole(text))
            }
            value if self.format == Format::Yaml => terminal::to_yaml(value),
            value => format!("{}\n", terminal::safe_json(&value.to_string())),
        }
    }

    fn error_text(&self, report: &Report) -> String {
        let message = report.message.as_deref().unwrap_or("unknown error");
        let causes = report
            .told_causes()
            .into_iter()
            .map(|cause| Shown(&cause).to_string())
            .filter(|cause| !message.contains(cause.as_str()))
            .map(|cause| format!("  cause: {cause}"));
        let answer = report
            .body
            .iter()
            .map(|body| format!("  answer: {}", Shown(&in_one_line(body))));
        let next = report.next.iter().map(|next| format!("  next: {next}"));
        let error = self.stderr.paint(Tone::Alarm, "error:");
        let lines: Vec<String> = std::iter::once(format!("{error} {message}"))
            .chain(causes)
            .chain(answer)
            .chain(next)
            .collect();
        lines.join("\n") + "\n"
    }

    fn plan_text(&self, report: &Report) -> String {
        let plan = report.text.clone().unwrap_or_else(|| {
            let plan = report.plan.as_ref();
            plan.map(|plan| plan.to_text(self.stdout))
                .unwrap_or_default()
        });
        format!("{plan}{}", closing(report))
    }

    fn result_texts(
        &self,
        report: &Report,
        data: Option<&RawValue>,
        width: Option<usize>,
    ) -> (String, String) {
        if let Some(text) = &report.text {
            return (terminal::wrapped(text, width), String::new());
        }
        let Some(plan) = report.plan.as_ref().filter(|plan| plan.is_write()) else {
            let text = data.map(|data| terminal::to_text(data, width));
            let (text, hidden) = text.unwrap_or_default();
            return (text, hidden.note() + &of_total(report));
        };
        let heading = format!("Accepted: {} at {}", plan.action, plan.endpoint);
        let heading = self.stdout.paint(Tone::Strong, &heading);
        let answer = accepted(report, plan, data);
        let text = format!("{heading}\n{answer}{}", closing(report));
        (terminal::wrapped(&text, width), String::new())
    }
}

/// Returns the words for a change that was accepted, and the advice where its report is lost;
/// `None` if the report is of something else.
fn accepted_write(report: &Report, here: &Here) -> Option<(String, String)> {
    let plan = report.plan.as_ref().filter(|plan| plan.is_write())?;
    if report.kind != Kind::Result || report.outcome != Some(Outcome::Accepted.as_str()) {
        return None;
    }
    let (entry, look) = match report.journal {
        Some(entry) => (
            format!(" (journal entry {entry})"),
            format!("`oms journal show {entry}`"),
        ),
        None => (String::new(), "`oms journal list`".to_owned()),
    };
    let next = format!("Do not send it again; {look} shows what was sent.");
    Some((
        format!("{} was accepted{entry}", plan.action),
        here.advised(&next).into_owned(),
    ))
}

/// Returns an answer as people read it: its moments are local times with their offset, as
/// everywhere else. The spec says which of its values are moments. `None` if there is none.
fn timed(report: &Report, moment: Option<&Moment>) -> Option<Box<RawValue>> {
    let (data, moment) = (report.data.as_deref()?, moment?);
    let places = report.plan.as_ref()?.explanation.facts.times;
    let local = &mut |json: &str| time::local_of_json(json, moment);
    RawValue::from_string(places::changed(data.get(), places, local)?).ok()
}

/// Returns a line that says how many items of a list are shown, where the service states how many
/// there are.
fn of_total(report: &Report) -> String {
    let data = report.data.as_deref().map(RawValue::get);
    let items = data.and_then(|data| serde_json::from_str::<Vec<&RawValue>>(data).ok());
    match (items, report.total) {
        (Some(items), Some(total)) => format!("{} of {total}\n", items.len()),
        _ => String::new(),
    }
}

/// Returns a text with its white space as single spaces: the line breaks of an error page say
/// nothing.
fn in_one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    words.join(" ")
}

/// Returns the answer of an accepted call in labelled lines.
fn accepted(report: &Report, plan: &Plan, data: Option<&RawValue>) -> String {
    let data = data.map(RawValue::get);
    let data = data.filter(|data| *data != "null").map(str::to_owned);
    let fields = [
        (plan.explanation.facts.payload, &data),
        ("Request ID", &report.request_id),
        ("Took", &report.cost),
        ("Advice", &report.advice),
    ];
    let lines: Vec<Line> = fields
        .into_iter()
        .filter_map(|(label, text)| Some(Line::new(label, Shown(text.as_ref()?).to_string())))
        .collect();
    crate::plan::table(&lines)
}

/// Returns the last lines of a report: what did not happen, and what to do next.
fn closing(report: &Report) -> String {
    let words: Vec<&str> = [&report.message, &report.next]
        .into_iter()
        .filter_map(Option::as_deref)
        .collect();
    if words.is_empty() {
        return String::new();
    }
    format!("{}\n", words.join(" "))
}

fn to_json(report: &Report) -> String {
    let text = serde_json::to_string(report).unwrap_or_default();
    terminal::safe_json(&text).into_owned()
}

impl Session<'_, '_> {
    pub(crate) fn print(&mut self, report: &Report) -> Exit {
        let here = Here::of(self);
        let moment = Some(&self.moment);
        self.printer
            .print_at(report, moment, &here, self.surroundings)
    }

    /// Prints the report of a command that sends, or the reason why it has sent nothing.
    pub(crate) fn conclude(&mut self, result: Result<Report, Failure>) -> Exit {
        let report = result.unwrap_or_else(|failure| Report::stopped(&failure));
        self.print(&report)
    }

    /// Prints the report of a command of this machine, or the reason why there is none.
    pub(crate) fn finish(&mut self, result: Result<Report, Failure>) -> Exit {
        let report = result.unwrap_or_else(|failure| Report::wrong(&failure));
        self.print(&report)
    }
}

impl NotOpened {
    /// Prints the reason why no session was opened, and returns the exit code.
    pub(crate) fn print(self, surroundings: &mut Surroundings<'_>) -> Exit {
        self.printer
            .print(&Report::stopped(&self.failure), surroundings)
    }
}
