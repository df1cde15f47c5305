//! Skeletons: pages in the language of the spec.

use std::fs;

use oms_spec::SourceFile;
use oms_spec::ir::{Action, Api};

use super::{PAGES, whole, workspace};
use crate::compare::Class;
use crate::compare::from_spec;
use crate::facts::Facts;
use crate::record::Record;
use crate::skeleton::{Hints, skeleton};
use crate::spec_record::Spec;

/// A spec without an action, a shape or a subject.
const EMPTY: &str = include_str!("../../../../tests/fixtures/pages/empty-spec.toml");

/// The files of an empty spec with the skeleton of a page in it, its blanks filled in as a person
/// would.
fn filled(facts: &Facts, keep_examples: bool) -> Vec<SourceFile> {
    let hints = Hints {
        url: Some("https://en.oceanbase.com/docs/enterprise-oms-doc-en-10000000002913051"),
        keep_examples,
        ..Hints::default()
    };
    let files = skeleton(facts, &hints).files;
    assert!(
        files.values().any(|text| text.contains("= \"\"")),
        "a blank is a mistake, so none is forgotten"
    );
    let mut sources = vec![("spec/oms.toml".to_owned(), with_manual(EMPTY))];
    sources.extend(
        files
            .into_iter()
            .map(|(path, text)| (path, text.replace("= \"\"", "= \"Said by a person.\""))),
    );
    sources
        .into_iter()
        .map(|(path, text)| SourceFile {
            path,
            bytes: text.into_bytes(),
        })
        .collect()
}

/// A root file needs the manual of its keys at its head.
fn with_manual(root: &str) -> String {
    oms_spec::manual::replace(root)
}

fn load(files: &[SourceFile]) -> Api {
    oms_spec::load(files).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The skeleton of a page is a sound spec, and says what the page says, but for what the language
/// has no word for.
pub(super) fn assert_sound(facts: &Facts) {
    let files = filled(facts, false);
    let api = load(&files);
    let spec = Spec::new(&api, &files);
    let action = spec.action(&facts.action).unwrap();
    let changes = from_spec(&spec, action, &Record::of(facts, "page"), &[]);
    let unsaid = changes.into_iter().filter(|change| {
        // Forms of the appendix and the envelope belong elsewhere, and a secret needs a shape.
        let elsewhere = change.at.starts_with("appendix") || change.at.starts_with("envelope");
        // A name that only an example of a variant has is left to the person who knows which
        // variant.
        let unlisted = change.class == Class::ExampleKind && change.old == "absent";
        !(elsewhere || unlisted || change.class == Class::Form)
    });
    assert_eq!(unsaid.collect::<Vec<_>>(), [], "{}", facts.action);
}

#[test]
fn p271_a_page_becomes_a_spec_that_is_sound_once_its_words_are_filled_in() {
    for page in &PAGES[..4] {
        assert_sound(&whole(page));
    }
}

#[test]
fn p271_the_page_of_the_first_action_becomes_what_was_written_by_hand() {
    let files = filled(&whole(PAGES[5]), true);
    let imported = load(&files);
    let own = hand_written();
    let by_hand = own
        .actions
        .iter()
        .find(|action| action.wire_name == "ResetIncrStartTimestamp")
        .unwrap();
    let [action] = &imported.actions[..] else {
        panic!("one action");
    };
    assert_eq!(facts(action), facts(by_hand));
    assert_eq!(examples(action), examples(by_hand));
    assert_eq!(contradictions(action), contradictions(by_hand));
}

fn hand_written() -> Api {
    let mut files = Vec::new();
    let mut open = vec![workspace().join("spec")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(workspace()).unwrap().to_str().unwrap();
                files.push(SourceFile {
                    path: name.replace('\\', "/"),
                    bytes: fs::read(&path).unwrap(),
                });
            }
        }
    }
    load(&files)
}

/// The facts of an action: everything but words of ours and names of shapes.
fn facts(action: &Action) -> Vec<String> {
    let mut facts = vec![
        format!(
            "{} {:?} {:?}",
            action.wire_name, action.effect, action.since
        ),
        format!("{:?} {:?}", action.source, action.provenance),
        format!(
            "data {:?}",
            action
                .data
                .as_ref()
                .map(|data| (&data.documented, data.presence))
        ),
    ];
    for field in &action.request {
        facts.push(format!(
            "{} {:?} {:?} {:?} {:?}",
            field.wire_name, field.documented, field.presence, field.default, field.provenance
        ));
    }
    facts
}

fn examples(action: &Action) -> Vec<(serde_json::Value, serde_json::Value)> {
    let value = |text: &Option<oms_spec::ir::ExampleText>| {
        serde_json::from_str(&text.as_ref().unwrap().text).unwrap()
    };
    let whole = action
        .examples
        .iter()
        .filter(|example| example.case == "seed" || example.case == "page");
    whole
        .map(|example| (value(&example.request), value(&example.response)))
        .collect()
}

fn contradictions(action: &Action) -> Vec<(String, String)> {
    let found = action.discrepancies.iter();
    let mut found: Vec<(String, String)> = found
        .map(|discrepancy| (discrepancy.at.clone(), discrepancy.observed.clone()))
        .collect();
    found.sort();
    found
}
