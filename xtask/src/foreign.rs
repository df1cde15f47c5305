//! `cargo xtask foreign`: programs that nobody here wrote read the OpenAPI documents.
//!
//! It writes the documents, installs the programs, from `PyPI` and npm, each in the version and
//! with the hash that is pinned, and runs the lane of `tests/foreign`, which prints what came of
//! it. One of them is a crate, which the lane has cargo build from a lock file of its own.

use std::path::Path;

use crate::calls::{each, target};
use crate::console::Console;
use crate::exports::OPENAPI_FOLDER;
use crate::failure::Failure;
use crate::process::Call;

const LANE: &str = "tests/foreign";

/// Succeeds where Python, Node and npm are there.
pub(crate) fn probe() -> Call {
    let asks = "import ensurepip, shutil, sys, venv; \
                sys.exit(not (shutil.which('node') and shutil.which('npm')))";
    Call::program("python3", "-c").and(asks)
}

pub(crate) fn run(root: &Path, console: &mut Console<'_>) -> Result<(), Failure> {
    if !probe().succeeds(root) {
        return Err(Failure::new(
            "Python 3 with venv, Node or npm is missing",
            "install them (Debian: `apt-get install python3-venv nodejs npm`)",
        ));
    }
    let calls = calls(root);
    each(&calls, root, console)
}

fn calls(root: &Path) -> Vec<Call> {
    let target = target(root);
    let place = |name: &str| target.join("foreign").join(name).display().to_string();
    let copies = "import os, shutil, sys\n\
                  os.makedirs(sys.argv[1], exist_ok=True)\n\
                  for path in sys.argv[2:]: shutil.copy(path, sys.argv[1])";
    let program = |name: &str| target.join("debug").join(name).display().to_string();
    let (environment, work, node) = (place("tools"), place("work"), place("node"));
    let python = format!("{environment}/bin/python");
    let modules = format!("{node}/node_modules");
    vec![
        Call::xtask("openapi"),
        Call::cargo("build --locked --package oms-sim --package oms-cli"),
        Call::program("python3", "-m venv").and(&environment),
        Call::program(&python, "-m pip install --quiet --no-deps --require-hashes")
            .and("--requirement")
            .and(format!("{LANE}/requirements.txt")),
        Call::program("python3", "-c")
            .and(copies)
            .and(&node)
            .and(format!("{LANE}/package.json"))
            .and(format!("{LANE}/package-lock.json")),
        Call::program("npm", "ci --no-audit --no-fund --silent --prefix").and(&node),
        Call::program(&python, &format!("{LANE}/lane.py {OPENAPI_FOLDER}"))
            .and(&work)
            .and(&modules)
            .and(program("oms-sim"))
            .and(program("oms"))
            .with("PYTHONDONTWRITEBYTECODE", "1"),
    ]
}
