//! `sync`: one command for everything that is made from the spec and committed; `openapi` for what
//! is not.

use std::fs;

use crate::support::{ACTION, SERVICE, Workspace};

const SCHEMA: &str = "spec/schema/oms.json";
const DOCUMENT: &str = "target/openapi/MovePosition.json";
const PAGE: &str = "docs/reference/MovePosition.md";

#[test]
fn p277_one_command_writes_every_part_and_its_check_finds_a_change_of_each() {
    let workspace = Workspace::new();
    workspace.run(&["sync"]).succeeded();
    workspace.run(&["sync", "--check"]).succeeded();
    for part in [SERVICE, SCHEMA, PAGE] {
        let text = workspace.read(part);
        fs::write(workspace.place(part), format!("{text}\nedited\n")).unwrap();
        let ended = workspace.run(&["sync", "--check"]);
        ended.failed(&["1 generated file differs", "`cargo xtask sync`"]);
        assert!(ended.stdout.contains(part), "{part}: {ended:#?}");
        workspace.run(&["sync"]).succeeded();
        assert_eq!(workspace.read(part), text, "{part}");
    }
}

#[test]
fn p277_differences_of_several_parts_are_shown_together() {
    let workspace = Workspace::new();
    workspace.run(&["sync"]).succeeded();
    for part in [SERVICE, SCHEMA, PAGE] {
        fs::remove_file(workspace.place(part)).unwrap();
    }
    let ended = workspace.run(&["sync", "--check"]);
    ended.failed(&["`cargo xtask sync`"]);
    for part in [SERVICE, SCHEMA, PAGE] {
        assert!(ended.stdout.contains(part), "{part}: {ended:#?}");
    }
}

#[test]
fn p277_a_mistake_in_the_spec_leaves_every_part_as_it_was() {
    let workspace = Workspace::new();
    workspace.run(&["sync"]).succeeded();
    workspace.edit(ACTION, "effect", "efect");
    let before = workspace.tree();
    workspace.run(&["sync"]).failed(&["nothing was written"]);
    assert!(workspace.tree() == before, "something was written");
}

#[test]
fn p277_one_part_that_cannot_be_written_leaves_every_part_as_it_was() {
    let workspace = Workspace::new();
    workspace.run(&["sync"]).succeeded();
    fs::remove_file(workspace.place(SERVICE)).unwrap();
    fs::remove_file(workspace.place(PAGE)).unwrap();
    fs::create_dir(workspace.place(PAGE)).unwrap();
    let before = workspace.tree();
    workspace
        .run(&["sync"])
        .failed(&[PAGE, "nothing was written"]);
    assert!(workspace.tree() == before, "something was written");
}

#[test]
fn p277_the_spec_has_one_form_which_changes_nothing_that_is_made_from_it() {
    let workspace = Workspace::new();
    workspace.run(&["spec", "fmt"]).succeeded();
    workspace.run(&["sync"]).succeeded();
    let before = workspace.tree();

    workspace.edit(ACTION, "effect  =", "# why\neffect =");
    let ended = workspace.run(&["spec", "fmt", "--check"]);
    ended.failed(&["1 file of spec/ not formatted", "`cargo xtask spec fmt`"]);
    assert_eq!(ended.stdout, format!("would be written: {ACTION}\n"));
    workspace.run(&["spec", "fmt"]).succeeded();
    workspace.run(&["spec", "fmt", "--check"]).succeeded();
    assert!(
        workspace.read(ACTION).contains("# why\neffect  ="),
        "the comment stays"
    );
    workspace.edit(ACTION, "# why\n", "");
    workspace.run(&["sync", "--check"]).succeeded();
    assert!(workspace.touched_since(&before) == [ACTION], "nothing else");

    // A file that is no TOML is reported as the checks report it.
    let twice = "effect  = \"read\"\neffect  =";
    workspace.edit(ACTION, "effect  =", twice);
    workspace.run(&["spec", "fmt"]).failed(&[
        "error[S005]: the key `effect` occurs twice",
        "nothing was written",
    ]);
    workspace.edit(ACTION, twice, "effect");
    workspace
        .run(&["spec", "fmt"])
        .failed(&[ACTION, "error[S004]", "nothing was written"]);
}

#[test]
fn the_openapi_documents_are_written_where_they_are_asked_for_and_by_no_other_command() {
    let workspace = Workspace::new();
    workspace.run(&["sync"]).succeeded();
    let left: Vec<String> = workspace.tree().into_keys().collect();
    let documents = left.iter().filter(|path| path.contains("openapi"));
    assert_eq!(documents.count(), 0, "{left:?}");

    let ended = workspace.run(&["openapi"]);
    ended.succeeded();
    assert!(ended.stdout.contains("target/openapi"), "{ended:#?}");
    let document = workspace.read(DOCUMENT);
    let elsewhere = workspace.place("a/folder");
    let named = elsewhere.to_str().unwrap();
    workspace.run(&["openapi", "--to", named]).succeeded();
    assert_eq!(workspace.read("a/folder/MovePosition.json"), document);

    let before = workspace.tree();
    workspace.run(&["openapi"]).succeeded();
    assert_eq!(workspace.touched_since(&before), Vec::<String>::new());
}

#[test]
fn the_openapi_document_of_an_action_that_left_the_spec_goes_and_a_file_of_somebodys_stays() {
    let workspace = Workspace::new();
    workspace.run(&["openapi"]).succeeded();
    let gone = DOCUMENT.replace("MovePosition", "Gone");
    workspace.write(&gone, &workspace.read(DOCUMENT));
    let own = "target/openapi/notes.txt";
    workspace.write(own, "by hand");
    let elsewhere = workspace.place("a");
    workspace.write("a/Gone.json", &workspace.read(DOCUMENT));
    let ended = workspace.run(&["openapi"]);
    assert_eq!(ended.code, Some(0), "{ended:#?}");
    assert!(ended.stdout.contains("removed: Gone.json\n"), "{ended:#?}");
    assert!(
        ended.stderr.starts_with("warning: notes.txt "),
        "{ended:#?}"
    );
    assert!(!workspace.place(&gone).exists());
    assert_eq!(workspace.read(own), "by hand");

    let named = elsewhere.to_str().unwrap();
    workspace.run(&["openapi", "--to", named]).succeeded();
    assert!(workspace.place("a/Gone.json").exists());
}

/// Versions before this one committed the documents, and a checkout may have kept them.
#[test]
fn documents_that_an_older_version_left_in_the_tree_hold_nothing_up() {
    let workspace = Workspace::new();
    workspace.run(&["openapi"]).succeeded();
    let old = "docs/openapi/MovePosition.json";
    workspace.write(old, "{\n  \"components\": {}, \"old\": true\n}\n");
    let left = workspace.read(old);
    workspace.run(&["sync"]).succeeded();
    workspace.run(&["sync", "--check"]).succeeded();
    assert_eq!(workspace.read(old), left);
}

#[test]
fn a_mistake_in_the_spec_leaves_the_openapi_documents_as_they_were() {
    let workspace = Workspace::new();
    workspace.edit(ACTION, "effect", "efect");
    let before = workspace.tree();
    workspace.run(&["openapi"]).failed(&["nothing was written"]);
    assert!(workspace.tree() == before, "something was written");
}
