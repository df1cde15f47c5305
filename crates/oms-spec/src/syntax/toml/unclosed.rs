//! Texts over several lines that nothing closes: the parser goes on to the end of the file, or to
//! the opening of the next such text, and complains there.

use std::ops::Range;

/// The quotes around a text over several lines.
const DELIMITERS: [&str; 2] = ["\"\"\"", "'''"];

/// The opening quotes of the first text over several lines that is not closed before the file ends
/// or before another one opens.
pub(super) fn open_text(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    loop {
        start += text.get(start..)?.find(['#', '"', '\''])?;
        let rest = text.get(start..)?;
        start += match DELIMITERS.iter().find(|mark| rest.starts_with(**mark)) {
            Some(mark) => match closed_length(rest, mark) {
                Some(length) => length,
                None => return Some(start..start + mark.len()),
            },
            None => line_length(rest),
        };
    }
}

/// The length of a text over several lines with its quotes, unless it is not closed.
fn closed_length(text: &str, mark: &str) -> Option<usize> {
    let inner = text.get(mark.len()..)?;
    let mut escaped = false;
    let end = inner.char_indices().find_map(|(offset, character)| {
        let closes = !escaped && inner.get(offset..)?.starts_with(mark);
        escaped = mark == "\"\"\"" && character == '\\' && !escaped;
        closes.then_some(offset)
    })?;
    // Up to two quotes before the closing ones are the end of the text.
    let quote = mark.chars().next()?;
    let quotes = inner.get(end..)?.chars().take(5);
    let quotes = quotes.take_while(|character| *character == quote).count();
    let behind = inner.get(end + quotes..)?;
    // Quotes where the value of a key begins, with a text behind them, open that text, and this one
    // was not closed.
    if ends_with_key(inner.get(..end)?) && !goes_on(behind) {
        return None;
    }
    Some(mark.len() + end + quotes)
}

/// Returns whether a text ends with a line that looks like a key before its value.
fn ends_with_key(inner: &str) -> bool {
    let last_line = inner.rsplit_once('\n').map(|(_, line)| line.trim());
    let key = last_line.and_then(|line| line.strip_suffix('='));
    key.is_some_and(is_key)
}

/// Returns whether the file goes on behind the closing quotes of a text, with nothing more on their
/// line, and with a key or a header next. A text may well end like a key.
fn goes_on(behind: &str) -> bool {
    let says = |line: &str| !line.is_empty() && !line.starts_with('#');
    let mut lines = behind.lines().map(str::trim);
    let is_closed = !lines.next().is_some_and(says);
    is_closed && lines.find(|line| says(line)).is_none_or(is_statement)
}

/// Returns whether a line begins with a key and `=`, or is a header.
fn is_statement(line: &str) -> bool {
    let name = match line.strip_prefix('[') {
        Some(header) => header.trim_start_matches('[').split(']').next(),
        None => line.split_once('=').map(|(key, _)| key),
    };
    name.is_some_and(is_key)
}

fn is_key(text: &str) -> bool {
    let is_of_key =
        |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    let key = text.trim();
    !key.is_empty() && key.chars().all(is_of_key)
}

/// The length of a comment or of a text on one line, which ends with its line at the latest.
fn line_length(text: &str) -> usize {
    let mut characters = text.char_indices();
    let mark = characters.next().map(|(_, character)| character);
    let mut escaped = false;
    let end = characters.find(|(_, character)| {
        let closes = Some(*character) == mark && mark != Some('#') && !escaped;
        escaped = mark == Some('"') && *character == '\\' && !escaped;
        closes || *character == '\n'
    });
    end.map_or(text.len(), |(offset, _)| offset + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_that_is_not_closed_is_found() {
        for (text, open) in [
            ("a = \"\"\"\nb\n\"\"\"\n", None),
            ("a = \"\"\"b\n", Some(4)),
            ("a = '''\nb\n", Some(4)),
            ("a = \"\"\"b\\\"\"\"\nc = 1\n", Some(4)),
            ("a = '''b\\'''\n", None),
            ("a = \"\"\"b\"\"\"\"\"\n", None),
            ("a = \"\"\"\"\"\"\nb = \"\"\"\n", Some(15)),
            // Texts that only look like an opening.
            ("# \"\"\"\na = '\"\"\"'\n", None),
            ("a = \"\\\"'''\" # '''\nb = \"\n", None),
            ("a = don't # '''\nb = 1\n", None),
            // The next text closes it by its opening.
            ("a = \"\"\"\nb\nc = \"\"\"\nd\n\"\"\"\n", Some(4)),
            ("a = \"\"\"\nb\nc.d-e = \"\"\"f\"\"\"\n", Some(4)),
            ("a = \"\"\"\nb = c =\"\"\"\n", None),
            ("a = \"\"\"\nb\nc = \"\"\"# d\ne f\n\"\"\"\n", Some(4)),
            // A text that ends like a key, and is closed.
            ("a = \"\"\"\nb\nc = \"\"\"\nd = e\n", None),
            ("a = '''\nb\nc = '''\nd = e\n", None),
            ("a = \"\"\"\nb\nc = \"\"\" # d\n\n# e\n[[f.g]]\n", None),
            ("a = \"\"\"\nc = \"\"\"\"\nd = e\n", None),
            ("a = \"\"\"\nb\nc = \"\"\"", None),
        ] {
            let found = open_text(text);
            assert_eq!(found.as_ref().map(|found| found.start), open, "{text}");
            assert!(found.is_none_or(|found| found.len() == 3), "{text}");
        }
    }
}
