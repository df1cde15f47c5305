//! Blanks, empty lines and comments around keys and headers.

use toml_edit::{Decor, Table};

/// The comments of a text, each on a line of its own. An empty line is kept between two of them.
pub(super) fn comments(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim) {
        let after_comment = lines.last().is_some_and(|last| !last.is_empty());
        if !line.is_empty() || after_comment {
            lines.push(line);
        }
    }
    while lines.last().is_some_and(|last| last.is_empty()) {
        lines.pop();
    }
    lines.into_iter().flat_map(|line| [line, "\n"]).collect()
}

/// An empty line before a header, and its comments directly before it.
pub(super) fn header(table: &mut Table) {
    let decor = table.decor_mut();
    let before = comments(before(decor));
    decor.set_prefix(format!("\n{before}"));
    let behind = behind(decor);
    decor.set_suffix(behind);
}

/// The comments before a key or a header, as they are.
pub(super) fn before(decor: &Decor) -> &str {
    decor
        .prefix()
        .and_then(|raw| raw.as_str())
        .unwrap_or_default()
}

/// The comment behind a value or a header, a blank apart from it.
pub(super) fn behind(decor: &Decor) -> String {
    let comment = decor
        .suffix()
        .and_then(|raw| raw.as_str())
        .unwrap_or_default();
    match comment.trim() {
        "" => String::new(),
        comment => format!(" {comment}"),
    }
}
