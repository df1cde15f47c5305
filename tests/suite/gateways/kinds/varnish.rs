//! Varnish, as Debian packages it.

use super::super::harness::ground::Ground;
use super::super::harness::kind::Kind;
use super::super::harness::program::Program;

/// Varnish. A test writes its program.
pub(crate) const VARNISH: Kind = Kind {
    program: Program {
        name: "varnishd",
        files: &[],
        packages: "varnish",
    },
    file: "varnish.vcl",
    frame: |_, program| format!("vcl 4.1;\n{program}\n"),
    arguments,
};

fn arguments(ground: &Ground) -> Vec<String> {
    let (folder, address) = (ground.path(), ground.address.to_string());
    let (state, program) = (format!("{folder}/state"), format!("{folder}/varnish.vcl"));
    // The jail wants to be root, which the gateway is not.
    [
        "-F",
        "-j",
        "none",
        "-n",
        &state,
        "-a",
        &address,
        "-f",
        &program,
        "-s",
        "malloc,16m",
    ]
    .map(str::to_owned)
    .to_vec()
}
