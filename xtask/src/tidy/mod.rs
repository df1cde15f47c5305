//! `cargo xtask tidy`: the rules of the house that no compiler and no linter knows.
//!
//! It mends nothing. A rule is a function from the files of the workspace to what is wrong with
//! them; [`RULES`] lists them, and a test runs them over this workspace, so that `cargo test` keeps
//! them as well.

mod findings;
mod rules;

use std::path::Path;

use crate::console::Console;
use crate::failure::Failure;
use crate::files::Files;
use findings::Findings;
use oms_text::counted;
use rules::RULES;

pub(crate) fn run(root: &Path, console: &mut Console<'_>) -> Result<(), Failure> {
    let files = Files::read(root)?;
    let findings = check(&files);
    if findings.is_empty() {
        console.result(format!(
            "{} kept in {}",
            counted(RULES.len(), "rule"),
            counted(files.len(), "file")
        ));
        return Ok(());
    }
    for finding in &findings {
        console.result(finding);
    }
    Err(Failure::new(
        format!(
            "{} of a rule of the house",
            counted(findings.len(), "breach")
        ),
        "xtask/src/tidy/rules says of each what it is for",
    ))
}

/// Everything that breaks a rule, by place.
fn check(files: &Files) -> Vec<String> {
    let mut findings = Findings::default();
    for rule in RULES {
        findings.of(rule.name);
        (rule.check)(files, &mut findings);
    }
    findings.sorted()
}

#[cfg(test)]
mod tests;
