//! A process that may open few files, or has no place for them.

use std::process::{Command, Stdio};

use crate::support::{EXECUTE, RESET, at, journal, shared_out, text};

/// The flags that make it act, with a look at the task.
const LOOKING: &[&str] = &["--execute", "--yes=np_4w3a0001"];

#[test]
fn a_process_that_may_open_few_files_says_so_and_never_panics() {
    let cases = (5..=24).flat_map(|files| [(files, EXECUTE), (files, LOOKING)]);
    let is_advised = shared_out(10, cases, |(files, flags)| {
        let oms = at("http://127.0.0.1:1");
        let mut shell = Command::new("/bin/sh");
        shell
            .args(["-c", &format!("ulimit -n {files} && exec \"$0\" \"$@\"")])
            .arg(oms.get_program())
            .args(RESET)
            .args(flags)
            .env_clear()
            .envs(
                oms.get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            )
            .env("OMS_JOURNAL", journal())
            .stdin(Stdio::null());
        let output = shell.output().unwrap();
        let words = text(&output);
        let code = output.status.code();
        assert!(
            matches!(code, Some(1 | 6 | 9)),
            "{files} files: {code:?}: {words}"
        );
        assert!(!words.contains("panicked"), "{files} files: {words}");
        words.contains("ulimit -n")
    });
    assert!(
        is_advised.contains(&true),
        "no limit was so low that the runtime cannot start"
    );
}

#[test]
fn a_simulator_without_a_place_for_its_journal_says_how_to_name_one() {
    let mut oms = at("http://127.0.0.1:1");
    oms.args(["status", "--simulator"]);
    let output = oms.env("TMPDIR", "/no/such/folder").output().unwrap();
    let words = text(&output);
    assert!(!output.status.success(), "{words}");
    for part in ["/no/such/folder", "TMPDIR"] {
        assert!(words.contains(part), "{words}");
    }
}
