//! The promises about any spec at all: it is lowered, or refused with places and words that can be
//! shown, and never with a panic.

use oms_spec::{Diagnostics, SourceFile, load};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::support::patch::{base, sources};

/// Words that one edit puts in the place of a line or of a part of one: pieces of both languages,
/// and what breaks careless readers.
const WORDS: &[&str] = &[
    "",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "\"\"\"",
    "'",
    "=",
    ",",
    ".",
    "#",
    "\\",
    "\\u202e",
    "\\ud800",
    "\u{202e}",
    "\u{0}",
    "\u{1b}[31m",
    "\u{feff}",
    "\r",
    "\r\n",
    "ä",
    "方",
    "👩‍👩‍👧",
    "type = \"union\"\n",
    "type = \"object\"\n",
    "type = \"list<map<object>>\"\n",
    "type = \"Endpoint\"\n",
    "presence = \"nullable\"\n",
    "by = \"kind\"\n",
    "also = [\"id\", \"\"]\n",
    "default = -9223372036854775808\n",
    "rust = \"self\"\n",
    "[request.\"\"]\n",
    "[data.fields.x]\n",
    "[shape.Endpoint.fields.host]\n",
    "[discrepancy.x]\nat = \"data.tasks.id\"\n",
    "observed = \"/(/\"\n",
    "stand-in = 5\n",
    "null",
    "true",
    "1e999",
    "-0",
    "{\"success\": true}",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a = 1\n",
];

/// One edit: of which file, where, of which kind, and with what.
type Edit = (u8, u16, u8, u8);

/// Applies edits to the good spec, so that most of what comes out is nearly a spec.
fn edited(edits: &[Edit]) -> Vec<SourceFile> {
    let mut files = sources(base());
    for &(file, place, kind, with) in edits {
        let count = files.len();
        let bytes = &mut files[usize::from(file) % count].bytes;
        let at = usize::from(place) % (bytes.len() + 1);
        let line = |at: usize| {
            let start = bytes[..at].iter().rposition(|byte| *byte == b'\n');
            let end = bytes[at..].iter().position(|byte| *byte == b'\n');
            let end = end.map_or(bytes.len(), |end| at + end + 1);
            start.map_or(0, |start| start + 1)..end
        };
        let word = WORDS[usize::from(with) % WORDS.len()].bytes();
        match kind % 8 {
            0 => bytes.insert(at, with),
            1 if at < bytes.len() => bytes[at] = with,
            2 => drop(bytes.splice(at..at, word)),
            3 => drop(bytes.splice(line(at), word)),
            4 => drop(bytes.drain(line(at))),
            5 => {
                let copy = bytes[line(at)].to_vec();
                let to = usize::from(with) % (bytes.len() + 1);
                let to = line(to).start;
                drop(bytes.splice(to..to, copy));
            }
            6 => bytes.truncate(at),
            _ => {
                let other = usize::from(with) % count;
                let name = files[other].path.clone();
                let cut = usize::from(place) % (name.len() + 1);
                let (head, tail) = (name.get(..cut), name.get(cut + 1..));
                if let (Some(head), Some(tail)) = (head, tail) {
                    files[other].path = format!("{head}{tail}");
                }
            }
        }
    }
    files
}

/// Checks the promises about every report, whatever its subject.
pub(super) fn check_report(report: &Diagnostics) {
    let text = report.render(false);
    assert!(text.starts_with("error[S"), "{text}");
    let odd = |character: char| character != '\n' && is_hidden(character);
    assert!(!text.contains(odd), "{text:?}");
    let mut last = None;
    for problem in report.iter() {
        let place = report.place(problem);
        assert!(place.line > 0 && place.column > 0, "{place:?}");
        let here = (
            problem.code().as_str() == "S009",
            place.path,
            place.line,
            place.column,
        );
        assert!(last.is_none_or(|last| last <= here), "{text}");
        last = Some(here);
        assert!(!problem.message().contains('\n'), "{}", problem.message());
    }
    let coloured = report.render(true);
    assert_eq!(without_styles(&coloured), text);
}

/// Characters that a terminal obeys, or that reorder what it shows.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Text without the sequences that set a style: `ESC [ ... m`.
fn without_styles(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| {
        let (style, rest) = part.split_once('m').expect("a style ends");
        let known = |character: char| character.is_ascii_digit() || character == ';';
        assert!(style.chars().all(known), "{style:?}");
        plain + rest
    })
}

fn check(files: &[SourceFile]) {
    match load(files) {
        Ok(api) => assert_eq!(api.digest.len(), 64),
        Err(report) => check_report(&report),
    }
}

fn run<T: std::fmt::Debug>(strategy: &impl Strategy<Value = T>, cases: u32, test: impl Fn(T)) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let outcome = TestRunner::new_with_rng(config, chance).run(strategy, |value| {
        test(value);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

#[test]
fn a_spec_with_any_edits_is_read_or_refused_in_words_that_can_be_shown() {
    let edits = vec(any::<Edit>(), 1..8);
    run(&edits, CASES, |edits| check(&edited(&edits)));
}

/// Enough for a run of the suite; a hundred times as many found nothing more.
const CASES: u32 = 2_000;

#[test]
fn any_bytes_are_read_or_refused_in_words_that_can_be_shown() {
    let paths = [
        "spec/oms.toml",
        "spec/actions/MoveTask.toml",
        "spec/examples/MoveTask/seed.request.json",
        "spec/examples/ListTasks/page.response.json",
    ];
    let bytes = (0..paths.len(), vec(any::<u8>(), 0..200));
    run(&bytes, CASES, |(file, bytes)| {
        let mut files = base();
        files.insert(paths[file].to_owned(), bytes);
        check(&sources(files));
    });
}

#[test]
fn the_order_of_the_files_changes_nothing() {
    let edits = vec(any::<Edit>(), 0..4);
    run(&edits, 200, |edits| {
        let mut files = edited(&edits);
        let told = |files: &[SourceFile]| match load(files) {
            Ok(api) => format!("{api:?}"),
            Err(report) => report.to_string(),
        };
        let first = told(&files);
        files.reverse();
        assert_eq!(told(&files), first);
    });
}
