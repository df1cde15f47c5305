//! The generator for the client alone: what peers do, which write no command, no simulator and no tests.
//!
//! The first argument is the folder that holds `spec/`; the client is written beside it.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use oms_codegen::Place;
use oms_spec::SourceFile;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// As the generator for everything has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Outcome<()> {
    let root = env::args_os()
        .nth(1)
        .ok_or("the folder of a spec is missing")?;
    run(Path::new(&root))
}

/// Reads the spec under `root`, checks it, and writes the client beside it.
fn run(root: &Path) -> Outcome<()> {
    let mut files = Vec::new();
    read(&root.join("spec"), "spec", &mut files)?;
    let api = oms_spec::load(&files).map_err(|problems| problems.to_string())?;
    for file in oms_codegen::generate_client(&api, Place::WORKSPACE)? {
        let place = root.join(file.path);
        let folder = place.parent().unwrap_or(root);
        if !folder.is_dir() {
            fs::create_dir_all(folder)?;
        }
        fs::write(place, file.text)?;
    }
    Ok(())
}

fn read(folder: &Path, path: &str, files: &mut Vec<SourceFile>) -> Outcome<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{path}/{}", entry.file_name().display());
        if entry.file_type()?.is_dir() {
            read(&entry.path(), &path, files)?;
        } else {
            let bytes = fs::read(entry.path())?;
            files.push(SourceFile { path, bytes });
        }
    }
    Ok(())
}
