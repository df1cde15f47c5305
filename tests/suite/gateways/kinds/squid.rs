//! squid, as Debian packages it.

use super::super::harness::ground::Ground;
use super::super::harness::kind::Kind;
use super::super::harness::program::Program;

/// squid. A test configures its ports, peers and rules.
pub(crate) const SQUID: Kind = Kind {
    program: Program {
        name: "squid",
        files: &[],
        packages: "squid",
    },
    file: "squid.conf",
    frame,
    arguments: |ground| {
        let name = ground.service();
        let words = ["-N", "-n", &name, "-f", "squid.conf"];
        words.map(str::to_owned).to_vec()
    },
};

fn frame(ground: &Ground, rules: &str) -> String {
    let folder = ground.path();
    format!(
        "pid_filename {folder}/squid.pid
cache_log {folder}/cache.log
access_log stdio:{folder}/access.log
coredump_dir {folder}
cache deny all
pinger_enable off
shutdown_lifetime 0 seconds
visible_hostname gateway
{rules}
"
    )
}
