//! The notes of a release: `cargo xtask dist --notes <tag>`, the section of its version in the
//! changelog.
//!
//! The host takes a limited number of characters, and a reader of a release wants its own changes,
//! so the whole changelog is never the notes. A release asks for them before it builds anything,
//! because everything that is refused here would spoil it at the end.

use std::fs;
use std::path::Path;

use crate::console::Console;
use crate::failure::Failure;

const CHANGELOG: &str = "CHANGELOG.md";

/// The largest number of characters of the notes. The host takes 125,000, and the rest is left for
/// what somebody adds to them by hand.
const LONGEST: usize = 120_000;

/// Prints the notes of the version that the tag names.
pub(super) fn print(
    root: &Path,
    version: &str,
    tag: &str,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    if tag.strip_prefix('v') != Some(version) {
        return Err(Failure::new(
            format!("the tag is {tag}, and Cargo.toml has the version {version}"),
            format!("the files of a release are named after the manifest: tag v{version}"),
        ));
    }
    let failure = Failure::at(CHANGELOG, "the notes of a release are a section of it");
    let text = fs::read_to_string(root.join(CHANGELOG)).map_err(failure)?;
    let notes = section(&text, version)?;
    console.result(notes);
    Ok(())
}

/// Returns the text below the heading of a version, without the heading.
fn section<'t>(changelog: &'t str, version: &str) -> Result<&'t str, Failure> {
    let mut sections = changelog.split("\n## ").skip(1);
    let found = sections.find_map(|section| {
        let (heading, text) = section.split_once('\n').unwrap_or((section, ""));
        let rest = heading.strip_prefix(version)?;
        let is_the_version = rest.is_empty() || rest.starts_with([' ', ',']);
        is_the_version.then_some((rest, text.trim()))
    });
    let refused = |problem: &str, advice: String| {
        Err(Failure::new(
            format!("{CHANGELOG}, {version}: {problem}"),
            advice,
        ))
    };
    let problem = match found {
        None => "it has no section",
        Some((day, _)) if !day.contains(|letter: char| letter.is_ascii_digit()) => {
            "its heading has no day"
        }
        Some((_, "")) => "its section is empty",
        Some((_, text)) => {
            let length = text.chars().count();
            if length <= LONGEST {
                return Ok(text);
            }
            let problem = format!("its section has {length} characters, and may have {LONGEST}");
            let advice = "the host refuses longer notes: join entries about one thing, and drop those about what no release has had";
            return refused(&problem, advice.to_owned());
        }
    };
    let advice = format!("its entries stand under a heading such as `## {version}, 2026-12-01`");
    refused(problem, advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECTIONS: &str = "# Changelog\n\nIt says what changed.\n\n\
        ## Unreleased\n\n- Not yet.\n\n\
        ## 1.2.0, 2026-12-01\n\n### Added\n\n- This.\n- That.\n\n\
        ## 1.1.0 (unreleased)\n\n- Without a day.\n\n\
        ## 1.0.1, 2026-11-01\n\n\
        ## 1.0.0, 2026-10-01\n\n- The first.\n";

    #[test]
    fn the_notes_of_a_release_are_the_section_of_its_version_alone() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join(CHANGELOG), SECTIONS).unwrap();
        let printed = |version: &str, tag: &str| {
            let (mut out, mut other) = (Vec::new(), Vec::new());
            let mut console = Console::plain(&mut out, &mut other);
            let ended = print(root.path(), version, tag, &mut console);
            drop(console);
            ended.map(|()| String::from_utf8(out).unwrap())
        };
        for (version, notes) in [
            ("1.2.0", "### Added\n\n- This.\n- That.\n"),
            ("1.0.0", "- The first.\n"),
        ] {
            assert_eq!(printed(version, &format!("v{version}")).unwrap(), notes);
        }
        for (version, tag, problem) in [
            // A tag that has another version than the manifest would make files that no formula
            // finds.
            ("1.2.0", "1.2.0", "the tag is 1.2.0"),
            ("1.2.0", "v1.2.01", "the tag is v1.2.01"),
            ("1.2.0", "v", "the tag is v,"),
            // A version that begins like another one is not that one.
            ("1.2", "v1.2", "no section"),
            ("1.3.0", "v1.3.0", "no section"),
            ("1.1.0", "v1.1.0", "no day"),
            ("1.0.1", "v1.0.1", "empty"),
        ] {
            let failure = printed(version, tag).unwrap_err().render(false);
            assert!(failure.contains(problem), "{tag}: {failure}");
        }
    }

    #[test]
    fn notes_that_are_too_long_for_the_host_are_refused() {
        for (length, is_refused) in [(LONGEST, false), (LONGEST + 1, true)] {
            // The host counts characters, not bytes.
            let entries = "é".repeat(length);
            let changelog = format!("# Changelog\n\n## 1.0.0, 2026-10-01\n\n{entries}\n");
            let found = section(&changelog, "1.0.0");
            assert_eq!(found.is_err(), is_refused, "{length}");
            if let Err(failure) = found {
                let words = failure.render(false);
                assert!(words.contains("120001 characters"), "{words}");
                assert!(words.contains("join entries"), "{words}");
            }
        }
    }
}
