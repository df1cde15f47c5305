//! Prints reports: text for people; JSON, JSON lines or CSV for programs.
//!
//! A stream that is closed changes nothing: what the command found out stands in its exit code.

mod csv;
mod format;
mod records;
mod style;
mod table;

use std::io::Write;

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
        if let Some(pointer) = &self.query {
            let text = self.queried(report, pointer);
            write(&mut surroundings.stdout, &text);
            return report.exit;
        }
        match (self.format, report.kind) {
            (Format::Json, _) | (Format::JsonLines, Kind::Error | Kind::Plan) => {
                write(&mut surroundings.stdout, &format!("{}\n", to_json(report)));
            }
            (Format::JsonLines, Kind::Result) => {
                let text = report.data.as_deref().map(records::to_json_lines);
                write(&mut surroundings.stdout, &text.unwrap_or_default());
            }
            (Format::Csv, Kind::Result) => {
                let text = report.data.as_deref().map(records::to_csv);
                write(&mut surroundings.stdout, &text.unwrap_or_default());
            }
            (Format::Table | Format::Csv, Kind::Error) => {
                write(
                    &mut surroundings.stdout,
                    report.text.as_deref().unwrap_or_default(),
                );
                write(&mut surroundings.stderr, &self.error_text(report));
            }
            (Format::Table | Format::Csv, Kind::Plan) => {
                write(&mut surroundings.stdout, &self.plan_text(report));
            }
            (Format::Table, Kind::Result) => self.print_result(report, surroundings),
        }
        report.exit
    }

    /// The part of the report that a pointer names: a text bare, so that a script can use it, and anything else as JSON.
    fn queried(&self, report: &Report, pointer: &str) -> String {
        let value = serde_json::to_value(report).unwrap_or_default();
        match value.pointer(pointer) {
            Some(Value::String(text)) if self.format == Format::Table => {
                format!("{}\n", Shown(text))
            }
            found => format!("{}\n", found.unwrap_or(&Value::Null)),
        }
    }

    fn error_text(&self, report: &Report) -> String {
        let message = report.message.as_deref().unwrap_or("unknown error");
        let causes = report
            .causes
            .iter()
            .map(|cause| format!("  cause: {}", Shown(cause)));
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

    fn print_result(&self, report: &Report, surroundings: &mut Surroundings<'_>) {
        if let Some(text) = &report.text {
            write(&mut surroundings.stdout, text);
            return;
        }
        let Some(plan) = report.plan.as_ref().filter(|plan| plan.is_write()) else {
            let text = report
                .data
                .as_deref()
                .map(|data| records::to_text(data, surroundings.width));
            let (text, left_out) = text.unwrap_or_default();
            write(&mut surroundings.stdout, &text);
            if left_out > 0 {
                note(
                    &format!("{left_out} more columns do not fit; -o json shows all\n"),
                    surroundings,
                );
            }
            return;
        };
        let heading = format!("Accepted: {} at {}", plan.action, plan.endpoint);
        let heading = self.stdout.paint(Tone::Strong, &heading);
        let text = format!("{heading}\n{}{}", accepted(report, plan), closing(report));
        write(&mut surroundings.stdout, &text);
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
    write(&mut surroundings.stderr, text);
}

/// Writes what can be written. Nobody reads a stream that is closed, so there is nobody to tell.
pub(crate) fn write(stream: &mut impl Write, text: &str) {
    let _ = stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush());
}

/// Reads a JSON pointer.
pub(crate) fn pointer(text: &str) -> Result<String, String> {
    if text.is_empty() || text.starts_with('/') {
        return Ok(text.to_owned());
    }
    Err("write a JSON pointer, such as /data/0/id".to_owned())
}
