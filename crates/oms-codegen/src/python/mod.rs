//! The Python package: the table from an action's name to its type, in Rust, and the typed surface
//! over it, in Python.
//!
//! No rule of a value is written here: the generated types of the client check what is sent and
//! read what comes. The Python of an action is its signature, the names of its fields on the wire,
//! and how a value of Python becomes JSON.

mod client;
mod codecs;
mod dispatch;
mod imports;
mod program;
mod text;
mod types;

pub(crate) use dispatch::{FOLDER, jobs};

use oms_spec::ir::Api;

use crate::GeneratedFile;
use crate::context::{ClientPlace, Context};

/// The folder of the Python files.
const PACKAGE: &str = "crates/oms-python/python/oms_client";

/// The program that calls every action.
const PROGRAM: &str = "crates/oms-python/tests/every_action.py";

/// Returns the Python files.
#[must_use]
pub fn python(api: &Api) -> Vec<GeneratedFile> {
    let context = Context::new(api, ClientPlace::WORKSPACE);
    vec![
        GeneratedFile {
            path: PROGRAM.to_owned(),
            text: program::module(&context),
        },
        GeneratedFile {
            path: format!("{PACKAGE}/_client.py"),
            text: client::module(&context),
        },
        GeneratedFile {
            path: format!("{PACKAGE}/types.py"),
            text: types::module(&context),
        },
    ]
}
