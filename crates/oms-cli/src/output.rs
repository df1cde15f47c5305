//! Prints reports: text for people, or one JSON object for programs.
//!
//! A stream that is closed changes nothing: what the command found out stands in its exit code.

use std::io::Write;

use oms_client::Shown;

use crate::Exit;
use crate::args::Format;
use crate::plan::{Line, Plan, table};
use crate::report::{Kind, Report};
use crate::surroundings::Surroundings;

/// Prints a report, and returns how the command ends.
pub(crate) fn print(report: &Report, format: Format, surroundings: &mut Surroundings<'_>) -> Exit {
    match (format, report.kind) {
        (Format::Json, _) => {
            let line = serde_json::to_string(report).unwrap_or_default();
            write(&mut surroundings.stdout, &format!("{line}\n"));
        }
        (Format::Text, Kind::Error) => write(&mut surroundings.stderr, &error_text(report)),
        (Format::Text, Kind::Plan) => write(&mut surroundings.stdout, &plan_text(report)),
        (Format::Text, Kind::Result) => write(&mut surroundings.stdout, &result_text(report)),
    }
    report.exit
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

fn error_text(report: &Report) -> String {
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
    let lines: Vec<String> = std::iter::once(format!("error: {message}"))
        .chain(causes)
        .chain(answer)
        .chain(next)
        .collect();
    lines.join("\n") + "\n"
}

fn plan_text(report: &Report) -> String {
    let plan = report.plan.as_ref().map(Plan::to_text).unwrap_or_default();
    format!("{plan}{}", closing(report))
}

fn result_text(report: &Report) -> String {
    let Some(plan) = &report.plan else {
        return closing(report);
    };
    let data = report.data.as_ref().map(ToString::to_string);
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
    format!(
        "Accepted: {} at {}\n{}{}",
        plan.action,
        plan.endpoint,
        table(&lines),
        closing(report)
    )
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
