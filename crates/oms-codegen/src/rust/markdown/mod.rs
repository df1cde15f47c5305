//! Makes the spec's texts safe to be in a doc comment, on a page or beside another text: they say
//! what they say, do nothing, and end what they begin.
//!
//! Whatever rustdoc would run, resolve or refuse is turned into plain text: code blocks are no
//! doctests, brackets are no links to items, tags are no HTML, bare addresses are links. Nothing is
//! dropped.

use std::ops::ControlFlow;

/// Names with capitals inside that are prose, not code.
const PROSE: [&str; 19] = [
    "AnalyticDB",
    "DataHub",
    "DataWorks",
    "GitHub",
    "HBase",
    "JavaScript",
    "MariaDB",
    "MySQL",
    "NoSQL",
    "OAuth",
    "OceanBase",
    "OpenAPI",
    "OpenID",
    "PolarDB",
    "PostgreSQL",
    "RocketMQ",
    "SharePlex",
    "TiDB",
    "TypeScript",
];

/// Returns the text as lines of Markdown without line breaks.
pub(crate) fn lines(text: &str) -> Vec<String> {
    if is_plain(text) {
        return vec![text.to_owned()];
    }
    let mut writer = MarkdownWriter::default();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    for line in text.trim_matches('\n').split('\n') {
        let line: String = line.chars().map(visible).collect();
        writer.line(&line.replace('\t', "    "));
    }
    writer.finish()
}

/// Returns a text as code, whatever marks and blanks are in it.
pub(crate) fn code(text: &str) -> String {
    let runs = text.split(|character| character != '`');
    let marks = "`".repeat(runs.map(str::len).max().unwrap_or_default() + 1);
    let is_touching = text.starts_with('`') || text.ends_with('`');
    // A blank at both ends is taken for such room, and left out.
    let is_wide = text.starts_with(' ') && text.ends_with(' ');
    let room = if is_touching || is_wide { " " } else { "" };
    format!("{marks}{room}{text}{room}{marks}")
}

/// Returns whether a text is one line of words and commas that mean themselves, as most texts are.
fn is_plain(text: &str) -> bool {
    let starts = text.starts_with(|first: char| first.is_ascii_alphabetic());
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b" ,.;'()-".contains(&byte);
    let is_word =
        |word: &str| !is_code(word.trim_matches(|character: char| !character.is_alphanumeric()));
    starts
        && !text.ends_with(' ')
        && !text.contains("  ")
        && text.bytes().all(plain)
        && text.split(' ').all(is_word)
}

/// Replaces control characters and marks that reorder text by the replacement character: both are
/// refused in source files.
fn visible(character: char) -> char {
    match character {
        '\t' => '\t',
        '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{2060}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => char::REPLACEMENT_CHARACTER,
        other if other.is_control() => char::REPLACEMENT_CHARACTER,
        other => other,
    }
}

/// The state between two lines.
#[derive(Debug, Default)]
struct MarkdownWriter {
    out: Vec<String>,
    /// The fence of the code block that is open.
    fence: Option<String>,
    /// The indent of the text of the list item that is open.
    item: usize,
}

impl MarkdownWriter {
    fn line(&mut self, line: &str) {
        match self.fence.take() {
            Some(fence) => self.code(line, fence),
            None => self.prose(line),
        }
    }

    /// Takes a line inside a code block. The fence is written where the block opens, so a line that
    /// could close it is found here.
    fn code(&mut self, line: &str, fence: String) {
        let mark = contents(line).trim_end();
        if mark.len() >= fence.len() && mark.chars().all(|character| fence.starts_with(character)) {
            self.out.push(fence);
            return;
        }
        self.out.push(line.trim_end().to_owned());
        self.fence = Some(fence);
    }

