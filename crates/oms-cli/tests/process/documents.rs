//! Help, completions and manual pages, and how fast the first of them comes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn oms(arguments: &[&str]) -> Output {
    oms_in(Path::new("."), arguments)
}

fn oms_in(folder: &Path, arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_oms"))
        .env_clear()
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
    output
}

/// The words that a shell is offered in the place of the last one, where there are no files.
fn offered(shell: &str, words: &[&str]) -> Vec<String> {
    let place = (words.len() - 1).to_string();
    let asked = [&["__complete", shell, &place, "--"][..], words].concat();
    let empty = tempfile::TempDir::new().unwrap();
    let text = String::from_utf8(oms_in(empty.path(), &asked).stdout).unwrap();
    let words = text.lines().filter_map(|line| line.split('\t').next());
    words.map(ToOwned::to_owned).collect()
}

/// The names of the pages that there must be: one for each command that completion offers.
fn pages() -> BTreeSet<String> {
    let mut pages = BTreeSet::new();
    let mut open = vec!["oms".to_owned()];
    while let Some(command) = open.pop() {
        pages.insert(format!("{}.1", command.replace(' ', "-")));
        // Shells are offered behind the one, and behind the other the commands that it plans, each
        // of which has its page without it.
        if ["oms completions", "oms plan"].contains(&command.as_str()) {
            continue;
        }
        let words: Vec<&str> = command.split(' ').chain([""]).collect();
        let mut below = offered("bash", &words);
        below.retain(|word| word != "help");
        open.extend(below.iter().map(|word| format!("{command} {word}")));
    }
    pages
}

/// The pages that are written, by their names.
fn manual() -> BTreeMap<String, String> {
    let directory = tempfile::TempDir::new().unwrap();
    oms(&["man", "--dir", directory.path().to_str().unwrap()]);
    let entries = fs::read_dir(&directory).unwrap();
    let page = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().unwrap();
        (name, fs::read_to_string(entry.path()).unwrap())
    };
    entries.map(|entry| page(entry.unwrap())).collect()
}

/// The pages of this command that a page names, such as `oms-plan(1)`.
fn named(text: &str) -> Vec<String> {
    let text = text.replace("\\-", "-");
    let is_other = |letter: char| !(letter.is_ascii_lowercase() || letter == '-');
    let names = text.match_indices("(1)");
    let names = names.filter_map(|(place, _)| text[..place].rsplit(is_other).next());
    let ours = names.filter(|name| name.starts_with("oms"));
    ours.map(|name| format!("{name}.1")).collect()
}

#[test]
fn every_topic_and_command_that_help_explains_is_completed_in_every_shell() {
    let list = String::from_utf8(oms(&["help", "topics"]).stdout).unwrap();
    let lines = list.lines().filter_map(|line| line.strip_prefix("  "));
    let topics = lines.filter_map(|line| line.split(' ').next());
    let wanted: Vec<&str> = topics.chain(["topics", "rewind"]).collect();
    assert!(wanted.contains(&"exit-codes"), "{list}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let offered = if ["powershell", "elvish"].contains(&shell) {
            let script = String::from_utf8(oms(&["completions", shell]).stdout).unwrap();
            let (_, help) = script.split_once("'oms;help'").unwrap();
            let (help, _) = help.split_once("'oms;help;").unwrap();
            help.split([' ', '\'']).map(ToOwned::to_owned).collect()
        } else {
            offered(shell, &["oms", "help", ""])
        };
        for word in &wanted {
            assert!(
                offered.iter().any(|it| it == word),
                "{shell}, {word}: {offered:?}"
            );
        }
    }
}

#[test]
fn a_document_is_printed_as_it_is_in_every_format_and_the_schema_says_so() {
    let schema = include_str!("../../../../docs/output.schema.json");
    for (document, named) in [
        (&["help", "json"][..], "help"),
        (&["status", "--help"], "help"),
        (&["man"], "`oms man`"),
        (&["completions", "bash"], "`oms completions`"),
    ] {
        let plain = oms(document).stdout;
        for format in ["json", "jsonl", "yaml"] {
            let words = [&["-o", format], document].concat();
            assert_eq!(oms(&words).stdout, plain, "{words:?}");
        }
        assert!(schema.contains(named), "{named}");
    }
}

