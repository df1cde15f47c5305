//! The promises about every report, and its layout.

use oms_import::load;

use super::any_bytes::check_report;
use super::each_case;
use crate::support::patch::{base, sources};

#[test]
fn a_report_is_sorted_and_can_be_shown_with_and_without_colours() {
    each_case(|case| check_report(&case.report()));
}

#[test]
fn line_ends_and_a_byte_order_mark_change_no_report() {
    each_case(|case| {
        // The size of a file is what one of them tells of.
        if case.expected() == ["S002"] {
            return;
        }
        let mut files = case.files();
        for bytes in files.values_mut() {
            let lines = bytes.split(|byte| *byte == b'\n');
            let lines: Vec<&[u8]> = lines.collect();
            *bytes = [b"\xEF\xBB\xBF", lines.join(&b"\r\n"[..]).as_slice()].concat();
        }
        let report = load(&sources(files)).err().map(|report| report.to_string());
        assert_eq!(report, Some(case.report().to_string()));
    });
}

#[test]
fn a_report_has_colours_for_a_terminal() {
    let mut files = base();
    let action = "spec/actions/MoveTask.toml";
    let text = String::from_utf8(files[action].clone()).expect("the base is UTF-8");
    let text = text.replace("\"write\"", "\"wirte\"");
    files.insert(action.to_owned(), text.into_bytes());
    let report = load(&sources(files)).expect_err("the word is misspelt");
    // The other styles depend on the system.
    let start = "\u{1b}[1m\u{1b}[91merror[S104]\u{1b}[0m\u{1b}[1m: `wirte` is no value of `effect`\u{1b}[0m\n";
    assert!(
        report.render(true).starts_with(start),
        "{:?}",
        report.render(true)
    );
    assert!(!report.render(false).contains('\u{1b}'));
}

#[test]
fn a_place_is_counted_as_an_editor_counts() {
    let mut files = base();
    let text = "# é\nname = \"ä\" ; # 方\n";
    files.insert("spec/actions/MoveTask.toml".to_owned(), text.into());
    let report = load(&sources(files)).expect_err("a sign stands where none may");
    let place = report.iter().next().map(|problem| report.place(problem));
    let place = place.expect("there is a problem");
    assert_eq!(
        (place.path.as_str(), place.line, place.column),
        ("spec/actions/MoveTask.toml", 2, 12)
    );
}

#[test]
fn of_very_many_problems_the_first_are_shown_and_the_rest_is_counted() {
    let mut files = base();
    let action = files
        .get_mut("spec/actions/MoveTask.toml")
        .expect("it is there");
    for number in 0..300 {
        action.extend(format!("[discrepancy.\"{number}\"]\n").bytes());
    }
    let report = load(&sources(files)).expect_err("they lack everything");
    let text = report.to_string();
    let hidden = report.iter().count() - 200;
    assert_eq!(text.matches("error[").count(), 200);
    assert!(
        text.ends_with(&format!("error: {hidden} further problems not shown\n")),
        "{text}"
    );
}
