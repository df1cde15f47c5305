//! Problems as text, in rustc's manner and in ASCII, so that they read the same in a terminal, a
//! log and a snapshot.
//!
//! It decides nothing about what is wrong. The text that it shows of a file was made visible when
//! the file was read.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use oms_text::counted;

use super::problems::{Diagnostic, Label, MAX_SHOWN};
use super::sources::{ROOT, SourceText};
use super::span::Span;
use super::visible::made_visible;

/// Width that long source lines are cut to; a fixed one, because a snapshot must not depend on the
/// terminal.
const WIDTH: usize = 140;

/// Most bytes of source lines that are shown in all: the renderer looks at every character of a
/// line, however little of it fits.
const MAX_READ: usize = 8 << 20;

/// All problems, each behind an empty line.
pub(crate) fn all(sources: &[SourceText], problems: &[Diagnostic], colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .term_width(WIDTH);
    let mut text = String::new();
    let (mut shown, mut read) = (0, 0);
    for problem in problems.iter().take(MAX_SHOWN) {
        if read > MAX_READ {
            break;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&renderer.render(&[group(problem, sources, &mut read)]));
        text.push('\n');
        shown += 1;
    }
    if shown < problems.len() {
        let title = format!(
            "{} not shown",
            counted(problems.len() - shown, "further problem")
        );
        let group = Group::with_title(Level::ERROR.primary_title(title));
        text.push('\n');
        text.push_str(&renderer.render(&[group]));
        text.push('\n');
    }
    text
}

/// A problem: its title, a snippet for each file that has a label, the primary one first, and what
/// to do. `read` counts the bytes of the snippets.
fn group<'a>(problem: &'a Diagnostic, sources: &'a [SourceText], read: &mut usize) -> Group<'a> {
    let title = Level::ERROR
        .primary_title(problem.message.as_str())
        .id(problem.code.as_str());
    let mut group = Group::with_title(title);
    let mut shown: Vec<usize> = Vec::new();
    for Label { span, text } in problem.labels() {
        let file = span.file();
        if shown.contains(&file) {
            continue;
        }
        shown.push(file);
        let source = sources.get(file);
        group = match source.filter(|source| !source.text.is_empty()) {
            Some(source) => {
                let lines = lines(problem, source, file);
                *read += lines.len();
                group.element(snippet(problem, source, file, lines))
            }
            // There is no line to put the label under.
            None => group
                .element(Origin::path(path(source)))
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

/// The path of a file; one that is missing can only be the root.
fn path(source: Option<&SourceText>) -> String {
    made_visible(source.map_or(ROOT, |source| source.path.as_str()))
}

/// The lines of a file from the first label to the last, in bytes.
fn lines(problem: &Diagnostic, source: &SourceText, file: usize) -> Range<usize> {
    let (mut first, mut last) = (usize::MAX, 0);
    for label in problem.labels().filter(|label| label.span.file() == file) {
        let range = fit(&source.text, label.span);
        first = first.min(source.line_at(range.start));
        last = last.max(source.line_at(range.end));
    }
    source.start_of(first)..source.start_of(last + 1)
}

/// Some lines of a file with its labels. The rest is left out, because the renderer would look at
/// every character of it.
fn snippet<'a>(
    problem: &'a Diagnostic,
    source: &'a SourceText,
    file: usize,
    lines: Range<usize>,
) -> Snippet<'a, Annotation<'a>> {
    let offset = lines.start;
    let first = source.line_at(offset);
    let shown = source.text.get(lines).unwrap_or_default();
    let annotations = problem.labels().filter(|label| label.span.file() == file);
    let annotations = annotations.map(|label| {
        let kind = if std::ptr::eq(label, &raw const problem.primary) {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let (start, end) = (label.span.start(), label.span.end());
        let inner = start.saturating_sub(offset)..end.saturating_sub(offset);
        kind.span(fit(shown, Span::new(file, inner)))
            .label(label.text.as_str())
    });
    Snippet::source(shown)
        .line_start(first + 1)
        .path(path(Some(source)))
        .annotations(annotations.collect::<Vec<_>>())
}

/// A range that lies within `text` and on its characters, whatever the span says: the renderer
/// slices by it.
pub(crate) fn fit(text: &str, span: Span) -> Range<usize> {
    let clamp = |offset: usize| {
        (0..=offset.min(text.len()))
            .rev()
            .find(|offset| text.is_char_boundary(*offset))
            .unwrap_or(0)
    };
    let start = clamp(span.start());
    start..clamp(span.end()).max(start)
}
