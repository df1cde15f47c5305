//! `cargo xtask openapi` and `cargo xtask docs`: exports of the spec for other ecosystems and for
//! people.
//!
//! The files are those that `oms-codegen` gives, and go through `tree` like every generated file.
//! The reference is committed, and so a part of `sync`; the OpenAPI documents are made for a
//! release, or for whoever asks for them.

use std::fs;
use std::path::Path;

use oms_codegen::{GeneratedFile, PAGE_HEADER, REFERENCE_FOLDER};
use oms_spec::ir::Api;

use crate::cli::Mode;
use crate::console::Console;
use crate::failure::Failure;
use crate::tree::{self, Owner};
use crate::{spec, spec_files};

/// The folder of the OpenAPI documents where no other is named, relative to the root of the
/// workspace. The settings of a linter, `.redocly.yaml`, name it as well.
pub(crate) const OPENAPI_FOLDER: &str = "target/openapi";

const OPENAPI: Owner = Owner {
    command: "cargo xtask openapi",
    // The folder itself, which is not looked for from the root: `target` may be a link.
    folders: &[""],
    // JSON has no comments, so a document is known by its first key.
    header: "{\n  \"components\": {",
};

const DOCS: Owner = Owner {
    command: "cargo xtask sync",
    folders: &[REFERENCE_FOLDER],
    header: PAGE_HEADER,
};

/// Returns the OpenAPI documents, with their paths in the folder that they go to.
pub(crate) fn documents(root: &Path) -> Result<Vec<GeneratedFile>, Failure> {
    Ok(oms_codegen::openapi(&api(root)?))
}

/// Writes the OpenAPI documents, into `to` or into [`OPENAPI_FOLDER`].
pub(crate) fn openapi(
    root: &Path,
    to: Option<&Path>,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let files = documents(root)?;
    if let Some(to) = to {
        elsewhere(to, files, OPENAPI, Mode::Write, console)?;
    } else {
        let folder = root.join(OPENAPI_FOLDER);
        create(&folder)?;
        tree::bring(&folder, files, OPENAPI, Mode::Write, console)?;
    }
    let folder = to.unwrap_or(Path::new(OPENAPI_FOLDER)).display();
    console.result(format!("the OpenAPI documents are in {folder}"));
    Ok(())
}

/// Writes the reference, into `out` or where it is committed.
pub(crate) fn docs(
    root: &Path,
    out: Option<&Path>,
    mode: Mode,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let api = api(root)?;
    if let Some(out) = out {
        return elsewhere(out, oms_codegen::reference(&api), DOCS, mode, console);
    }
    let (owner, files) = reference(&api);
    tree::bring(root, files, owner, mode, console)
}

/// Returns the reference as it is committed.
pub(crate) fn reference(api: &Api) -> (Owner, Vec<GeneratedFile>) {
    let place = |file: GeneratedFile| GeneratedFile {
        path: format!("{REFERENCE_FOLDER}/{}", file.path),
        ..file
    };
    let files = oms_codegen::reference(api).into_iter().map(place);
    (DOCS, files.collect())
}

fn api(root: &Path) -> Result<Api, Failure> {
    spec::sound(&spec_files::read(root)?)
}

/// Writes files into somebody else's folder, in which nothing is removed.
fn elsewhere(
    folder: &Path,
    files: Vec<GeneratedFile>,
    owner: Owner,
    mode: Mode,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    if mode == Mode::Write {
        create(folder)?;
    }
    let owner = Owner {
        folders: &[],
        ..owner
    };
    tree::bring(folder, files, owner, mode, console)
}

fn create(folder: &Path) -> Result<(), Failure> {
    let failure = Failure::at(folder.display(), "name a folder that can be written to");
    fs::create_dir_all(folder).map_err(failure)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Redocly finds a document by its path.
    #[test]
    fn the_settings_of_the_linter_name_the_documents_where_they_are_written() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let [newer, older] = [oms_codegen::COMBINED, oms_codegen::COMBINED_OLDER]
            .map(|name| format!("{OPENAPI_FOLDER}/{name}"));
        let text = fs::read_to_string(root.join(".redocly.yaml")).unwrap();
        let named: Vec<&str> = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.starts_with('#') && line.contains(".json"))
            .collect();
        assert_eq!(named, [format!("root: {newer}"), format!("root: {older}")]);
    }
}
