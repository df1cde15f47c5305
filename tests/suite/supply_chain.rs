//! The permitted dependencies of the workspace: `deny.toml`, checked on every run of the tests.
//!
//! cargo-deny reads the same file and knows more (other platforms, advisories), but not everybody
//! has it. Crates that are banned and registries are looked for in the whole lock file; licences
//! and duplicates only among what is compiled for others than the tests, as cargo-deny does.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use cargo_metadata::semver::{Version, VersionReq};
use toml::{Table, Value};

/// The crates that are promised to be banned, each with a version that must not be there. A crate
/// that is missing from `deny.toml` is banned by nobody.
const PROMISED: &[(&str, &str)] = &[
    ("async-std", "1.13.0"),
    ("atty", "0.2.14"),
    ("aws-lc-sys", "0.38.0"),
    ("backoff", "0.4.0"),
    ("bytes", "1.11.0"),
    ("derivative", "2.2.0"),
    ("h2", "0.4.15"),
    ("instant", "0.1.13"),
    ("json5", "0.4.1"),
    ("native-tls", "0.2.14"),
    ("number_prefix", "0.4.0"),
    ("openssl", "0.10.70"),
    ("paste", "1.0.15"),
    ("proc-macro-error", "1.0.4"),
    ("rand", "0.8.5"),
    ("rand", "0.9.2"),
    ("rand", "0.10.0"),
    ("reqwest", "0.13.3"),
    ("rustls-pemfile", "2.2.0"),
    ("rustls-webpki", "0.103.12"),
    ("serde_yaml", "0.9.34"),
    ("serde_yml", "0.0.12"),
    ("time", "0.3.46"),
    ("tracing-subscriber", "0.3.19"),
    ("yaml-rust", "0.4.5"),
];

/// A crate that must not be there.
#[derive(Debug)]
struct Ban {
    name: String,
    versions: VersionReq,
    reason: String,
}

/// A package that is compiled for others than the tests.
struct Compiled {
    name: String,
    version: String,
    licence: String,
}

/// A package of the lock file.
#[derive(Debug)]
struct Locked {
    name: String,
    version: Version,
    /// The source of its download; our own crates have none.
    source: Option<String>,
}

#[test]
fn p136_nothing_that_is_banned_is_locked() {
    assert_eq!(
        banned(&bans("deny"), &locked(&read("Cargo.lock"))),
        Vec::<String>::new()
    );
}

#[test]
fn p137_no_library_of_the_system_speaks_tls() {
    let locked = locked(&read("Cargo.lock"));
    for name in ["native-tls", "openssl", "openssl-sys"] {
        assert!(!locked.iter().any(|package| package.name == name), "{name}");
    }
}

#[test]
fn p135_what_is_promised_is_banned_and_every_ban_says_why() {
    let bans = bans("deny");
    for (name, version) in PROMISED {
        let found = Locked {
            name: (*name).to_owned(),
            version: version.parse().expect("the table holds versions"),
            source: None,
        };
        assert_eq!(
            banned(&bans, &[found]).len(),
            1,
            "deny.toml bans {name} {version}"
        );
    }
    for ban in bans {
        assert!(
            !ban.reason.is_empty(),
            "deny.toml says why {} is banned",
            ban.name
        );
    }
}

#[test]
fn p138_every_package_comes_from_the_registry_that_is_allowed() {
    let allowed: BTreeSet<String> = texts(&policy(), "sources", "allow-registry")
        .into_iter()
        .map(|registry| format!("registry+{registry}"))
        .collect();
    assert_eq!(allowed.len(), 1);
    for package in locked(&read("Cargo.lock")) {
        if let Some(source) = package.source {
            assert!(
                allowed.contains(&source),
                "{} comes from {source}",
                package.name
            );
        }
    }
    assert_eq!(texts(&policy(), "sources", "allow-git"), BTreeSet::new());
}

