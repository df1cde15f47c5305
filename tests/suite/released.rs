//! The features of the command that is released are those that the tests build and that the pages
//! name.

use std::fs;
use std::path::Path;

use toml::{Table, Value};

fn read(path: &str) -> String {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::read_to_string(workspace.join(path)).unwrap()
}

fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().unwrap().iter();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}

#[test]
fn what_is_released_is_what_the_tests_build_and_what_the_pages_say() {
    let manifest: Table = read("crates/oms-cli/Cargo.toml").parse().unwrap();
    let released = texts(&manifest["package"]["metadata"]["dist"]["features"]);
    assert!(!released.is_empty());
    let tests: Table = read("tests/Cargo.toml").parse().unwrap();
    let tested = texts(&tests["dev-dependencies"]["oms-cli"]["features"]);
    for feature in &released {
        assert!(tested.contains(feature), "{feature} is released");
    }
    let as_in_releases = format!("--features {} ", released.join(","));
    assert!(
        read("README.md").contains(&as_in_releases),
        "{as_in_releases}"
    );
    let page = read("docs/dependencies.md");
    let (_, said) = page.split_once("a released binary has ").unwrap();
    let (said, _) = said.split_once('.').unwrap();
    let said = said.split('`').skip(1).step_by(2);
    // It is a default feature, and no other.
    let beside: Vec<&str> = said.filter(|feature| *feature != "watch").collect();
    assert_eq!(beside, released);
}
