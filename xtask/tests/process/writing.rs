//! The files that `codegen` writes, and those that it leaves alone.

use std::fs;

use crate::support::{ACTION, Ended, SERVICE, Workspace};

#[test]
fn everything_is_written_once_and_a_second_run_touches_nothing() {
    let workspace = Workspace::new();
    let first = workspace.run(&["codegen"]);
    first.succeeded();
    assert!(
        first.stdout.contains(&format!("created: {SERVICE}\n")),
        "{first:?}"
    );
    assert!(
        first.stdout.contains("written: spec/oms.toml\n"),
        "{first:?}"
    );
    assert!(
        first.stdout.ends_with("\n0 generated files are current\n"),
        "{first:?}"
    );
    let root = workspace.read("spec/oms.toml");
    assert!(root.starts_with("#:schema schema/oms.json\n# Manual of every key"));
    assert!(root.contains("\n\n[service]\n"));
    assert!(workspace.read("spec/schema/oms.json").starts_with("{\n"));
    let files = first.stdout.lines().count() - 1;

    let before = workspace.tree();
    let second = workspace.run(&["codegen"]);
    second.succeeded();
    assert_eq!(
        second.stdout,
        format!("{files} generated files are current\n")
    );
    assert_eq!(workspace.touched_since(&before), Vec::<String>::new());
}

#[test]
fn only_what_differs_is_written() {
    let workspace = Workspace::generated();
    let before = workspace.tree();
    workspace.edit(SERVICE, "//! ", "//! Edited: ");
    let mended = workspace.run(&["codegen"]);
    mended.succeeded();
    assert!(
        mended.stdout.starts_with(&format!("written: {SERVICE}\n")),
        "{mended:?}"
    );
    assert_eq!(workspace.touched_since(&before), [SERVICE]);
    let (bytes, _) = before[SERVICE].clone().unwrap();
    assert_eq!(workspace.read(SERVICE).into_bytes(), bytes);
}

#[test]
fn a_missing_file_and_its_folder_are_made_again() {
    let workspace = Workspace::generated();
    let before = workspace.tree();
    fs::remove_dir_all(workspace.place("crates/oms-sim")).unwrap();
    workspace.run(&["codegen"]).succeeded();
    let paths = |tree: &crate::support::Tree| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        paths(&workspace.tree()),
        paths(&before),
        "and nothing is left beside them"
    );
}

#[test]
fn p146_a_checkout_with_other_line_ends_is_current() {
    let workspace = Workspace::generated();
    for (path, file) in workspace.tree() {
        if let Some((bytes, _)) = file {
            let text = String::from_utf8(bytes).unwrap();
            workspace.write(&path, &text.replace('\n', "\r\n"));
        }
    }
    let before = workspace.tree();
    workspace.run(&["codegen", "--check"]).succeeded();
    workspace.run(&["codegen"]).succeeded();
    assert_eq!(workspace.touched_since(&before), Vec::<String>::new());

    // A change of the spec shows in the files that it concerns, and in no others.
    workspace.edit(ACTION, "Moves a position.", "Sets a position.");
    let ended = workspace.run(&["codegen"]);
    ended.succeeded();
    let written: Vec<&str> = ended
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix("written: "))
        .collect();
    let touched = workspace.touched_since(&before);
    let generated: Vec<&str> = touched
        .iter()
        .map(String::as_str)
        .filter(|path| *path != ACTION)
        .collect();
    assert_eq!(written, generated);
    assert!(
        !generated.is_empty() && !generated.contains(&"spec/oms.toml"),
        "{generated:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions_and_a_new_one_has_the_usual_ones() {
    use std::os::unix::fs::PermissionsExt as _;

    let workspace = Workspace::generated();
    let mode = |path: &str| {
        fs::metadata(workspace.place(path))
            .unwrap()
            .permissions()
            .mode()
            & 0o777
    };
    workspace.write("by-hand", "");
    assert_eq!(mode(SERVICE), mode("by-hand"));

    fs::set_permissions(workspace.place(SERVICE), fs::Permissions::from_mode(0o640)).unwrap();
    workspace.edit(SERVICE, "//! ", "//! Edited: ");
    workspace.run(&["codegen"]).succeeded();
    assert_eq!(mode(SERVICE), 0o640);
}

/// A limit on the size of a file stands for a disk that is full: the write fails half way.
#[cfg(unix)]
#[test]
fn a_spec_that_cannot_be_written_as_a_whole_is_formatted_nowhere() {
    let workspace = Workspace::new();
    workspace.edit("spec/oms.toml", "[service]", "[service]  ");
    let action = workspace.read(ACTION);
    let long = "# A comment that makes the file longer than a file may be.\n".repeat(200);
    workspace.write(ACTION, &format!("{long}{action}\n\n"));
    let before = workspace.tree();

    let command = workspace.command(&["spec", "fmt"]);
    let mut limited = std::process::Command::new("sh");
    limited.args(["-c", "ulimit -f 8; trap '' XFSZ; exec \"$0\" \"$@\""]);
    limited.arg(command.get_program()).args(command.get_args());
    let ended = Ended::of(&limited.output().unwrap());
    ended.failed(&[
        &format!("{ACTION}: it cannot be written"),
        "every file is as it was",
    ]);
    assert_eq!(workspace.touched_since(&before), Vec::<String>::new());

    let written = workspace.run(&["spec", "fmt"]);
    written.succeeded();
    assert_eq!(
        workspace.touched_since(&before),
        [ACTION, "spec/oms.toml"],
        "{written:?}"
    );
}
