//! Asks the person who typed the command to type what it would change.

use std::io::BufRead;

use crate::Exit;
use crate::args::Consent;
use crate::failure::Failure;
use crate::output;
use crate::surroundings::Surroundings;

/// Asks for consent, unless it was given by name on the command line.
///
/// It never takes silence for consent: without a terminal there is nobody to ask, and an input that ends has said nothing.
pub(crate) fn confirm(
    subject: &str,
    consent: &Consent,
    surroundings: &mut Surroundings<'_>,
) -> Result<(), Failure> {
    let next = || format!("Check the ID; `--yes={subject}` confirms this one.");
    if let Some(named) = &consent.yes {
        if named == subject {
            return Ok(());
        }
        return Err(declined(
            format!("--yes names `{named}`, and the plan is about `{subject}`"),
            next(),
        ));
    }
    if !surroundings.interactive {
        return Err(declined(
            "there is no terminal to ask on".to_owned(),
            format!("Run it in a terminal, or confirm with `--yes={subject}`."),
        ));
    }
    output::note(
        &format!("Type {subject} to send it, anything else to stop: "),
        surroundings,
    );
    let mut typed = String::new();
    match surroundings.stdin.read_line(&mut typed) {
        Ok(_) if typed.trim() == subject => Ok(()),
        Ok(_) => Err(declined("it was not confirmed".to_owned(), next())),
        Err(error) => Err(declined(
            format!("standard input cannot be read: {error}"),
            next(),
        )),
    }
}

fn declined(message: String, next: String) -> Failure {
    Failure::new(Exit::Declined, message, next)
}
