//! The command line, the exit codes, and colour.

use crate::support::{ACTION, Ended, Workspace};

#[test]
fn a_command_that_was_asked_wrongly_ends_with_2_and_help_with_0() {
    let workspace = Workspace::new();
    for arguments in [
        &[][..],
        &["gone"],
        &["codegen", "--gone"],
        &["codegen", "--check", "--dry-run"],
        &["spec"],
    ] {
        let ended = workspace.run(arguments);
        assert_eq!(ended.code, Some(2), "{arguments:?}: {ended:#?}");
        assert!(ended.stderr.contains("Usage: cargo xtask"), "{ended:#?}");
        assert_eq!(ended.stdout, "");
    }
    let help = workspace.run(&["--help"]);
    help.succeeded();
    for command in ["codegen", "spec", "quickstart", "tidy", "ci"] {
        assert!(
            help.stdout.contains(&format!("\n  {command} ")),
            "{command}: {help:#?}"
        );
    }
}

#[test]
fn a_workspace_without_a_spec_is_told_so() {
    let workspace = Workspace::new();
    std::fs::remove_dir_all(workspace.place("spec")).unwrap();
    workspace.run(&["codegen"]).failed(&["error: spec: "]);
}

#[test]
fn p278_a_spec_is_never_compared_with_itself() {
    let workspace = Workspace::new();
    let root = workspace.root().to_str().unwrap();
    let diff = |other: &str| {
        let mut command = workspace.command(&["spec", "diff", other]);
        // A name of nothing leads to the folder that the program runs in.
        command.current_dir(workspace.root());
        Ended::of(&command.output().unwrap())
    };
    let unset = diff("");
    assert_eq!(unset.code, Some(2), "{unset:#?}");
    assert!(unset.stderr.contains("a value is required"), "{unset:#?}");
    for itself in [".", "spec/..", root] {
        diff(itself).failed(&[
            &format!("`{itself}` is the folder of the spec itself"),
            "help: name a commit",
        ]);
    }
    let another = Workspace::new();
    diff(another.root().to_str().unwrap()).succeeded();
}

#[test]
fn colour_is_for_terminals_and_for_whoever_asks_for_it() {
    let workspace = Workspace::new();
    workspace.edit(ACTION, "presence ", "presense ");
    let coloured = |variables: &[(&str, &str)]| {
        let mut command = workspace.command(&["spec", "check"]);
        command.envs(variables.iter().copied());
        let ended = Ended::of(&command.output().unwrap());
        ended.failed(&["S101"]);
        ended.stderr.contains('\u{1b}')
    };
    assert!(!coloured(&[]), "a pipe is no terminal");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}
