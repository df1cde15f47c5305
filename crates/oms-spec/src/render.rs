//! Problems as text, in rustc's manner and in ASCII, so that they read the same in a terminal, a log and a snapshot.
//!
//! It decides nothing about what is wrong. What it shows of a file was made visible when the file was read.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostics::{Diagnostic, Label, Span};
use crate::hidden;
use crate::layout::ROOT;
use crate::sources::{Source, Sources};
use crate::words::counted;

/// Width that long source lines are cut to; a fixed one, because a snapshot must not depend on the terminal.
const WIDTH: usize = 140;

/// Most problems that are shown: nobody reads more, and each costs the reading of its lines.
const MAX_SHOWN: usize = 200;

/// All problems, each behind an empty line.
pub(crate) fn all(sources: &Sources, problems: &[Diagnostic], colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .term_width(WIDTH);
    let mut text = String::new();
    for problem in problems.iter().take(MAX_SHOWN) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&renderer.render(&[group(problem, sources)]));
        text.push('\n');
    }
    let further = problems.len().saturating_sub(MAX_SHOWN);
    if further > 0 {
        let title = format!("{} not shown", counted(further, "further problem"));
        let group = Group::with_title(Level::ERROR.primary_title(title));
        text.push('\n');
        text.push_str(&renderer.render(&[group]));
        text.push('\n');
    }
    text
}

/// A problem: its title, a snippet for each file that has a label, the primary one first, and what to do.
fn group<'a>(problem: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let title = Level::ERROR
        .primary_title(problem.message.as_str())
        .id(problem.code.as_str());
    let mut group = Group::with_title(title);
    let mut shown: Vec<usize> = Vec::new();
    for Label { span, text } in problem.labels() {
        if shown.contains(&span.file) {
            continue;
        }
        shown.push(span.file);
        let source = sources.get(span.file);
        group = match source.filter(|source| !source.text.is_empty()) {
            Some(source) => group.element(snippet(problem, source, span.file)),
            // There is no line to put the label under.
            None => group
                .element(origin(source))
                .element(Level::NOTE.message(text.as_str())),
        };
    }
    if problem.further > 0 {
        let note = format!("and {}", counted(problem.further, "further place"));
        group = group.element(Level::NOTE.message(note));
    }
    group.elements(
        problem
            .help
            .iter()
            .map(|help| Level::HELP.message(help.as_str())),
    )
}

/// A file without text, or one that is missing, which can only be the root.
fn origin(source: Option<&Source>) -> Origin<'_> {
    Origin::path(hidden::made_visible(
        source.map_or(ROOT, |source| source.path.as_str()),
    ))
}

/// The lines of a file from the first label to the last. The rest is left out, because the renderer looks at every character it is given.
fn snippet<'a>(
    problem: &'a Diagnostic,
    source: &'a Source,
    file: usize,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let here = || problem.labels().filter(|label| label.span.file == file);
    let lines = here().map(|label| {
        let range = fit(&source.text, label.span);
        (source.line_at(range.start), source.line_at(range.end))
    });
    let (first, last) = lines.fold((usize::MAX, 0), |(first, last), (start, end)| {
        (first.min(start), last.max(end))
    });
    let offset = source.start_of(first);
    let window = source.text.get(offset..source.start_of(last + 1));
    let window = window.unwrap_or_default();
    let annotations = here().map(|label| {
        let kind = if std::ptr::eq(label, &raw const problem.primary) {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let inner = Span::new(
            file,
            label.span.start.saturating_sub(offset)..label.span.end.saturating_sub(offset),
        );
        kind.span(fit(window, inner)).label(label.text.as_str())
    });
    Snippet::source(window)
        .line_start(first + 1)
        .path(hidden::made_visible(&source.path))
        .annotations(annotations.collect::<Vec<_>>())
}

/// A range that lies within `text` and on its characters, whatever the span says: the renderer slices by it.
pub(crate) fn fit(text: &str, span: Span) -> Range<usize> {
    let clamp = |offset: usize| {
        (0..=offset.min(text.len()))
            .rev()
            .find(|offset| text.is_char_boundary(*offset))
            .unwrap_or(0)
    };
    let start = clamp(span.start);
    start..clamp(span.end).max(start)
}
