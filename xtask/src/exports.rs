//! `cargo xtask openapi` and `cargo xtask docs`, the parts of `sync` for other ecosystems and for
//! people.
//!
//! The files are those that `oms-codegen` gives; the committed copies go through `tree` like every
//! generated file.

use std::fs;
use std::path::Path;

use oms_codegen::{GeneratedFile, OPENAPI_FOLDER, PAGE_HEADER, REFERENCE_FOLDER};
use oms_spec::ir::Api;

use crate::cli::Mode;
use crate::console::Console;
use crate::failure::Failure;
use crate::tree::{self, Owner};
use crate::{spec, spec_files};

const OPENAPI: Owner = Owner {
    command: "cargo xtask sync",
    folders: &[OPENAPI_FOLDER],
    // JSON has no comments, so a document is known by its first key.
    header: "{\n  \"components\": {",
};

const DOCS: Owner = Owner {
    command: "cargo xtask sync",
    folders: &[REFERENCE_FOLDER],
    header: PAGE_HEADER,
};

/// Writes the OpenAPI documents, into `out` or where they are committed.
pub(crate) fn openapi(
    root: &Path,
    out: Option<&Path>,
    mode: Mode,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let files = oms_codegen::openapi(&api(root)?);
    sync(root, out, files, (OPENAPI, OPENAPI_FOLDER), mode, console)
}

/// Writes the reference, into `out` or where it is committed.
pub(crate) fn docs(
    root: &Path,
    out: Option<&Path>,
    mode: Mode,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let files = oms_codegen::reference(&api(root)?);
    sync(root, out, files, (DOCS, REFERENCE_FOLDER), mode, console)
}

/// Both exports as they are committed.
pub(crate) fn committed(api: &Api) -> [(Owner, Vec<GeneratedFile>); 2] {
    [
        (OPENAPI, inside(OPENAPI_FOLDER, oms_codegen::openapi(api))),
        (DOCS, inside(REFERENCE_FOLDER, oms_codegen::reference(api))),
    ]
}

/// Files with the paths that they have in the workspace.
fn inside(folder: &str, files: Vec<GeneratedFile>) -> Vec<GeneratedFile> {
    let place = |file: GeneratedFile| GeneratedFile {
        path: format!("{folder}/{}", file.path),
        ..file
    };
    files.into_iter().map(place).collect()
}

fn api(root: &Path) -> Result<Api, Failure> {
    spec::load(&spec_files::read(root)?)
}

fn sync(
    root: &Path,
    out: Option<&Path>,
    files: Vec<GeneratedFile>,
    (owner, folder): (Owner, &str),
    mode: Mode,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let Some(out) = out else {
        return tree::bring(root, inside(folder, files), owner, mode, console);
    };
    if mode == Mode::Write {
        fs::create_dir_all(out).map_err(|error| {
            Failure::new(
                format!("{}: {error}", out.display()),
                "name a folder that can be written to",
            )
        })?;
    }
    // In somebody else's folder nothing is removed.
    let owner = Owner {
        folders: &[],
        ..owner
    };
    tree::bring(out, files, owner, mode, console)
}
