//! `docs/diagnostics.md` against the codes and the reports: a paragraph for each code, and no
//! report that is not printed today.

use std::collections::BTreeMap;
use std::fs;

use oms_spec::Code;

use super::cases;
use crate::support::patch::fixtures;

/// The section of the page about a code.
struct Section {
    title: String,
    prose: String,
    report: String,
}

/// The sections of the page by code.
fn sections() -> BTreeMap<String, Section> {
    let page = fs::read_to_string(fixtures("../../docs/diagnostics.md")).expect("the page exists");
    let mut sections = BTreeMap::new();
    for section in page.split("\n### ").skip(1) {
        let section = section.split("\n## ").next().unwrap_or_default();
        let (heading, body) = section.split_once('\n').expect("a heading has a body");
        let (code, title) = heading
            .split_once(": ")
            .expect("a code, then what it means");
        let (prose, report) = body
            .split_once("```text\n")
            .unwrap_or_else(|| panic!("{code} shows no report"));
        let (report, rest) = report.split_once("\n```\n").expect("the report ends");
        assert!(
            rest.trim().is_empty(),
            "{code}: something stands behind the report"
        );
        let section = Section {
            title: title.to_owned(),
            prose: prose.trim().to_owned(),
            report: report.to_owned(),
        };
        let again = sections.insert(code.to_owned(), section);
        assert!(again.is_none(), "{code} has two sections");
    }
    sections
}

#[test]
fn every_code_has_a_section_that_says_what_why_and_how() {
    let sections = sections();
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(sections.keys().collect::<Vec<_>>(), codes);
    for (code, section) in &sections {
        assert!(!section.title.ends_with('.'), "{code}");
        let paragraphs = section.prose.split("\n\n").count();
        let words = section.prose.split_whitespace().count();
        assert!(paragraphs >= 2 && words >= 20, "{code} says too little");
    }
}

#[test]
fn the_page_shows_reports_as_they_are_printed() {
    let sections = sections();
    let mut printed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for case in cases() {
        let code = case.folder.split('-').next().unwrap_or_default().to_owned();
        let report = case.report().to_string();
        printed
            .entry(code)
            .or_default()
            .push(report.trim_end().to_owned());
    }
    for (code, section) in sections {
        let printed = printed.remove(&code).unwrap_or_default();
        assert!(
            printed.contains(&section.report),
            "docs/diagnostics.md must show one of the reports of {code}, such as:\n{}",
            printed.first().map_or("", String::as_str)
        );
    }
}
