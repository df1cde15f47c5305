//! Says whether the tests compared every snapshot that is kept.
//!
//! It runs no test: it reads what insta noted while they ran.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use oms_text::counted;

use crate::console::Console;
use crate::disk::if_there;
use crate::failure::Failure;
use crate::files::{Files, extension};

/// Fails where a snapshot is kept that no test compared; `references` lists those that were, a path
/// a line.
pub(super) fn check(
    root: &Path,
    references: &Path,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let failure = Failure::at("what insta noted", "run the tests again");
    let compared = compared(references).map_err(failure)?;
    let files = Files::read(root)?;
    let kept: Vec<&str> = files
        .paths()
        .filter(|path| extension(path) == "snap")
        .collect();
    let unused = kept
        .iter()
        .filter(|path| !compared.contains(&canonical(&root.join(path))))
        .map(|path| format!("{path}: no test compares this snapshot"));
    Failure::unless_empty(unused.collect(), "remove what no test needs any more")?;
    console.result(format!("{} compared", counted(kept.len(), "snapshot")));
    Ok(())
}

/// The snapshots that were compared; there is no list where no test has any.
fn compared(references: &Path) -> io::Result<BTreeSet<PathBuf>> {
    let text = if_there(fs::read_to_string(references))?.unwrap_or_default();
    let lines = text.lines().map(Path::new);
    Ok(lines.map(canonical).collect())
}

/// A path by which one file is one, whichever way it was reached.
fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_that_no_test_compared_is_told_by_its_path() {
        let root = tempfile::tempdir().unwrap();
        let references = root.path().join("references");
        let mut console = Console::plain(io::sink(), io::sink());
        assert!(check(root.path(), &references, &mut console).is_ok());

        fs::create_dir(root.path().join("snapshots")).unwrap();
        for name in ["used.snap", "unused.snap"] {
            fs::write(root.path().join("snapshots").join(name), "").unwrap();
        }
        let used = root.path().join("snapshots/../snapshots/used.snap");
        fs::write(&references, format!("{}\n", used.display())).unwrap();
        let failure = check(root.path(), &references, &mut console).unwrap_err();
        let text = failure.render(false);
        assert!(text.contains("snapshots/unused.snap: no test"), "{text}");
        assert!(!text.contains("/used.snap"), "{text}");
    }
}
