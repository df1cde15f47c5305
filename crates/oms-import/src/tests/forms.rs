//! The same facts, whatever a page looks like.

use std::fmt::Write as _;

use super::{PAGES, whole};
use crate::facts::{Edition, Half, Language};
use crate::record::Record;

/// The facts of every page of `PackBoxes`, a field a line.
const EXPECTED: &str = "
request.label string {maxLength 40, noBlanks}
request.kind string {OPEN SHUT SEALED, default SHUT}
request.shelfIds array {maxItems 3}
request.wrap object {}
request.wrap.paper boolean {default false}
request.wrap.layers integer[int32] {maximum 9}
request.keptHours long {default 2 days, maximum 10 days, Hours}
request.measure string {OPEN: DEPTH WIDTH, SHUT: WEIGHT SIZE}
request.lock string {Required, base64}
request.contents array {}
request.contents.item string {}
request.contents.count integer {Optional}
envelope.success boolean {}
envelope.code string {}
data string {}
data.state string {FULL HALF}
data.detail object {}
data.detail<FULL>.weight long {}
data.detail<SEALED_UP>.weight long {}
data.detail<HALF>.room CrateRoomEnum {A-1 B-2 C-3}
data.packedAt integer {EpochSeconds}
appendix.Cupboard.door string {}
";

fn written(record: &Record) -> String {
    let mut text = String::from("\n");
    for row in &record.rows {
        let said = &row.said;
        let mut parts = Vec::new();
        parts.extend((!said.values.is_empty()).then(|| said.values.join(" ")));
        let listed = said.values_where.iter();
        parts.extend(listed.map(|(tag, values)| format!("{tag}: {}", values.join(" "))));
        parts.extend(
            said.default
                .as_ref()
                .map(|value| format!("default {value}")),
        );
        parts.extend(
            said.maximum
                .as_ref()
                .map(|value| format!("maximum {value}")),
        );
        parts.extend(said.max_length.map(|most| format!("maxLength {most}")));
        parts.extend(said.max_items.map(|most| format!("maxItems {most}")));
        parts.extend(said.no_blanks.then(|| "noBlanks".to_owned()));
        parts.extend(said.presence.map(|given| format!("{given:?}")));
        parts.extend(said.base64.then(|| "base64".to_owned()));
        parts.extend(said.unit.map(|unit| format!("{unit:?}")));
        let word = row.type_word.as_deref().unwrap_or_default();
        writeln!(text, "{} {word} {{{}}}", row.at, parts.join(", ")).unwrap();
    }
    text
}

#[test]
fn p271_every_form_of_a_page_in_both_languages_gives_the_same_facts() {
    for page in &PAGES[..4] {
        let facts = whole(page);
        let record = Record::of_page(&facts);
        // Plain text has lost the list inside of a cell, so the page says nothing of it.
        let lost = !page.contains("<ul>");
        let listed = " {OPEN: DEPTH WIDTH, SHUT: WEIGHT SIZE}";
        let expected = EXPECTED.replace(listed, if lost { " {}" } else { listed });
        assert_eq!(written(&record), expected, "{page}");
        assert_eq!(facts.action, "PackBoxes", "never the title");
        assert_eq!(facts.edition, Edition::Community);
        assert_eq!(facts.since.as_ref().unwrap().text, "1.2.3");
        let chinese = page.contains("## 示例");
        assert_eq!(
            facts.language,
            if chinese { Language::Zh } else { Language::En }
        );
        let updated = facts.updated.as_ref().map(|updated| updated.text.as_str());
        assert_eq!(updated, page.contains("2024").then_some("2024-05-06"));
        assert_eq!(facts.examples.len(), 3);
        assert_eq!(record.shown["request.contents[].count"].0.words(), "string");
        assert_eq!(record.shown["data.detail.weight"].0.words(), "number");
        assert_eq!(
            record.shown["appendix.Cupboard.place.door"].0.words(),
            "string"
        );
    }
}

#[test]
fn p271_every_line_end_gives_the_same_facts_with_the_same_lines() {
    for page in PAGES {
        let plain = crate::read("page", page.as_bytes());
        let windows = page.replace('\n', "\r\n");
        let mixed: String = page
            .split_inclusive('\n')
            .enumerate()
            .map(|(at, line)| {
                if at % 3 == 0 {
                    line.replace('\n', "\r\n")
                } else {
                    line.to_owned()
                }
            })
            .collect();
        let marked = format!("\u{feff}{}", page.replace('\n', " \n"));
        for other in [windows, mixed, marked] {
            let read = crate::read("page", other.as_bytes());
            let records =
                |page: &crate::Page| page.actions.iter().map(Record::of_page).collect::<Vec<_>>();
            assert_eq!(records(&read), records(&plain), "{other:?}");
        }
    }
}

