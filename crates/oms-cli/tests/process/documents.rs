//! Help, completions and manual pages, and how fast the first of them comes.

#[cfg(all(
    feature = "mcp",
    feature = "postgres",
    feature = "simulator",
    feature = "watch"
))]
use std::collections::BTreeMap;
use std::fs;
#[cfg(all(
    feature = "mcp",
    feature = "postgres",
    feature = "simulator",
    feature = "watch"
))]
use std::path::Path;
use std::process::{Command, Output};

fn oms(arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_oms"))
        .env_clear()
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
    output
}

#[test]
fn p182_completions_know_every_command_of_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = String::from_utf8(oms(&["completions", shell]).stdout).unwrap();
        for word in ["reset-incr-start-timestamp", "journal", "doctor"] {
            assert!(script.contains(word), "{shell} lacks {word}");
        }
    }
}

#[test]
fn p182_a_manual_page_is_written_for_every_command() {
    let first = String::from_utf8(oms(&["man"]).stdout).unwrap();
    assert!(first.contains(".TH oms 1"), "{first}");
    let directory = tempfile::TempDir::new().unwrap();
    oms(&["man", "--dir", directory.path().to_str().unwrap()]);
    for page in [
        "oms.1",
        "oms-journal-resolve.1",
        "oms-reset-incr-start-timestamp.1",
    ] {
        let text = fs::read_to_string(directory.path().join(page)).unwrap();
        for section in ["SYNOPSIS", "EXAMPLES"] {
            assert!(text.contains(section), "{page} lacks {section}");
        }
    }
}

/// The files of a directory, by name.
#[cfg(all(
    feature = "mcp",
    feature = "postgres",
    feature = "simulator",
    feature = "watch"
))]
fn files(directory: &Path) -> BTreeMap<String, String> {
    fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// Each of these features has a command of its own; the released binary has them all.
#[cfg(all(
    feature = "mcp",
    feature = "postgres",
    feature = "simulator",
    feature = "watch"
))]
#[test]
fn p182_what_is_committed_is_what_the_command_writes_now() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    for what in ["man", "completions"] {
        let written = tempfile::TempDir::new().unwrap();
        oms(&[what, "--dir", written.path().to_str().unwrap()]);
        let (now, committed) = (files(written.path()), files(&own.join(what)));
        let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
        let mend = format!(
            "`cargo run -p oms-cli --features mcp,postgres -- {what} --dir crates/oms-cli/{what}`"
        );
        assert_eq!(names(&now), names(&committed), "{mend} writes them anew");
        for (name, text) in now {
            assert!(
                text == committed[&name],
                "{name} is not current; {mend} writes it anew"
            );
        }
    }
}
