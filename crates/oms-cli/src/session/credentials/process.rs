//! Asks a program for the credentials.
//!
//! No shell is involved. The program must be named by its whole path, or is looked for once and the
//! path that was found is shown. It gets half a minute and a few kilobytes; what it writes to
//! standard error is for the person and passes through.
//!
//! It stays in the process group of the command, as helpers of other tools do: a program in a group
//! of its own is stopped by the terminal when it asks there for a passphrase, and outlives a Ctrl-C
//! that was meant for both.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use oms_client::{HttpTransport, Secret};
use serde::Deserialize;

use crate::failure::Failure;
use crate::parse;
use crate::session::address;
use crate::session::private;
use crate::session::secret_file::{self, LONGEST};
use crate::surroundings::Surroundings;
use crate::terminal;

/// The output of a program.
pub(super) enum Printed {
    /// The Base64 of `user:password`.
    Token(Secret),
    /// A password, and whose.
    Password {
        user: Option<String>,
        password: Secret,
    },
}

/// Variables with addresses, which may hold a user and a password, as may those of
/// [`HttpTransport::PROXY_VARIABLES`].
const ADDRESSES: [&str; 4] = ["OMS_ENDPOINT", "OMS_PROXY", "HTTP_PROXY", "http_proxy"];

/// The JSON object that is expected. Keys that are not known mean nothing.
#[derive(Deserialize)]
struct Object {
    user: Option<String>,
    password: Option<Text>,
    token: Option<Text>,
}

/// A text of that object, and nothing that could be taken for one, such as a number.
#[derive(Deserialize)]
#[serde(from = "String")]
struct Text(Secret);

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

/// Runs the program and reads what it prints.
pub(super) fn run(
    words: &[String],
    timeout: Duration,
    surroundings: &mut Surroundings<'_>,
) -> Result<Printed, Failure> {
    let Some((program, arguments)) = words.split_first() else {
        return Err(refused("", "is not named"));
    };
    let path = found(program, surroundings)?;
    // It hands out the password, and runs as the user.
    let path = private::program(&path).map_err(|refusal| {
        if refusal.is_missing() {
            return refused(program, "cannot be run: there is no such file");
        }
        refused(
            program,
            &format!("was not run: {} {refusal}", path.display()),
        )
    })?;
    let mut command = Command::new(&path);
    command.args(arguments);
    // The secrets that this process may have been given must not travel on.
    for name in super::SECRET_VARIABLES {
        command.env_remove(name);
    }
    let proxies = HttpTransport::PROXY_VARIABLES;
    for name in ADDRESSES.into_iter().chain(proxies) {
        let address = surroundings.variable(name);
        if let Some(address) = address.filter(|address| address::holds_user(address)) {
            command.env(name, address::without_user(&address));
        }
    }
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| refused(program, &format!("cannot be run: {error}")))?;
    let printed = wait(child, timeout).map_err(|problem| refused(program, &problem))?;
    read(printed.expose()).map_err(|problem| refused(program, problem))
}

/// Returns the path of the program. If it had to be looked for, it is shown.
fn found(program: &str, surroundings: &mut Surroundings<'_>) -> Result<PathBuf, Failure> {
    let named = Path::new(program);
    if named.is_absolute() {
        return Ok(named.to_owned());
    }
    if program.contains(['/', '\\']) {
        return Err(refused(
            program,
            "is named by a relative path, which depends on where the command is run",
        ));
    }
    let directories = surroundings.variable("PATH").unwrap_or_default();
    let path = std::env::split_paths(&directories)
        .filter(|directory| directory.is_absolute())
        .map(|directory| directory.join(program))
        .find(|path| path.is_file())
        .ok_or_else(|| refused(program, "is not found"))?;
    let text = format!("credentials come from {}\n", path.display());
    terminal::note(&text, surroundings);
    Ok(path)
}

