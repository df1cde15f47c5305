//! `cargo xtask sync`: everything that is made from the spec, in one command.
//!
//! No part needs a compiler: all of them come from one reading of the spec, so that a client that
//! does not compile holds up none. Files for a release alone are no part: the command writes its
//! manual pages and completions itself, and `openapi` the documents for tools of others.

use std::path::Path;

use oms_codegen::GeneratedFile;

use crate::cli::Mode;
use crate::console::Console;
use crate::failure::Failure;
use crate::tree::{self, Owner};
use crate::{codegen, evolution_page, exports, front_page};

pub(crate) fn run(root: &Path, mode: Mode, console: &mut Console<'_>) -> Result<(), Failure> {
    let mut failures = tree::bring_all(root, parts(root)?, mode, console);
    let Some(last) = failures.pop() else {
        return Ok(());
    };
    for failure in &failures {
        console.failure(failure);
    }
    Err(last)
}

/// The parts that follow from the spec alone, each with the folders that belong to it.
fn parts(root: &Path) -> Result<Vec<(Owner, Vec<GeneratedFile>)>, Failure> {
    let (api, code) = codegen::files(root)?;
    let front_page = (Owner::PAGE, front_page::files(root, &api)?);
    let mut parts = vec![(codegen::OWNER, code), exports::reference(&api), front_page];
    // The kinds of change are this project's, whatever workspace is acted upon.
    if root.join("crates/oms-spec/src").is_dir() {
        parts.push((Owner::PAGE, evolution_page::files()?));
    }
    Ok(parts)
}
