//! The same spec gives the same bytes, however its files come.

use std::path::Path;

use oms_codegen::GeneratedFile;
use oms_spec::SourceFile;

use crate::specs::files::collect;

/// The workspace's spec.
pub(super) fn sources() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for folder in ["actions", "examples", "schema"] {
        let path = format!("spec/{folder}");
        collect(&root.join(&path), &path, &mut files);
    }
    let path = "spec/oms.toml".to_owned();
    let bytes = std::fs::read(root.join(&path)).expect("the root file can be read");
    files.push(SourceFile { path, bytes });
    files
}

fn generated(files: &[SourceFile]) -> Vec<GeneratedFile> {
    let api = oms_spec::load(files).unwrap_or_else(|problems| panic!("{problems}"));
    oms_codegen::generate(&api)
}

#[test]
fn p146_order_and_line_ends_of_the_spec_change_no_byte() {
    let files = sources();
    let expected = generated(&files);
    let mut turned = files.clone();
    turned.reverse();
    let mut shuffled = files.clone();
    shuffled.sort_by_key(|file| file.bytes.len() % 7);
    let windows = files.iter().map(|file| SourceFile {
        path: file.path.clone(),
        bytes: String::from_utf8_lossy(&file.bytes)
            .replace('\n', "\r\n")
            .into_bytes(),
    });
    for files in [turned, shuffled, windows.collect(), files.clone()] {
        let found = generated(&files);
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found.path, expected.path);
            assert!(found.text == expected.text, "{} differs", found.path);
        }
    }
}

#[test]
fn p164_nothing_of_the_machine_stands_in_a_generated_file() {
    let home = std::env::var("HOME").unwrap_or_default();
    let machine = [env!("CARGO_MANIFEST_DIR"), home.as_str()];
    for file in generated(&sources()) {
        let lines = file.text.lines();
        for part in machine.iter().filter(|part| part.len() > 1) {
            assert!(!file.text.contains(part), "{} names {part}", file.path);
        }
        let first = lines.clone().next().unwrap_or_default();
        // A comment begins with two slashes in Rust, and with one sign in Python.
        let head = oms_codegen::HEADER.trim_start_matches("// ");
        let comment = first.split_once(' ').unwrap_or_default().1;
        assert!(comment.starts_with(head), "{}", file.path);
        assert!(
            lines.last().is_some_and(|last| !last.is_empty()),
            "{}",
            file.path
        );
        assert!(
            file.text.ends_with('\n') && !file.text.contains('\r'),
            "{}",
            file.path
        );
    }
}
