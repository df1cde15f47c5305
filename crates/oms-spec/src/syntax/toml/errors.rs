//! The parser's errors, in words for people who know the format less well than the parser does, and
//! one for each mistake.

use toml::de::Error;

use super::duplicates::EarlierKeys;
use super::words::{key, not_toml, syntax_error};
use super::{MAX_DEPTH, too_deep, unclosed};
use crate::report::{Code, Diagnostic, Problems, SourceText, Span, quoted};

/// Reports what the parser found. A key that occurs twice is left out, and the rest is whole.
pub(super) fn report(
    file: usize,
    source: &SourceText,
    errors: &[Error],
    problems: &mut Problems,
) -> Found {
    let mut errors: Vec<(Span, &str)> = errors
        .iter()
        .map(|error| {
            (
                Span::new(file, error.span().unwrap_or(0..0)),
                error.message(),
            )
        })
        .collect();
    errors.sort();
    if let Some((span, _)) = errors.iter().find(|(_, message)| is_depth(message)) {
        problems.push(too_deep(deep_key(file, source).unwrap_or(*span)));
        return Found::LOST;
    }
    let mut reporter = ErrorReporter {
        file,
        source,
        unclosed: errors.iter().any(|(_, message)| is_unclosed(message)),
        earlier: None,
        repeated: Vec::new(),
        last: None,
    };
    let open = errors
        .first()
        .and_then(|_| unclosed::open_text(&source.text))
        .map(|range| Span::new(file, range));
    let mut found = Found::default();
    for (span, message) in errors {
        // Behind a text that is not closed, texts are read as keys, and keys as texts.
        if let Some(open) = open.filter(|open| open.start() <= span.start()) {
            problems.push(text_not_closed(source, open));
            return Found::LOST;
        }
        found.is_lost |= message != DUPLICATE;
        problems.extend(reporter.report(span, message));
    }
    found.repeated = reporter.repeated;
    found
}

/// The part of a file that its errors leave.
#[derive(Default)]
pub(super) struct Found {
    /// Says whether a part was lost, nobody knows which.
    pub(super) is_lost: bool,
    /// The headers that occur twice, and the places of the second. The second table may have been
    /// meant to be another one beside the first.
    pub(super) repeated: Vec<(Vec<String>, Span)>,
}

impl Found {
    const LOST: Self = Self {
        is_lost: true,
        repeated: Vec::new(),
    };
}

/// Tells of one error after the other, and leaves out what follows from the one before.
struct ErrorReporter<'a> {
    file: usize,
    source: &'a SourceText,
    /// Says whether a bracket is not closed before the file ends.
    unclosed: bool,
    earlier: Option<EarlierKeys<'a>>,
    repeated: Vec<(Vec<String>, Span)>,
    last: Option<LastError>,
}

impl ErrorReporter<'_> {
    fn report(&mut self, span: Span, message: &str) -> Option<Diagnostic> {
        let source = self.source;
        let line = source.line_at(span.start());
        if let Some(last) = &mut self.last
            && last.causes(source, line, span, message)
        {
            last.line = line;
            return None;
        }
        let unclosed = self.unclosed;
        let (diagnostic, consequences) = if is_twice(message) {
            self.twice(span, message)
        } else if let Some(open) = open_before(source, span, message).filter(|_| unclosed) {
            (not_closed(source, open), Consequences::Lines)
        } else {
            (syntax_error(source, span, message), Consequences::Line)
        };
        self.last = Some(LastError { line, consequences });
        (!source.hides_at(span)).then_some(diagnostic)
    }

    fn twice(&mut self, span: Span, message: &str) -> (Diagnostic, Consequences) {
        let (file, source) = (self.file, self.source);
        let earlier = self
            .earlier
            .get_or_insert_with(|| EarlierKeys::of(file, &source.text));
        let mut help = "keep one of them";
        let consequences = if message != DUPLICATE {
            Consequences::Headers(key(source, span).to_owned())
        } else if let Some(header) = earlier.header(span) {
            // A header may also go through what is a value already.
            if header.last().is_some_and(|last| last == name(source, span)) {
                if header.len() > 1 {
                    help = "keep one of them, or rename the second";
                }
                self.repeated.push((header, span));
            }
            Consequences::Table
        } else {
            Consequences::Line
        };
        (duplicate(source, span, earlier).help(help), consequences)
    }
}

/// The parser's message for a key that occurs twice.
const DUPLICATE: &str = "duplicate key";

fn is_depth(message: &str) -> bool {
    message.contains("recurs")
}

fn is_unclosed(message: &str) -> bool {
    message.starts_with("unclosed array,") || message.starts_with("unclosed inline table")
}

