//! Caddy, as Debian packages it.

use super::super::harness::kind::Kind;
use super::super::harness::program::Program;

/// Caddy. A test configures its site.
pub(crate) const CADDY: Kind = Kind {
    program: Program {
        name: "caddy",
        files: &[],
        packages: "caddy",
    },
    file: "Caddyfile",
    frame: |ground, site| {
        let address = ground.address;
        format!("{{\n    admin off\n    auto_https off\n}}\nhttp://{address} {{\n{site}\n}}\n")
    },
    arguments: |_| ["run", "--config", "Caddyfile"].map(str::to_owned).to_vec(),
};
