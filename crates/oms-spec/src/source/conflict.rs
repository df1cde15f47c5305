//! The marks that a merge leaves where two changes of a file disagree.

use crate::report::{Code, Diagnostic, Span};

/// Reports the first conflict in a file: a line that opens it, one between its two sides and one
/// that closes it. It may lie in a text over several lines, where a parser would take it for a part
/// of the text.
pub(super) fn report(file: usize, path: &str, text: &str) -> Option<Diagnostic> {
    let mut open = None;
    let mut is_divided = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let place = Span::new(file, start..start + line.trim_end().len());
        start += line.len();
        if line.starts_with("<<<<<<< ") {
            (open, is_divided) = (Some(place), false);
        } else if line.trim_end() == "=======" {
            is_divided = true;
        } else if line.starts_with(">>>>>>> ")
            && is_divided
            && let Some(open) = open
        {
            return Some(conflict(path, open, place));
        }
    }
    None
}

fn conflict(path: &str, open: Span, close: Span) -> Diagnostic {
    let is_json = path.strip_suffix(".json").is_some();
    let (code, form) = if is_json {
        (Code::JsonSyntax, "JSON")
    } else {
        (Code::TomlSyntax, "TOML")
    };
    Diagnostic::new(code, open, format!("this is not {form}"))
        .label("a conflict of a merge begins here")
        .also(close, "and ends here")
        .help(
            "settle the merge: keep one side, and remove these lines and the one between the sides",
        )
}
