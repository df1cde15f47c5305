//! TOML text to a tree with places, and every syntax error of the file.

use toml::de::{DeTable, DeValue, Error};

use crate::codes::Code;
use crate::diagnostics::{Diagnostic, Problems, Span, Text};
use crate::tree::{Entry, Kind, Table, Value};

/// Deepest nesting of values; the parser has a limit of its own above it, so that neither runs out of stack.
const MAX_DEPTH: usize = 32;

/// Parses a file. `None` means that its tree has holes: whatever else would be said of it might be wrong.
pub(crate) fn parse(file: usize, text: &str, problems: &mut Problems) -> Option<Table> {
    let (document, errors) = DeTable::parse_recoverable(text);
    let reader = Reader { file };
    let table = reader.table(Span::start_of(file), document.get_ref(), 0);
    let mut whole = table.is_some();
    if !whole {
        problems.push(too_deep(Span::start_of(file)));
    }
    for error in &errors {
        let diagnostic = reader.syntax_error(text, table.as_ref(), error);
        whole &= diagnostic.code() == Code::DuplicateKey;
        problems.push(diagnostic);
    }
    table.filter(|_| whole)
}

struct Reader {
    file: usize,
}

impl Reader {
    fn table(&self, span: Span, table: &DeTable<'_>, depth: usize) -> Option<Table> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut entries = Vec::with_capacity(table.len());
        for (key, value) in table {
            let key = Text {
                value: key.get_ref().to_string(),
                span: Span::new(self.file, key.span()),
            };
            let value = self.value(
                key.span,
                Span::new(self.file, value.span()),
                value.get_ref(),
                depth,
            )?;
            entries.push(Entry { key, value });
        }
        entries.sort_by_key(|entry| entry.key.span);
        Some(Table { entries, span })
    }

    fn value(&self, key: Span, span: Span, value: &DeValue<'_>, depth: usize) -> Option<Value> {
        let kind = match value {
            DeValue::String(text) => Kind::Text(text.to_string()),
            DeValue::Integer(number) => {
                match i64::from_str_radix(number.as_str(), number.radix()) {
                    Ok(number) => Kind::Integer(number),
                    Err(_) => Kind::Other("a number beyond 64 bits"),
                }
            }
            DeValue::Float(_) => Kind::Other("a fraction"),
            DeValue::Boolean(value) => Kind::Boolean(*value),
            DeValue::Datetime(date) if date.time.is_none() && date.offset.is_none() => {
                Kind::Date(date.to_string())
            }
            DeValue::Datetime(_) => Kind::Other("a time"),
            DeValue::Array(items) => {
                let mut list = Vec::new();
                for item in items {
                    let span = Span::new(self.file, item.span());
                    list.push(self.value(
                        span,
                        span,
                        item.get_ref(),
                        depth.checked_add(1).filter(|depth| *depth <= MAX_DEPTH)?,
                    )?);
                }
                Kind::List(list)
            }
            DeValue::Table(table) => Kind::Table(self.table(key, table, depth + 1)?),
        };
        Some(Value { span, kind })
    }

    fn syntax_error(&self, text: &str, table: Option<&Table>, error: &Error) -> Diagnostic {
        let span = Span::new(self.file, error.span().unwrap_or(0..0));
        let message = error.message();
        if message.contains("recurs") {
            return too_deep(span);
        }
        if !message.contains("duplicate key") {
            return Diagnostic::new(Code::TomlSyntax, span, "this is not TOML").label(message);
        }
        let key = text.get(span.start..span.end).unwrap_or_default();
        let diagnostic = Diagnostic::new(
            Code::DuplicateKey,
            span,
            format!("the key `{key}` stands twice"),
        )
        .label("the second one")
        .help("keep one of them");
        match first_of(text, table, key, span) {
            Some(first) => diagnostic.also(first, "the first one"),
            None => diagnostic,
        }
    }
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TooDeep, span, "values are nested too deep")
        .label(format!("more than {MAX_DEPTH} levels"))
        .help("give the inner objects shapes of their own")
}

/// Where a duplicate key stands for the first time. The parser does not say; the nearest earlier key of the same spelling in the same
/// table, or the same header, is the one.
fn first_of(text: &str, table: Option<&Table>, key: &str, second: Span) -> Option<Span> {
    let line_start = text
        .get(..second.start)?
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let line = text.get(line_start..)?.lines().next()?.trim_end();
    if line.starts_with('[') {
        let mut offset = 0;
        for earlier in text.get(..line_start)?.split_inclusive('\n') {
            if earlier.trim_end() == line {
                let shift = second.start - line_start;
                return Some(Span::new(
                    second.file,
                    offset + shift..offset + shift + key.len(),
                ));
            }
            offset += earlier.len();
        }
        return None;
    }
    latest(table?, key.trim_matches(['"', '\'']), second.start)
}

fn latest(table: &Table, key: &str, before: usize) -> Option<Span> {
    let own = |entry: &Entry| {
        (entry.key.value == key && entry.key.span.start < before).then_some(entry.key.span)
    };
    let nested = |entry: &Entry| match &entry.value.kind {
        Kind::Table(table) => latest(table, key, before),
        _ => None,
    };
    table
        .entries
        .iter()
        .flat_map(|entry| [own(entry), nested(entry)])
        .flatten()
        .max()
}
