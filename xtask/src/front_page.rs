//! The front page of `oms-client`: its table of actions by purpose, between two marks of a page
//! that is written by hand.

use std::fs;
use std::path::Path;

use oms_codegen::GeneratedFile;
use oms_spec::ir::Api;

use crate::failure::Failure;
use crate::tree;

/// The page, relative to the root of the workspace.
const PATH: &str = "crates/oms-client/README.md";

const BEGIN: &str = "<!-- The actions, written by `cargo xtask sync`. -->\n";
const END: &str = "<!-- The end of the actions. -->\n";

/// The documentation of the client's methods. The page is read where the repository and the package
/// are shown as well, and there nothing resolves the name of an item.
const METHODS: &str = "https://docs.rs/oms-client/latest/oms_client/struct.Client.html#method.";

/// The page as the spec says that it should be; none where the workspace has no such page.
pub(crate) fn files(root: &Path, api: &Api) -> Result<Vec<GeneratedFile>, Failure> {
    let Ok(bytes) = fs::read(root.join(PATH)) else {
        return Ok(Vec::new());
    };
    let page = tree::normalised(&bytes);
    let parts = page.split_once(BEGIN).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(END)?;
        Some((before, after))
    });
    let (before, after) = parts.ok_or_else(|| {
        Failure::new(
            format!("{PATH}: the marks around its table of actions are missing"),
            format!("put these two lines back: {} {}", BEGIN.trim(), END.trim()),
        )
    })?;
    Ok(vec![GeneratedFile {
        path: PATH.to_owned(),
        text: format!("{before}{BEGIN}{}{END}{after}", table(api)),
    }])
}

/// The methods by purpose, each with the address of its documentation.
fn table(api: &Api) -> String {
    let mut text = "\n| For | Methods of the client |\n|---|---|\n".to_owned();
    for (group, methods) in oms_codegen::by_purpose(api) {
        let links = methods
            .iter()
            .map(|method| format!("[`{method}`]({METHODS}{method})"));
        let links: Vec<String> = links.collect();
        text.extend(["| ", &group, " | ", &links.join(", "), " |\n"]);
    }
    text.push('\n');
    text
}
