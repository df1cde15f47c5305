//! Skeletons: pages in the language of the spec.

use std::fs;

use oms_spec::SourceFile;
use oms_spec::ir::{Action, Api, Field, NamedTypes, Pattern, Piece, TextRule, Type};

use super::{PAGES, record, whole, workspace};
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
pub(super) fn filled(facts: &Facts, keep_examples: bool) -> Vec<SourceFile> {
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
            .map(|(path, text)| (path, oms_testkit::filled_in(&text))),
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

pub(super) fn load(files: &[SourceFile]) -> Api {
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
fn p277_the_spec_of_a_new_action_has_its_form_when_it_is_written() {
    // A row that is there twice, as a cut page may have it, is a comment.
    let twice = PAGES[0].replace("\n| lock ", "\n| lock | string | A code. |\n| lock ");
    for page in PAGES.iter().copied().chain([twice.as_str()]) {
        let page = crate::read("page", page.as_bytes());
        assert!(!page.actions.is_empty());
        for facts in &page.actions {
            for (path, text) in skeleton(facts, &Hints::default()).files {
                let form = oms_spec::format(&path, &text);
                assert!(form.is_none_or(|form| form.as_ref() == Ok(&text)), "{text}");
            }
        }
    }
}

#[test]
fn p274_the_address_of_a_page_is_compared_with_the_one_of_the_spec() {
    let page = PAGES[0];
    let files = filled(&whole(page), false);
    let api = load(&files);
    let spec = Spec::new(&api, &files);
    let action = spec.action("PackBoxes").unwrap();
    let sent = "POST /api/v2";
    for (stated, difference, method, path) in [
        (sent, None, Some("POST"), "/api/v2"),
        ("GET /api/v3", Some("GET /api/v3"), Some("GET"), "/api/v3"),
        ("**POST** /api/v2", None, Some("POST"), "/api/v2"),
        ("POST: /api/v2", None, Some("POST"), "/api/v2"),
        // Without a method, the path alone is compared; a host belongs to an example.
        ("Call the API /api/v2", None, None, "/api/v2"),
        ("POST URL https://oms:8089/api/v2", None, None, "/api/v2"),
        ("https://oms:8089/api/v2", None, None, "/api/v2"),
        ("/v2", Some("/v2"), None, "/v2"),
    ] {
        let page = page.replacen(sent, stated, 1);
        let changes = from_spec(&spec, action, &record(&page), &[]);
        let changes: Vec<&crate::compare::Change> = changes
            .iter()
            .filter(|change| change.class == Class::Address)
            .collect();
        let found: Vec<&str> = changes.iter().map(|change| change.new.as_str()).collect();
        assert_eq!(found, Vec::from_iter(difference), "{stated}");
        for change in changes {
            assert_eq!(change.old_place.as_ref().unwrap().file, "spec/oms.toml");
        }
        let facts = whole(&page);
        let read = crate::read("page", page.as_bytes());
        let json = crate::facts_as_json(&facts, &read);
        assert_eq!(json["method"].as_str(), method, "{stated}");
        let path = format!("{path}?Action=PackBoxes");
        assert_eq!(json["path"].as_str(), Some(path.as_str()), "{stated}");
    }
    for (query, place) in [("&version=1", ""), ("", "version=1&")] {
        let page = page.replacen(
            "Action=PackBoxes",
            &format!("{place}Action=PackBoxes{query}"),
            1,
        );
        let changes = from_spec(&spec, action, &record(&page), &[]);
        let mut changes = changes.iter();
        let found = changes.find(|change| change.class == Class::Address);
        assert_eq!(found.unwrap().new, "POST /api/v2?version=1");
        let read = crate::read("page", page.as_bytes());
        let json = crate::facts_as_json(&whole(&page), &read);
        assert_eq!(json["path"], "/api/v2?version=1&Action=PackBoxes");
    }
    let unnamed = page.replacen("### Request path", "### Way", 1);
    let facts = whole(&unnamed);
    let read = crate::read("page", unnamed.as_bytes());
    assert!(crate::facts_as_json(&facts, &read)["path"].is_null());
}

#[test]
fn p273_a_length_that_a_pattern_of_the_spec_has_is_no_difference() {
    let page = PAGES[0];
    let files = filled(&whole(page), false);
    let mut api = load(&files);
    for (max, difference) in [
        (Some(40), None),
        (Some(32), Some("at most 32 characters")),
        (None, Some("none")),
    ] {
        let piece = Piece {
            ranges: vec![(' ', ' ')],
            negated: true,
            min: 1,
            max,
        };
        let label = &mut api.actions[0].request[0];
        assert_eq!(label.wire_name, "label");
        label.rules.text = TextRule {
            pattern: Some(Pattern {
                source: "[^ ]{1,…}".to_owned(),
                pieces: vec![piece],
            }),
            ..TextRule::default()
        };
        let spec = Spec::new(&api, &files);
        let changes = from_spec(&spec, &api.actions[0], &record(page), &[]);
        let limits = changes.iter().filter(|change| change.at == "request.label");
        let old: Vec<&str> = limits.map(|change| change.old.as_str()).collect();
        assert_eq!(old, Vec::from_iter(difference), "{max:?}");
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

pub(super) fn hand_written() -> Api {
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

/// A page that lists the parameters of an action of the spec.
fn page_of(action: &Action) -> String {
    let name = &action.wire_name;
    let rows = action.request.iter().map(|field| {
        let word = field.documented.as_deref().unwrap_or("string");
        format!("| {} | {word} | What it is. |\n", field.wire_name)
    });
    let rows = rows.collect::<Vec<_>>().concat();
    format!(
        "# {name}\n\nCommunity Edition.\n\n### Request path\n\n`POST /api/v2?Action={name}`\n\n\
         ### Request parameters\n\n| Parameter | Type | Description |\n|---|---|---|\n{rows}"
    )
}

/// The spec without an action, and the skeleton that a page of it becomes beside the rest.
fn taken_out(own: &Api, action: &Action, page: &str) -> (Api, String) {
    let mut api = own.clone();
    api.actions
        .retain(|other| other.wire_name != action.wire_name);
    let page = crate::read("page", page.as_bytes());
    let hints = Hints {
        api: Some(&api),
        ..Hints::default()
    };
    let mut files = skeleton(&page.actions[0], &hints).files;
    let path = format!("spec/actions/{}.toml", action.wire_name);
    (api, files.remove(&path).unwrap())
}

/// The type of a parameter in a skeleton, with its comment.
pub(super) fn type_of<'s>(skeleton: &'s str, name: &str) -> &'s str {
    let header = format!("\n[request.{name}]\n");
    let (_, table) = skeleton.split_once(&header).unwrap();
    let line = table.lines().next().unwrap();
    line.split_once('=').unwrap().1.trim()
}

/// The shape of a field that makes a write guarded or hides a secret, as the spec writes it.
fn guard(api: &Api, field: &Field) -> Option<String> {
    let name = field.ty.innermost()?;
    let shape = api.shapes.iter().find(|shape| shape.name == name)?;
    let guards = shape.identifies.is_some() || NamedTypes::of(api).holds_secret(name);
    (guards && shape.parent.is_none()).then(|| match &field.ty {
        Type::List(_) => format!("list<{name}>"),
        _ => name.to_owned(),
    })
}

#[test]
fn p245_an_action_of_a_page_has_the_ids_and_secrets_of_the_others_or_a_blank() {
    let own = hand_written();
    let (mut shapes, mut blanks) = (0, 0);
    for action in &own.actions {
        if action.request.is_empty() {
            continue;
        }
        let (rest, text) = taken_out(&own, action, &page_of(action));
        for field in &action.request {
            let mut others = rest.actions.iter().flat_map(|action| &action.request);
            let is_known = others
                .any(|other| other.wire_name == field.wire_name && guard(&rest, other).is_some());
            let Some(shape) = guard(&own, field).filter(|_| is_known) else {
                continue;
            };
            let written = type_of(&text, &field.wire_name);
            if written.starts_with("\"\" # other actions have ") {
                blanks += 1;
            } else {
                let place = format!("{} {}", action.wire_name, field.wire_name);
                assert_eq!(written, format!("\"{shape}\""), "{place}");
                shapes += 1;
            }
        }
    }
    assert!(shapes > 0 && blanks > 0, "{shapes} shapes, {blanks} blanks");
}

#[test]
fn p245_a_blank_names_the_shapes_that_a_person_has_to_choose_from() {
    let own = hand_written();
    let skeleton = |name: &str, more: &str| {
        let mut actions = own.actions.iter();
        let action = actions.find(|action| action.wire_name == name).unwrap();
        taken_out(&own, action, &(page_of(action) + more)).1
    };
    // A name that only the example has is judged by the same rule.
    let example = "\n### Sample request\n\n```JSON\n{\"id\":\"a\",\"password\":\"b\"}\n```\n";
    let delete = skeleton("DeleteProject", example);
    let update = skeleton("UpdateStore", "");
    for (text, name, shape) in [
        (&delete, "id", "TaskId"),
        (&delete, "password", "Password"),
        (&update, "config", "ComponentConfig"),
    ] {
        let written = type_of(text, name);
        assert!(
            written.starts_with("\"\" # other actions have "),
            "{written}"
        );
        assert!(written.contains(shape), "{written}");
    }
    let list = skeleton("ListProjects", "");
    assert_eq!(type_of(&list, "labelIds"), "\"list<LabelId>\"");
}
