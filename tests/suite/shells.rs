//! The words of advised commands, read back by the shells in which they are typed.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::process::Command;

use oms_text::in_a_shell;
use tempfile::TempDir;

/// Words that some shell reads in a way of its own.
const ODD: &[&str] = &[
    "",
    "plain-1.2_x@y:z,/a+b%c=d",
    "=ls",
    "=admin",
    "%self",
    "%1",
    "~",
    "~root/x",
    "a\\",
    "\\",
    "\\\\n\\t",
    "'",
    "it's",
    "\\'",
    "'\\",
    "a b  c",
    " a ",
    "$HOME ${HOME} $(id) `id`",
    "\"a\"",
    "!! !a",
    "*?[a]{b,c}",
    "#a",
    "-n",
    "a;b|c&d<e>f(g)^h",
    "two\nlines",
    "\n",
    "end\n\n",
    "\ttab\r",
    "\u{1b}[1mbold\u{7}\u{7f}",
    "%s%d\\033",
    "订单 ü 😀",
    "داده\u{200c}ها",
    "क\u{94d}\u{200d}ष",
    "👨\u{200d}👩\u{200d}👧",
    "\u{202e}gpj.x",
    "\u{feff}bom",
    "0\u{200b}0\u{e0041}7",
];

/// The shells that are there, each with the words that start it without a file of its own. `sh` is
/// dash on Debian.
fn shells() -> Vec<&'static [&'static str]> {
    let mut shells: Vec<&'static [&'static str]> = vec![&["sh"]];
    let others: [&'static [&'static str]; 3] = [
        &["bash", "--norc"],
        &["zsh", "-f"],
        &["fish", "--no-config"],
    ];
    let others = others.into_iter();
    shells.extend(others.filter(|shell| !oms_testkit::is_missing(shell[0])));
    shells
}

/// Returns the words that a shell reads on a line that prints each with a NUL behind it.
fn read_by(shell: &[&str], line: &str, home: &TempDir) -> Vec<OsString> {
    let script = home.path().join("script");
    fs::write(&script, line).unwrap();
    let output = Command::new(shell[0])
        .args(&shell[1..])
        .arg(&script)
        .env("HOME", home.path())
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{shell:?}: {output:?}");
    let words = output.stdout.split(|byte| *byte == 0);
    let mut words: Vec<_> = words
        .map(|word| OsString::from_vec(word.to_vec()))
        .collect();
    assert_eq!(words.pop().as_deref(), Some(OsStr::new("")), "{shell:?}");
    words
}

#[test]
fn every_shell_reads_back_the_word_that_was_written_for_it() {
    let home = TempDir::new().unwrap();
    let bytes = [&b"/a\xff/b"[..], b"\xe8\xae", b"\x80'\\\xc3"].map(OsStr::from_bytes);
    let words: Vec<&OsStr> = ODD.iter().map(OsStr::new).chain(bytes).collect();
    let typed: Vec<_> = words.iter().map(|word| in_a_shell(*word)).collect();
    for typed in &typed {
        let has_hidden = typed.chars().any(|c| c != '\n' && oms_text::is_hidden(c));
        assert!(!has_hidden, "{typed:?} would be escaped");
    }
    let line = format!("printf '%s\\0' x {}\n", typed.join(" "));
    for shell in shells() {
        let read = read_by(shell, &line, &home);
        let expected = [&[OsStr::new("x")][..], &words].concat();
        assert_eq!(read, expected, "{shell:?}: {line}");
    }
}
