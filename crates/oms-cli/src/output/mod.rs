//! Prints reports: text for people; JSON, JSON lines or CSV for programs.
//!
//! A stream that is closed changes nothing: what the command found out stands in its exit code. No success is claimed for what
//! was lost on the way, as on a full disk.

mod csv;
mod format;
mod records;
mod style;
mod table;
mod wrap;

use std::io::{self, Write};

use oms_client::Shown;
use serde_json::Value;
use serde_json::value::RawValue;

pub(crate) use format::{ColorChoice, Destination, Format};
pub(crate) use records::Fields;
pub(crate) use style::{Painter, Tone};
pub(crate) use table::{fitted, labelled};

use crate::Exit;
use crate::plan::{Line, Plan};
use crate::report::{Kind, Report};
use crate::surroundings::Surroundings;

/// How the outcome is printed.
#[derive(Debug, Clone)]
pub(crate) struct Printer {
    pub(crate) format: Format,
    /// The part of the JSON that is printed, where not all of it is.
    pub(crate) query: Option<String>,
    pub(crate) stdout: Painter,
    pub(crate) stderr: Painter,
}

impl Printer {
    /// The printer for a format, a query and a choice of colours.
    pub(crate) fn new(
        format: Format,
        query: Option<String>,
        color: ColorChoice,
        surroundings: &Surroundings<'_>,
    ) -> Self {
        Self {
            format,
            query,
            stdout: Painter::new(color, surroundings.stdout_is_terminal, surroundings),
            stderr: Painter::new(color, surroundings.stderr_is_terminal, surroundings),
        }
    }

    /// Prints a report, and returns how the command ends.
    pub(crate) fn print(&self, report: &Report, surroundings: &mut Surroundings<'_>) -> Exit {
        let (text, beside, is_found) = match &self.query {
            None => {
                let (text, beside) = self.texts(report, surroundings.width);
                (text, beside, true)
            }
            Some(pointer) => match self.queried(report, pointer) {
                Some(text) => (text, String::new(), true),
                // A script would go on with an empty text otherwise.
                None => (String::new(), self.missing_text(report, pointer), false),
            },
        };
        let is_out = put(&text, surroundings);
        note(&beside, surroundings);
        if is_out && is_found {
            report.exit
        } else {
            report.exit_where_unseen()
        }
    }

    /// What goes to standard output, and what to standard error.
    fn texts(&self, report: &Report, width: Option<usize>) -> (String, String) {
        let alone = |text| (text, String::new());
        let of_data = |text: fn(&RawValue) -> String| {
            alone(report.data.as_deref().map(text).unwrap_or_default())
        };
        match (self.format, report.kind) {
            (Format::Json, _) | (Format::JsonLines, Kind::Error | Kind::Plan) => {
                alone(format!("{}\n", to_json(report)))
            }
            (Format::JsonLines, Kind::Result) => of_data(records::to_json_lines),
            (Format::Csv, Kind::Result) => of_data(records::to_csv),
            (Format::Table | Format::Csv, Kind::Error) => {
                let text = report.text.as_deref().unwrap_or_default();
                (wrap::wrapped(text, width), self.error_text(report))
            }
            (Format::Table | Format::Csv, Kind::Plan) => {
                alone(wrap::wrapped(&self.plan_text(report), width))
            }
            (Format::Table, Kind::Result) => self.result_texts(report, width),
        }
    }

    /// The part of the report that a pointer names: a text bare, so that a script can use it, and anything else as JSON.
    fn queried(&self, report: &Report, pointer: &str) -> Option<String> {
        let value = serde_json::to_value(report).unwrap_or_default();
        Some(match value.pointer(pointer)? {
            Value::String(text) if self.format == Format::Table => format!("{}\n", Shown(text)),
            found => format!("{found}\n"),
        })
    }

    /// What a person is told where a pointer names nothing: the error that is in the way, where there is one.
    fn missing_text(&self, report: &Report, pointer: &str) -> String {
        if report.kind == Kind::Error {
            return self.error_text(report);
        }
        let error = self.stderr.paint(Tone::Alarm, "error:");
        format!(
            "{error} there is nothing at {}\n  next: Look at all of it with -o json and without --query.\n",
            Shown(pointer)
        )
    }

    fn error_text(&self, report: &Report) -> String {
        let message = report.message.as_deref().unwrap_or("unknown error");
        let causes = report
            .told_causes()
            .iter()
            .map(|cause| Shown(cause).to_string())
            .filter(|cause| !message.contains(cause.as_str()))
            .map(|cause| format!("  cause: {cause}"));
        let answer = report
            .body
            .iter()
            .map(|body| format!("  answer: {}", Shown(body)));
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

    fn result_texts(&self, report: &Report, width: Option<usize>) -> (String, String) {
        if let Some(text) = &report.text {
            return (wrap::wrapped(text, width), String::new());
        }
        let Some(plan) = report.plan.as_ref().filter(|plan| plan.is_write()) else {
            let data = report.data.as_deref();
            let text = data.map(|data| records::to_text(data, width));
            let (text, hidden) = text.unwrap_or_default();
            return (text, hidden.note());
        };
        let heading = format!("Accepted: {} at {}", plan.action, plan.endpoint);
        let heading = self.stdout.paint(Tone::Strong, &heading);
        let text = format!("{heading}\n{}{}", accepted(report, plan), closing(report));
        (wrap::wrapped(&text, width), String::new())
    }
}

/// What an accepted call came to, in labelled lines.
fn accepted(report: &Report, plan: &Plan) -> String {
    let data = report.data.as_deref().map(RawValue::get);
    let data = data.filter(|data| *data != "null").map(str::to_owned);
    let fields = [
        (plan.explanation.payload, &data),
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

/// What is left to say: what did not happen, and what to do next.
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
    serde_json::to_string(report).unwrap_or_default()
}

/// Says something beside the report, on standard error.
pub(crate) fn note(text: &str, surroundings: &mut Surroundings<'_>) {
    let text = wrap::wrapped(text, surroundings.stderr_width);
    // Where nobody can be told, there is nobody to tell of that.
    let _ = write(&mut surroundings.stderr, &text);
}

/// Tells people what was asked for, on standard output, and returns how the command ends.
pub(crate) fn tell(text: &str, surroundings: &mut Surroundings<'_>) -> Exit {
    let text = wrap::wrapped(text, surroundings.width);
    tell_whole(&text, surroundings)
}

/// Gives out a text that is for programs, and returns how the command ends.
pub(crate) fn tell_whole(text: &str, surroundings: &mut Surroundings<'_>) -> Exit {
    if put(text, surroundings) {
        Exit::Success
    } else {
        Exit::Internal
    }
}

/// Writes to standard output, and returns whether everything is there that anybody wants.
///
/// Whoever has closed it wants no more of it. What is lost otherwise, as on a full disk, is told.
pub(crate) fn put(text: &str, surroundings: &mut Surroundings<'_>) -> bool {
    match write(&mut surroundings.stdout, text) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let text = format!("warning: the output could not be written: {error}\n");
            note(&text, surroundings);
            false
        }
        _ => true,
    }
}

fn write(stream: &mut impl Write, text: &str) -> io::Result<()> {
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

/// Reads a JSON pointer.
pub(crate) fn pointer(text: &str) -> Result<String, String> {
    if text.is_empty() || text.starts_with('/') {
        return Ok(text.to_owned());
    }
    Err("write a JSON pointer, such as /data/0/id".to_owned())
}
