//! The page of one action.

use oms_spec::ir::{Action, Discrepancy, Effect, Provenance};

use super::tables;
use crate::context::Context;
use crate::example;
use crate::rust::{facts, markdown};
use crate::sanitize::{self, PAGE_HEADER};

pub(super) fn page(context: &Context<'_>, action: &Action) -> String {
    let mut lines = vec![
        format!("{PAGE_HEADER}{}. Do not edit. -->", action.path),
        String::new(),
        format!("# {}", action.title),
        String::new(),
    ];
    lines.extend(introduction(action));
    lines.extend(facts(context, action));
    lines.extend(request(context, action));
    lines.extend(answer(context, action));
    lines.extend(examples(context, action));
    lines.extend(discrepancies(&action.discrepancies));
    text(&lines)
}

/// Lines as a file that ends with one line break, and no two empty lines in a row.
pub(super) fn text(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        if line.is_empty() && text.ends_with("\n\n") {
            continue;
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    let end = text.trim_end().len();
    text.truncate(end);
    text.push('\n');
    sanitize::markdown(&text)
}

/// Returns the provenance of a fact, in words.
pub(super) fn provenance(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Page => "the vendor's page",
        Provenance::Client => "another client of the service",
        Provenance::Assumption => "an assumption of this project",
    }
}

fn introduction(action: &Action) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(instead) = &action.deprecated {
        lines.extend([
            format!("**Deprecated:** {}", tables::words(instead)),
            String::new(),
        ]);
    }
    lines.extend(markdown::lines(&action.summary));
    lines.push(String::new());
    if !action.complete {
        lines.extend(["**Not everything of this action is known.** Its answer may hold more; what it holds is kept.".to_owned(), String::new()]);
    }
    lines.extend(markdown::lines(&action.doc));
    lines.push(String::new());
    lines
}

fn facts(context: &Context<'_>, action: &Action) -> Vec<String> {
    let effect = match (action.effect, action.repeatable) {
        (Effect::Read, _) => "read: a lost answer can be asked for again",
        (Effect::Write, false) => "write: it is never sent twice by itself",
        (Effect::Write, true) => {
            "write: calling it twice does no more than once, and still the client never sends it twice by itself"
        }
    };
    let mut lines = vec![
        format!("- Effect: {effect}."),
        format!(
            "- Since: {}.",
            facts::since(action.since)
                .unwrap_or_else(|| "no first version is documented".to_owned())
        ),
        format!("- Known from: {}.", provenance(action.provenance)),
    ];
    if let Some(source) = &action.source {
        let date = source
            .updated
            .as_ref()
            .map(|date| format!(", of {date}"))
            .unwrap_or_default();
        lines.push(format!("- Vendor's page: <{}>{date}.", source.url));
    }
    lines.extend(
        action
            .other_sources
            .iter()
            .map(|url| format!("- See also: <{url}>.")),
    );
    if action.wire_name != action.title {
        lines.push(format!("- Sent as: `{}`.", action.wire_name));
    }
    let command = context.api.typed(action);
    lines.push(format!("- Command: `oms {command}`."));
    lines.push(String::new());
    lines
}

fn request(context: &Context<'_>, action: &Action) -> Vec<String> {
    let mut lines = vec!["## Parameters".to_owned(), String::new()];
    if action.request.is_empty() {
        lines.extend(["None: an empty object is sent.".to_owned(), String::new()]);
        return lines;
    }
    lines.extend(tables::fields(&action.request));
    if let Some(paging) = &action.paging {
        lines.extend([
            String::new(),
            format!("The answer comes page by page; `{}` and `{}` choose one, and `.pages()` goes over all of them.", paging.page_number, paging.page_size),
        ]);
    }
    if action.further {
        let words = "Not all parameters are known: `.further(name, value)` sends others, whose values are never shown.";
        lines.extend([String::new(), words.to_owned()]);
    }
    lines.push(String::new());
    let types = action.request.iter().map(|field| &field.ty);
    lines.extend(tables::types(context, types, "###"));
    lines
}

fn answer(context: &Context<'_>, action: &Action) -> Vec<String> {
    let mut lines = vec!["## Answer".to_owned(), String::new()];
    let Some(data) = &action.data else {
        lines.extend([
            "The envelope alone: there is no payload.".to_owned(),
            String::new(),
        ]);
        return lines;
    };
    lines.push(format!(
        "The payload is {}, {}.",
        tables::type_name(&data.ty),
        data.presence.word()
    ));
    if !data.doc.trim().is_empty() {
        lines.push(String::new());
        lines.extend(markdown::lines(&data.doc));
    }
    if data.one_or_list {
        lines.extend([
            String::new(),
            facts::payload_in_two_forms(&data.ty).to_owned(),
        ]);
    }
    lines.push(String::new());
    lines.extend(tables::types(context, std::iter::once(&data.ty), "###"));
    lines
}

fn examples(context: &Context<'_>, action: &Action) -> Vec<String> {
    let mut lines = vec!["## Examples".to_owned(), String::new()];
    if let Some(rust) = example::as_documentation(context, action) {
        lines.extend(["In Rust:".to_owned(), String::new(), "```rust".to_owned()]);
        // Lines that the documentation hides are those that only make it compile.
        lines.extend(
            rust.into_iter()
                .filter(|line| !line.starts_with("```") && !line.starts_with("# ")),
        );
        lines.extend(["```".to_owned(), String::new()]);
    }
    for example in &action.examples {
        for (word, file) in [("request", &example.request), ("answer", &example.response)] {
            let Some(file) = file else { continue };
            let fence = fence(&file.text);
            lines.extend([
                format!("`{}`, {word}:", example.case),
                String::new(),
                format!("{fence}json"),
            ]);
            lines.extend(file.text.trim_end().lines().map(str::to_owned));
            lines.extend([fence, String::new()]);
        }
    }
    lines
}

/// Returns a fence that nothing inside the block closes.
fn fence(text: &str) -> String {
    let longest = text
        .lines()
        .map(|line| {
            line.trim_start()
                .chars()
                .take_while(|character| *character == '`')
                .count()
        })
        .max();
    "`".repeat(longest.unwrap_or_default().max(2) + 1)
}

fn discrepancies(list: &[Discrepancy]) -> Vec<String> {
    if list.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![
        "## Contradictions of the vendor".to_owned(),
        String::new(),
        "| Place | Documented | Seen | In this project |".to_owned(),
        "|---|---|---|---|".to_owned(),
    ];
    lines.extend(list.iter().map(|one| {
        tables::row(&[
            &markdown::code(&one.at),
            &tables::words(&one.documented),
            &markdown::code(&one.observed),
            &tables::words(&one.decision),
        ])
    }));
    lines.push(String::new());
    lines
}
