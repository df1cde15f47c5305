//! Every diagnostic of the spec reader: a bad spec for each, and the report about it, word for
//! word.
//!
//! A folder of `tests/fixtures/bad-specs` is a code, a file in it a mistake, and the report is
//! beside the file.

mod any_bytes;
mod large;
mod manual;
mod names;
mod page;
mod report;
mod schema;

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use oms_spec::{Code, Diagnostics, load};

use crate::support::patch::{Files, Patch, base, fixtures, read_files, sources};

/// A mistake, and where it is kept.
struct Case {
    /// Name of the folder, which starts with the code.
    folder: String,
    /// Name of the file, without its ending.
    name: String,
    path: PathBuf,
    patch: Patch,
}

impl Case {
    /// The codes that must be reported, in order. Unless the patch says otherwise, one mistake is
    /// one diagnostic.
    fn expected(&self) -> Vec<String> {
        let code = self.folder.split('-').next().unwrap_or_default();
        let own = || vec![code.to_owned()];
        self.patch.expect.clone().unwrap_or_else(own)
    }

    fn files(&self) -> Files {
        self.patch.apply(base())
    }

    fn report(&self) -> Diagnostics {
        let Err(report) = oms_import::load(&sources(self.files())) else {
            panic!("{} is taken for a good spec", self.path.display());
        };
        report
    }
}

fn cases() -> Vec<Case> {
    let root = fixtures("bad-specs");
    let mut cases = Vec::new();
    for folder in entries(&root)
        .into_iter()
        .filter(|path| !path.ends_with("base"))
    {
        for path in entries(&folder) {
            if path.extension().is_some_and(|ending| ending == "patch") {
                let text = fs::read_to_string(&path).expect("a patch can be read");
                cases.push(Case {
                    folder: file_name(&folder),
                    name: file_name(&path.with_extension("")),
                    patch: Patch::parse(&text),
                    path,
                });
            }
        }
    }
    cases
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Runs a check on every case, and fails once with all that did not keep it.
fn each_case(check: impl Fn(&Case)) {
    let failed: Vec<String> = cases()
        .iter()
        .filter(|case| catch_unwind(AssertUnwindSafe(|| check(case))).is_err())
        .map(|case| case.path.display().to_string())
        .collect();
    assert!(
        failed.is_empty(),
        "these cases failed:\n{}",
        failed.join("\n")
    );
}

#[test]
fn the_base_of_the_bad_specs_is_good() {
    if let Err(problems) = load(&sources(base())) {
        panic!("{problems}");
    }
}

#[test]
fn the_spec_of_the_project_is_good() {
    let spec = read_files(&fixtures("../../spec"));
    let files = spec.into_iter();
    let files = files.map(|(path, bytes)| (format!("spec/{path}"), bytes));
    if let Err(problems) = load(&sources(files.collect())) {
        panic!("{problems}");
    }
}

#[test]
fn what_the_language_can_say_is_no_mistake() {
    let mut refused = Vec::new();
    for path in entries(&fixtures("good-specs")) {
        let text = fs::read_to_string(&path).expect("a patch can be read");
        if let Err(problems) = load(&sources(Patch::parse(&text).apply(base()))) {
            refused.push(format!("{}\n{problems}", file_name(&path)));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn a_mistake_is_reported_word_for_word() {
    each_case(|case| {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(case.path.parent().expect("a case lies in a folder"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_description(&case.patch.about);
        settings.bind(|| insta::assert_snapshot!(case.name.as_str(), case.report().to_string()));
    });
}

#[test]
fn a_mistake_is_reported_once_and_drags_nothing_along() {
    each_case(|case| {
        let report = case.report();
        let codes = report.iter().map(|problem| problem.code().as_str());
        assert_eq!(codes.collect::<Vec<_>>(), case.expected(), "{report}");
    });
}

#[test]
fn every_code_has_a_bad_spec() {
    let shown: BTreeSet<String> = cases().iter().flat_map(Case::expected).collect();
    let all: BTreeSet<String> = Code::ALL
        .iter()
        .map(|code| code.as_str().to_owned())
        .collect();
    assert_eq!(shown, all);
}

/// Checks that the cases of these names are kept, and are refused as their patches say.
fn assert_refused(names: &[&str]) {
    let cases = cases();
    for name in names {
        let case = cases.iter().find(|case| case.name == *name);
        let case = case.unwrap_or_else(|| panic!("{name} is kept"));
        let report = case.report();
        let codes = report.iter().map(|problem| problem.code().as_str());
        assert_eq!(codes.collect::<Vec<_>>(), case.expected(), "{report}");
    }
}

#[test]
fn p279_two_constants_of_one_name_and_an_arm_that_nothing_reaches_are_refused() {
    assert_refused(&[
        "constants-of-two-rules",
        "two-spellings-of-a-value",
        "a-variant-that-a-constant-never-chooses",
    ]);
}

#[test]
fn p276_a_condition_that_a_field_that_is_left_out_would_keep_is_refused() {
    assert_refused(&["a-condition-on-a-default"]);
}

#[test]
fn p276_an_example_that_the_client_cannot_send_is_refused() {
    assert_refused(&[
        "no-base64",
        "no-day-of-the-calendar",
        "a-number-as-a-position-in-text",
    ]);
}

#[test]
fn p276_every_example_of_a_request_is_built_and_sent() {
    let mut sent = 0;
    for (path, bytes) in read_files(&fixtures("../suite/generated")) {
        let text = String::from_utf8(bytes).expect("generated code is UTF-8");
        for test in text.split("#[tokio::test]").skip(1) {
            // An example with a request is read alone where the request cannot be built.
            if test.contains(".request(") {
                assert!(!test.contains(".read::<"), "{path}: {test}");
                sent += 1;
            }
        }
    }
    assert!(sent > 0, "the examples are not where they are looked for");
}

/// The advice of S403, which the example follows as well.
#[test]
fn a_secret_that_is_left_out_of_the_envelope_and_of_the_examples_is_no_mistake() {
    let cases = cases();
    let case = cases.iter().find(|case| case.name == "a-secret");
    let mut files = case.expect("the case is kept").files();
    for (path, between) in [
        ("spec/oms.toml", "\n["),
        ("spec/examples/MoveTask/seed.response.json", "\n"),
    ] {
        let bytes = files.get_mut(path).expect("the case has the file");
        let text = String::from_utf8(bytes.clone()).expect("it is UTF-8");
        let parts = text.split(between);
        let left = parts.filter(|part| !part.contains("errorDetail"));
        let left = left.collect::<Vec<_>>().join(between);
        assert!(left.len() < text.len(), "{path} has the field");
        *bytes = left.into_bytes();
    }
    if let Err(problems) = load(&sources(files)) {
        panic!("{problems}");
    }
}