#[test]
fn p271_a_page_may_describe_several_actions() {
    let page = crate::read("page", PAGES[4].as_bytes());
    assert_eq!(page.notices, []);
    let actions: Vec<(&str, &str, usize)> = page
        .actions
        .iter()
        .map(|facts| {
            let since = facts.since.as_ref().unwrap();
            (
                facts.action.as_str(),
                since.text.as_str(),
                facts.request.len(),
            )
        })
        .collect();
    assert_eq!(
        actions,
        [("OpenDoor", "4.3.0", 0), ("CloseDoor", "4.3.1", 1)]
    );
}

#[test]
fn p271_an_answer_under_a_heading_that_is_not_known_is_no_request() {
    for (page, known, other) in [
        (PAGES[0], "### Sample response", "### Response sample"),
        (PAGES[1], "### 返回示例", "### 示例返回"),
        (PAGES[2], "\nResponse example\n", "\nResponse sample\n"),
    ] {
        assert!(page.contains(known), "{known}");
        let page = page.replacen(known, other, 1);
        let facts = whole(&page);
        let expected = whole(&page.replacen(other, known, 1));
        assert_eq!(Record::of_page(&facts), Record::of_page(&expected));
        let read = crate::read("page", page.as_bytes());
        let heading = "is not known; nothing; the example was read as an answer";
        let unmarked = "an answer stands under the heading of a request; nothing";
        let notices = read.notices.iter().map(ToString::to_string);
        let notices: Vec<String> = notices
            .filter(|notice| notice.contains(heading) || notice.contains(unmarked))
            .collect();
        assert_eq!(notices.len(), 1, "{other}: {:?}", read.notices);
        // Without a verdict, nobody can tell which half it is.
        let marked = other.starts_with('#');
        let read = crate::read(
            "page",
            page.replacen("\"success\"", "\"worked\"", 1).as_bytes(),
        );
        assert!(read.is_cut() && !read.actions[0].complete, "{other}");
        let text = format!("{:?}", read.notices);
        assert_eq!(text.contains("is not known"), marked, "{text}");
    }
}

#[test]
fn p271_a_request_with_the_word_of_a_verdict_is_no_answer() {
    let known = Record::of_page(&whole(PAGES[0]));
    let page = PAGES[0].replacen("\"fragile\"", "\"success\"", 1);
    assert_ne!(page, PAGES[0]);
    let record = Record::of_page(&whole(&page));
    let kinds = |record: &Record| {
        let shown = record.shown.iter();
        let kinds = shown.map(|(path, (seen, _))| (path.clone(), seen.words()));
        kinds.collect::<Vec<_>>()
    };
    assert_eq!(record.rows, known.rows);
    assert_eq!(kinds(&record), kinds(&known));
}

#[test]
fn p271_a_heading_below_that_of_a_half_divides_it() {
    for (known, below) in [
        ("### Sample request\n", "#### By name\n"),
        ("### Sample response\n", "#### The payload\n"),
    ] {
        let page = PAGES[0].replacen(known, &format!("{known}\n{below}"), 1);
        let facts = whole(&page);
        assert_eq!(facts.examples.len(), 3, "{below}");
        // It says nothing of a verdict, and needs none.
        let page = page.replacen("\"success\":", "\"worked\":", 1);
        assert_eq!(whole(&page).examples[1].half, Half::Response, "{below}");
    }
    let page = PAGES[0].replacen("### Sample response\n", "#### Response of it\n", 1);
    let read = crate::read("page", page.as_bytes());
    let told = read.notices.iter();
    let mut told = told.filter(|notice| notice.what.contains("`Response of it` is not known"));
    assert!(told.next().is_some(), "{:?}", read.notices);
}

#[test]
fn p271_the_version_of_another_product_is_none_of_the_service() {
    let known = whole(PAGES[0]);
    let own = "It works with the warehouse";
    for foreign in [
        "MySQL 5.7.44 or later is needed.",
        "OceanBase Database V4.2.1 or later is needed.",
    ] {
        let page = PAGES[0].replacen(own, &format!("{foreign}\n\n{own}"), 1);
        let facts = whole(&page);
        assert_eq!(facts.edition, known.edition, "{foreign}");
        assert_eq!(facts.since.unwrap().text, "1.2.3", "{foreign}");
    }
}
