//! Changes of what is typed and of what the command looks up: each takes several edits of a spec
//! that has a group, a subject and an action of each kind.

use toml::{Table, Value};

use super::super::*;
use super::root_file;
use crate::SourceFile;

/// The spec and its changes.
const FILE: &str = include_str!("line.toml");

/// A text, and the one in its place.
type Edits<'a> = Vec<(&'a str, &'a str)>;

fn text<'a>(table: &'a Table, key: &str) -> &'a str {
    let text = table.get(key).and_then(Value::as_str);
    text.unwrap_or_else(|| panic!("{key} is a text: {table}"))
}

fn tables<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = &'a Table> {
    let tables = table.get(key).and_then(Value::as_array);
    tables.into_iter().flatten().filter_map(Value::as_table)
}

fn edits<'a>(case: &'a Table, key: &str) -> Edits<'a> {
    let edits = case.get(key).and_then(Value::as_array);
    let text = |edit: &'a Value, place: usize| edit[place].as_str().unwrap();
    let edits = edits.into_iter().flatten();
    edits.map(|edit| (text(edit, 0), text(edit, 1))).collect()
}

/// The files after some edits, each of which changes something.
fn edited(mut files: Vec<(String, String)>, edits: &Edits<'_>) -> Vec<(String, String)> {
    for (from, to) in edits {
        let before = files.clone();
        for (path, text) in &mut files {
            *path = path.replace(from, to);
            *text = text.replace(from, to);
        }
        assert!(files != before, "{from:?} is in no file");
    }
    files
}

fn load(files: &[(String, String)]) -> Api {
    let files = files.iter().map(|(path, text)| SourceFile {
        path: path.clone(),
        bytes: text.clone().into_bytes(),
    });
    let files: Vec<_> = files
        .filter(|file| file.path.starts_with("spec/"))
        .collect();
    crate::load(&files).unwrap_or_else(|problems| panic!("{problems}"))
}

fn report(old: &Api, new: &Api) -> String {
    let evolution = Evolution::between(old, new);
    let lines = evolution.changes().iter().map(|change| {
        let (callers, wire) = (change.callers.as_str(), change.wire.as_str());
        format!("{} | {} | {callers} {wire}", change.place, change.what)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The files before any edit.
fn files(file: &Table) -> Vec<(String, String)> {
    let files = tables(file, "file").map(|file| (text(file, "path"), text(file, "text")));
    let root = format!("{}{}", root_file(), text(file, "subject"));
    let root = std::iter::once(("spec/oms.toml", root.as_str()));
    root.chain(files)
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect()
}

/// Holds the comparison to each case of a kind.
#[track_caller]
fn each(kind: &str) {
    let file: Table = FILE.parse().unwrap();
    let files = files(&file);
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in tables(&file, kind) {
        count += 1;
        let old = edited(files.clone(), &edits(case, "before"));
        let new = edited(old.clone(), &edits(case, "after"));
        let found = report(&load(&old), &load(&new));
        if found != text(case, "says") {
            wrong.push(format!("{case}\n{found}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 0, "{kind} has a case");
}

#[test]
fn p278_a_new_field_that_another_one_requires_refuses_calls_that_were_sent() {
    each("condition");
}

#[test]
fn p278_a_flag_that_goes_or_means_another_parameter_breaks_scripts() {
    each("flag");
}

#[test]
fn a_state_or_a_place_of_a_copy_that_goes_breaks_scripts() {
    each("state");
    each("copy");
}

#[test]
fn p278_a_parameter_that_is_not_taken_without_its_flag_any_more_breaks_scripts() {
    each("positional");
}

#[test]
fn p278_what_is_typed_is_compared_and_old_names_that_still_work_are_kept() {
    each("typed");
}

#[test]
fn p278_a_renamed_file_whose_other_names_stay_is_the_same_action() {
    each("renamed");
}

#[test]
fn p278_a_place_that_a_look_does_not_name_any_more_is_not_harmless() {
    each("look");
}

#[test]
fn p278_a_prefix_that_makes_an_id_of_what_was_a_name_breaks_scripts() {
    each("prefix");
}

#[test]
fn p278_more_that_is_read_breaks_nobody_and_values_that_are_shown_do() {
    each("shown");
}
