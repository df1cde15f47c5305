//! Generates the clients whose code nobody reads: it repeats itself for hundreds of names, of which
//! a review sees the signatures. Like the others, they are compiled, and their examples are run.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a build that cannot go on says why"
)]

#[path = "suite/specs/files.rs"]
mod files;

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=suite/specs/files.rs");
    let out = env::var_os("OUT_DIR").expect("cargo names a folder");
    for name in files::names()
        .into_iter()
        .filter(|name| files::is_built(name))
    {
        let folder = files::folder().join(&name);
        println!("cargo::rerun-if-changed={}", folder.display());
        let client = files::client(&name, &files::api(&name));
        // The text becomes the inside of a module, where nothing can describe it any more.
        let lines = client.lines().filter(|line| !line.starts_with("//!"));
        let text: String = lines.flat_map(|line| [line, "\n"]).collect();
        let path = Path::new(&out).join(format!("{name}.rs"));
        fs::write(path, text).expect("the folder can be written");
    }
}