    fn prose(&mut self, line: &str) {
        if let Some(fence) = opening_fence(line) {
            if self.out.last().is_some_and(|last| !last.is_empty()) {
                self.out.push(String::new());
            }
            self.out.push(format!("{fence}text"));
            self.fence = Some(fence);
            self.item = 0;
            return;
        }
        let words = line.trim();
        let indent = self.indent(line, words);
        let text = format!("{:indent$}{}", "", inline(words));
        self.out.push(text.trim_end().to_owned());
    }

    /// Returns the indent of a line: never so far that it would be a code block.
    fn indent(&mut self, line: &str, words: &str) -> usize {
        let given = line.len() - line.trim_start().len();
        let marker = list_marker(words);
        if words.is_empty() {
            self.item = 0;
            0
        } else if marker > 0 {
            let indent = if given >= 2 { self.item.min(3) } else { 0 };
            self.item = indent + marker;
            indent
        } else {
            self.item
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.out.extend(self.fence.take());
        self.out
    }
}

/// Returns the length of the list marker that the line starts with, the space after it included.
fn list_marker(words: &str) -> usize {
    let Some((marker, _)) = words.split_once(' ') else {
        return 0;
    };
    let number = marker.strip_suffix(['.', ')']);
    let numbered = number.is_some_and(|digits| {
        (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    if numbered || matches!(marker, "-" | "*" | "+") {
        marker.len() + 1
    } else {
        0
    }
}

/// Returns the rest of a line after the marks of quotes and lists.
fn contents(line: &str) -> &str {
    line.trim_start_matches(|character: char| {
        character.is_whitespace() || character.is_ascii_digit() || ">-*+.)".contains(character)
    })
}

/// Returns the marks of a fence that opens a code block on this line.
fn opening_fence(line: &str) -> Option<String> {
    let contents = contents(line);
    ['`', '~'].into_iter().find_map(|mark| {
        let rest = contents.trim_start_matches(mark);
        let length = contents.len() - rest.len();
        (length >= 3 && !(mark == '`' && rest.contains('`')))
            .then(|| mark.to_string().repeat(length))
    })
}

/// Returns one line of prose, with everything that has a meaning beyond emphasis made plain.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    if rest.starts_with('>') {
        out.push('\\');
    }
    while let ControlFlow::Continue(next) = token(rest, &mut out) {
        rest = next;
    }
    out
}

/// Copies the first token of `text` and returns what follows it.
fn token<'a>(text: &'a str, out: &mut String) -> ControlFlow<(), &'a str> {
    let Some(first) = text.chars().next() else {
        return ControlFlow::Break(());
    };
    let length = match first {
        '`' => code_span(text, out),
        '\\' => escaped(text, out),
        '<' => angle(text, out),
        '[' => bracket(text, out),
        ']' => literally("\\]", 1, out),
        // Outside of code, several blanks are one.
        ' ' => literally(" ", text.len() - text.trim_start_matches(' ').len(), out),
        _ => word(text, out),
    };
    match text.get(length..) {
        Some(rest) => ControlFlow::Continue(rest),
        None => ControlFlow::Break(()),
    }
}

/// Writes `replacement` for the next `length` bytes.
fn literally(replacement: &str, length: usize, out: &mut String) -> usize {
    out.push_str(replacement);
    length
}

/// Keeps a code span; marks that close on another line or never are escaped.
fn code_span(text: &str, out: &mut String) -> usize {
    let after = text.trim_start_matches('`');
    let marks = text.len() - after.len();
    let mut from = 0;
    while let Some(start) = after
        .get(from..)
        .and_then(|rest| rest.find('`'))
        .map(|at| at + from)
    {
        let run = after
            .get(start..)
            .map_or(0, |rest| rest.len() - rest.trim_start_matches('`').len());
        if run == marks {
            let end = marks + start + run;
            out.push_str(text.get(..end).unwrap_or_default());
            return end;
        }
        from = start + run;
    }
    literally(&"\\`".repeat(marks), marks, out)
}

