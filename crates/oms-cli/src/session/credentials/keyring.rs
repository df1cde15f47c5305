//! The system's keyring, in builds that have it.
//!
//! A keyring can wait for a person who is not there, such as one that must be unlocked on a machine
//! without a screen. So it gets two seconds.

use oms_client::Secret;

use crate::failure::Failure;

/// The service under which passwords are kept.
#[cfg(feature = "keyring")]
const SERVICE: &str = "oms-cli";

/// Reads the password of a profile.
#[cfg(feature = "keyring")]
pub(super) fn read(profile: &str) -> Result<Secret, Failure> {
    let entry = profile.to_owned();
    within_two_seconds(move || {
        let password = keyring::v1::Entry::new(SERVICE, &entry)?.get_password();
        password.map(Secret::from)
    })
}

/// Keeps the password of a profile.
#[cfg(feature = "keyring")]
pub(crate) fn store(profile: &str, password: &Secret) -> Result<(), Failure> {
    let (entry, password) = (profile.to_owned(), password.clone());
    within_two_seconds(move || {
        keyring::v1::Entry::new(SERVICE, &entry)?.set_password(password.expose())
    })
}

/// Asks in a thread of its own, which is left behind where it does not come back.
#[cfg(feature = "keyring")]
fn within_two_seconds<T: Send + 'static>(
    ask: impl FnOnce() -> Result<T, keyring::v1::Error> + Send + 'static,
) -> Result<T, Failure> {
    use std::sync::mpsc;
    use std::time::Duration;

    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let _ = sender.send(ask().map_err(|error| error.to_string()));
    });
    match receiver.recv_timeout(Duration::from_secs(2)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(problem)) => Err(unusable(&problem)),
        Err(_) => Err(unusable("it did not answer within two seconds")),
    }
}

/// This build has no keyring.
#[cfg(not(feature = "keyring"))]
pub(super) fn read(_: &str) -> Result<Secret, Failure> {
    Err(unusable("this build has none"))
}

/// This build has no keyring.
#[cfg(not(feature = "keyring"))]
pub(crate) fn store(_: &str, _: &Secret) -> Result<(), Failure> {
    Err(unusable("this build has none"))
}

fn unusable(problem: &str) -> Failure {
    Failure::credentials(
        format!("the keyring cannot be used: {problem}"),
        "Name a password_file in the profile instead; `oms config set-password` makes one.",
    )
}