#[test]
fn p182_completions_know_every_command_of_every_shell() {
    for shell in ["bash", "zsh", "fish"] {
        let script = String::from_utf8(oms(&["completions", shell]).stdout).unwrap();
        assert!(script.contains(&format!("__complete {shell}")), "{script}");
        for (words, expected) in [
            (["oms", "journal", ""], "resolve"),
            (["oms", "task", "reset"], "reset-incr-start-timestamp"),
            (["oms", "plan", "rew"], "rewind"),
        ] {
            let offered = offered(shell, &words);
            assert!(
                offered.iter().any(|word| word == expected),
                "{shell}: {offered:?}"
            );
        }
    }
    for shell in ["powershell", "elvish"] {
        let script = String::from_utf8(oms(&["completions", shell]).stdout).unwrap();
        for word in ["reset-incr-start-timestamp", "journal", "doctor"] {
            assert!(script.contains(word), "{shell} lacks {word}");
        }
    }
}

#[test]
fn p182_a_manual_page_is_written_for_every_command() {
    let first = String::from_utf8(oms(&["man"]).stdout).unwrap();
    let lines: Vec<&str> = first.lines().collect();
    // Without a date, readers would take the next word for one.
    let head = format!(
        ".TH oms 1 \"\" \"oms {}\" \"oms\"",
        env!("CARGO_PKG_VERSION")
    );
    assert!(lines.contains(&head.as_str()), "{first}");
    let written = manual();
    let names: BTreeSet<String> = written.keys().cloned().collect();
    assert_eq!(names, pages());
    for (page, text) in &written {
        assert_page(page, text);
    }
    for page in [
        "oms.1",
        "oms-journal-resolve.1",
        "oms-task-reset-incr-start-timestamp.1",
    ] {
        assert!(written[page].contains("\n.SH EXAMPLES\n"), "{page}");
    }
}

#[test]
fn p182_every_page_that_a_manual_page_names_is_there() {
    let written = manual();
    let mut reached = BTreeSet::from(["oms.1".to_owned()]);
    for (page, text) in &written {
        for name in named(text) {
            assert!(written.contains_key(&name), "{page} names {name}");
            reached.insert(name);
        }
    }
    // Whoever begins with the first page finds each of them.
    let all: BTreeSet<String> = written.into_keys().collect();
    assert_eq!(reached, all);
}

/// A page has its sections, and says what each of its flags is for.
fn assert_page(page: &str, text: &str) {
    for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS"] {
        assert!(
            text.contains(&format!("\n.SH {section}\n")),
            "{page}: {section}"
        );
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut flags = 0;
    for tagged in lines.windows(3).filter(|lines| lines[0] == ".TP") {
        flags += usize::from(tagged[1].starts_with("\\fB\\-"));
        assert!(
            !tagged[2].is_empty(),
            "{page}: {} is not described",
            tagged[1]
        );
    }
    // Each has at least the flags that all commands have.
    assert!(flags > 10, "{page}: {flags} flags");
}

/// The programs that read the pages and scripts are the ones that know whether they are right.
#[test]
fn p182_a_shell_and_a_reader_of_manuals_take_what_is_written() {
    let written = tempfile::TempDir::new().unwrap();
    let folder = written.path().to_str().unwrap();
    for what in ["man", "completions"] {
        oms(&[what, "--dir", folder]);
    }
    let readers: [(&str, &[&str], &str); 5] = [
        ("groff", &["-Kutf8", "-man", "-ww", "-z", "-Tutf8"], ".1"),
        ("bash", &["-n"], ".bash"),
        ("shellcheck", &["--shell=bash"], ".bash"),
        ("zsh", &["-n"], "_oms"),
        ("fish", &["--no-execute"], ".fish"),
    ];
    for (reader, flags, ending) in readers {
        let mut files: Vec<_> = fs::read_dir(&written)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.to_str().unwrap().ends_with(ending))
            .collect();
        files.sort();
        assert!(!files.is_empty(), "{ending}");
        if oms_testkit::is_missing(reader) {
            continue;
        }
        let read = Command::new(reader).args(flags).args(&files).output();
        let read = read.unwrap();
        let said = [read.stdout, read.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert!(read.status.success() && said.is_empty(), "{reader}: {said}");
    }
}
