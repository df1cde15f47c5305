//! Says whether every file of the workspace is as it was.
//!
//! It asks no version control, so it sees what is ignored by one as well.

use std::path::Path;

use oms_text::counted;

use crate::console::Console;
use crate::failure::Failure;
use crate::files::Files;

/// Fails where the lanes have changed a file: what is promised of `quickstart` and of the tests is
/// that they leave the tree alone.
pub(super) fn check(before: &Files, root: &Path, console: &mut Console<'_>) -> Result<(), Failure> {
    let after = Files::read(root)?;
    let changed = after.differing(before);
    let problems = changed
        .iter()
        .map(|path| format!("{path}: it is not as it was when `ci` began"));
    let help = "no lane may change the tree; if it was you, run `ci` again";
    Failure::unless_empty(problems.collect(), help)?;
    console.result(format!("{} as before", counted(after.len(), "file")));
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_that_came_went_or_changed_is_told() {
        let root = tempfile::tempdir().unwrap();
        for path in ["same", "changed", "gone"] {
            fs::write(root.path().join(path), "").unwrap();
        }
        let before = Files::read(root.path()).unwrap();
        let mut console = Console::plain(std::io::sink(), std::io::sink());
        assert!(check(&before, root.path(), &mut console).is_ok());

        fs::write(root.path().join("changed"), [0xff]).unwrap();
        fs::remove_file(root.path().join("gone")).unwrap();
        fs::write(root.path().join("new"), "").unwrap();
        let text = check(&before, root.path(), &mut console)
            .unwrap_err()
            .render(false);
        let told: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("error: ")?.split(':').next())
            .collect();
        assert_eq!(told, ["changed", "gone", "new"]);
    }
}
