//! The first place of a key that occurs twice.
//!
//! The parser does not say, so the file is looked at line by line: a header is found by the same
//! header, a key by the same key below the same header. A key in a table on one line is found on
//! that line.

use std::collections::HashMap;

use crate::report::Span;

/// The keys of a file, by what they are called and where.
pub(super) struct EarlierKeys<'a> {
    file: usize,
    text: &'a str,
    /// Each key with the header that it is below, where it was first seen. A header is below
    /// itself.
    first: HashMap<(usize, Vec<String>), Span>,
    headers: HashMap<Vec<String>, Span>,
    /// Starts of the lines that are headers.
    starts: Vec<usize>,
}

impl<'a> EarlierKeys<'a> {
    pub(super) fn of(file: usize, text: &'a str) -> Self {
        let mut earlier = Self {
            file,
            text,
            first: HashMap::new(),
            headers: HashMap::new(),
            starts: Vec::new(),
        };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let place = last_part(file, start, line);
            if line.starts_with('[') {
                earlier.starts.push(start);
                earlier.headers.entry(parts(line)).or_insert(place);
            } else if line.contains('=') {
                let below = earlier.starts.last().copied().unwrap_or_default();
                earlier.first.entry((below, parts(line))).or_insert(place);
            }
            start += line.len();
        }
        earlier
    }

    /// The parts of the header that a place lies in.
    pub(super) fn header(&self, span: Span) -> Option<Vec<String>> {
        let (_, line) = self.line(span)?;
        line.starts_with('[').then(|| parts(line))
    }

    /// The first place of the key at `second`.
    pub(super) fn first(&self, second: Span) -> Option<Span> {
        let (start, line) = self.line(second)?;
        let key = self.text.get(second.start()..second.end())?;
        let before = line.get(..second.start().checked_sub(start)?)?;
        let found = if line.starts_with('[') {
            // A part of a header may be the key of a value.
            let upto = line.get(..second.end().checked_sub(start)?)?;
            let value = self.first.get(&(0, parts(upto))).copied();
            self.headers.get(&parts(line)).copied().or(value)
        } else if before.contains('=') {
            self.on_line(start, before, key)
        } else {
            let index = self.starts.partition_point(|header| *header <= start);
            let below = index
                .checked_sub(1)
                .and_then(|index| self.starts.get(index));
            let below = below.copied().unwrap_or_default();
            self.first.get(&(below, parts(line))).copied()
        };
        found.filter(|first| first.start() < second.start())
    }

    /// The last key of the same name before a place of the same line.
    fn on_line(&self, start: usize, before: &str, key: &str) -> Option<Span> {
        let offset = before
            .match_indices(key)
            .map(|(offset, _)| offset)
            .filter(|offset| {
                let behind = before.get(offset + key.len()..).unwrap_or_default();
                behind.trim_start().starts_with('=')
            });
        let place = start + offset.last()?;
        Some(Span::new(self.file, place..place + key.len()))
    }

    fn line(&self, span: Span) -> Option<(usize, &'a str)> {
        let start = self
            .text
            .get(..span.start())?
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        Some((start, self.text.get(start..)?.lines().next()?))
    }
}

/// The parts of a key or a header, without quotes and blanks. A dot in quotes is no separator, but
/// no key of a spec holds one.
fn parts(line: &str) -> Vec<String> {
    let key = line.split('=').next().unwrap_or_default();
    let key = key.split('#').next().unwrap_or_default();
    key.trim_matches(['[', ']', ' ', '\t', '\n'])
        .split('.')
        .map(|part| part.trim().trim_matches(['"', '\'']).to_owned())
        .collect()
}

/// The place of the last part of a key or a header.
fn last_part(file: usize, start: usize, line: &str) -> Span {
    let key = line.split(['=', '#', '\n']).next().unwrap_or_default();
    let end = key.trim_end_matches([']', ' ', '\t']).len();
    let key = key.get(..end).unwrap_or_default();
    let from = key
        .rfind(['.', '[', ' ', '\t'])
        .map_or(0, |offset| offset + 1);
    Span::new(file, start + from..start + end)
}
