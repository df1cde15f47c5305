//! The arrows between the crates and between the modules of a crate, and the Rust version that they
//! need.
//!
//! `ARCHITECTURE.md` draws the arrows; this module reads them off `cargo metadata`, so that a new
//! one is a decision and not an accident.

mod command;
mod hidden;
mod layers;
mod runtime;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use cargo_metadata::{
    Dependency, DependencyKind, Metadata, MetadataCommand, Node, Package, PackageId,
};

/// Every workspace package with the workspace packages that it depends on, tests and benches of it
/// included.
const ARROWS: &[(&str, &[&str])] = &[
    ("oms-bench", &["oms-client", "oms-core"]),
    (
        "oms-cli",
        &[
            "oms-client",
            "oms-core",
            "oms-sim",
            "oms-testkit",
            "oms-text",
        ],
    ),
    ("oms-client", &["oms-core"]),
    ("oms-codegen", &["oms-spec", "oms-testkit", "oms-text"]),
    ("oms-core", &["oms-text"]),
    ("oms-import", &["oms-spec", "oms-testkit", "oms-text"]),
    ("oms-model", &[]),
    ("oms-python", &["oms-client", "oms-sim"]),
    (
        "oms-seeds",
        &[
            "oms-cli",
            "oms-client",
            "oms-model",
            "oms-sim",
            "oms-testkit",
        ],
    ),
    ("oms-sim", &["oms-client", "oms-core", "oms-text"]),
    ("oms-spec", &["oms-testkit", "oms-text"]),
    ("oms-testkit", &[]),
    (
        "oms-tests",
        &[
            "oms-cli",
            "oms-client",
            "oms-codegen",
            "oms-core",
            "oms-import",
            "oms-seeds",
            "oms-sim",
            "oms-spec",
            "oms-testkit",
            "oms-text",
            "xtask",
        ],
    ),
    ("oms-text", &[]),
    (
        "xtask",
        &[
            "oms-codegen",
            "oms-import",
            "oms-spec",
            "oms-testkit",
            "oms-text",
        ],
    ),
];

/// The packages that name parts of an HTTP client or of TLS, tests and benches left out, each with
/// those parts.
const CLIENTS: &[(&str, &[&str])] = &[
    // The command speaks TLS with a team's database; no call to the service goes there.
    ("oms-cli", &["rustls", "tokio-rustls"]),
    (
        "oms-core",
        &["hyper", "hyper-util", "rustls", "tokio-rustls"],
    ),
    // The recorder of the simulator hands on what it records.
    ("oms-sim", &["hyper"]),
];

#[test]
fn crates_depend_on_each_other_as_drawn_and_in_no_other_way() {
    let metadata = metadata();
    let drawn: BTreeMap<&str, BTreeSet<&str>> = ARROWS
        .iter()
        .map(|(from, to)| (*from, to.iter().copied().collect()))
        .collect();
    let packages = metadata.workspace_packages();
    let members: BTreeSet<&str> = packages.iter().map(|it| it.name.as_str()).collect();
    let found: BTreeMap<&str, BTreeSet<&str>> = packages
        .iter()
        .map(|package| {
            let all = package.dependencies.iter().map(|it| it.name.as_str());
            let own = all.filter(|name| members.contains(name));
            (package.name.as_str(), own.collect())
        })
        .collect();
    assert_eq!(
        found, drawn,
        "the table has every workspace package and every arrow, and no other: see ARCHITECTURE.md"
    );
}

#[test]
fn only_the_runtime_names_the_http_client() {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in metadata().workspace_packages() {
        for dependency in &package.dependencies {
            if dependency.kind == DependencyKind::Development || !is_of_a_client(dependency) {
                continue;
            }
            assert!(
                dependency.optional || package.name.as_str() != "oms-cli",
                "the command has {} only if it is built for the journal of a team",
                dependency.name
            );
            let of_it = found.entry(package.name.to_string()).or_default();
            of_it.insert(dependency.name.clone());
        }
    }
    let found: Vec<(&str, Vec<&str>)> = found
        .iter()
        .map(|(name, parts)| (name.as_str(), parts.iter().map(String::as_str).collect()))
        .collect();
    let drawn = CLIENTS.iter().map(|(name, parts)| (*name, parts.to_vec()));
    assert_eq!(found, drawn.collect::<Vec<_>>());
}