#[test]
fn p138_what_others_compile_is_there_in_one_version() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let skipped = bans("skip");
    let counts = |package: &Compiled| {
        let version: Version = package
            .version
            .trim_start_matches('v')
            .parse()
            .expect("cargo prints versions");
        !skipped
            .iter()
            .any(|skip| skip.name == package.name && skip.versions.matches(&version))
    };
    for package in compiled(&released()).into_iter().filter(counts) {
        let of_it = versions.entry(package.name).or_default();
        of_it.insert(package.version);
    }
    assert!(
        versions.contains_key("hyper"),
        "the dependencies were found"
    );
    for (name, versions) in versions {
        assert_eq!(versions.len(), 1, "{name}: {versions:?}");
    }
}

/// Every crate of the workspace inherits this level, generated code included; a rule of `tidy`
/// refuses one that does not.
#[test]
fn p139_no_crate_can_hold_unsafe_code() {
    assert_eq!(level("rust", "unsafe_code"), "forbid");
}

#[test]
fn p140_what_panics_is_denied_everywhere_but_in_tests() {
    for lint in [
        "expect_used",
        "indexing_slicing",
        "panic",
        "todo",
        "unwrap_used",
        // Each exception has to say why.
        "allow_attributes_without_reason",
    ] {
        assert_eq!(level("clippy", lint), "deny", "{lint}");
    }
}

/// The level of a lint in the root manifest.
fn level(tool: &str, lint: &str) -> String {
    let manifest: Table = read("Cargo.toml").parse().expect("the manifest is TOML");
    let level = manifest["workspace"]["lints"][tool][lint].as_str();
    level.expect("the lint has a level").to_owned()
}

#[test]
fn what_others_compile_is_under_a_licence_that_is_allowed() {
    let allowed = texts(&policy(), "licenses", "allow");
    for package in compiled(&released()) {
        assert!(
            permits(&allowed, &package.licence),
            "{}: {}",
            package.name,
            package.licence
        );
    }
}

#[test]
fn what_the_journal_of_a_team_needs_is_compiled_for_nobody_else() {
    let names = |features: &[String]| -> BTreeSet<String> {
        let packages = compiled(features).into_iter();
        packages.map(|package| package.name).collect()
    };
    let (plain, released) = (names(&[]), names(&released()));
    for name in [
        "tokio-postgres",
        "postgres-protocol",
        "postgres-types",
        "md-5",
    ] {
        assert!(released.contains(name) && !plain.contains(name), "{name}");
    }
}

#[test]
fn a_client_without_a_provider_of_its_own_compiles_no_cryptography() {
    let names = |feature: &str| -> BTreeSet<String> {
        let of_it = ["--package", "oms-client", "--no-default-features"].map(str::to_owned);
        let features = ["--features", feature].map(str::to_owned);
        let packages = tree([of_it.as_slice(), &features].concat()).into_iter();
        packages.map(|package| package.name).collect()
    };
    let (with, without) = (names("rustls"), names("rustls-no-provider"));
    assert!(with.contains("aws-lc-sys") && without.contains("rustls"));
    for name in ["aws-lc-rs", "aws-lc-sys", "ring"] {
        assert!(!without.contains(name), "{name}");
    }
}

#[test]
fn a_licence_is_permitted_where_one_of_its_alternatives_is() {
    let allowed: BTreeSet<String> = ["MIT", "ISC"].map(str::to_owned).into();
    for (licence, expected) in [
        ("MIT", true),
        ("MIT OR GPL-3.0-only", true),
        ("MIT/Apache-2.0", true),
        ("(MIT OR Apache-2.0) AND ISC", true),
        ("GPL-3.0-only", false),
        ("MIT AND GPL-3.0-only", false),
        ("MIT WITH LLVM-exception", false),
        ("none", false),
    ] {
        assert_eq!(permits(&allowed, licence), expected, "{licence}");
    }
}

/// The locked packages that a ban is about.
fn banned(bans: &[Ban], locked: &[Locked]) -> Vec<String> {
    let found = locked.iter().flat_map(|package| {
        let of_it =
            move |ban: &&Ban| ban.name == package.name && ban.versions.matches(&package.version);
        bans.iter()
            .filter(of_it)
            .map(move |ban| format!("{} {}: {}", package.name, package.version, ban.reason))
    });
    found.collect()
}

