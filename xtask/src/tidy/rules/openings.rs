//! Documentation names its subject first.

use super::{Files, Findings, is_generated, numbered, sources};

/// Words that put off the subject of a sentence to its end.
const PUT_OFF: &[&str] = &["What", "Whether", "Where"];

/// A list of items shows the first words of each alone, and "What is left of …" says nothing there.
/// Only the first line of a comment is read: a later sentence has a subject before it.
pub(super) fn check(files: &Files, findings: &mut Findings) {
    for (path, text) in sources(files).filter(|(path, _)| !is_generated(path)) {
        for (line, problem) in problems(text) {
            findings.line(path, line, problem);
        }
    }
}

fn problems(text: &str) -> Vec<(usize, String)> {
    let mut problems = Vec::new();
    let mut is_inside = false;
    for (number, line) in numbered(text) {
        let words = documentation(line);
        let opening = words.and_then(|words| words.split_whitespace().next());
        if let Some(word) = opening.filter(|word| !is_inside && PUT_OFF.contains(word)) {
            problems.push((
                number,
                format!("a comment that opens with `{word}`: name its subject first"),
            ));
        }
        is_inside = words.is_some();
    }
    problems
}

fn documentation(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("///")
        .or_else(|| line.strip_prefix("//!"))
}
