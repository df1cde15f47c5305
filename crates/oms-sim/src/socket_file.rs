//! Listening on the file of a Unix socket, in the place of one that a simulator has left behind.
//!
//! A simulator that is killed cannot remove its file, and no socket is made where a file is. So one
//! that is restarted by itself would never start again.

use std::fs;
use std::io;
use std::os::unix::fs::FileTypeExt as _;
use std::path::Path;

use tokio::net::{UnixListener, UnixStream};

/// Listens on a path. The file of a socket on which nobody listens is removed first; no other file
/// is.
///
/// # Errors
///
/// Another program listens there, the file is no socket, or it cannot be made.
pub(crate) async fn bind(path: &Path) -> io::Result<UnixListener> {
    let error = match UnixListener::bind(path) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => error,
        done => return done,
    };
    if !fs::symlink_metadata(path)?.file_type().is_socket() {
        let advice = "there is a file that is no socket: remove it, or name another path";
        return Err(io::Error::new(error.kind(), advice));
    }
    match UnixStream::connect(path).await {
        Err(refused) if refused.kind() == io::ErrorKind::ConnectionRefused => {
            fs::remove_file(path)?;
            UnixListener::bind(path)
        }
        Err(unclear) if unclear.kind() == io::ErrorKind::PermissionDenied => {
            let advice = "another user has a socket there: name another path";
            Err(io::Error::new(unclear.kind(), advice))
        }
        _ => {
            let advice = "another program listens there: stop it, or name another path";
            Err(io::Error::new(error.kind(), advice))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::net;

    use super::*;

    #[tokio::test]
    async fn promise_213_a_socket_file_gives_way_if_nobody_listens_on_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("oms.sock");
        // Its file stays when it is closed, as behind a process that was killed.
        drop(net::UnixListener::bind(&path).unwrap());
        let listening = bind(&path).await.unwrap();
        let taken = bind(&path).await.unwrap_err();
        assert_eq!(taken.kind(), io::ErrorKind::AddrInUse);
        assert!(taken.to_string().contains("another program"), "{taken}");
        let again = UnixStream::connect(&path).await;
        assert!(again.is_ok(), "the listener keeps its file");
        drop(listening);

        let file = folder.path().join("notes");
        fs::write(&file, "mine").unwrap();
        let refused = bind(&file).await.unwrap_err();
        assert!(refused.to_string().contains("no socket"), "{refused}");
        assert_eq!(fs::read(&file).unwrap(), b"mine");

        // A link leads to whatever somebody else names, and is no socket itself.
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        bind(&link).await.unwrap_err();
        assert!(fs::symlink_metadata(&link).is_ok() && path.exists());
    }
}
