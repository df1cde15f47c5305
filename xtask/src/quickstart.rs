//! `cargo xtask quickstart`: one call, shown from end to end.
//!
//! It depends on no crate of the client's, so it brings the generated code up to date first and has
//! cargo build and run the program that makes the call. On an unchanged tree it writes nothing.

use std::path::Path;

use crate::calls;
use crate::cli::Mode;
use crate::codegen;
use crate::console::Console;
use crate::failure::Failure;
use crate::process::Call;

pub(crate) fn run(root: &Path, console: &mut Console<'_>) -> Result<(), Failure> {
    codegen::run(root, Mode::Write, console)?;
    let call = Call::cargo("run --locked --example quickstart");
    console.note(format!("$ {call}"));
    calls::cargo_succeeds(&call, root, |code| {
        format!("the quickstart ended with {code}")
    })
}
