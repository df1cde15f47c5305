//! Listening on the file of a Unix socket, in the place of one that a simulator has left behind.
//!
//! A simulator that is killed cannot remove its file, and no socket is made where a file is. So one
//! that is restarted by itself would never start again.

use std::fs::{self, File, TryLockError};
use std::io;
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::net::{UnixListener, UnixStream};
use tokio::time::{sleep, timeout};

/// Time for another simulator to take its place in the same folder, which takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(1);

/// Pause between two looks at the lock of a folder.
const PAUSE: Duration = Duration::from_millis(5);

/// The file of a socket. It goes when this is dropped, unless another file is in its place by then.
pub(crate) struct SocketFile {
    path: PathBuf,
    made: (u64, u64),
}

/// Listens on a path. The file of a socket on which nobody listens is removed first; no other file
/// is.
///
/// # Errors
///
/// Another program listens there, the file is no socket, or it cannot be made.
pub(crate) async fn bind(path: &Path) -> io::Result<(UnixListener, SocketFile)> {
    // Of two that find the file of a third one, the second would remove that of the first.
    let _alone = alone_beside(path).await;
    let listener = match UnixListener::bind(path) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            make_room(path, error.kind()).await?;
            UnixListener::bind(path)?
        }
        done => done?,
    };
    let file = SocketFile {
        path: path.to_owned(),
        made: identity(path)?,
    };
    Ok((listener, file))
}

/// Waits until no other simulator makes a socket in the folder of a path, and keeps others waiting
/// for as long as its result is kept. A folder that cannot be locked, as on some file systems of a
/// network, is done without.
async fn alone_beside(path: &Path) -> Option<File> {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let folder = File::open(folder.unwrap_or(Path::new("."))).ok()?;
    let locked = async {
        while let Err(TryLockError::WouldBlock) = folder.try_lock() {
            sleep(PAUSE).await;
        }
    };
    // Whoever locks the folder for longer is no simulator that starts.
    let _ = timeout(PATIENCE, locked).await;
    Some(folder)
}

/// Removes the file of a socket on which nobody listens.
async fn make_room(path: &Path, taken: io::ErrorKind) -> io::Result<()> {
    let found = match fs::symlink_metadata(path) {
        Err(gone) if gone.kind() == io::ErrorKind::NotFound => return Ok(()),
        found => found?,
    };
    if !found.file_type().is_socket() {
        let advice = "there is a file that is no socket: remove it, or name another path";
        return Err(io::Error::new(taken, advice));
    }
    let (kind, advice) = match UnixStream::connect(path)
        .await
        .map_err(|error| error.kind())
    {
        Err(io::ErrorKind::ConnectionRefused) => return fs::remove_file(path),
        // One that stopped has just removed it.
        Err(io::ErrorKind::NotFound) => return Ok(()),
        Err(denied @ io::ErrorKind::PermissionDenied) => {
            (denied, "another user has a socket there: name another path")
        }
        _ => (
            taken,
            "another program listens there: stop it, or name another path",
        ),
    };
    Err(io::Error::new(kind, advice))
}

/// The device and the number of a file.
fn identity(path: &Path) -> io::Result<(u64, u64)> {
    let found = fs::symlink_metadata(path)?;
    Ok((found.dev(), found.ino()))
}

impl Drop for SocketFile {
    fn drop(&mut self) {
        if identity(&self.path).is_ok_and(|found| found == self.made) {
            // If somebody removes it at this moment, nothing is left to be done.
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::net;
    use std::sync::Barrier;
    use std::thread;

    use super::*;

    /// A file stays when its socket is closed, as behind a process that was killed.
    fn left_behind(path: &Path) {
        drop(net::UnixListener::bind(path).unwrap());
    }

    #[tokio::test]
    async fn promise_213_a_socket_file_gives_way_if_nobody_listens_on_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("oms.sock");
        left_behind(&path);
        let listening = bind(&path).await.unwrap();
        let taken = bind(&path).await.err().unwrap();
        assert_eq!(taken.kind(), io::ErrorKind::AddrInUse);
        assert!(taken.to_string().contains("another program"), "{taken}");
        let again = UnixStream::connect(&path).await;
        assert!(again.is_ok(), "the listener keeps its file");
        drop(listening);
        assert!(!path.exists());

        let file = folder.path().join("notes");
        fs::write(&file, "mine").unwrap();
        let refused = bind(&file).await.err().unwrap();
        assert!(refused.to_string().contains("no socket"), "{refused}");
        assert_eq!(fs::read(&file).unwrap(), b"mine");

        // A link leads to whatever somebody else names, and is no socket itself.
        left_behind(&path);
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(bind(&link).await.is_err());
        assert!(fs::symlink_metadata(&link).is_ok() && path.exists());
    }

    #[tokio::test]
    async fn promise_213_a_file_that_another_program_has_made_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("oms.sock");
        let listening = bind(&path).await.unwrap();
        fs::remove_file(&path).unwrap();
        let other = net::UnixListener::bind(&path).unwrap();
        drop(listening);
        assert!(path.exists());
        drop(other);
    }

    #[test]
    fn promise_213_of_several_that_start_at_once_one_takes_the_place() {
        const AT_ONCE: usize = 4;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("oms.sock");
        for _ in 0..10 {
            left_behind(&path);
            let (start, end) = (Barrier::new(AT_ONCE), Barrier::new(AT_ONCE));
            let bound = || {
                let mut runtime = tokio::runtime::Builder::new_current_thread();
                let runtime = runtime.enable_all().build().unwrap();
                start.wait();
                runtime.block_on(async {
                    let bound = bind(&path).await;
                    end.wait();
                    let is_reached = UnixStream::connect(&path).await.is_ok();
                    end.wait();
                    (bound.is_ok(), is_reached)
                })
            };
            let all: Vec<(bool, bool)> = thread::scope(|scope| {
                let all: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(bound)).collect();
                all.into_iter().map(|one| one.join().unwrap()).collect()
            });
            assert_eq!(all.iter().filter(|(is_bound, _)| *is_bound).count(), 1);
            // The one that listens keeps its file.
            assert!(all.iter().all(|(_, is_reached)| *is_reached));
        }
    }
}