/// Takes a backslash and the character that it escapes. One that escapes nothing is escaped itself,
/// because a mark of ours may follow it.
fn escaped(text: &str, out: &mut String) -> usize {
    let next = text.chars().nth(1).filter(char::is_ascii_punctuation);
    let Some(next) = next else {
        return literally("\\\\", 1, out);
    };
    let length = 1 + next.len_utf8();
    literally(text.get(..length).unwrap_or_default(), length, out)
}

/// Keeps `<https://…>`, and escapes anything that would be a tag.
fn angle(text: &str, out: &mut String) -> usize {
    if let Some((address, '>')) = text.get(1..).and_then(beginning_of_address)
        && is_address(address)
    {
        return literally(&format!("<{address}>"), address.len() + 2, out);
    }
    literally("\\<", 1, out)
}

/// Keeps a link to an address; any other bracket would be looked up as an item.
fn bracket(text: &str, out: &mut String) -> usize {
    let label = text.get(1..).and_then(|rest| {
        let end = rest.find(['[', ']', '`', '\\', '<'])?;
        rest.split_at_checked(end)
    });
    if let Some((label, rest)) = label
        && let Some(rest) = rest.strip_prefix("](")
        && let Some((address, ')')) = beginning_of_address(rest)
        && is_address(address)
    {
        let length = label.len() + address.len() + 4;
        return literally(&format!("[{}]({address})", inline(label)), length, out);
    }
    literally("\\[", 1, out)
}

/// Takes a word up to the next character with a meaning. Addresses become links, and names of code
/// become code.
fn word(text: &str, out: &mut String) -> usize {
    let end = text
        .find([' ', '`', '\\', '<', '[', ']'])
        .unwrap_or(text.len());
    let word = text.get(..end).unwrap_or_default();
    if let Some(start) = word.find("https://").or_else(|| word.find("http://")) {
        let (before, address) = word.split_at(start);
        let address = address
            .trim_end_matches(|character: char| !character.is_alphanumeric() && character != '/');
        if is_address(address) {
            literally(&format!("{before}<{address}>"), start + address.len(), out);
            return start + address.len();
        }
    }
    let core = word.trim_matches(|character: char| !character.is_alphanumeric());
    // A mark beside that of another code span would make both longer, and end neither.
    let next = text.get(end..).unwrap_or_default();
    let touches = (out.ends_with('`') && word.starts_with(core))
        || (next.starts_with('`') && word.ends_with(core));
    if is_code(core) && !touches {
        out.push_str(&word.replacen(core, &format!("`{core}`"), 1));
    } else {
        out.push_str(word);
    }
    end
}

/// Returns whether the text is an address that a link can hold as it is.
fn is_address(text: &str) -> bool {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| host.starts_with(|first: char| first.is_ascii_alphanumeric()))
        && text.chars().all(is_of_an_address)
}

fn is_of_an_address(character: char) -> bool {
    character.is_ascii_graphic() && !"<>()[]`\"\\".contains(character)
}

/// Returns what may be an address at the beginning of a text, and the character behind it. A place
/// that is farther is not looked at: another mark of the same kind would look there again.
fn beginning_of_address(text: &str) -> Option<(&str, char)> {
    let end = text.find(|character| !is_of_an_address(character))?;
    let (address, rest) = text.split_at_checked(end)?;
    Some((address, rest.chars().next()?))
}

/// Returns whether a word is a name of code, as clippy's `doc_markdown` sees it.
fn is_code(word: &str) -> bool {
    if PROSE.contains(&word) {
        return false;
    }
    // `IDs` are several of what is a word in capitals.
    let word = word.strip_suffix('s').unwrap_or(word);
    let upper = word
        .chars()
        .filter(|character| character.is_uppercase())
        .count();
    let lower = word.chars().any(char::is_lowercase);
    let camel = word.starts_with(char::is_uppercase)
        && upper > 1
        && lower
        && word.chars().all(char::is_alphanumeric);
    camel || word.contains('_') || word.contains("::")
}

#[cfg(test)]
mod tests;
