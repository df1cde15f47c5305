//! The process around the `oms` command.

use std::process::ExitCode;

use oms_cli::{Surroundings, run};

fn main() -> ExitCode {
    run(std::env::args_os(), Surroundings::of_process()).into()
}
