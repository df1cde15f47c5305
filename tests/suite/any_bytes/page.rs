//! The importer's promises about any page.

use oms_import::{Against, Evidence, Hints, Page, Record};

/// A page is read without a panic, every place lies in it, nothing differs from itself, and what is
/// made of it can be read again.
pub(crate) fn page(bytes: &[u8]) {
    let page = oms_import::read("page", bytes);
    let lines = String::from_utf8_lossy(bytes).matches(['\n', '\r']).count() + 1;
    for notice in &page.notices {
        assert!((1..=lines).contains(&notice.line), "{notice:?}");
        let text = notice.to_string();
        assert!(!text.chars().any(char::is_control), "{text:?}");
    }
    for facts in &page.actions {
        let record = Record::of(facts, "page");
        let places = record.rows.iter().map(|row| row.place.line);
        assert!(places.into_iter().all(|line| (1..=lines).contains(&line)));
        assert!(nothing_differs(&record, &record));
        let kept = Evidence::of(record.clone(), None).text();
        let read = Evidence::parse("evidence.toml", &kept);
        assert!(
            read.is_ok_and(|read| nothing_differs(&record, &read.record)),
            "{kept}"
        );
        made_of(facts, &page);
    }
}

fn nothing_differs(old: &Record, new: &Record) -> bool {
    oms_import::between(old, new, Against::Page).is_empty()
}

/// The files of a new action are what their endings say.
fn made_of(facts: &oms_import::Facts, page: &Page) {
    for (path, text) in oms_import::skeleton(facts, &Hints::default()).files {
        if path.starts_with("spec/actions/") {
            assert!(text.parse::<toml::Table>().is_ok(), "{path}: {text}");
        } else {
            assert!(
                serde_json::from_str::<serde_json::Value>(&text).is_ok(),
                "{path}: {text}"
            );
        }
    }
    assert!(oms_import::facts_as_json(facts, page).is_object());
}
