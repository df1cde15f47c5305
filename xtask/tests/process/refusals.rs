//! Promise 159: what cannot or must not be written is refused by its name, and everything stays as
//! it was.

use std::fs;

use crate::support::{SERVICE, Workspace};

const FOLDER: &str = "crates/oms-client/src/generated";

/// The largest of the generated files.
const SCHEMA: &str = "spec/schema/action.json";

/// Holds `codegen` to refusing, for a file that would have to change, and to changing nothing at
/// all.
fn refused(workspace: &Workspace, parts: &[&str]) {
    let before = workspace.tree();
    workspace.run(&["codegen"]).failed(parts);
    assert_eq!(workspace.touched_since(&before), Vec::<String>::new());
}

#[test]
fn p159_a_folder_in_the_place_of_a_file_and_a_file_in_the_place_of_a_folder_are_refused() {
    let workspace = Workspace::generated();
    fs::remove_file(workspace.place(SERVICE)).unwrap();
    fs::create_dir(workspace.place(SERVICE)).unwrap();
    refused(&workspace, &[SERVICE, "what is there is no file"]);

    let workspace = Workspace::new();
    workspace.write("crates/oms-client/src", "");
    refused(
        &workspace,
        &[SERVICE, "`src` on the way to it is no folder"],
    );
}

#[test]
fn a_folder_in_the_place_of_a_file_of_the_spec_is_refused_by_its_name() {
    for path in ["spec/actions/Hollow.toml", "spec/oms.toml"] {
        let workspace = Workspace::generated();
        let _ = fs::remove_file(workspace.place(path));
        fs::create_dir(workspace.place(path)).unwrap();
        let error =
            format!("error: {path}: it is a folder, and has the name of a file of the spec");
        refused(&workspace, &[&error, "nothing was written"]);
    }
}

#[test]
fn p159_a_file_that_is_marked_read_only_is_refused_where_it_would_have_to_change() {
    let workspace = Workspace::generated();
    let read_only = |value: bool| {
        let mut permissions = fs::metadata(workspace.place(SERVICE))
            .unwrap()
            .permissions();
        permissions.set_readonly(value);
        fs::set_permissions(workspace.place(SERVICE), permissions).unwrap();
    };
    read_only(true);
    workspace.run(&["codegen"]).succeeded();
    read_only(false);
    workspace.edit(SERVICE, "//! ", "//! Edited: ");
    read_only(true);
    refused(&workspace, &[SERVICE, "it is read-only"]);
    read_only(false);
    workspace.run(&["codegen"]).succeeded();
}

