//! Comma-separated values as RFC 4180 writes them, safe to open in a spreadsheet.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and a name that
//! came from a server could be one. In many countries a spreadsheet splits lines at another
//! separator; a cell then begins in the middle of ours, and our quotes do not count. So each such
//! sign at a place where a cell may begin gets an apostrophe in front of it, which a spreadsheet
//! does not show. The full-width signs are included, because some spreadsheets treat them alike. A
//! cell that is a number keeps its sign.

use std::iter::repeat_n;

/// Returns one line with its line end, of this many columns. The cells that hold something have
/// their columns, from left to right; the others are empty.
pub(crate) fn line<'a>(cells: impl Iterator<Item = (usize, &'a str)>, columns: usize) -> String {
    let (mut line, mut last) = (String::new(), 0);
    for (column, text) in cells {
        line.extend(repeat_n(',', column.saturating_sub(last)));
        line.push_str(&cell(text));
        last = column;
    }
    line.extend(repeat_n(',', columns.saturating_sub(last + 1)));
    line.push_str("\r\n");
    line
}

fn cell(text: &str) -> String {
    // A number may be larger than any that a float holds; the words for what is none have no digit.
    let is_number = text.parse::<f64>().is_ok() && text.contains(|c: char| c.is_ascii_digit());
    let text = if is_number {
        text.to_owned()
    } else {
        defused(text)
    };
    if text.contains(['"', ',', ';', '|', '\t', '\n', '\r', '\'']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// Puts an apostrophe in front of each sign that could begin a formula.
fn defused(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 1);
    if text.starts_with(['\t', '\r']) {
        safe.push('\'');
    }
    let mut may_begin = true;
    for c in text.chars() {
        if may_begin && begins_a_formula(c) {
            safe.push('\'');
        }
        safe.push(c);
        may_begin = separates(c) || may_begin && (c.is_whitespace() || c == '"');
    }
    safe
}

/// Returns whether a spreadsheet takes a cell that begins with this character for a formula.
const fn begins_a_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

/// Returns whether some spreadsheet ends a cell at this character. The comma is not included,
/// because it ends a cell in all of them.
const fn separates(c: char) -> bool {
    matches!(c, ';' | '|' | '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p128_a_cell_that_a_spreadsheet_would_run_is_defused() {
        for (text, written) in [
            ("plain", "plain"),
            ("", ""),
            ("-5", "-5"),
            ("+5.5", "+5.5"),
            ("=1+1", "\"'=1+1\""),
            ("+SUM(A1)", "\"'+SUM(A1)\""),
            ("-2h", "\"'-2h\""),
            ("@cmd", "\"'@cmd\""),
            ("\t=1", "\"'\t'=1\""),
            ("-inf", "\"'-inf\""),
            ("-1e400", "-1e400"),
            ("-0.0e-999999999999", "-0.0e-999999999999"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
        ] {
            assert_eq!(cell(text), written, "{text:?}");
        }
        for (cells, columns, written) in [
            (&[(0, "a"), (1, "=b"), (2, "c")][..], 3, "a,\"'=b\",c\r\n"),
            (&[(1, "b"), (4, "e")], 6, ",b,,,e,\r\n"),
            (&[], 3, ",,\r\n"),
            (&[], 0, "\r\n"),
        ] {
            assert_eq!(line(cells.iter().copied(), columns), written);
        }
    }

    #[test]
    fn p312_no_separator_and_no_full_width_sign_makes_a_formula_of_a_cell() {
        for (text, written) in [
            ("a;=1+1", "\"a;'=1+1\""),
            ("a; =1+1", "\"a; '=1+1\""),
            ("a|@cmd", "\"a|'@cmd\""),
            ("a\t-2+3", "\"a\t'-2+3\""),
            ("a\r\n+1+1", "\"a\r\n'+1+1\""),
            ("\";=1\"", "\"\"\";'=1\"\"\""),
            (" =1+1", "\" '=1+1\""),
            ("\"=1+1", "\"\"\"'=1+1\""),
            ("＝1+1", "\"'＝1+1\""),
            ("a;＠cmd", "\"a;'＠cmd\""),
            ("a-b=c", "a-b=c"),
            ("np_4w3a0001", "np_4w3a0001"),
        ] {
            assert_eq!(cell(text), written, "{text:?}");
        }
    }
}