/// A list of `deny.toml`, such as its bans: a name, `name:requirement` or `name@version`.
fn bans(list: &str) -> Vec<Ban> {
    let policy = policy();
    let list = policy["bans"][list]
        .as_array()
        .expect("deny.toml lists bans");
    let bans = list.iter().map(|entry| {
        let spec = entry["crate"].as_str().expect("a ban names a crate");
        let (name, versions) = match (spec.split_once(':'), spec.split_once('@')) {
            (Some((name, requirement)), _) => (name, requirement.to_owned()),
            (None, Some((name, version))) => (name, format!("={version}")),
            (None, None) => (spec, "*".to_owned()),
        };
        Ban {
            name: name.to_owned(),
            versions: versions
                .parse()
                .expect("a ban names versions as cargo does"),
            reason: entry
                .get("reason")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
        }
    });
    bans.collect()
}

fn locked(lock_file: &str) -> Vec<Locked> {
    let lock_file: Table = lock_file.parse().expect("the lock file is TOML");
    let packages = lock_file["package"]
        .as_array()
        .expect("the lock file lists packages");
    let text = |package: &Value, key: &str| package.get(key)?.as_str().map(str::to_owned);
    packages
        .iter()
        .map(|package| Locked {
            name: text(package, "name").expect("a locked package has a name"),
            version: text(package, "version")
                .and_then(|version| version.parse().ok())
                .expect("a locked package has a version"),
            source: text(package, "source"),
        })
        .collect()
}

/// The crates that cargo compiles of the workspace on this machine if no test is built.
fn compiled(features: &[String]) -> Vec<Compiled> {
    let mut of_it = vec!["--workspace".to_owned()];
    for name in texts(&policy(), "graph", "exclude") {
        of_it.extend(["--exclude".to_owned(), name]);
    }
    of_it.extend_from_slice(features);
    tree(of_it)
}

/// The crates that cargo compiles of these packages with these features. `cargo metadata` would not
/// do: the features that tests ask for are on in it. Nothing is downloaded for it, so it is about
/// the features that the workspace's own crates choose.
fn tree(of: Vec<String>) -> Vec<Compiled> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked"])
        .args(of)
        .args([
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p}|{l}",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let lines = String::from_utf8(output.stdout).expect("cargo prints UTF-8");
    let packages = lines.lines().filter_map(|line| {
        let (package, licence) = line.split_once('|')?;
        let mut words = package.split(' ');
        Some(Compiled {
            name: words.next()?.to_owned(),
            version: words.next()?.to_owned(),
            // A crate that was listed before is marked.
            licence: licence.trim_end_matches(" (*)").to_owned(),
        })
    });
    packages.collect()
}

/// The flags for the features of the command as it is released, beside the default ones.
/// `cargo xtask dist` reads them in the same place.
fn released() -> Vec<String> {
    let manifest: Table = read("crates/oms-cli/Cargo.toml")
        .parse()
        .expect("the manifest is TOML");
    let features = manifest["package"]["metadata"]["dist"]["features"].as_array();
    let features = features.expect("the manifest names what is released");
    features
        .iter()
        .filter_map(Value::as_str)
        .flat_map(|feature| ["--features".to_owned(), format!("oms-cli/{feature}")])
        .collect()
}

/// Returns whether a licence can be chosen such that all that it asks for is allowed.
fn permits(allowed: &BTreeSet<String>, licence: &str) -> bool {
    let expression = spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX);
    expression
        .is_ok_and(|expression| expression.evaluate(|wanted| allowed.contains(&wanted.to_string())))
}

fn policy() -> Table {
    read("deny.toml").parse().expect("deny.toml is TOML")
}

fn texts(policy: &Table, section: &str, key: &str) -> BTreeSet<String> {
    let list = policy[section][key]
        .as_array()
        .expect("deny.toml has the list");
    list.iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

fn read(path: &str) -> String {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package stands in the workspace");
    fs::read_to_string(workspace.join(path)).expect("the file can be read")
}
