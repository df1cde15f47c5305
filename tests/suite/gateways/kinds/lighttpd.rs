//! lighttpd, as Debian packages it.

use super::super::harness::ground::Ground;
use super::super::harness::kind::Kind;
use super::super::harness::program::Program;

/// lighttpd. A test configures what it passes on.
pub(crate) const LIGHTTPD: Kind = Kind {
    program: Program {
        name: "lighttpd",
        files: &["/usr/lib/lighttpd/mod_proxy.so"],
        packages: "lighttpd",
    },
    file: "lighttpd.conf",
    frame,
    arguments: |_| ["-D", "-f", "lighttpd.conf"].map(str::to_owned).to_vec(),
};

fn frame(ground: &Ground, proxies: &str) -> String {
    let (folder, address) = (ground.path(), ground.address);
    let (host, port) = (address.ip(), address.port());
    format!(
        "server.modules = (\"mod_proxy\")
server.document-root = \"{folder}\"
server.upload-dirs = (\"{folder}\")
server.errorlog = \"{folder}/error.log\"
server.bind = \"{host}\"
server.port = {port}
{proxies}
"
    )
}
