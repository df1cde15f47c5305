//! Every generated file is what the generator gives for the spec as it is.
//!
//! It is `--check` of each command that generates files, so that a person who runs the tests alone
//! sees a forgotten run as well.

use xtask::Console;

#[test]
fn every_generated_file_is_current() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    for command in ["codegen", "docs", "openapi"] {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let mut console = Console::plain(&mut stdout, &mut stderr);
        let code = xtask::run(["xtask", "--root", root, command, "--check"], &mut console);
        drop(console);
        let said = [stdout, stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        assert_eq!(code, 0, "{command}: {}{}", said[0], said[1]);
    }
}
