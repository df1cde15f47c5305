//! The ground that a gateway runs on: a folder of its own, ports, and the rights of nobody.

use std::fs::{self, Permissions};
use std::net::SocketAddr;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::thread;

use tempfile::TempDir;

use crate::support::ports;

/// The user and the group that own nothing, by Debian's numbers.
const NOBODY: u32 = 65_534;

/// The folder that a gateway runs in, and the addresses that it listens on.
#[derive(Debug)]
pub(crate) struct Ground {
    folder: TempDir,
    root: bool,
    /// The folder stays if its test fails, so that somebody can read its configuration and logs.
    keep: bool,
    /// The address on which it listens for the calls of the test.
    pub(crate) address: SocketAddr,
    /// More addresses, for configurations that listen on several.
    pub(crate) more: [SocketAddr; 3],
}

impl Ground {
    /// A new folder and free ports.
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().expect("a folder can be made");
        let owner = fs::metadata(folder.path()).expect("it is there").uid();
        let root = owner == 0;
        if root {
            chown(folder.path(), Some(NOBODY), Some(NOBODY)).expect("root gives folders away");
        }
        Self {
            folder,
            root,
            keep: std::env::var_os("OMS_KEEP").is_some(),
            address: ports::free(),
            more: [ports::free(), ports::free(), ports::free()],
        }
    }

    /// The user and group to run as: a test that root runs gives its rights away.
    pub(crate) fn user(&self) -> Option<(u32, u32)> {
        self.root.then_some((NOBODY, NOBODY))
    }

    /// The name by which a gateway tells its instances apart.
    pub(crate) fn service(&self) -> String {
        format!("oms{}", self.address.port())
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The folder, as configurations name it.
    pub(crate) fn path(&self) -> String {
        self.folder.path().display().to_string()
    }

    /// Writes a file that the gateway can read.
    pub(crate) fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        let parent = path.parent().expect("it lies in the folder");
        fs::create_dir_all(parent).expect("a folder can be made");
        fs::write(&path, text).expect("a file can be written");
        path
    }

    /// Writes a file that the gateway cannot read.
    pub(crate) fn denied(&self, name: &str, text: &str) -> PathBuf {
        let path = self.file(name, text);
        fs::set_permissions(&path, Permissions::from_mode(0o000)).expect("it is ours");
        path
    }

    /// The contents of a file of the folder; empty if it is not there.
    pub(crate) fn read(&self, name: &str) -> String {
        let bytes = fs::read(self.folder.path().join(name)).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        if self.keep && thread::panicking() {
            self.folder.disable_cleanup(true);
            eprintln!("kept: {}", self.path());
        }
    }
}

#[test]
fn the_folder_of_a_gateway_stays_if_its_test_fails_and_somebody_asked_for_it() {
    for (keep, fails) in [(false, false), (false, true), (true, false), (true, true)] {
        let mut ground = Ground::new();
        ground.keep = keep;
        let folder = ground.folder().to_owned();
        let test = thread::spawn(move || assert!(!fails, "in {}", ground.path()));
        assert_eq!(test.join().is_err(), fails);
        assert_eq!(folder.exists(), keep && fails, "{keep}, {fails}");
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("it is ours");
        }
    }
}
