//! The bill of materials of a program, in the form of `CycloneDX`: the crates that it was built
//! from.
//!
//! It is made from `cargo tree`, which knows the features of the released build. `cargo metadata`,
//! which the tools for it read, counts the features that the tests of this workspace switch on, and
//! so lists crates that are in no program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::manifest;
use crate::process::Call;

use super::build;
use super::names::{PROGRAMS, Program};

/// A crate, by which nothing else is told apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Crate {
    name: String,
    version: String,
}

/// The answer of one run of `cargo tree`.
#[derive(Debug, Default)]
struct Graph {
    licences: BTreeMap<Crate, String>,
    edges: BTreeMap<Crate, BTreeSet<Crate>>,
}

/// The crates of all programs.
#[derive(Debug)]
pub(super) struct Materials {
    target: String,
    /// The crates that are compiled, those of build scripts and macros among them.
    compiled: Graph,
    /// The crates that are linked.
    linked: Graph,
    checksums: BTreeMap<Crate, String>,
}

impl Materials {
    /// Asks cargo for them.
    pub(super) fn read(root: &Path, target: &str) -> Result<Self, Failure> {
        Ok(Self {
            target: target.to_owned(),
            compiled: graph(root, target, "normal,build")?,
            linked: graph(root, target, "normal,no-proc-macro")?,
            checksums: checksums(root)?,
        })
    }

    /// The bill of one program as JSON, without a time or a number drawn by chance: the same source
    /// gives the same bytes.
    pub(super) fn bill(&self, program: Program, version: &str) -> Result<Vec<u8>, Failure> {
        let root = Crate {
            name: program.package.to_owned(),
            version: version.to_owned(),
        };
        let compiled = self.compiled.below(&root);
        if !compiled.contains(&root) {
            return Err(Failure::new(
                format!("cargo lists no crate of {} {version}", program.package),
                "`cargo tree --package` shows what it lists",
            ));
        }
        let linked = self.linked.below(&root);
        let components: Vec<Value> = compiled
            .iter()
            .filter(|&one| *one != root)
            .map(|one| self.component(one, linked.contains(one)))
            .collect();
        let dependencies: Vec<Value> = compiled
            .iter()
            .map(|one| json!({ "ref": one.url(), "dependsOn": self.compiled.urls_below(one) }))
            .collect();
        let bill = json!({
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "version": 1,
            "metadata": {
                "component": {
                    "type": "application",
                    "bom-ref": root.url(),
                    "name": program.name,
                    "version": version,
                    "purl": root.url(),
                    "licenses": self.compiled.licences_of(&root),
                },
                "properties": [{
                    "name": "cdx:rustc:sbom:target:triple",
                    "value": self.target,
                }],
            },
            "components": components,
            "dependencies": dependencies,
        });
        let mut bytes = format!("{bill:#}").into_bytes();
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// A crate of the program. One that only runs while it is built is marked as not part of it.
    fn component(&self, one: &Crate, linked: bool) -> Value {
        let mut component = json!({
            "type": "library",
            "bom-ref": one.url(),
            "name": one.name,
            "version": one.version,
            "scope": if linked { "required" } else { "excluded" },
            "licenses": self.compiled.licences_of(one),
            "purl": one.url(),
        });
        if let (Some(checksum), Some(members)) =
            (self.checksums.get(one), component.as_object_mut())
        {
            let hashes = json!([{ "alg": "SHA-256", "content": checksum }]);
            members.insert("hashes".to_owned(), hashes);
        }
        component
    }
}

impl Crate {
    /// The package URL of the crate.
    fn url(&self) -> String {
        // A `+` stands in versions of crates that wrap a library, and has to be escaped.
        format!(
            "pkg:cargo/{}@{}",
            self.name,
            self.version.replace('+', "%2B")
        )
    }
}

impl Graph {
    /// Takes a line of `cargo tree --prefix depth --format '{p}|{l}'`. `path` holds the crates
    /// above it, and afterwards the crate itself.
    fn take(&mut self, line: &str, path: &mut Vec<Crate>) -> Option<()> {
        let (package, licence) = line.trim_end().split_once('|')?;
        let digits = package.bytes().take_while(u8::is_ascii_digit).count();
        let (depth, package) = package.split_at_checked(digits)?;
        let mut words = package.split(' ');
        let one = Crate {
            name: words.next()?.to_owned(),
            version: words.next()?.strip_prefix('v')?.to_owned(),
        };
        path.truncate(depth.parse().ok()?);
        if let Some(above) = path.last() {
            let edges = self.edges.entry(above.clone()).or_default();
            edges.insert(one.clone());
        }
        // A crate that was listed before is marked, and listed without what is below it.
        let licence = licence.trim_end_matches(" (*)").to_owned();
        self.licences.insert(one.clone(), licence);
        path.push(one);
        Some(())
    }

