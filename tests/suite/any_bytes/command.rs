//! The command's promises about files from outside: whatever is in one, the command reads it or
//! says what is wrong with it, sends nothing, and writes no character that a terminal obeys.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use oms_cli::{Exit, Surroundings};
use serde_json::Value;
use tempfile::TempDir;

/// An endpoint where nobody listens.
const NOWHERE: [&str; 4] = ["--endpoint", "http://127.0.0.1:1", "--journal", "/no"];

/// A batch file is a plan or a list of mistakes.
pub(crate) fn batch(bytes: &[u8]) {
    let words = ["batch", "-", "-o", "json", "--no-preflight"];
    let (exit, stdout) = ended(&words, &NOWHERE, bytes, None);
    let text = String::from_utf8_lossy(&stdout);
    // A name has to be looked up, for which there are no credentials here, and a guard may refuse a
    // position.
    let foreseen = [Exit::Success, Exit::Usage, Exit::Credentials, Exit::Guard];
    assert!(foreseen.contains(&exit), "{exit:?}: {text}");
    let object: Value = serde_json::from_slice(&stdout).unwrap();
    assert_eq!(object["outcome"], "not_sent", "{text}");
    assert_eq!(object["exit_code"], exit.code(), "{text}");
}

/// A configuration is explained, or refused as a usage error.
pub(crate) fn configuration(bytes: &[u8]) {
    let home = home();
    let file = home.path().join("config.toml");
    write(&file, bytes);
    for words in [
        &["config", "explain", "-o", "json"][..],
        &["config", "list"],
    ] {
        let (exit, stdout) = ended(words, &[], b"", Some(home.path()));
        let text = String::from_utf8_lossy(&stdout);
        assert!(
            matches!(exit, Exit::Success | Exit::Usage | Exit::Credentials),
            "{words:?} {exit:?}: {text}"
        );
        assert_eq!(fs::read(&file).unwrap(), bytes, "{words:?}");
    }
}

/// A journal, of lines or as a database, is listed and verified, or is called damaged; it is never
/// mended, and never less than it was.
pub(crate) fn journal(bytes: &[u8]) {
    let Some((&form, bytes)) = bytes.split_first() else {
        return;
    };
    let home = home();
    let directory = home.path().join("journal");
    private_directory(&directory);
    let is_of_lines = form % 2 == 0;
    let file = directory.join(if is_of_lines {
        "journal.jsonl"
    } else {
        "journal.db"
    });
    write(&file, bytes);
    let place = directory.to_str().unwrap();
    for words in [
        &["journal", "list", "-o", "json"][..],
        &["journal", "verify"],
        &["journal", "export"],
        &["runs"],
    ] {
        let (exit, stdout) = ended(words, &["--journal", place], b"", Some(home.path()));
        assert!(
            matches!(
                exit,
                Exit::Success | Exit::Usage | Exit::Unverified | Exit::Internal | Exit::Guard
            ),
            "{words:?} {exit:?}: {}",
            String::from_utf8_lossy(&stdout)
        );
        if is_of_lines {
            assert_eq!(fs::read(&file).unwrap(), bytes, "{words:?}");
        }
    }
}

/// Runs the command in the present process. Returns its exit and its standard output.
fn ended(words: &[&str], more: &[&str], stdin: &[u8], home: Option<&Path>) -> (Exit, Vec<u8>) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_742_370_000);
    let mut surroundings = Surroundings::detached(stdin, &mut stdout, &mut stderr, now);
    if let Some(home) = home {
        let home = home.to_owned();
        surroundings.environment = Box::new(move |name| match name {
            "HOME" => Some(home.clone().into()),
            "OMS_CONFIG" => Some(home.join("config.toml").into()),
            _ => None,
        });
    }
    let words = ["oms"].iter().chain(words).chain(more).copied();
    let exit = oms_cli::run(words, surroundings);
    for text in [&stdout, &stderr] {
        let text = String::from_utf8_lossy(text);
        let obeyed = |c: char| c.is_control() && c != '\n' && c != '\t';
        assert!(!text.contains(obeyed), "{text:?}");
    }
    (exit, stdout)
}

fn home() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// Writes a file that only its owner can read, as the command demands.
fn write(file: &Path, bytes: &[u8]) {
    fs::write(file, bytes).unwrap();
    own(file, 0o600);
}

fn private_directory(directory: &Path) {
    fs::create_dir(directory).unwrap();
    own(directory, 0o700);
}

#[cfg(unix)]
fn own(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn own(_path: &Path, _mode: u32) {}
