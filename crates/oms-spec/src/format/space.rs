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

/// Returns whether a table has a header, or is the root, which needs none.
pub(super) fn has_header(table: &Table) -> bool {
    !table.is_implicit() && !table.is_dotted()
}

/// The comments behind the last value of the table before, an empty line, and the header with its
/// own comments before it.
pub(super) fn header(table: &mut Table, end: &str) {
    let decor = table.decor_mut();
    let text = before(decor);
    let before = comments(text);
    // A comment with an empty line behind it is not about this table alone.
    let behind_comments = text.trim_end().len();
    let is_apart = text
        .get(behind_comments..)
        .is_some_and(|rest| rest.matches('\n').count() > 1);
    let apart = if is_apart && !before.is_empty() {
        "\n"
    } else {
        ""
    };
    decor.set_prefix(format!("{end}\n{before}{apart}"));
    let behind = behind(decor);
    decor.set_suffix(behind);
}

/// Splits what is between the last value of a table and the next header, or the end of the file, at
/// the first empty line. `None` where there is none.
pub(super) fn parted(text: &str) -> Option<(&str, &str)> {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        // The blanks before a header are on the line of the header.
        if line.ends_with('\n') && line.trim().is_empty() {
            return Some(text.split_at(offset));
        }
        offset += line.len();
    }
    None
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
