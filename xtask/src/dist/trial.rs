//! The files of a release in an empty root: `cargo xtask dist --try`.

use std::path::Path;

use crate::calls;
use crate::console::Console;
use crate::failure::Failure;
use crate::process::Call;

use super::names;

/// The steps. They are those of somebody at a shell, and only a shell says them shortly.
const STEPS: &str = include_str!("trial.sh");

/// Runs them over what is in the folder, if this machine can.
pub(super) fn run(
    root: &Path,
    out: &Path,
    version: &str,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let target = calls::host(root)?;
    let name = names::programs(version, &target);
    let archive = out.join(names::archive(&name));
    if !archive.is_file() {
        return Err(Failure::new(
            format!("there is no {}", archive.display()),
            "`cargo xtask dist` without `--try` builds it",
        ));
    }
    if !cfg!(target_os = "linux") || !is_root(root) {
        console.result("SKIPPED: the trial of the release; only root of Linux has an empty root");
        return Ok(());
    }
    let code = Call::program("bash", "-c")
        .and(STEPS)
        .and("trial")
        .and(out.display().to_string())
        .and(name)
        .and(version)
        .run(root)
        .map_err(Failure::at("bash does not start", "is it installed?"))?;
    Failure::unless_zero(code, || {
        "the release does not hold in an empty root".to_owned()
    })
}

fn is_root(root: &Path) -> bool {
    let mut root_user = false;
    let asked = Call::program("id", "-u").run_reading(root, |line| root_user = line == b"0\n");
    asked.is_ok() && root_user
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// The step of the trial, in containers whose settings of dpkg leave manual pages out.
    #[test]
    fn a_package_is_installed_whole_where_dpkg_leaves_manual_pages_out() {
        let scratch = tempfile::tempdir().unwrap();
        let folder = scratch.path();
        let has_dpkg = Call::program("dpkg-deb", "--version").succeeds(folder);
        if !cfg!(target_os = "linux") || !has_dpkg {
            let without = "the trial of a Debian package needs dpkg, on Linux";
            oms_testkit::lacks(oms_testkit::Required::Tools, without);
            return;
        }
        let write = |path: &str, text: &str| {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let control = "Package: page\nVersion: 1\nArchitecture: all\n\
            Maintainer: nobody <nobody@localhost>\nDescription: a page\n";
        write("page/DEBIAN/control", control);
        write("page/usr/share/man/man1/page.1.gz", "a page");
        write("home/.dpkg.cfg", "path-exclude=/usr/share/man/*\n");
        write("root/var/lib/dpkg/status", "");
        for name in ["info", "updates"] {
            fs::create_dir(folder.join("root/var/lib/dpkg").join(name)).unwrap();
        }
        let words = "--build --root-owner-group page page.deb";
        assert!(Call::program("dpkg-deb", words).succeeds(folder));

        let (_, step) = STEPS.split_once("\ninstall_whole() {\n").unwrap();
        let (step, _) = step.split_once("\n}\n").unwrap();
        let place = |name: &str| folder.join(name).display().to_string();
        // The search path of somebody who is not root lacks programs that dpkg wants to see.
        let path = std::env::var("PATH").unwrap() + ":/usr/sbin:/sbin";
        let call = Call::program("bash", "-c")
            .and(step)
            .and("trial")
            .and(place("root"))
            .and(place("page.deb"))
            .with("HOME", place("home"))
            .with("PATH", path);
        assert!(call.succeeds(folder), "{call}");
        assert!(folder.join("root/usr/share/man/man1/page.1.gz").is_file());
    }
}
