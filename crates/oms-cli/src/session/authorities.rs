//! Files of certificates: those that a setting names, and those of the platform, where a variable
//! says which ones they are.
//!
//! Those of the platform are read by a library, which looks at nothing but their contents.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use crate::failure::Failure;
use crate::session::private::{self, Purpose, Refusal};
use crate::surroundings::Surroundings;

/// The variable with a file of certificates.
const FILE: &str = "SSL_CERT_FILE";

/// The variable with directories of certificates.
const DIRECTORIES: &str = "SSL_CERT_DIR";

/// The longest file of certificates that is read, in bytes. Those of all public authorities
/// together take a fortieth of it.
const LONGEST: u64 = 8 << 20;

/// Set where the variables count. Elsewhere the system itself checks certificates.
const ARE_READ: bool = cfg!(all(unix, not(target_vendor = "apple")));

/// Reads a file of certificates. Whoever can write the authorities that are trusted can stand in
/// for a server, and be sent the password.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    private::read(path, Purpose::Decides, LONGEST)
}

/// Returns the variables that name certificates, each with its value if it is set.
pub(crate) fn variables(surroundings: &Surroundings<'_>) -> Vec<(&'static str, Option<OsString>)> {
    let known = [FILE, DIRECTORIES].into_iter().filter(|_| ARE_READ);
    let value = |name| (surroundings.environment)(name).filter(|value| !value.is_empty());
    known.map(|name| (name, value(name))).collect()
}

/// Refuses certificates of the platform that others could have written.
pub(crate) fn check(surroundings: &Surroundings<'_>) -> Result<(), Failure> {
    for (name, value) in variables(surroundings) {
        let Some(value) = value else {
            continue;
        };
        let checked = if name == FILE {
            check_file(Path::new(&value))
        } else {
            std::env::split_paths(&value)
                .filter(|path| !path.as_os_str().is_empty())
                .try_for_each(|path| private::check_each_in(&path))
        };
        checked.map_err(|error| {
            Failure::usage(
                format!("the variable {name} cannot be used: {error}"),
                "Unset it, or name in it certificates that only you or the administrator can write or replace.",
            )
        })?;
    }
    Ok(())
}

/// A file that is missing is trusted by nobody, and nobody else can put one there.
fn check_file(path: &Path) -> io::Result<()> {
    match private::open(path, Purpose::Decides) {
        Err(refusal) if !refusal.is_missing() => Err(refusal.about(path)),
        _ => Ok(()),
    }
}
