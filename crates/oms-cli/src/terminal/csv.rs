//! Comma-separated values as RFC 4180 writes them, safe to open in a spreadsheet.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and a name that came from a server could be
//! one. Such a cell gets an apostrophe in front, which a spreadsheet does not show. A number keeps its sign.

/// One line with its end.
pub(crate) fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

fn cell(text: &str) -> String {
    let is_number = text.parse::<f64>().is_ok_and(f64::is_finite);
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number;
    let text = if is_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains(['"', ',', '\n', '\r', '\'']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
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
            ("\t=1", "\"'\t=1\""),
            ("-inf", "\"'-inf\""),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
        ] {
            assert_eq!(cell(text), written, "{text:?}");
        }
        assert_eq!(line(["a", "=b", "c"]), "a,\"'=b\",c\r\n");
    }
}
