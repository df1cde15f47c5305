//! Where the credentials come from.
//!
//! They are never taken from the command line, and never shown.

use oms_client::Auth;

use crate::args::CredentialOptions;
use crate::failure::Failure;
use crate::output;
use crate::secret_file;
use crate::surroundings::Surroundings;

/// Collects the credentials: a token file, a password file, standard input, and last the environment.
pub(crate) fn load(
    options: &CredentialOptions,
    surroundings: &mut Surroundings<'_>,
) -> Result<Auth, Failure> {
    if let Some(path) = &options.auth_token_file {
        return Ok(Auth::basic_token(secret_file::read(path)?));
    }
    let password = password(options, surroundings)?;
    let user = options
        .user
        .clone()
        .or_else(|| surroundings.variable("OMS_USER"));
    match (user, password) {
        (Some(user), Some(password)) => Ok(Auth::basic(user, password)),
        (None, Some(_)) => Err(Failure::credentials(
            "there is a password, and no user",
            "Give --user, or set OMS_USER.",
        )),
        (_, None) => Err(Failure::credentials(
            "there are no credentials",
            "Give --user with --password-file or --password-stdin, or --auth-token-file.",
        )),
    }
}

fn password(
    options: &CredentialOptions,
    surroundings: &mut Surroundings<'_>,
) -> Result<Option<String>, Failure> {
    if let Some(path) = &options.password_file {
        return secret_file::read(path).map(Some);
    }
    if options.password_stdin {
        if surroundings.stdin_is_terminal {
            return Err(Failure::credentials(
                "standard input is a terminal, which would show the password",
                "Pipe the password in, or give --password-file.",
            ));
        }
        return secret_file::secret(&mut surroundings.stdin)
            .map(Some)
            .map_err(|problem| {
                Failure::credentials(format!("standard input {problem}"), "Pipe the password in.")
            });
    }
    let password = surroundings.variable("OMS_PASSWORD");
    if password.is_some() && surroundings.interactive {
        output::note(
            "warning: the password comes from OMS_PASSWORD, which other programs of yours can read; prefer --password-file\n",
            surroundings,
        );
    }
    Ok(password)
}
