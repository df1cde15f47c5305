//! A spec with a mistake: the good one of `tests/fixtures/bad-specs/base`, changed by a few lines.
//!
//! A patch names files and the lines to change in them, as a diff does, but without line numbers:
//! A patch names files and the lines to change in them, as a diff does, but without line numbers:
//! the old lines are looked for, and must be there once. It is strict, because a patch that changes
//! nothing would test nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use oms_spec::SourceFile;

/// Files by path.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// A patch.
#[derive(Debug)]
pub(crate) struct Patch {
    /// The problem, in words.
    pub(crate) about: String,
    /// The codes that must be reported, if they are said.
    pub(crate) expect: Option<Vec<String>>,
    steps: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    /// Renames a file, or all files of a folder.
    Move(String, String),
    Remove(String),
    /// Takes lines out of a file and puts others in their place; without old lines, at its end.
    Change {
        path: String,
        old: String,
        new: Vec<u8>,
    },
}

/// The folder of fixtures called `name`.
pub(crate) fn fixtures(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name)
}

/// The files under `folder`, by their paths in it.
pub(crate) fn read_files(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(folder).expect("it lies in the folder");
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            files.insert(parts.join("/"), fs::read(&path).expect("it can be read"));
        }
    }
    files
}

/// The good spec that the patches change.
pub(crate) fn base() -> Files {
    read_files(&fixtures("bad-specs/base"))
}

/// Files as `oms_spec::load` takes them.
pub(crate) fn sources(files: Files) -> Vec<SourceFile> {
    let files = files.into_iter();
    files
        .map(|(path, bytes)| SourceFile { path, bytes })
        .collect()
}

impl Patch {
    /// Reads a patch: words, then a block for each file.
    pub(crate) fn parse(text: &str) -> Self {
        let (head, body) = text.split_once("\n@@ ").expect("a patch changes a file");
        let (expect, about): (Vec<&str>, Vec<&str>) =
            head.lines().partition(|line| line.starts_with("expect:"));
        let codes = |line: &&str| {
            let words = line.trim_start_matches("expect:").split_whitespace();
            words.map(str::to_owned).collect()
        };
        Self {
            about: about.join("\n").trim().to_owned(),
            expect: expect.first().map(codes),
            steps: body.split("\n@@ ").flat_map(steps).collect(),
        }
    }

    /// The files as they are with the mistake in them.
    pub(crate) fn apply(&self, mut files: Files) -> Files {
        for step in &self.steps {
            match step {
                Step::Move(from, to) => {
                    let moved: Vec<String> = files
                        .keys()
                        .filter(|path| path.starts_with(from.as_str()))
                        .cloned()
                        .collect();
                    assert!(!moved.is_empty(), "no file is called {from}");
                    for path in moved {
                        let bytes = files.remove(&path).expect("the path was listed");
                        files.insert(path.replacen(from, to, 1), bytes);
                    }
                }
                Step::Remove(path) => {
                    assert!(files.remove(path).is_some(), "there is no {path}");
                }
                Step::Change { path, old, new } => {
                    let bytes = files.entry(path.clone()).or_default();
                    change(path, bytes, old, new);
                }
            }
        }
        files
    }
}

/// The steps of one block: the text behind its `@@`, and the lines below.
fn steps(block: &str) -> Vec<Step> {
    let (head, body) = block.split_once('\n').unwrap_or((block, ""));
    if let Some((from, to)) = head.split_once(" -> ") {
        return vec![Step::Move(from.to_owned(), to.trim().to_owned())];
    }
    if let Some(path) = head.trim().strip_suffix(" removed") {
        return vec![Step::Remove(path.to_owned())];
    }
    let path = String::from_utf8(unescaped(head.trim())).expect("a path is UTF-8");
    let hunks = body.split("\n\n").filter(|hunk| !hunk.trim().is_empty());
    hunks.map(|hunk| hunk_step(&path, hunk)).collect()
}

fn hunk_step(path: &str, hunk: &str) -> Step {
    let (mut old, mut new) = (String::new(), Vec::new());
    for line in hunk.lines() {
        let (mark, rest) = line.split_at(1);
        if mark != "+" {
            old.push_str(rest);
            old.push('\n');
        }
        if mark != "-" {
            new.extend(unescaped(rest));
            new.push(b'\n');
        }
        assert!(matches!(mark, " " | "+" | "-"), "{path}: {line}");
    }
    Step::Change {
        path: path.to_owned(),
        old,
        new,
    }
}

fn change(path: &str, bytes: &mut Vec<u8>, old: &str, new: &[u8]) {
    if old.is_empty() {
        bytes.extend(new);
        return;
    }
    let found: Vec<usize> = (0..bytes.len())
        .filter(|start| bytes[*start..].starts_with(old.as_bytes()))
        .filter(|start| *start == 0 || bytes[start - 1] == b'\n')
        .collect();
    assert_eq!(
        found.len(),
        1,
        "these lines must stand in {path} once:\n{old}"
    );
    bytes.splice(found[0]..found[0] + old.len(), new.iter().copied());
}

/// Characters and bytes that a reader of the patch would not see: `{U+202E}`, `{0xFF}`, and
/// repetitions such as `{ab*40}`.
fn unescaped(line: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        bytes.extend(before.bytes());
        let escape = after
            .split_once('}')
            .and_then(|(inner, rest)| Some((meaning(inner)?, rest)));
        if let Some((meaning, behind)) = escape {
            bytes.extend(meaning);
            rest = behind;
        } else {
            bytes.push(b'{');
            rest = after;
        }
    }
    bytes.extend(rest.bytes());
    bytes
}

fn meaning(inner: &str) -> Option<Vec<u8>> {
    if let Some(hex) = inner.strip_prefix("U+") {
        let character = char::from_u32(u32::from_str_radix(hex, 16).ok()?)?;
        return Some(character.to_string().into_bytes());
    }
    if let Some(hex) = inner.strip_prefix("0x") {
        return u8::from_str_radix(hex, 16).ok().map(|byte| vec![byte]);
    }
    let (unit, times) = inner
        .rsplit_once('*')
        .filter(|(unit, _)| !unit.contains('{'))?;
    Some(unit.repeat(times.parse().ok()?).into_bytes())
}
