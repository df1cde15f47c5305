//! A workspace of a spec alone, and the program acting upon it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use tempfile::TempDir;

/// A spec of one action, whose files are all that a workspace needs.
const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/process/spec");

/// One of the generated files, by a path that stays while the spec changes.
pub(crate) const SERVICE: &str = "crates/oms-client/src/generated/service.rs";

/// The action of the spec.
pub(crate) const ACTION: &str = "spec/actions/MovePosition.toml";

/// A workspace in a temporary folder.
pub(crate) struct Workspace {
    folder: TempDir,
}

/// The end of the program.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Every file with its bytes and the time of its last change, and every folder, by path.
pub(crate) type Tree = BTreeMap<String, Option<(Vec<u8>, SystemTime)>>;

impl Workspace {
    /// One that holds a spec and nothing generated.
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        copy(Path::new(SPEC), &folder.path().join("spec"));
        Self { folder }
    }

    /// One in which everything is current.
    pub(crate) fn generated() -> Self {
        let workspace = Self::new();
        workspace.run(&["codegen"]).succeeded();
        workspace
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn place(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("--root").arg(self.root()).args(arguments);
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        Ended::of(&self.command(arguments).output().unwrap())
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.place(path)).unwrap()
    }

    /// Writes a file and the folders on the way to it.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let place = self.place(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    /// Replaces a text that occurs once in a file.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "`{from}` in {path}");
        self.write(path, &text.replace(from, to));
    }

    pub(crate) fn tree(&self) -> Tree {
        let mut tree = Tree::new();
        record(self.root(), self.root(), &mut tree);
        tree
    }

    /// The paths that differ from an earlier state, by bytes or by the time of their last change.
    pub(crate) fn touched_since(&self, earlier: &Tree) -> Vec<String> {
        let now = self.tree();
        let paths = now
            .keys()
            .chain(earlier.keys().filter(|path| !now.contains_key(*path)));
        let touched = paths.filter(|path| now.get(*path) != earlier.get(*path));
        let mut touched: Vec<String> = touched.cloned().collect();
        touched.sort();
        touched
    }
}

impl Ended {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout.clone()).unwrap(),
            stderr: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    pub(crate) fn succeeded(&self) {
        assert_eq!(self.code, Some(0), "{self:#?}");
        assert_eq!(self.stderr, "");
    }

    /// Holds the end to its exit code 1, and what was said on standard error to these parts.
    pub(crate) fn failed(&self, parts: &[&str]) {
        assert_eq!(self.code, Some(1), "{self:#?}");
        for part in parts {
            assert!(self.stderr.contains(part), "`{part}` is not in {self:#?}");
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn record(folder: &Path, root: &Path, tree: &mut Tree) {
    for entry in fs::read_dir(folder).unwrap() {
        let place = entry.unwrap().path();
        let path = place
            .strip_prefix(root)
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/");
        let found = fs::symlink_metadata(&place).unwrap();
        if found.is_dir() {
            tree.insert(path, None);
            record(&place, root, tree);
        } else {
            // Anything but a plain file is only told apart by where it points to.
            let bytes = if found.is_file() {
                fs::read(&place).unwrap_or_default()
            } else {
                format!("{:?}", fs::read_link(&place).ok()).into_bytes()
            };
            tree.insert(path, Some((bytes, found.modified().unwrap())));
        }
    }
}