#[cfg(unix)]
mod unix {
    //! Things that only some systems have: links, rights, limits, and files that are no files.

    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};
    use std::os::unix::process::CommandExt as _;
    use std::path::PathBuf;
    use std::process::Command;

    use super::*;
    use crate::support::Ended;

    /// Somebody without rights, on every system.
    const NOBODY: u32 = 65_534;

    #[test]
    fn p159_nothing_is_written_through_a_link() {
        for path in [
            SERVICE,
            FOLDER,
            "crates/oms-client",
            "crates",
            "spec/schema",
        ] {
            let workspace = Workspace::generated();
            let elsewhere = workspace.place("elsewhere");
            fs::rename(workspace.place(path), &elsewhere).unwrap();
            symlink(&elsewhere, workspace.place(path)).unwrap();
            let name = path.rsplit('/').next().unwrap();
            // `oms-spec` would not look into what `spec/` links to, and neither does the reader.
            refused(
                &workspace,
                &[
                    "symbolic link",
                    if path.starts_with("spec") { path } else { name },
                ],
            );
        }
    }

    #[test]
    fn p159_a_link_that_leads_nowhere_is_refused_too() {
        let workspace = Workspace::generated();
        fs::remove_file(workspace.place(SERVICE)).unwrap();
        symlink(workspace.place("nowhere.rs"), workspace.place(SERVICE)).unwrap();
        refused(&workspace, &[SERVICE, "symbolic link"]);
        assert!(!workspace.place("nowhere.rs").exists());
    }

    #[test]
    fn a_spec_is_not_read_through_a_link_and_not_from_what_is_no_file() {
        let workspace = Workspace::generated();
        workspace.write("outside.toml", "");
        symlink(
            workspace.place("outside.toml"),
            workspace.place("spec/actions/Linked.toml"),
        )
        .unwrap();
        let made = Command::new("mkfifo")
            .arg(workspace.place("spec/actions/Pipe.toml"))
            .status();
        assert!(made.unwrap().success());
        let sparse = fs::File::create(workspace.place("spec/examples/huge.json")).unwrap();
        sparse.set_len(1 << 40).unwrap();
        workspace.write("spec/actions/.Hidden.toml.swp", "\u{0}");
        refused(
            &workspace,
            &[
                "error: spec/actions/Linked.toml: it is a symbolic link",
                "error: spec/actions/Pipe.toml: it is neither a file nor a folder",
                "error: spec/examples/huge.json: it has 1099511627776 bytes",
                "nothing was written",
            ],
        );
    }

    #[test]
    fn a_spec_whose_folder_is_a_link_is_refused() {
        let workspace = Workspace::generated();
        fs::rename(workspace.place("spec"), workspace.place("moved")).unwrap();
        symlink(workspace.place("moved"), workspace.place("spec")).unwrap();
        refused(&workspace, &["error: spec: it is a symbolic link"]);
    }

    #[test]
    fn p159_a_folder_that_may_not_be_written_to_leaves_every_file_as_it_was() {
        let workspace = Workspace::generated();
        workspace.edit(SERVICE, "//! ", "//! Edited: ");
        workspace.edit(SCHEMA, "{\n  \"$schema\"", "{ \n  \"$schema\"");
        let nobody = Nobody::owning(&workspace);
        workspace.set_mode(FOLDER, 0o555);
        let before = workspace.tree();
        let ended = nobody.run(&workspace, &["codegen"]);
        ended.failed(&[SERVICE, "it cannot be written", "every file is as it was"]);
        assert_eq!(workspace.touched_since(&before), Vec::<String>::new());
        workspace.set_mode(FOLDER, 0o755);
        assert_eq!(nobody.run(&workspace, &["codegen"]).code, Some(0));
    }

    #[test]
    fn a_spec_file_that_may_not_be_read_is_named() {
        let workspace = Workspace::generated();
        let nobody = Nobody::owning(&workspace);
        workspace.set_mode("spec/oms.toml", 0);
        let ended = nobody.run(&workspace, &["codegen"]);
        ended.failed(&["error: spec/oms.toml: ", "nothing was written"]);
    }

    #[test]
    fn p159_a_full_disk_leaves_every_file_as_it_was() {
        let workspace = Workspace::generated();
        // The first of the two is small enough to be written beside its place before the second one
        // is not.
        workspace.edit(
            "crates/oms-cli/src/generated/mod.rs",
            "//! ",
            "//! Edited: ",
        );
        workspace.edit(SCHEMA, "{\n  \"$schema\"", "{ \n  \"$schema\"");
        let before = workspace.tree();
        // A limit on the size of files is met in the same call as a full disk. Without the trap, it
        // would end the process.
        let mut shell = Command::new("sh");
        shell.args(["-c", "trap '' XFSZ && ulimit -f 4 && exec \"$0\" \"$@\""]);
        let command = workspace.command(&["codegen"]);
        shell.arg(command.get_program()).args(command.get_args());
        let ended = Ended::of(&shell.output().unwrap());
        ended.failed(&[SCHEMA, "it cannot be written", "every file is as it was"]);
        assert_eq!(workspace.touched_since(&before), Vec::<String>::new());
    }

    impl Workspace {
        fn set_mode(&self, path: &str, mode: u32) {
            fs::set_permissions(self.place(path), fs::Permissions::from_mode(mode)).unwrap();
        }
    }

    /// Who runs the program where it is about rights: this user, or somebody else where this user
    /// may do everything.
    struct Nobody {
        program: PathBuf,
        user: Option<u32>,
    }

    impl Nobody {
        /// Gives the workspace to whoever is to run the program.
        fn owning(workspace: &Workspace) -> Self {
            let all_powerful = fs::metadata(workspace.root()).unwrap().uid() == 0;
            // Somebody else may not reach the folder that the program was built in.
            let program = workspace.place("xtask");
            fs::copy(env!("CARGO_BIN_EXE_xtask"), &program).unwrap();
            if all_powerful {
                chown(workspace.root(), Some(NOBODY), None).unwrap();
                for path in workspace.tree().keys() {
                    chown(workspace.place(path), Some(NOBODY), None).unwrap();
                }
            }
            Self {
                program,
                user: all_powerful.then_some(NOBODY),
            }
        }

        fn run(&self, workspace: &Workspace, arguments: &[&str]) -> Ended {
            let mut command = Command::new(&self.program);
            command.arg("--root").arg(workspace.root()).args(arguments);
            if let Some(user) = self.user {
                command.uid(user);
            }
            Ended::of(&command.output().unwrap())
        }
    }
}
