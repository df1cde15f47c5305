//! `cargo xtask python`: builds the Python package as a wheel, and tests what a user gets.
//!
//! The wheel is installed into an environment that has nothing else, in which the page's quickstart
//! runs, and into one with the tools, in which the tests and the type checkers run. The tests that
//! need no tools are about what differs between versions of Python, and run once more with each
//! version that is found. Everything is in cargo's target folder; the tree is left as it was.

use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use crate::calls::{each, target};
use crate::console::Console;
use crate::exports::OPENAPI_FOLDER;
use crate::failure::Failure;
use crate::process::Call;

const PACKAGE: &str = "crates/oms-python";

/// The versions for which the wheel is, from 3.9 to 3.14.
const MINORS: RangeInclusive<u8> = 9..=14;

/// The tests that need nothing but Python and the wheel.
const ALONE: &str = "-m unittest --buffer test_cancellation test_processes";

/// With 1, a tool of others that cannot run is a failure.
const REQUIRED: &str = "OMS_REQUIRE_FOREIGN";

/// Succeeds where Python is there, with what makes environments.
pub(crate) fn probe() -> Call {
    Call::program("python3", "-c").and("import ensurepip, venv")
}

pub(crate) fn run(root: &Path, console: &mut Console<'_>) -> Result<(), Failure> {
    if !probe().succeeds(root) {
        return Err(Failure::new(
            "there is no Python 3 that makes virtual environments",
            "install it (Debian: `apt-get install python3-venv`)",
        ));
    }
    let places = Places::new(root);
    each(&places.calls(), root, console)?;
    with_every_version(&places, root, console)?;
    // It is a program of Node, which its package looks for or brings, and it comes from npm.
    if places.tool("-m pyright --version").succeeds(root) {
        return each(&[places.pyright()], root, console);
    }
    let skipped = "NOT CHECKED: the package with pyright, which needs Node and a way to npm";
    if std::env::var_os(REQUIRED).is_some_and(|value| value == "1") {
        return Err(Failure::new(
            skipped,
            format!("install Node (Debian: `apt-get install nodejs npm`), or unset {REQUIRED}"),
        ));
    }
    console.note(skipped);
    Ok(())
}

/// Runs the tests that need no tools with each version of Python that is there.
fn with_every_version(
    places: &Places,
    root: &Path,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let (mut tested, mut missing) = (Vec::new(), Vec::new());
    for minor in MINORS {
        let version = format!("3.{minor}");
        match interpreter(minor, root) {
            Some(python) => {
                each(&[places.alone(&python, root)], root, console)?;
                tested.push(version);
            }
            None => missing.push(version),
        }
    }
    console.note(format!("tested with Python {}", tested.join(", ")));
    if !missing.is_empty() {
        let missing = missing.join(", ");
        console.note(format!(
            "NOT TESTED: the package with Python {missing}, which is not installed here"
        ));
    }
    Ok(())
}

/// Returns an interpreter of a version: the one on the search path, or one that a tool keeps for
/// several versions. A name on the search path may lead to a tool that has none of this version.
fn interpreter(minor: u8, root: &Path) -> Option<String> {
    let name = format!("python3.{minor}");
    let home = std::env::home_dir().unwrap_or_default();
    let kept = [".pyenv/versions", ".local/share/uv/python"].map(|folder| home.join(folder));
    let kept = kept.iter().flat_map(fs::read_dir).flatten().flatten();
    let mut folders: Vec<PathBuf> = kept.map(|version| version.path().join("bin")).collect();
    folders.sort_unstable();
    folders.extend(["/usr/local/bin", "/opt/homebrew/bin", "/usr/bin"].map(PathBuf::from));
    let found = folders.iter().map(|folder| folder.join(&name));
    let found = found.filter(|path| path.exists());
    let is_it = format!("import sys; sys.exit(sys.version_info[:2] != (3, {minor}))");
    std::iter::once(name.clone())
        .chain(found.map(|path| path.display().to_string()))
        .find(|python| Call::program(python, "-c").and(&is_it).succeeds(root))
}

