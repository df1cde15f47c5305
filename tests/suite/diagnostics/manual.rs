//! The manual at the head of the root file: what it shows is a spec, and what it says of the files
//! is so.

use oms_spec::{load, manual};

use crate::support::patch::{Files, base, fixtures, read_files, sources};

/// The indented lines of the manual below a line, without their marks.
fn below(line: &str) -> String {
    let text = manual::text();
    let lines = text.lines().map(|line| line.trim_start_matches('#'));
    let behind = lines.skip_while(|other| other.trim() != line).skip(1);
    let indented = behind.take_while(|line| line.is_empty() || line.starts_with("   "));
    let lines: Vec<&str> = indented
        .map(|line| line.get(3..).unwrap_or_default())
        .collect();
    lines.join("\n").trim().to_owned() + "\n"
}

/// A spec with the action that the manual shows.
fn with_the_action_of_the_manual(mut files: Files) -> Files {
    for (path, line) in [
        ("spec/actions/ListTasks.toml", "A whole action"),
        (
            "spec/examples/ListTasks/page.request.json",
            "Its example spec/examples/ListTasks/page.request.json",
        ),
        (
            "spec/examples/ListTasks/page.response.json",
            "and page.response.json",
        ),
    ] {
        let text = below(line);
        assert!(text.len() > 10, "{line} shows nothing");
        files.insert(path.to_owned(), text.into_bytes());
    }
    files
}

#[test]
fn the_action_that_the_manual_shows_is_good() {
    let spec = read_files(&fixtures("../../spec")).into_iter();
    let spec = spec
        .map(|(path, bytes)| (format!("spec/{path}"), bytes))
        .collect();
    for files in [base(), spec] {
        let files = with_the_action_of_the_manual(files);
        match load(&sources(files)) {
            Ok(api) => assert!(
                api.actions
                    .iter()
                    .any(|action| action.wire_name == "ListTasks")
            ),
            Err(problems) => panic!("{problems}"),
        }
    }
}

#[test]
fn the_manual_changes_neither_the_spec_nor_its_digest() {
    let mut files = base();
    let before = load(&sources(files.clone()))
        .map(|api| format!("{api:?}"))
        .ok();
    let root = files.get_mut("spec/oms.toml").expect("it is there");
    let text = String::from_utf8(root.clone()).expect("the base is UTF-8");
    *root = manual::replace(&text).into_bytes();
    let after = load(&sources(files)).map(|api| format!("{api:?}")).ok();
    assert!(before.is_some());
    assert_eq!(after, before);
}