/// Returns whether a dependency can send a request, or speak TLS for one. hyper has a server, too.
fn is_of_a_client(dependency: &Dependency) -> bool {
    match dependency.name.as_str() {
        "reqwest" | "rustls" | "tokio-rustls" => true,
        "hyper" | "hyper-util" => dependency
            .features
            .iter()
            .any(|feature| feature.starts_with("client") || feature == "full"),
        _ => false,
    }
}

#[test]
fn the_client_is_not_slowed_by_features_that_its_users_did_not_ask_for() {
    let metadata = metadata();
    let client = package(&metadata, "oms-client");
    assert_eq!(client.features["default"], ["hyper", "rustls"]);
    for feature in ["jiff", "stream", "testing"] {
        assert!(
            client.features.contains_key(feature),
            "{feature} is a feature of its own"
        );
    }
}

#[test]
fn a_simulator_among_the_dependencies_of_tests_changes_nothing_about_the_client() {
    let metadata = metadata();
    let simulator = package(&metadata, "oms-sim");
    for dependency in &simulator.dependencies {
        let ours = ["oms-client", "oms-core"].contains(&dependency.name.as_str());
        if ours && dependency.kind == DependencyKind::Normal {
            assert_eq!(
                dependency.features,
                Vec::<String>::new(),
                "{}",
                dependency.name
            );
            assert!(!dependency.uses_default_features, "{}", dependency.name);
        }
    }
}

#[test]
fn p142_the_declared_rust_version_is_the_highest_that_a_dependency_needs() {
    let metadata = metadata();
    let mut published = metadata.workspace_packages();
    published.retain(|package| package.publish.is_none());
    let highest = published
        .iter()
        .flat_map(|package| rust_versions(&metadata, package))
        .max()
        .expect("the published crates have dependencies");
    for package in published {
        let declared = package
            .rust_version
            .as_ref()
            .expect("a published crate declares its Rust version");
        assert_eq!(
            (declared.major, declared.minor),
            highest,
            "{} declares what its dependencies need, no more and no less",
            package.name
        );
    }
}

/// `internals` may change with any version of the runtime, so that a released crate which uses them
/// must not be compiled with another one.
#[test]
fn p141_published_crates_depend_on_the_very_version_of_the_runtime() {
    let metadata = metadata();
    let runtime = package(&metadata, "oms-core");
    let exact = format!("={}", runtime.version);
    let mut published = metadata.workspace_packages();
    published.retain(|package| package.publish.is_none());
    let mut dependents = Vec::new();
    for package in published {
        let requirements = package
            .dependencies
            .iter()
            .filter(|dependency| dependency.name == "oms-core");
        for requirement in requirements {
            assert_eq!(requirement.req.to_string(), exact, "{}", package.name);
            dependents.push(package.name.as_str());
        }
    }
    for user in ["oms-cli", "oms-sim"] {
        assert!(dependents.contains(&user), "{dependents:?}");
    }
}

/// The `rust-version` of everything that is compiled into a package, as major and minor.
fn rust_versions(metadata: &Metadata, package: &Package) -> Vec<(u64, u64)> {
    let resolve = metadata.resolve.as_ref().expect("the metadata is resolved");
    let nodes: BTreeMap<&PackageId, &Node> =
        resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let mut seen = BTreeSet::new();
    let mut open = vec![&package.id];
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let compiled = nodes[id].deps.iter().filter(|dep| {
            dep.dep_kinds
                .iter()
                .any(|kind| kind.kind != DependencyKind::Development)
        });
        open.extend(compiled.map(|dep| &dep.pkg));
    }
    let members: BTreeSet<&PackageId> = metadata.workspace_members.iter().collect();
    seen.into_iter()
        .filter(|id| !members.contains(id))
        .filter_map(|id| metadata[id].rust_version.as_ref())
        .map(|version| (version.major, version.minor))
        .collect()
}

fn package<'a>(metadata: &'a Metadata, name: &str) -> &'a Package {
    let found = metadata
        .packages
        .iter()
        .find(|package| package.name.as_str() == name);
    found.unwrap_or_else(|| panic!("{name} is a package of the workspace"))
}

/// The metadata for this machine's platform: the packages of others need not have been downloaded.
fn metadata() -> Metadata {
    let mut command = MetadataCommand::new();
    command.manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml"));
    command.other_options([
        "--offline".into(),
        "--locked".into(),
        "--filter-platform".into(),
        host(),
    ]);
    command
        .exec()
        .expect("`cargo metadata` answers from what was built")
}

fn host() -> String {
    let answer = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("the compiler that built this test runs");
    let text = String::from_utf8(answer.stdout).expect("the compiler prints UTF-8");
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("the compiler names its host").to_owned()
}
