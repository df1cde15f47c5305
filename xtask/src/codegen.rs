//! `cargo xtask codegen`: the part of `sync` that is code, with the schema and the manual of the
//! spec.
//!
//! It generates nothing itself and writes nothing itself: the files come from `oms-codegen` and
//! `oms-spec`, and go through `tree`.

use std::path::Path;

use oms_codegen::{FOLDERS, GeneratedFile, HEADER};
use oms_spec::ir::Api;
use oms_spec::{manual, schema};

use crate::cli::Mode;
use crate::console::Console;
use crate::failure::Failure;
use crate::spec;
use crate::spec_files::{self, ROOT_FILE};
use crate::tree::{self, Owner};

pub(crate) const OWNER: Owner = Owner {
    command: "cargo xtask sync",
    folders: &FOLDERS,
    header: HEADER,
};

pub(crate) fn run(root: &Path, mode: Mode, console: &mut Console<'_>) -> Result<(), Failure> {
    let (_, files) = files(root)?;
    tree::bring(root, files, OWNER, mode, console)
}

/// The model of the spec, and the files of this part as it says that they should be.
pub(crate) fn files(root: &Path) -> Result<(Api, Vec<GeneratedFile>), Failure> {
    let mut sources = spec_files::read(root)?;
    let mut api = spec::sound(&sources)?;
    let mut files = Vec::new();
    if let Some(root_file) = sources.iter_mut().find(|source| source.path == ROOT_FILE) {
        let text = manual::replace(&tree::normalised(&root_file.bytes));
        if text.as_bytes() != root_file.bytes {
            // The spec's digest is over what is about to be written, or the next run would give
            // another one.
            root_file.bytes = text.clone().into_bytes();
            api = spec::load(&sources)?;
        }
        files.push(GeneratedFile {
            path: ROOT_FILE.to_owned(),
            text,
        });
    }
    let schemas = schema::documents().into_iter();
    files.extend(schemas.map(|(path, text)| GeneratedFile { path, text }));
    files.extend(oms_codegen::generate(&api));
    Ok((api, files))
}
