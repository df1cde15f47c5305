//! The manifests say each thing once.

use toml::{Table, Value};

use super::{Files, Findings, numbered, texts};

/// A crate that does not inherit the workspace's lints is held to none of them, and nothing says
/// so.
pub(super) fn lints(files: &Files, findings: &mut Findings) {
    for (path, _, manifest) in members(files) {
        let lints = manifest.get("lints");
        if !lints.is_some_and(is_inherited) {
            findings.file(path, "the crate does not inherit the workspace's lints");
        }
    }
}

/// Two manifests that name a version each drift apart. The root manifest names them all, by
/// numbers: what `*` or a branch means changes by itself.
pub(super) fn versions(files: &Files, findings: &mut Findings) {
    for (path, text, manifest) in manifests(files) {
        let workspace = manifest.get("workspace").and_then(Value::as_table);
        let shared = workspace
            .into_iter()
            .flat_map(|of| table(of, "dependencies"));
        let lacks = |dependency| !is_numbered(dependency) && !is_unpublished(files, dependency);
        for (name, _) in shared.filter(|(_, dependency)| lacks(dependency)) {
            findings.line(
                path,
                line_of(text, name),
                format!("`{name}` needs a version in numbers"),
            );
        }
    }
    for (path, text, manifest) in members(files) {
        for (name, _) in dependencies(&manifest).filter(|(_, dependency)| !is_inherited(dependency))
        {
            let what = format!(
                "`{name}` has a version of its own: put it into the root manifest, and `workspace = true` here"
            );
            findings.line(path, line_of(text, name), what);
        }
        // A crate that is never published has no version that anybody could rely on.
        let version = manifest
            .get("package")
            .and_then(|package| package.get("version"));
        if !version
            .is_some_and(|version| is_inherited(version) || version.as_str() == Some("0.0.0"))
        {
            findings.line(
                path,
                line_of(text, "version"),
                "the version is neither inherited nor 0.0.0",
            );
        }
    }
}

/// The manifests with their texts. One that cannot be parsed is cargo's to refuse.
fn manifests(files: &Files) -> impl Iterator<Item = (&str, &str, Table)> {
    texts(files)
        .filter(|(path, _)| path.rsplit('/').next() == Some("Cargo.toml"))
        .filter_map(|(path, text)| Some((path, text, text.parse().ok()?)))
}

/// The manifests of the workspace's packages. One that is a workspace of its own, as a fuzzer's,
/// has nothing to inherit from.
fn members(files: &Files) -> impl Iterator<Item = (&str, &str, Table)> {
    manifests(files).filter(|(_, _, manifest)| {
        manifest.contains_key("package") && !manifest.contains_key("workspace")
    })
}

/// Everything that a package depends on, on any platform and for any purpose.
fn dependencies(manifest: &Table) -> impl Iterator<Item = (&String, &Value)> {
    let of_platforms = table(manifest, "target").filter_map(|(_, target)| target.as_table());
    std::iter::once(manifest)
        .chain(of_platforms)
        .flat_map(|from| {
            ["dependencies", "dev-dependencies", "build-dependencies"]
                .into_iter()
                .flat_map(move |kind| table(from, kind))
        })
}

fn table<'a>(from: &'a Table, key: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    from.get(key)
        .and_then(Value::as_table)
        .into_iter()
        .flatten()
}

fn is_inherited(value: &Value) -> bool {
    value.get("workspace") == Some(&Value::Boolean(true))
}

fn is_numbered(dependency: &Value) -> bool {
    let version = dependency
        .as_str()
        .or_else(|| dependency.get("version")?.as_str());
    let from_elsewhere = dependency.get("git").is_some() || dependency.get("registry").is_some();
    version.is_some_and(|version| !version.contains('*')) && !from_elsewhere
}

/// Returns whether a crate of ours is named without a version and never published. A published
/// crate whose tests use it loses the name in its package, where a version would be looked for in
/// the registry.
fn is_unpublished(files: &Files, dependency: &Value) -> bool {
    let path = dependency.get("path").and_then(Value::as_str);
    let found = path.and_then(|path| {
        let place = format!("{path}/Cargo.toml");
        let (_, _, manifest) = manifests(files).find(|(path, ..)| *path == place)?;
        manifest.get("package")?.get("publish")?.as_bool()
    });
    found == Some(false) && dependency.get("version").is_none()
}

/// The line on which a key is set, or the first one if it cannot be found.
fn line_of(text: &str, key: &str) -> usize {
    let sets = |line: &str| {
        let rest = line.trim_start().strip_prefix(key);
        rest.is_some_and(|rest| rest.starts_with([' ', '=', '.']))
    };
    numbered(text)
        .find(|(_, line)| sets(line))
        .map_or(1, |(number, _)| number)
}