    /// The crate and all that is below it, if it is known.
    fn below(&self, one: &Crate) -> BTreeSet<Crate> {
        let mut found = BTreeSet::new();
        let mut open: Vec<&Crate> = self
            .licences
            .get_key_value(one)
            .map(|(one, _)| one)
            .into_iter()
            .collect();
        while let Some(one) = open.pop() {
            if found.insert(one.clone()) {
                open.extend(self.edges.get(one).into_iter().flatten());
            }
        }
        found
    }

    fn urls_below(&self, one: &Crate) -> Vec<String> {
        let below = self.edges.get(one).into_iter().flatten();
        below.map(Crate::url).collect()
    }

    /// The licence as an expression of SPDX. The slash is an older way to write a choice.
    fn licences_of(&self, one: &Crate) -> Value {
        let licence = self.licences.get(one).map_or("", String::as_str);
        if licence.is_empty() {
            return json!([]);
        }
        let expression = licence.replace(" / ", "/").replace('/', " OR ");
        json!([{ "expression": expression }])
    }
}

/// Asks cargo for the crates below the programs.
fn graph(root: &Path, target: &str, edges: &str) -> Result<Graph, Failure> {
    let mut words = format!("tree --locked --target {target} --edges {edges} --prefix depth");
    for program in PROGRAMS {
        words.push_str(" --package ");
        words.push_str(program.package);
    }
    let call = Call::cargo(&words)
        .and("--features")
        .and(build::features(root)?)
        .and("--format")
        .and("{p}|{l}");
    let mut graph = Graph::default();
    let mut path = Vec::new();
    let ended = call.run_reading(root, |line| {
        graph.take(&String::from_utf8_lossy(line), &mut path);
    });
    let what = format!("`{call}` cannot be run");
    let code = ended.map_err(Failure::at(what, "is cargo on the search path?"))?;
    Failure::unless_zero(code, || format!("`{call}` ended with {code}"))?;
    Ok(graph)
}

/// The checksums of the crates that come from a registry.
fn checksums(root: &Path) -> Result<BTreeMap<Crate, String>, Failure> {
    let lock = manifest::read(root, "Cargo.lock", "it has the checksums of the crates")?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let found = packages.into_iter().flatten().filter_map(|package| {
        let text = |key| package.get(key)?.as_str().map(str::to_owned);
        let one = Crate {
            name: text("name")?,
            version: text("version")?,
        };
        Some((one, text("checksum")?))
    });
    Ok(found.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Graph {
        let (mut graph, mut path) = (Graph::default(), Vec::new());
        for line in lines {
            graph.take(line, &mut path);
        }
        graph
    }

    fn materials() -> Materials {
        let checksum = (
            Crate {
                name: "linked".to_owned(),
                version: "1.0.0+lib.3".to_owned(),
            },
            "00ff".to_owned(),
        );
        Materials {
            target: "x86_64-unknown-linux-gnu".to_owned(),
            compiled: read(&[
                "0oms-cli v0.1.0 (/somewhere/crates/oms-cli)|MIT OR Apache-2.0",
                "1linked v1.0.0+lib.3|MIT/Apache-2.0",
                "[build-dependencies]",
                "2builder v0.3.0|",
                "1macro v0.2.0 (proc-macro)|MIT",
                "2builder v0.3.0| (*)",
                "",
                "0oms-sim v0.1.0 (/somewhere/crates/oms-sim)|MIT OR Apache-2.0",
                "1linked v1.0.0+lib.3|MIT/Apache-2.0 (*)",
            ]),
            linked: read(&[
                "0oms-cli v0.1.0 (/somewhere/crates/oms-cli)|MIT OR Apache-2.0",
                "1linked v1.0.0+lib.3|MIT/Apache-2.0",
            ]),
            checksums: BTreeMap::from([checksum]),
        }
    }

    #[test]
    fn p144_a_bill_lists_what_a_program_was_built_from_and_no_place() {
        let [oms, sim] = PROGRAMS;
        let bytes = materials().bill(oms, "0.1.0").unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains("somewhere"), "{text}");
        let bill: Value = serde_json::from_str(&text).unwrap();
        let linked = "pkg:cargo/linked@1.0.0%2Blib.3";
        assert_eq!(
            bill["components"],
            json!([
                {
                    "type": "library", "bom-ref": "pkg:cargo/builder@0.3.0", "name": "builder",
                    "version": "0.3.0", "scope": "excluded", "licenses": [],
                    "purl": "pkg:cargo/builder@0.3.0",
                },
                {
                    "type": "library", "bom-ref": linked, "name": "linked",
                    "version": "1.0.0+lib.3", "scope": "required", "purl": linked,
                    "licenses": [{ "expression": "MIT OR Apache-2.0" }],
                    "hashes": [{ "alg": "SHA-256", "content": "00ff" }],
                },
                {
                    "type": "library", "bom-ref": "pkg:cargo/macro@0.2.0", "name": "macro",
                    "version": "0.2.0", "scope": "excluded",
                    "licenses": [{ "expression": "MIT" }], "purl": "pkg:cargo/macro@0.2.0",
                },
            ])
        );
        assert_eq!(
            bill["dependencies"][3],
            json!({
                "ref": "pkg:cargo/oms-cli@0.1.0",
                "dependsOn": [linked, "pkg:cargo/macro@0.2.0"],
            })
        );
        assert_eq!(bill["metadata"]["component"]["name"], "oms");

        // A crate that another tree has listed before is followed, too.
        let text = String::from_utf8(materials().bill(sim, "0.1.0").unwrap()).unwrap();
        assert!(text.contains(linked) && text.contains("builder"), "{text}");
        assert!(!text.contains("macro"), "{text}");
        assert!(materials().bill(sim, "0.2.0").is_err());
    }

    /// Cargo itself is asked, as for a release: crates that tests alone want are on no bill.
    #[test]
    fn p144_no_crate_of_the_tests_is_on_a_bill() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let target = crate::calls::host(root).unwrap();
        let materials = Materials::read(root, &target).unwrap();
        let version = super::super::version(root).unwrap();
        for program in PROGRAMS {
            let bytes = materials.bill(program, &version).unwrap();
            let bill: Value = serde_json::from_slice(&bytes).unwrap();
            let components = bill["components"].as_array().unwrap();
            let named = |name: &str| components.iter().find(|one| one["name"] == name);
            assert!(components.len() > 50, "{}", components.len());
            assert_eq!(named("oms-client").unwrap()["scope"], "required");
            assert_eq!(named("serde_derive").unwrap()["scope"], "excluded");
            assert!(named("serde").unwrap()["hashes"][0]["content"].is_string());
            for of_tests in ["insta", "opentelemetry", "proptest", "reqwest"] {
                assert!(named(of_tests).is_none(), "{}: {of_tests}", program.name);
            }
            let postgres = named("tokio-postgres").is_some();
            assert_eq!(postgres, program.name == "oms", "{}", program.name);
        }
    }
}