/// The paths of everything that the lane makes.
struct Places {
    /// The environment with the tools.
    tools: PathBuf,
    /// The environment with the wheel alone.
    bare: PathBuf,
    wheels: PathBuf,
    /// The wheel as a folder, which every version imports it from.
    unpacked: PathBuf,
    cache: PathBuf,
    /// The command, which the page starts as a simulator.
    command: PathBuf,
    /// The OpenAPI documents, whose examples the tests read.
    documents: PathBuf,
}

impl Places {
    fn new(root: &Path) -> Self {
        let target = target(root);
        let folder = target.join("python");
        Self {
            tools: folder.join("tools"),
            bare: folder.join("bare"),
            wheels: folder.join("wheels"),
            unpacked: folder.join("unpacked"),
            cache: folder.join("cache"),
            command: target.join("debug").join("oms"),
            documents: root.join(OPENAPI_FOLDER),
        }
    }

    fn calls(&self) -> Vec<Call> {
        let [tools, bare, wheels, unpacked] =
            [&self.tools, &self.bare, &self.wheels, &self.unpacked]
                .map(|path| path.display().to_string());
        let install = "-m pip install --quiet --no-deps";
        let of_wheel = |call: Call| {
            call.and("--no-index")
                .and("--force-reinstall")
                .and("--find-links")
                .and(&wheels)
                .and("oms-client")
        };
        let mut calls = vec![
            Call::xtask("openapi"),
            Call::cargo("build --locked --package oms-cli"),
            Call::program("python3", "-m venv --clear").and(&bare),
            Call::program("python3", "-m venv").and(&tools),
            self.tool(&format!(
                "{install} --require-hashes --requirement {PACKAGE}/requirements.txt"
            )),
            self.tool("-m maturin build --locked --profile dev --quiet --manifest-path")
                .and(format!("{PACKAGE}/Cargo.toml"))
                .and("--out")
                .and(&wheels),
            of_wheel(Call::program(&python(&self.bare), install)),
            of_wheel(self.tool(install)),
            of_wheel(
                self.tool(install)
                    .and("--upgrade")
                    .and("--target")
                    .and(unpacked),
            ),
        ];
        calls.extend(self.checks());
        calls
    }

    /// The tests, and mypy over the package and a program that uses all of it.
    fn checks(&self) -> Vec<Call> {
        let tests = format!("{PACKAGE}/tests");
        let cache = self.cache.display().to_string();
        let mypy = self.tool("-m mypy --strict --cache-dir").and(cache);
        vec![
            self.tool("-m pytest --quiet -p no:cacheprovider")
                .and(&tests)
                .with("OMS_BARE_PYTHON", python(&self.bare))
                .with("OMS_COMMAND", self.command.display().to_string())
                .with("OMS_OPENAPI", self.documents.display().to_string()),
            mypy.clone().and(&tests),
            mypy.and("-p").and("oms_client"),
        ]
    }

    /// The tests that need no tools, with this interpreter.
    fn alone(&self, python: &str, root: &Path) -> Call {
        let tests = root.join(PACKAGE).join("tests");
        let path = format!("{}:{}", self.unpacked.display(), tests.display());
        Call::program(python, ALONE)
            .with("PYTHONDONTWRITEBYTECODE", "1")
            .with("PYTHONPATH", path)
    }

    /// A second type checker over the same program.
    fn pyright(&self) -> Call {
        self.tool("-m pyright --pythonpath")
            .and(python(&self.tools))
            .and(format!("{PACKAGE}/tests"))
    }

    /// Python with the tools. It writes nothing beside what it reads.
    fn tool(&self, arguments: &str) -> Call {
        Call::program(&python(&self.tools), arguments).with("PYTHONDONTWRITEBYTECODE", "1")
    }
}

fn python(environment: &Path) -> String {
    environment.join("bin/python").display().to_string()
}
