//! Pages that are not whole are reported.

use super::{PAGES, record};
use crate::notice::Severity;

#[test]
fn p272_a_page_that_ends_early_is_called_cut_wherever_it_ends() {
    for page in &PAGES[..4] {
        // The appendix is the end of the page; nobody can tell whether another form would follow.
        let appendix = page.find("Appendix").or_else(|| page.find("附录")).unwrap();
        let end = page[..appendix].trim_end_matches(['#', ' ', '\n']).len();
        for cut in (0..end)
            .step_by(31)
            .filter(|cut| page.is_char_boundary(*cut))
        {
            let read = crate::read("page", &page.as_bytes()[..cut]);
            assert!(
                read.is_cut(),
                "cut at {cut}: {:?}",
                &page[cut.saturating_sub(40)..cut]
            );
            assert!(
                read.actions.iter().all(|facts| !facts.complete),
                "cut at {cut}"
            );
        }
    }
}

#[test]
fn p272_what_a_page_lost_is_named_with_its_line() {
    let page = PAGES[0];
    let table: &[(&str, &str, &str)] = &[
        // The old text, the new text, and a part of the notice.
        (
            "### Request parameters\n",
            "",
            "a table stands under no heading",
        ),
        (
            "* **Parameters in contents**\n",
            "",
            "a second table of a section has no name",
        ),
        ("├─ layers", "label", "stands twice beside each other"),
        (
            "| wrap | object | How they are wrapped. |\n",
            "",
            "was read",
        ),
        ("├─ paper", "├─ ├─ paper", "stands deeper"),
        (
            "| success | boolean",
            "| data | string | Before. |\n| success | boolean",
            "twice",
        ),
        (
            "| code | string | A code. |\n| data | string | The boxes. See \"Parameters in data\". |",
            "| data | object | The boxes. |\n| state | string | The state. |",
            "beside the payload",
        ),
        (
            "\"count\":\"4\"}]\n}\n```\n",
            "\"count\":\"4\"}]\n",
            "no end",
        ),
        (
            "\"count\":\"4\"",
            "\"count\":4 boxes",
            "not JSON, and nothing",
        ),
        (
            "| label | string",
            "| the label | string",
            "is no name of a field",
        ),
        ("?Action=PackBoxes", "", "names an action"),
        ("V1.2.3", "V1.2.3 to V2.0.0", "names several versions"),
        ("V1.2.3", "V1.2.5.1", "or one of another form"),
        ("V1.2.3", "V1.3", "or one of another form"),
        (
            "V1.2.3 and later.",
            "V1.2.3.\n* The Enterprise Edition V2.0.0 has it.",
            "names several versions",
        ),
    ];
    for (what, into, said) in table {
        assert!(page.contains(what), "{what}");
        let read = crate::read("page", page.replacen(what, into, 1).as_bytes());
        if *said == "was read" {
            // Its parts now follow another row, which the example shows to be a list.
            continue;
        }
        let found = read
            .notices
            .iter()
            .find(|notice| notice.to_string().contains(said));
        let found = found.unwrap_or_else(|| panic!("{said}: {:?}", read.notices));
        assert!(found.severity >= Severity::Cut);
        assert!(
            found.line >= 1 && found.line <= page.lines().count() + 2,
            "{found:?}"
        );
        assert!(read.actions.iter().all(|facts| !facts.complete), "{said}");
    }
}

#[test]
fn p272_a_table_without_a_head_is_read_and_called_cut() {
    let head = "| Parameter | Type | Description |\n|-----------|:------:|-------------|\n";
    let read = crate::read("page", PAGES[0].replacen(head, "", 1).as_bytes());
    let said = read
        .notices
        .iter()
        .any(|notice| notice.to_string().contains("no head"));
    assert!(said && read.is_cut(), "{:?}", read.notices);
    assert_eq!(read.actions[0].request.len(), 8, "its rows are not lost");
}

#[test]
fn p272_rows_whose_own_row_is_lost_are_given_to_the_field_that_the_example_shows() {
    let page = PAGES[0]
        .replacen("| wrap | object | How they are wrapped. |\n", "", 1)
        .replacen("| shelfIds | array | At most three shelves. |\n", "", 1);
    let read = crate::read("page", page.as_bytes());
    let text = format!("{:?}", read.notices);
    assert!(text.contains("`paper` stands below `kind`"), "{text}");
    let record = record(&page);
    assert!(
        record.row("request.wrap.paper").is_some() && record.row("request.kind.paper").is_none()
    );
}

#[test]
fn p272_a_page_of_no_action_is_refused() {
    for page in [
        "",
        "# Overview\n\n| a | b |\n|---|---|\n| c | d |\n",
        "\u{0}\u{1}",
    ] {
        let read = crate::read("page", page.as_bytes());
        assert!(read.actions.is_empty());
        assert_eq!(read.notices.len(), 1);
        assert_eq!(read.notices[0].severity, Severity::Refused);
    }
    let long = vec![b'a'; crate::text::MAX_BYTES + 1];
    assert_eq!(
        crate::read("page", &long).notices[0].severity,
        Severity::Refused
    );
}
