//! tinyproxy, as Debian packages it.

use super::super::harness::ground::Ground;
use super::super::harness::kind::Kind;
use super::super::harness::program::Program;

/// tinyproxy. A test configures what it allows.
pub(crate) const TINYPROXY: Kind = Kind {
    program: Program {
        name: "tinyproxy",
        files: &[],
        packages: "tinyproxy-bin",
    },
    file: "tinyproxy.conf",
    frame,
    arguments: |_| ["-d", "-c", "tinyproxy.conf"].map(str::to_owned).to_vec(),
};

fn frame(ground: &Ground, rules: &str) -> String {
    let (folder, address) = (ground.path(), ground.address);
    let (host, port) = (address.ip(), address.port());
    format!(
        "Listen {host}
Port {port}
Timeout 20
LogFile \"{folder}/access.log\"
LogLevel Connect
{rules}
"
    )
}
