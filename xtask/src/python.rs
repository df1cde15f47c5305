//! `cargo xtask python`: builds the Python package as a wheel, and tests what a user gets.
//!
//! The wheel is installed into an environment that has nothing else, in which the page's quickstart
//! runs, and into one with the tools, in which the tests and the type checkers run. Both are in
//! cargo's target folder; the tree is left as it was.

use std::path::{Path, PathBuf};

use crate::calls::{each, target};
use crate::console::Console;
use crate::exports::OPENAPI_FOLDER;
use crate::failure::Failure;
use crate::process::Call;

const PACKAGE: &str = "crates/oms-python";

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
            cache: folder.join("cache"),
            command: target.join("debug").join("oms"),
            documents: root.join(OPENAPI_FOLDER),
        }
    }

    fn calls(&self) -> Vec<Call> {
        let [tools, bare, wheels] =
            [&self.tools, &self.bare, &self.wheels].map(|path| path.display().to_string());
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