/// The first key of more parts than there may be levels; the parser does not say where it is.
fn deep_key(file: usize, source: &SourceText) -> Option<Span> {
    let mut start = 0;
    source.text.split_inclusive('\n').find_map(|line| {
        let key = line.split(['=', '#', '\n']).next().unwrap_or_default();
        let place = Span::new(file, start..start + key.trim_end().len());
        start += line.len();
        (key.matches('.').count() > MAX_DEPTH).then_some(place)
    })
}

fn is_twice(message: &str) -> bool {
    message == DUPLICATE || message.starts_with("cannot extend value")
}

/// The error before, to tell what only follows from it.
struct LastError {
    line: usize,
    consequences: Consequences,
}

/// Which further errors a mistake makes.
enum Consequences {
    /// Those of its own line.
    Line,
    /// A bracket that is not closed makes one of every line behind it.
    Lines,
    /// A table that occurs twice makes one of each of its keys.
    Table,
    /// A value where a table of this name is expected makes one of each header.
    Headers(String),
}

impl LastError {
    fn causes(&self, source: &SourceText, line: usize, span: Span, message: &str) -> bool {
        let between = || {
            let from = source.start_of(self.line + 1);
            let text = source.text.get(from..source.start_of(line));
            text.unwrap_or_default().lines()
        };
        let is_blank = |line: &str| line.trim().is_empty() || line.trim().starts_with('#');
        line <= self.line
            || match &self.consequences {
                Consequences::Line => false,
                Consequences::Lines => between().all(is_blank),
                Consequences::Table => {
                    message == DUPLICATE
                        && !starts_header(source, line)
                        && !between().any(|line| line.starts_with('['))
                }
                Consequences::Headers(name) => message != DUPLICATE && key(source, span) == name,
            }
    }
}

fn starts_header(source: &SourceText, line: usize) -> bool {
    let text = source.text.get(source.start_of(line)..);
    text.is_some_and(|text| text.starts_with('['))
}

/// The key at a place without its quotes.
fn name(source: &SourceText, span: Span) -> &str {
    key(source, span).trim_matches(['"', '\''])
}

fn duplicate(source: &SourceText, span: Span, earlier: &EarlierKeys<'_>) -> Diagnostic {
    let message = format!("the key {} occurs twice", quoted(name(source, span)));
    let diagnostic = Diagnostic::new(Code::DuplicateKey, span, message).label("the second one");
    match earlier.first(span) {
        Some(first) => diagnostic.also(first, "the first one"),
        None => diagnostic,
    }
}

fn not_closed(source: &SourceText, open: Span) -> Diagnostic {
    let opening = key(source, open);
    let closing = if opening == "{" { "}" } else { "]" };
    not_toml(open)
        .label(format!("`{closing}` is missing for this `{opening}`"))
        .help(format!("close it with `{closing}`"))
}

fn text_not_closed(source: &SourceText, open: Span) -> Diagnostic {
    let quotes = key(source, open);
    not_toml(open)
        .label(format!("the closing `{quotes}` of this text is missing"))
        .help(format!("close it with `{quotes}`"))
}

/// The bracket that is not closed, where that is what an error comes from: inside of brackets the
/// parser expects a comma or another element, and complains where the next line starts, or at the
/// end of the file.
fn open_before(source: &SourceText, span: Span, message: &str) -> Option<Span> {
    let inside = message.starts_with("missing comma")
        || message.starts_with("missing key for inline")
        || message.starts_with("unexpected `=` in array")
        || is_unclosed(message);
    if !inside {
        return None;
    }
    let before = source.text.get(..span.start())?;
    let mut end = before.len();
    // The statement that is not closed is the nearest one above that opens more than it closes; a
    // few lines are enough for a spec.
    for line in before.split_inclusive('\n').rev().take(MAX_DEPTH) {
        let start = end - line.len();
        if let Some(offset) = unbalanced(line) {
            let place = start + offset;
            return Some(Span::new(span.file(), place..place + 1));
        }
        end = start;
    }
    None
}

/// The place of the innermost bracket that a line opens and does not close.
fn unbalanced(line: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut quote = None;
    let mut escaped = false;
    for (offset, character) in line.char_indices() {
        match (quote, character) {
            (Some('"'), '\\') => {
                escaped = !escaped;
                continue;
            }
            (Some(mark), _) if mark == character && !escaped => quote = None,
            (None, '"' | '\'') => quote = Some(character),
            (None, '#') => break,
            (None, '{' | '[') => open.push(offset),
            (None, '}' | ']') => drop(open.pop()),
            _ => {}
        }
        escaped = false;
    }
    open.pop()
}
