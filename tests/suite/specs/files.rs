//! The files of a one-feature spec, and generated files as one. The build of these tests reads them
//! as well.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use oms_codegen::{ClientPlace, GeneratedFile, HEADER};
use oms_spec::SourceFile;
use oms_spec::ir::Api;

/// The folder of the specs.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/specs")
}

/// The names of the specs, in order.
pub(crate) fn names() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder())
        .expect("the specs can be listed")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name())
        .map(|name| name.into_string().expect("a name in UTF-8"))
        .collect();
    names.sort();
    names
}

/// True for a spec whose client is not kept beside it, but generated for each build.
pub(crate) fn is_built(name: &str) -> bool {
    name == "names"
}

/// The place of the client of a spec.
pub(crate) fn with_place<T>(name: &str, then: impl FnOnce(ClientPlace<'_>) -> T) -> T {
    let module = format!("specs::{name}");
    then(ClientPlace {
        root: &format!("crate::{module}"),
        users: &format!("oms_tests::{module}"),
        spec: ".",
    })
}

/// The client of a spec, as one file.
pub(crate) fn client(name: &str, api: &Api) -> String {
    as_one(with_place(name, |place| {
        oms_codegen::generate_client(api, place)
    }))
}

/// The files of a spec, as if its folder were that of the workspace's.
pub(crate) fn sources(name: &str) -> Vec<SourceFile> {
    let mut files = Vec::new();
    collect(&folder().join(name), "spec", &mut files);
    files
}

/// The model of a spec.
pub(crate) fn api(name: &str) -> Api {
    oms_spec::load(&sources(name)).unwrap_or_else(|problems| panic!("{name}:\n{problems}"))
}

/// The files below a folder, as if they were below `path`.
pub(crate) fn collect(folder: &Path, path: &str, files: &mut Vec<SourceFile>) {
    for entry in fs::read_dir(folder).expect("a folder can be listed") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a name in UTF-8");
        let path = format!("{path}/{name}");
        if entry.path().is_dir() {
            collect(&entry.path(), &path, files);
        } else if !name.contains(".snap") {
            let bytes = fs::read(entry.path()).expect("a file can be read");
            files.push(SourceFile { path, bytes });
        }
    }
}

/// Generated files as one: each module is inline at its declaration.
pub(crate) fn as_one(files: Vec<GeneratedFile>) -> String {
    let mut modules = BTreeMap::new();
    for file in files {
        let module = file
            .path
            .rsplit_once("generated/")
            .map(|(_, module)| module.to_owned());
        let text = file
            .text
            .split_once("\n\n")
            .map(|(_, text)| text.to_owned());
        let module = module.expect("a generated file stands in a folder of this name");
        modules.insert(
            module,
            text.expect("a generated file begins with its header"),
        );
    }
    let mut text = format!("{HEADER}a spec of one feature. Do not edit.\n\n");
    text.push_str(&module(&modules, ""));
    text
}

/// The text of a module with the modules inside it. `prefix` is the path of its folder.
fn module(modules: &BTreeMap<String, String>, prefix: &str) -> String {
    let text = [
        format!("{prefix}mod.rs"),
        format!("{}.rs", prefix.trim_end_matches('/')),
    ]
    .into_iter()
    .find_map(|path| modules.get(&path))
    .unwrap_or_else(|| panic!("the module `{prefix}` has no file"));
    let mut out = String::new();
    for line in text.lines() {
        let declared = line
            .strip_suffix(';')
            .and_then(|line| line.split_once("mod "))
            .filter(|(visibility, _)| matches!(*visibility, "" | "pub " | "pub(crate) "));
        let Some((visibility, name)) = declared else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        if out.ends_with("}\n") {
            out.push('\n');
        }
        let path = format!("{prefix}{}/", name.trim_start_matches("r#"));
        out.extend([visibility, "mod ", name, " {\n"]);
        for line in module(modules, &path).lines() {
            let indent = if line.is_empty() { "" } else { "    " };
            out.extend([indent, line, "\n"]);
        }
        out.push_str("}\n");
    }
    out
}
