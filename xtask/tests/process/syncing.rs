//! `sync`: one command for everything that is made from the spec.

use std::fs;

use crate::support::{ACTION, SERVICE, Workspace};

const DOCUMENT: &str = "docs/openapi/MovePosition.json";
const PAGE: &str = "docs/reference/MovePosition.md";

#[test]
fn p277_one_command_writes_every_part_and_its_check_finds_a_change_of_each() {
    let workspace = Workspace::new();
    workspace.run(&["sync"]).succeeded();
    workspace.run(&["sync", "--check"]).succeeded();
    for part in [SERVICE, "spec/schema/oms.json", DOCUMENT, PAGE] {
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
    for part in [SERVICE, DOCUMENT, PAGE] {
        fs::remove_file(workspace.place(part)).unwrap();
    }
    let ended = workspace.run(&["sync", "--check"]);
    ended.failed(&["`cargo xtask sync`"]);
    for part in [SERVICE, DOCUMENT, PAGE] {
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

    workspace.edit(ACTION, "effect  =", "effect");
    workspace
        .run(&["spec", "fmt"])
        .failed(&[ACTION, "nothing was written"]);
}
