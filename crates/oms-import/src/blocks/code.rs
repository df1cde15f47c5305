//! Code: between fences, or JSON in the middle of the text.

use super::{Code, ends_table};

/// The code between two fences, and how many lines it has with them.
pub(super) fn fenced(lines: &[String], at: usize) -> Option<(Code, usize)> {
    let fence = |line: &String| line.trim_start().starts_with("```");
    if !lines.get(at).is_some_and(fence) {
        return None;
    }
    let inside = lines.get(at + 1..)?;
    let length = inside.iter().position(fence);
    let text = inside.get(..length.unwrap_or(inside.len()))?.join("\n");
    let code = Code {
        text,
        closed: length.is_some(),
    };
    Some((code, length.map_or(inside.len() + 1, |length| length + 2)))
}

/// JSON without fences, up to its last bracket.
pub(super) fn bare(lines: &[String], at: usize) -> Option<(Code, usize)> {
    let first = lines.get(at)?.trim_start();
    if !(first.starts_with('{') || first == "[" || first.starts_with("[{")) {
        return None;
    }
    let mut brackets = Brackets::default();
    let mut taken = Vec::new();
    let mut closed = false;
    for line in lines.get(at..)? {
        // A heading inside of JSON is the next section of a page that lost the end of its example.
        let ends = !line.trim_start().starts_with(['{', '[']) && ends_table(line);
        if closed || ends && !taken.is_empty() {
            break;
        }
        taken.push(line.as_str());
        closed = brackets.close_in(line);
    }
    let text = taken.join("\n");
    Some((Code { text, closed }, taken.len()))
}

/// The open brackets of JSON, line by line.
#[derive(Debug, Default)]
struct Brackets {
    open: usize,
    quoted: bool,
}

impl Brackets {
    /// True if the last open bracket is closed in this line.
    fn close_in(&mut self, line: &str) -> bool {
        let mut escaped = false;
        for character in line.chars() {
            match character {
                _ if escaped => escaped = false,
                '\\' if self.quoted => escaped = true,
                '"' => self.quoted = !self.quoted,
                '{' | '[' if !self.quoted => self.open += 1,
                '}' | ']' if !self.quoted => self.open = self.open.saturating_sub(1),
                _ => {}
            }
        }
        // No JSON text reaches over a line end.
        self.quoted = false;
        self.open == 0
    }
}
