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

pub(crate) use dispatch::FOLDER;

use crate::GeneratedFile;
use crate::context::Context;
use crate::rust::source::{Job, Source};

/// The folder of the Python files.
const PACKAGE: &str = "crates/oms-python/python/oms_client";

/// The program that calls every action.
const PROGRAM: &str = "crates/oms-python/tests/every_action.py";

/// A function that makes the text of a Python file.
type Text = fn(&Context<'_>) -> String;

/// Returns what makes each file.
pub(crate) fn jobs<'a>(context: &'a Context<'a>) -> Vec<Job<'a>> {
    let files: [(String, Text); 3] = [
        (PROGRAM.to_owned(), program::module),
        (format!("{PACKAGE}/_client.py"), client::module),
        (format!("{PACKAGE}/types.py"), types::module),
    ];
    let files = files.into_iter().map(|(path, text)| -> Job<'a> {
        Box::new(move || {
            Source::Other(GeneratedFile {
                path: path.clone(),
                text: text(context),
            })
        })
    });
    let dispatch: Job<'a> = Box::new(move || dispatch::module(context).into());
    files.chain([dispatch]).collect()
}
