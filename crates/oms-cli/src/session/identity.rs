//! Who runs the command, and where: what a journal needs to say when several people share it.

use crate::surroundings::Surroundings;

/// Returns the user's name, if a variable tells it.
pub(crate) fn name(surroundings: &Surroundings<'_>) -> Option<String> {
    let mut variables = ["USER", "LOGNAME", "USERNAME"].into_iter();
    variables.find_map(|variable| surroundings.variable(variable))
}

/// Returns the user's name, as far as the system tells it.
pub(crate) fn user(surroundings: &Surroundings<'_>) -> String {
    let name = name(surroundings).unwrap_or_else(|| "unknown".to_owned());
    #[cfg(unix)]
    {
        // A variable can be set to anything; the number cannot.
        format!("{name} (uid {})", rustix::process::getuid().as_raw())
    }
    #[cfg(not(unix))]
    name
}

pub(crate) fn host(surroundings: &Surroundings<'_>) -> String {
    #[cfg(unix)]
    {
        let _ = surroundings;
        rustix::system::uname()
            .nodename()
            .to_string_lossy()
            .into_owned()
    }
    #[cfg(not(unix))]
    surroundings
        .variable("COMPUTERNAME")
        .unwrap_or_else(|| "unknown".to_owned())
}
