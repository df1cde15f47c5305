//! The generated client of a spec as a crate of its own, beside the workspace.

use std::path::Path;
use std::{fs, io};

use oms_codegen::ClientPlace;
use oms_spec::SourceFile;

use crate::disk::if_there;
use crate::failure::Failure;
use crate::spec;

/// The hand-written part around the generated one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// No more than the generated code needs.
    Small,
    /// That of the workspace's client.
    Whole,
}

/// The folder of the generated client in the workspace.
const GENERATED: &str = "crates/oms-client/src/";

const SMALL: &str = r"//! A generated client.

mod generated;

pub use generated::{SPEC_DIGEST, actions, missing, shapes};
pub use oms_core::*;

/// Calls the actions of the spec.
#[derive(Debug, Clone)]
pub struct Client {
    dispatcher: Dispatcher,
}

impl Client {
    /// Starts to describe a client.
    pub fn builder(endpoint: impl Into<String>) -> ClientBuilder<Self> {
        ClientBuilder::new(endpoint)
    }

    /// Sends a request that was built as data.
    pub fn call<A: Action>(&self, request: &A) -> Call<A::Data> {
        self.dispatcher.call(request)
    }

    /// Lists page by page.
    pub fn pages<A: Paged>(&self, request: A) -> Pages<A> {
        self.dispatcher.pages(request)
    }
}

impl FromDispatcher for Client {
    const SERVICE: &'static Service = &generated::SERVICE;

    fn from_dispatcher(dispatcher: Dispatcher) -> Self {
        Self { dispatcher }
    }
}
";

/// Writes the crate that the spec gives rise to.
pub(super) fn write(
    root: &Path,
    place: &Path,
    form: Form,
    files: &[SourceFile],
) -> Result<(), Failure> {
    let api = spec::load(files)?;
    let generated = oms_codegen::generate_client(&api, ClientPlace::WORKSPACE);
    let written = || -> io::Result<()> {
        // A file of an earlier run would be a part of this client.
        if_there(fs::remove_dir_all(place))?;
        fs::create_dir_all(place.join("src"))?;
        fs::write(place.join("Cargo.toml"), manifest(root))?;
        fs::copy(root.join("Cargo.lock"), place.join("Cargo.lock"))?;
        match form {
            Form::Small => fs::write(place.join("src/lib.rs"), SMALL)?,
            Form::Whole => {
                let client = root.join("crates/oms-client");
                fs::copy(client.join("README.md"), place.join("README.md"))?;
                for entry in fs::read_dir(client.join("src"))? {
                    let entry = entry?;
                    if entry.path().is_file() {
                        fs::copy(entry.path(), place.join("src").join(entry.file_name()))?;
                    }
                }
            }
        }
        for file in &generated {
            if let Some(path) = file.path.strip_prefix(GENERATED) {
                let path = place.join("src").join(path);
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder)?;
                }
                fs::write(path, &file.text)?;
            }
        }
        Ok(())
    };
    let help = "it needs a place that can be written to";
    written().map_err(Failure::at(place.display(), help))
}

fn manifest(root: &Path) -> String {
    let core = root.join("crates/oms-core").display().to_string();
    format!(
        "[package]\nname = \"client-of-a-spec\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n\
         [features]\ndefault = [\"hyper\", \"rustls\"]\nhyper = [\"oms-core/hyper\"]\n\
         rustls = [\"oms-core/rustls\"]\njiff = [\"oms-core/jiff\"]\nstream = [\"oms-core/stream\"]\nserver = []\n\n\
         [dependencies]\noms-core = {{ path = {core:?}, default-features = false }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n\n[workspace]\n"
    )
}
