//! haproxy, as Debian packages it.

use super::super::harness::kind::Kind;
use super::super::harness::program::Program;

/// haproxy. A test configures its frontends and backends, and the defaults that it is about.
pub(crate) const HAPROXY: Kind = Kind {
    program: Program {
        name: "haproxy",
        files: &[],
        packages: "haproxy",
    },
    file: "haproxy.cfg",
    frame: |_, rest| format!("global\n    maxconn 1000\n    nbthread 1\n{rest}\n"),
    arguments: |_| ["-db", "-f", "haproxy.cfg"].map(str::to_owned).to_vec(),
};
