//! Comments are as wide as the code.

use super::{Files, Findings, extension, is_generated, is_inside, numbered, texts};

/// Widest line of a comment, in characters.
const WIDEST: usize = 100;

/// The beginning of a comment in Rust, and what stands behind it in one of documentation.
const SLASHES: (&str, &[char]) = ("//", &['/', '!']);

/// The beginning of a comment in the other languages.
const HASH: (&str, &[char]) = ("#", &['#']);

/// The endings of files whose comments begin with a hash. A script without an ending names its
/// interpreter in the first line.
const HASHED: &[&str] = &["py", "sh", "toml", "yaml", "yml"];

/// The folder of files whose form `cargo xtask spec fmt` holds.
const SPEC: &str = "spec";

/// The marks of a text of several lines in Python and TOML.
const QUOTES: &[&str] = &["\"\"\"", "'''"];

/// The formatter breaks code at this width and leaves comments alone. A line whose longest word is
/// too wide by itself, such as an address, may be wider, and so may a text of several lines in
/// which a line only looks like a comment.
pub(super) fn check(files: &Files, findings: &mut Findings) {
    for (path, text) in texts(files).filter(|(path, _)| !is_generated(path)) {
        let Some(mark) = mark_of(path, text) else {
            continue;
        };
        let mut inside = None;
        for (number, line) in numbered(text) {
            if let Some(end) = inside {
                let ends = line.trim() == end || (QUOTES.contains(&end) && line.contains(end));
                inside = inside.filter(|_| !ends);
            } else if !line.trim_start().starts_with(mark.0) {
                inside = begun(line, path, text);
            } else if is_too_wide(line, mark) {
                findings.line(
                    path,
                    number,
                    format!("a comment of more than {WIDEST} characters: break the line"),
                );
            }
        }
    }
}

/// Returns the end of a text of several lines that begins in a line.
fn begun<'a>(line: &'a str, path: &str, text: &str) -> Option<&'a str> {
    match extension(path) {
        "py" | "toml" => {
            let mut quotes = QUOTES.iter();
            let opens = |mark: &&&str| line.matches(**mark).count() % 2 == 1;
            quotes.find(opens).copied()
        }
        "sh" | "" => {
            let (_, rest) = line.split_once("<<")?;
            let rest = rest.trim_start_matches(['-', ' ', '\'', '"']);
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
            let word = rest.get(..end.unwrap_or(rest.len()))?;
            // A shift of bits has no such line.
            let has_end = !word.is_empty() && text.lines().any(|line| line.trim() == word);
            has_end.then_some(word)
        }
        _ => None,
    }
}

/// Returns the mark of a comment in a file; `None` where the rule does not hold.
fn mark_of(path: &str, text: &str) -> Option<(&'static str, &'static [char])> {
    if extension(path) == "rs" {
        return Some(SLASHES);
    }
    let is_hashed = HASHED.contains(&extension(path)) || text.starts_with("#!");
    (is_hashed && !is_inside(path, SPEC)).then_some(HASH)
}

fn is_too_wide(line: &str, (start, marks): (&str, &[char])) -> bool {
    let comment = line.trim_start();
    let words = comment.trim_start_matches(marks).trim_start();
    let before = line.strip_suffix(words).unwrap_or_default().chars().count();
    let fits = |word: &str| before + word.chars().count() <= WIDEST;
    comment.starts_with(start)
        && line.chars().count() > WIDEST
        && words.split_whitespace().all(fits)
}
