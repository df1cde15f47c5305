//! The process around the workspace's own commands.

use std::process::ExitCode;

use xtask::Console;

fn main() -> ExitCode {
    xtask::run(std::env::args_os(), &mut Console::of_process()).into()
}

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
