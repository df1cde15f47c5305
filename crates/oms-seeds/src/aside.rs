//! Commands beside the histories: they make and read what a history is played on, and nothing of
//! theirs is drawn.

use std::path::Path;
use std::time::SystemTime;

use oms_cli::{Exit, Surroundings, run};

/// Runs a command in a home, and returns its end and what it wrote. The variables are all that it
/// has beside the home.
pub(crate) fn run_aside(
    home: &Path,
    now: SystemTime,
    variables: &[(&str, &str)],
    words: &[&str],
) -> (Exit, String, String) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut surroundings = Surroundings::detached(&b""[..], &mut stdout, &mut stderr, now);
    surroundings.environment = Box::new(move |name| {
        if name == "HOME" {
            return Some(home.into());
        }
        let found = variables.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).into())
    });
    let exit = run(["oms"].iter().chain(words), surroundings);
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    (exit, text(&stdout), text(&stderr))
}
