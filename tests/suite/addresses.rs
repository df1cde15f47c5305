//! The addresses on the page of the client, which no tool follows.

use std::fs;
use std::path::Path;

/// The documentation of the client, as its page names it.
const DOCS: &str = "https://docs.rs/oms-client/latest/oms_client/";

/// The page is shown where nothing resolves the name of an item, so it has addresses in their
/// place.
#[test]
fn the_page_of_the_client_leads_to_items_that_are_there() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let page = fs::read_to_string(crates.join("oms-client/README.md")).unwrap();
    let mut sources = String::new();
    for folder in ["oms-client/src", "oms-core/src"] {
        collect(&crates.join(folder), &mut sources);
    }
    let has = |words: &str| {
        let mut found = sources.match_indices(words);
        found.any(|(at, words)| {
            let next = sources[at + words.len()..].chars().next();
            next.is_some_and(|next| !(next.is_alphanumeric() || next == '_'))
        })
    };
    let mut count = 0;
    for rest in page.split(DOCS).skip(1) {
        let end = rest.find([')', '\n']).unwrap_or(rest.len());
        let (item, part) = rest[..end].split_once(".html").unwrap();
        let (kind, name) = item.split_once('.').unwrap();
        assert!(has(&format!("pub {kind} {name}")), "{item}");
        match part.split_once('.') {
            None => assert_eq!(part, "", "{item}"),
            Some(("#method", method)) => assert!(has(&format!("fn {method}")), "{item}{part}"),
            Some(("#variant", variant)) => assert!(has(&format!("    {variant}")), "{item}{part}"),
            Some(_) => panic!("{item}{part}"),
        }
        count += 1;
    }
    assert!(count > 50, "{count}");
}

/// Adds the sources of a folder to a text.
fn collect(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}
