//! The vendor's own pages, where their folder is given; nothing of them is in this repository.
//!
//! `OMS_DOC` names a folder with a folder a version (`V4.1.1` to `V4.2.2`) and in each a folder a
//! language (`en-US`, `zh-CN`).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::workspace;
use crate::compare::{Against, Class, between};
use crate::evidence::Evidence;
use crate::record::Record;
use crate::tests::skeletons;

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("OMS_DOC").map(PathBuf::from);
    if folder.is_none() {
        oms_testkit::skipped("OMS_DOC names no folder with the vendor's pages");
    }
    folder
}

/// The actions of the pages of a version in a language.
fn actions(folder: &Path, version: &str, language: &str) -> BTreeMap<String, Record> {
    let mut actions = BTreeMap::new();
    let mut files: Vec<PathBuf> = fs::read_dir(folder.join(version).join(language))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    for file in files {
        let page = crate::read(&file.display().to_string(), &fs::read(&file).unwrap());
        for facts in &page.actions {
            assert!(
                !facts.request.is_empty() || facts.action == "ListAllLabels",
                "{}",
                page.name
            );
            assert!(
                facts.since.is_some() && facts.data.is_some(),
                "{}",
                page.name
            );
            actions.insert(facts.action.clone(), Record::of(facts, &page.name));
        }
    }
    actions
}

#[test]
fn p271_the_vendors_pages_are_what_the_evidence_says() {
    let Some(folder) = folder() else { return };
    for (language, short) in [("en-US", "en"), ("zh-CN", "zh")] {
        let pages = actions(&folder, "V4.2.2", language);
        assert_eq!(pages.len(), 26);
        for (action, record) in pages {
            let path = format!("spec/evidence/{action}.community.{short}.toml");
            let text = fs::read_to_string(workspace().join(&path)).unwrap();
            let kept = Evidence::parse(&path, &text).unwrap();
            assert_eq!(
                between(&kept.record, &record, Against::Page),
                [],
                "{action}"
            );
            assert_eq!(Evidence::of(record, kept.release.clone()).text(), text);
        }
    }
}

#[test]
fn p271_each_of_the_vendors_pages_becomes_a_spec_that_is_sound_once_its_words_are_filled_in() {
    let Some(folder) = folder() else { return };
    for language in ["en-US", "zh-CN"] {
        for entry in fs::read_dir(folder.join("V4.2.2").join(language)).unwrap() {
            let path = entry.unwrap().path();
            let page = crate::read("page", &fs::read(&path).unwrap());
            for facts in &page.actions {
                skeletons::assert_sound(facts);
            }
        }
    }
}

/// The page that the project was made from, where `OMS_SEED` names it: its evidence is that of our
/// own page.
#[test]
fn p275_the_first_page_itself_is_what_its_evidence_says() {
    let Some(path) = std::env::var_os("OMS_SEED") else {
        oms_testkit::skipped("OMS_SEED does not name the first page");
        return;
    };
    let page = crate::read("page", &fs::read(path).unwrap());
    let kept = workspace().join("spec/evidence/ResetIncrStartTimestamp.enterprise.en.toml");
    let text = Evidence::of(Record::of_page(&page.actions[0]), None).text();
    assert_eq!(text, fs::read_to_string(kept).unwrap());
}

/// The vendor's changes between two versions, counted by class; every other pair of pages differs
/// in words alone.
#[test]
fn p274_the_versions_of_the_vendors_pages_differ_exactly_in_what_the_vendor_changed() {
    let Some(folder) = folder() else { return };
    let versions = ["V4.1.1", "V4.2.0", "V4.2.1", "V4.2.2"];
    let mut found: BTreeMap<(&str, &str, Class), usize> = BTreeMap::new();
    for language in ["en-US", "zh-CN"] {
        for pair in versions.windows(2) {
            let [old, new] = pair else {
                unreachable!("windows of two")
            };
            let before = actions(&folder, old, language);
            for (action, after) in actions(&folder, new, language) {
                for change in between(&before[&action], &after, Against::Page) {
                    *found.entry((language, new, change.class)).or_default() += 1;
                }
            }
        }
    }
    let expected = [
        (("zh-CN", "V4.2.2", Class::TypeWord), 30),
        (("zh-CN", "V4.2.2", Class::Limit), 2),
        (("zh-CN", "V4.2.2", Class::Presence), 2),
        (("zh-CN", "V4.2.2", Class::ExampleKind), 1),
    ];
    assert_eq!(found, expected.into());
}
