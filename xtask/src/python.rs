//! `cargo xtask python`: builds the Python package as a wheel, and tests what a user gets.
//!
//! The wheel is installed into an environment that has nothing else, in which the page's quickstart
//! runs, and into one with the tools, in which the tests and the type checkers run. Both are in
//! cargo's target folder; the tree is left as it was.

use std::path::{Path, PathBuf};

use crate::calls::{each, target};
use crate::console::Console;
use crate::failure::Failure;
use crate::process::Call;

const PACKAGE: &str = "crates/oms-python";

/// Succeeds where Python is there, with what makes environments.
pub(crate) fn probe() -> Call {
    Call::program("python3", &["-c", "import ensurepip, venv"])
}

pub(crate) fn run(root: &Path, console: &mut Console<'_>) -> Result<(), Failure> {
    if !probe().succeeds(root) {
        return Err(Failure::new(
            "there is no Python 3 that makes virtual environments",
            "install it (Debian: `apt-get install python3-venv`)",
        ));
    }
    each(&Places::new(root).calls(), root, console)
}

/// The paths of everything that the lane makes.
struct Places {
    /// The environment with the tools.
    tools: PathBuf,
    /// The environment with the wheel alone.
    bare: PathBuf,
    wheels: PathBuf,
    cache: PathBuf,
    /// The command, which the page starts as a simulator.
    command: PathBuf,
}

impl Places {
    fn new(root: &Path) -> Self {
        let target = target(root);
        let folder = target.join("python");
        Self {
            tools: folder.join("tools"),
            bare: folder.join("bare"),
            wheels: folder.join("wheels"),
            cache: folder.join("cache"),
            command: target.join("debug").join("oms"),
        }
    }

    fn calls(&self) -> Vec<Call> {
        let [tools, bare, wheels] =
            [&self.tools, &self.bare, &self.wheels].map(|path| path.display().to_string());
        let requirements = format!("{PACKAGE}/requirements.txt");
        let manifest = format!("{PACKAGE}/Cargo.toml");
        let install = ["-m", "pip", "install", "--quiet", "--no-deps"];
        let wheel = [
            "--no-index",
            "--force-reinstall",
            "--find-links",
            &wheels,
            "oms-client",
        ];
        let venv = |place: &str| Call::program("python3", &["-m", "venv", "--clear", place]);
        let mut calls = vec![
            Call::cargo("build --locked --package oms-cli"),
            venv(&bare),
            Call::program("python3", &["-m", "venv", &tools]),
            self.tool(
                &[
                    &install[..],
                    &["--require-hashes", "--requirement", &requirements],
                ]
                .concat(),
            ),
            self.tool(&[
                "-m",
                "maturin",
                "build",
                "--locked",
                "--profile",
                "dev",
                "--quiet",
                "--manifest-path",
                &manifest,
                "--out",
                &wheels,
            ]),
        ];
        let arguments = [&install[..], &wheel[..]].concat();
        calls.push(Call::program(&python(&self.bare), &arguments));
        calls.push(self.tool(&arguments));
        calls.extend(self.checks());
        calls
    }

    /// The tests, and two type checkers over the package and a program that uses all of it.
    fn checks(&self) -> Vec<Call> {
        let tests = format!("{PACKAGE}/tests");
        let cache = self.cache.display().to_string();
        let interpreter = python(&self.tools);
        let pytest = ["-m", "pytest", "--quiet", "-p", "no:cacheprovider", &tests];
        let mypy = ["-m", "mypy", "--strict", "--cache-dir", &cache, &tests];
        let package = [
            "-m",
            "mypy",
            "--strict",
            "--cache-dir",
            &cache,
            "-p",
            "oms_client",
        ];
        let pyright = ["-m", "pyright", "--pythonpath", &interpreter, &tests];
        vec![
            self.tool(&pytest)
                .with("OMS_BARE_PYTHON", python(&self.bare))
                .with("OMS_COMMAND", self.command.display().to_string()),
            self.tool(&mypy),
            self.tool(&package),
            self.tool(&pyright),
        ]
    }

    /// Python with the tools. It writes nothing beside what it reads.
    fn tool(&self, arguments: &[&str]) -> Call {
        Call::program(&python(&self.tools), arguments).with("PYTHONDONTWRITEBYTECODE", "1")
    }
}

fn python(environment: &Path) -> String {
    environment.join("bin/python").display().to_string()
}