/// Waits for the program to end, and returns what it printed.
fn wait(mut child: Child, timeout: Duration) -> Result<Secret, String> {
    let Some(stdout) = child.stdout.take() else {
        return Err("has no standard output".to_owned());
    };
    let (sender, receiver) = mpsc::channel();
    // A thread of its own, because a read from a pipe cannot be given up. It ends when the pipe
    // does, or with the process.
    std::thread::spawn(move || {
        let _ = sender.send(secret_file::whole(stdout));
    });
    let started = Instant::now();
    let result = match receiver.recv_timeout(timeout) {
        Ok(Ok(printed)) if printed.expose().len() > LONGEST => {
            Err(format!("printed more than {LONGEST} bytes"))
        }
        Ok(Ok(printed)) => ended(&mut child, started, timeout).map(|()| printed),
        Ok(Err(error)) => Err(format!("cannot be read: {error}")),
        Err(_) => Err(unclosed(&mut child, timeout)),
    };
    if result.is_err() {
        // It may have ended by itself in the meantime, and then there is nothing to stop.
        let _ = child.kill();
        let _ = child.wait();
    }
    result
}

/// Says why the standard output of a program has not ended. It may be open although the program has
/// ended, as a program that goes on in the background keeps it.
fn unclosed(child: &mut Child, timeout: Duration) -> String {
    match child.try_wait() {
        Ok(Some(status)) if status.success() => format!(
            "has ended, but a program that it started has kept its standard output open for {timeout:?}: redirect that of the \
             other program, as with `>/dev/null`"
        ),
        Ok(Some(status)) => format!("failed: {status}"),
        _ => format!("did not close its standard output within {timeout:?}"),
    }
}

/// Waits for the end of a program that has closed its standard output, within the time that it has
/// for both.
fn ended(child: &mut Child, started: Instant, timeout: Duration) -> Result<(), String> {
    const STEP: Duration = Duration::from_millis(5);
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("failed: {status}")),
            Ok(None) if started.elapsed() < timeout => std::thread::sleep(STEP),
            Ok(None) => return Err(format!("did not end within {timeout:?}")),
            Err(error) => return Err(format!("cannot be waited for: {error}")),
        }
    }
}

/// Reads the JSON object. Its errors do not repeat the output, which contains a secret.
fn read(printed: &str) -> Result<Printed, &'static str> {
    let object: Object = serde_json::from_str(parse::without_mark(printed))
        .map_err(|_| "printed no JSON object with `password`, or with `token`")?;
    match object {
        Object {
            token: Some(Text(token)),
            password: None,
            ..
        } => Ok(Printed::Token(token)),
        Object {
            user,
            password: Some(Text(password)),
            token: None,
        } => Ok(Printed::Password { user, password }),
        _ => Err("must print either `password` or `token`"),
    }
}

/// Returns the failure of a program, without its arguments: they may be secrets.
fn refused(program: &str, problem: &str) -> Failure {
    Failure::credentials(
        format!("the credential program `{program}` {problem}"),
        "Run it by hand, and correct credential_process in the profile.",
    )
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_program_whose_output_stays_open_is_told_from_one_that_does_not_end() {
        for (script, has_ended, expected) in [
            (
                "exec 3<&0; cat <&3 & echo '{}'",
                true,
                "has ended, but a program that it started",
            ),
            (
                "exec 3<&0; cat <&3 & exit 3",
                true,
                "failed: exit status: 3",
            ),
            (
                "echo '{}'; exec cat",
                false,
                "did not close its standard output within",
            ),
        ] {
            let mut child = Command::new("/bin/sh")
                .args(["-c", script])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            // `cat` ends with it.
            let input = child.stdin.take();
            if has_ended {
                child.wait().unwrap();
            }
            let problem = wait(child, Duration::from_millis(1)).unwrap_err();
            assert!(problem.starts_with(expected), "{script}: {problem}");
            drop(input);
        }
    }
}
