//! The generator for the client alone: what peers do, which write no command, no simulator and no
//! tests.
//!
//! The first argument is the folder that holds `spec/`; the client is written beside it.

use std::collections::BTreeSet;
use std::error::Error;
use std::panic::resume_unwind;
use std::path::Path;
use std::{env, fs, io, thread};

use oms_codegen::{ClientPlace, GeneratedFile};
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
    let files = oms_codegen::generate_client(&api, ClientPlace::WORKSPACE);
    let folders: BTreeSet<&str> = files
        .iter()
        .filter_map(|file| Some(file.path.rsplit_once('/')?.0))
        .collect();
    for folder in folders {
        fs::create_dir_all(root.join(folder))?;
    }
    let threads = thread::available_parallelism()?.get();
    let share = files.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        let writers: Vec<_> = files
            .chunks(share)
            .map(|files| scope.spawn(|| write(root, files)))
            .collect();
        writers
            .into_iter()
            .try_for_each(|writer| writer.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })?;
    Ok(())
}

fn write(root: &Path, files: &[GeneratedFile]) -> io::Result<()> {
    files
        .iter()
        .try_for_each(|file| fs::write(root.join(&file.path), &file.text))
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
