//! Sentences name their subject first.

use super::{Files, Findings, extension, is_generated, numbered, texts};

/// Words that put off the subject of a sentence to its end.
const PUT_OFF: &[&str] = &["What", "Whether", "Where"];

/// Characters that may stand around a word without being part of it.
const AROUND: &[char] = &['*', '_', '`', '"', '\'', '(', ')', '[', ']', '|', '“', '”'];

/// A list of items shows the first words of each alone, and "What is left of …" says nothing there.
/// Inside a paragraph, such a sentence keeps its reader waiting for its subject. A question may
/// open so, and a heading.
pub(super) fn check(files: &Files, findings: &mut Findings) {
    for (path, text) in texts(files).filter(|(path, _)| !is_generated(path)) {
        let Some(prose) = prose(path) else { continue };
        let paragraphs = paragraphs(text, prose);
        for (line, word) in paragraphs.iter().flat_map(openings) {
            findings.line(
                path,
                line,
                format!("a sentence that opens with `{word}`: name its subject first"),
            );
        }
    }
}

/// The prose of a line by what stands before it; `None` where the line has none.
type Prose = fn(&str) -> Option<(&str, &str)>;

/// The way to find the prose in a file.
fn prose(path: &str) -> Option<Prose> {
    match extension(path) {
        "md" => Some(|line| Some(("", line))),
        "rs" => Some(|line| comment(line, &["///", "//!", "//"])),
        "toml" | "yml" | "yaml" => Some(|line| comment(line, &["#"])),
        "py" => Some(|line| comment(line, &["#", "\"\"\""])),
        _ if path == ".ci/run" => Some(|line| comment(line, &["#"])),
        _ => None,
    }
}

fn comment<'a>(line: &'a str, markers: &[&'a str]) -> Option<(&'a str, &'a str)> {
    let line = line.trim_start();
    markers
        .iter()
        .find_map(|marker| Some((*marker, line.strip_prefix(marker)?)))
}

/// The words of a paragraph, each with the number of its line.
type Paragraph<'a> = Vec<(usize, &'a str)>;

/// The paragraphs of the prose, without headings and without code.
fn paragraphs(text: &str, prose: Prose) -> Vec<Paragraph<'_>> {
    let mut paragraphs = Vec::new();
    let mut paragraph = Paragraph::new();
    let mut before = None;
    let mut is_code = false;
    for (number, line) in numbered(text) {
        let (marker, line) = prose(line).unzip();
        let line = line.unwrap_or_default().trim();
        let is_other = marker != std::mem::replace(&mut before, marker);
        let is_fence = line.starts_with("```");
        let is_heading = line.starts_with('#');
        let item = item(line);
        if is_other || item.is_some() || is_fence || is_heading || line.is_empty() {
            paragraphs.push(std::mem::take(&mut paragraph));
        }
        // Code ends with its comment at the latest.
        is_code = (is_code && !is_other) != is_fence;
        if !(is_code || is_fence || is_heading) {
            let words = item.unwrap_or(line);
            paragraph.extend(words.split_whitespace().map(|word| (number, word)));
        }
    }
    paragraphs.push(paragraph);
    paragraphs
}

/// The text of a line that is an item of a list, a quotation or a row of a table.
fn item(line: &str) -> Option<&str> {
    let after = line.trim_start_matches(|character: char| character.is_ascii_digit());
    let text = if after.len() < line.len() {
        after.strip_prefix('.')
    } else {
        line.strip_prefix(['-', '*', '>', '|'])
    };
    text.filter(|text| text.starts_with(' '))
}

/// The first words of sentences that put off their subject.
fn openings<'a>(paragraph: &Paragraph<'a>) -> Vec<(usize, &'a str)> {
    let mut openings = Vec::new();
    let mut is_first = true;
    for (place, (line, word)) in paragraph.iter().enumerate() {
        let bare = word.trim_matches(AROUND);
        if is_first && PUT_OFF.contains(&bare) && !is_question(paragraph, place) {
            openings.push((*line, bare));
        }
        // Marks without a word, as a bar between cells, begin anew.
        is_first = bare.is_empty() || bare.ends_with(['.', ':', '!', '?']);
    }
    openings
}

fn is_question(paragraph: &Paragraph<'_>, place: usize) -> bool {
    let sentence = paragraph.iter().skip(place);
    let mut ends = sentence.map(|(_, word)| word.trim_matches(AROUND));
    ends.find(|word| word.ends_with(['.', ':', '!', '?']))
        .is_some_and(|word| word.ends_with('?'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files with the lines on which a sentence puts off its subject.
    const CASES: &[(&str, &str, &[usize])] = &[
        ("a.rs", "//! Its\n//! What.\n/// Whatever.\n", &[]),
        (
            "a.rs",
            "//! Docs. What\n//! is. **Where** it is.\n",
            &[1, 2],
        ),
        ("a.rs", "//! Docs.\nf();\n    // It is: What is.\n", &[3]),
        ("a.rs", "//! Docs:\nf();\n// What\n// is.\n", &[3]),
        (
            "a.rs",
            "/// # What it is\nf(\"What it is\"); // What\n",
            &[],
        ),
        (
            "a.rs",
            "/// ```\n/// What it\n/// ```\n/// Where it.\n",
            &[4],
        ),
        ("a.rs", "/// ```\n// Where it is.\n", &[2]),
        ("a.toml", "# Whether it is.\ndoc = \"What it is.\"\n", &[1]),
        ("a.yml", "a: b\n  # It is. Where it is.\n", &[2]),
        ("a.yaml", "# It is (so). What it is.\n", &[1]),
        ("a.py", "#!/bin/sh\n\"\"\"What it is.\"\"\"\n", &[2]),
        (".ci/run", "#!/bin/sh\n# It is.\n#\n# Where it is.\n", &[4]),
        ("a.txt", "# What it is.\n", &[]),
        (
            "a.md",
            "# What it is\n\nWhat is it?\nIs it? What\nis it?\n",
            &[],
        ),
        ("a.md", "It is.\nWhere it is.\n```\nWhat\n```\n", &[2]),
        ("a.md", "It is\n- What it is\n2. Where it is\n", &[2, 3]),
        (
            "a.md",
            "> Whether it is\n\n1. **It.** What it is.\n",
            &[1, 3],
        ),
        (
            "a.md",
            "| It | Where |\n|---|---|\n| 1 | What is |\n",
            &[1, 3],
        ),
    ];

    #[test]
    fn tidy_finds_every_sentence_that_puts_off_its_subject() {
        for (path, text, expected) in CASES {
            let paragraphs = prose(path).map_or_else(Vec::new, |prose| paragraphs(text, prose));
            let found = paragraphs.iter().flat_map(openings).map(|(line, _)| line);
            assert_eq!(found.collect::<Vec<_>>(), *expected, "{path}: {text}");
        }
    }
}
