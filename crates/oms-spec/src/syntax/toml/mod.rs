//! TOML text to a tree with places, and the syntax errors of the file.

mod duplicates;
mod errors;
mod unclosed;
mod words;

use toml::de::{DeTable, DeValue};

use crate::report::{
    Code, Diagnostic, Problems, STAND_IN, SourceText, Span, Text, hides_any, is_hidden,
};
use crate::source::hidden;
use crate::syntax::tree::{TomlEntry, TomlKind, TomlTable, TomlValue};

/// Deepest nesting of values; the parser has a limit of its own above it, so that neither runs out
/// of stack.
const MAX_DEPTH: usize = 32;

/// Parses a file. `None` means that its tree has holes: whatever else would be said of it might be
/// wrong.
pub(crate) fn parse(
    file: usize,
    source: &SourceText,
    problems: &mut Problems,
) -> Option<TomlTable> {
    let (document, errors) = DeTable::parse_recoverable(&source.text);
    let mut reader = TomlReader {
        file,
        source,
        problems,
    };
    let mut table = match reader.table(Span::start_of(file), document.get_ref(), 0) {
        Ok(table) => table,
        Err(TooDeep(span)) => {
            problems.push(too_deep(span));
            return None;
        }
    };
    let found = errors::report(file, source, &errors, problems);
    for (header, second) in &found.repeated {
        leave_out(&mut table, header, *second);
    }
    (!found.is_lost).then_some(table)
}

/// Takes the keys below the second of two equal headers out of the table of the first, into which
/// the parser put them. They may be a table that its parent lacks now.
fn leave_out(table: &mut TomlTable, header: &[String], second: Span) {
    if let [above @ .., _] = header
        && let Some(parent) = below(table, above)
    {
        parent.holes |= !above.is_empty();
    }
    if let Some(first) = below(table, header) {
        first.entries.retain(|entry| entry.key.span < second);
        first.holes = true;
    }
}

/// The table under keys of other tables.
fn below<'t>(table: &'t mut TomlTable, keys: &[String]) -> Option<&'t mut TomlTable> {
    keys.iter().try_fold(table, |table, key| {
        let mut entries = table.entries.iter_mut();
        let entry = entries.find(|entry| entry.key.value == *key)?;
        match &mut entry.value.kind {
            TomlKind::Table(inner) => Some(inner),
            _ => None,
        }
    })
}

/// A value that lies deeper than any value of a spec, and where it starts.
struct TooDeep(Span);

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TooDeep, span, "values are nested too deep")
        .label(format!("more than {MAX_DEPTH} levels"))
        .help("give the inner objects shapes of their own")
}

struct TomlReader<'a> {
    file: usize,
    source: &'a SourceText,
    problems: &'a mut Problems,
}

impl TomlReader<'_> {
    fn table(
        &mut self,
        span: Span,
        table: &DeTable<'_>,
        depth: usize,
    ) -> Result<TomlTable, TooDeep> {
        if depth > MAX_DEPTH {
            return Err(TooDeep(span));
        }
        let mut entries = Vec::with_capacity(table.len());
        for (key, value) in table {
            let key = self.key(Span::new(self.file, key.span()), key.get_ref());
            let place = Span::new(self.file, value.span());
            let value = self.value(key.span, place, value.get_ref(), depth)?;
            entries.push(TomlEntry { key, value });
        }
        entries.sort_by_key(|entry| entry.key.span);
        Ok(TomlTable {
            entries,
            span,
            holes: false,
        })
    }

    fn value(
        &mut self,
        key: Span,
        span: Span,
        value: &DeValue<'_>,
        depth: usize,
    ) -> Result<TomlValue, TooDeep> {
        let kind = match value {
            DeValue::String(text) => self.text(span, text),
            DeValue::Integer(number) => {
                match i64::from_str_radix(number.as_str(), number.radix()) {
                    Ok(number) => TomlKind::Integer(number),
                    Err(_) => TomlKind::Other("a number beyond 64 bits"),
                }
            }
            DeValue::Float(_) => TomlKind::Other("a fraction"),
            DeValue::Boolean(value) => TomlKind::Boolean(*value),
            DeValue::Datetime(date) if date.time.is_none() && date.offset.is_none() => {
                TomlKind::Date(date.to_string())
            }
            DeValue::Datetime(_) => TomlKind::Other("a time"),
            DeValue::Array(items) => {
                if depth >= MAX_DEPTH {
                    return Err(TooDeep(span));
                }
                let mut list = Vec::with_capacity(items.len());
                for item in items {
                    let span = Span::new(self.file, item.span());
                    list.push(self.value(span, span, item.get_ref(), depth + 1)?);
                }
                TomlKind::List(list)
            }
            DeValue::Table(table) => TomlKind::Table(self.table(key, table, depth + 1)?),
        };
        Ok(TomlValue { span, kind })
    }

    /// A key; what cannot be seen in it is reported and left out, so that it is taken for the key
    /// that it looks like.
    fn key(&mut self, span: Span, value: &str) -> Text {
        let value = self.without_hidden(span, value);
        Text {
            verbatim: self.verbatim(span, &value),
            value,
            span,
        }
    }

    fn text(&mut self, span: Span, text: &str) -> TomlKind {
        let value = self.without_hidden(span, text);
        if value.len() == text.len() {
            TomlKind::Text(Text {
                verbatim: self.verbatim(span, text),
                value,
                span,
            })
        } else {
            TomlKind::Void
        }
    }

    fn without_hidden(&mut self, span: Span, text: &str) -> String {
        if !self.source.hidden && !hides_any(text) {
            return text.to_owned();
        }
        if let Some(character) = text.chars().find(|character| is_hidden(*character)) {
            let place = self.escape_of(span, character).unwrap_or(span);
            self.problems.push(hidden::hidden(place, character));
        }
        let stand_in = |character: char| self.source.hidden && character == STAND_IN;
        text.chars()
            .filter(|character| !is_hidden(*character) && !stand_in(*character))
            .collect()
    }

    /// The place of the escape of a hidden character in a text.
    fn escape_of(&self, span: Span, character: char) -> Option<Span> {
        let raw = self.source.text.get(span.start()..span.end())?;
        let code = u32::from(character);
        raw.match_indices('\\').find_map(|(offset, _)| {
            let behind = raw.get(offset + 1..)?;
            let digits = match behind.chars().next()? {
                'u' => 4,
                'U' => 8,
                'x' => 2,
                _ => 0,
            };
            let hex = behind.get(1..=digits).unwrap_or_default();
            let short = matches!(
                (behind.chars().next()?, character),
                ('b', '\u{8}') | ('e', '\u{1b}') | ('f', '\u{c}') | ('r', '\r')
            );
            let found = short || u32::from_str_radix(hex, 16).is_ok_and(|hex| hex == code);
            let start = span.start() + offset;
            found.then(|| Span::new(self.file, start..start + 2 + digits))
        })
    }

    /// The number of quotes before a text, if its characters are in the file as they are.
    fn verbatim(&self, span: Span, value: &str) -> Option<u8> {
        let raw = self.source.text.get(span.start()..span.end())?;
        [0, 1, 3].into_iter().find(|quotes| {
            let quotes = usize::from(*quotes);
            let inner = raw
                .len()
                .checked_sub(quotes)
                .and_then(|end| raw.get(quotes..end));
            inner == Some(value)
        })
    }
}
