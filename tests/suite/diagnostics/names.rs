//! The names that a generated type must not have, against the crates that have them.

use std::fs;

use oms_spec::load;

use crate::support::patch::{base, fixtures, sources};

/// The types and traits that a crate offers at its root.
fn offered(library: &str) -> Vec<String> {
    let text = fs::read_to_string(fixtures(library)).expect("the library can be read");
    let exports = text.split("pub use ").skip(1);
    let exports = exports.filter_map(|rest| rest.split(';').next());
    let words = exports.flat_map(|export| export.split(|c: char| !c.is_alphanumeric() && c != '_'));
    let types = words.filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
    let constant = |word: &&str| word.chars().any(char::is_lowercase);
    types.filter(constant).map(str::to_owned).collect()
}

#[test]
fn no_shape_is_called_as_a_type_of_the_runtime() {
    let names = offered("../../crates/oms-core/src/lib.rs");
    assert!(names.len() > 20, "{names:?}");
    for name in names {
        let mut files = base();
        let root = files.get_mut("spec/oms.toml").expect("it is there");
        root.extend(format!("[shape.{name}]\ntype = \"string\"\ndoc = \"x\"\n").bytes());
        let codes = match load(&sources(files)) {
            Ok(_) => Vec::new(),
            Err(report) => report
                .iter()
                .map(|problem| problem.code().as_str())
                .collect(),
        };
        assert_eq!(codes, ["S203"], "{name}");
    }
}
