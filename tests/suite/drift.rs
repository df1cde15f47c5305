//! Every generated file is what the generator gives for the spec as it is.
//!
//! It is `sync --check`, which knows every committed file that is generated, so that a person who
//! runs the tests alone sees a forgotten run as well. The OpenAPI documents are not committed; what
//! is written of them is compared with what the other tests read.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use xtask::Console;

use crate::support::outside::workspace;

#[test]
fn every_generated_file_is_current() {
    succeeds(&["sync", "--check"]);
}

#[test]
fn the_openapi_documents_are_written_as_the_tests_read_them() {
    let folder = tempfile::tempdir().expect("there is room");
    let to = folder.path().to_str().expect("its name is text");
    succeeds(&["openapi", "--to", to]);
    let expected: BTreeMap<String, String> = oms_codegen::openapi(&crate::exports::api())
        .into_iter()
        .map(|file| (file.path, file.text))
        .collect();
    assert!(expected.contains_key(oms_codegen::COMBINED));
    let written: BTreeMap<String, String> = fs::read_dir(folder.path())
        .expect("the folder can be listed")
        .map(|entry| {
            let entry = entry.expect("the folder can be listed");
            let text = fs::read_to_string(entry.path()).expect("a document is text");
            (entry.file_name().to_string_lossy().into_owned(), text)
        })
        .collect();
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&written), names(&expected));
    for (name, text) in written {
        assert!(expected[&name] == text, "{name} is another");
    }
}

/// Files for a release stay out of the tree: nobody reads 75,000 generated lines in a review.
#[test]
fn no_openapi_document_is_committed() {
    let root = workspace();
    let settings = fs::read_to_string(root.join(".gitignore")).expect("it is committed");
    assert!(settings.lines().any(|line| line == "/target"), "{settings}");
    let listed = Command::new("git")
        .args(["ls-files", "-z", "*openapi*.json"])
        .current_dir(root)
        .output();
    let Some(listed) = listed.ok().filter(|listed| listed.status.success()) else {
        oms_testkit::skipped("this is no clone, or git is not installed");
        return;
    };
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let documents: Vec<&str> = listed
        .split('\0')
        .filter(|path| !path.is_empty() && *path != "tests/fixtures/openapi/document.schema.json")
        .collect();
    assert_eq!(documents, Vec::<&str>::new());
}

fn succeeds(arguments: &[&str]) {
    let root = workspace();
    let root = root.to_str().expect("its name is text");
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut console = Console::plain(&mut stdout, &mut stderr);
    let code = xtask::run(
        [&["xtask", "--root", root][..], arguments].concat(),
        &mut console,
    );
    drop(console);
    let said = [stdout, stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert_eq!(code, 0, "{arguments:?}: {}{}", said[0], said[1]);
}
