//! The journal's file: read whole, written at its end, a line at a time and down to the disk.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use oms_client::Shown;

use super::chain::{self, Linked};
use super::lock::{FileLock, NotLocked};
use super::state::{Known, Target};
use super::{Entry, Event, InFlight, TargetLock};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::{Session, ownership};

/// Version of the shape of a line.
const SCHEMA_VERSION: u32 = 1;

/// The longest journal that is read, in bytes: some hundred thousand requests.
const LONGEST: u64 = 256 << 20;

/// The journal in one directory.
#[derive(Debug, Clone)]
pub(crate) struct Journal {
    directory: PathBuf,
}

/// Why the journal cannot be used.
#[derive(Debug)]
pub(crate) enum Problem {
    /// A file or directory cannot be read or written.
    Io(PathBuf, io::Error),
    /// What stands in it was not written by this command, or was changed.
    Broken(Broken),
    /// Another process is changing the same thing.
    InFlight(String, Option<InFlight>),
}

/// The first line that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Broken {
    pub(crate) line: usize,
    pub(crate) what: String,
}

/// Everything that stands in the journal.
#[derive(Debug, Default)]
struct Contents {
    entries: Vec<Entry>,
    last_hash: Option<String>,
    /// Length of the whole lines, and of the half line behind them.
    whole: u64,
    torn: u64,
}

impl Journal {
    /// The journal in a directory, which need not exist yet.
    pub(crate) fn new(directory: impl Into<PathBuf>) -> Self {
        Self {
            directory: directory.into(),
        }
    }

    /// The file.
    pub(crate) fn file(&self) -> PathBuf {
        self.directory.join("journal.jsonl")
    }

    /// Everything that is known from it. A journal that is not there knows nothing.
    pub(crate) fn read(&self) -> Result<Known, Problem> {
        self.contents().map(|contents| Known::new(contents.entries))
    }

    /// Appends an event and waits until it stands on the disk. Returns the number of its line.
    ///
    /// `check` sees everything that stands before it, under the same lock, and can refuse.
    pub(super) fn append<E: From<Problem>>(
        &self,
        event: Event,
        now: SystemTime,
        check: impl FnOnce(&Known) -> Result<(), E>,
    ) -> Result<u64, E> {
        let io = |error| E::from(Problem::Io(self.directory.clone(), error));
        ownership::create_private_directory(&self.directory).map_err(io)?;
        let _lock = FileLock::wait(&self.directory.join("journal.lock")).map_err(io)?;
        let contents = self.contents().map_err(E::from)?;
        let mut tail = Tail::of(&contents);
        let torn = contents.torn;
        let whole = contents.whole;
        check(&Known::new(contents.entries))?;
        let mut text = String::new();
        if torn > 0 {
            text.push_str(
                &tail
                    .line(Event::Repaired { bytes: torn }, now)
                    .map_err(io)?,
            );
        }
        text.push_str(&tail.line(event, now).map_err(io)?);
        self.write(&text, whole).map_err(io)?;
        Ok(tail.seq)
    }

    /// Takes the lock on a target.
    pub(crate) fn lock(&self, target: &Target, holder: &InFlight) -> Result<TargetLock, Problem> {
        TargetLock::take(&self.directory, target.parts(), holder).map_err(|problem| match problem {
            NotLocked::Held(holder) => Problem::InFlight(target.id().to_owned(), holder),
            NotLocked::Failed(error) => Problem::Io(self.directory.clone(), error),
        })
    }

    /// Replaces the whole journal by these entries, of which the first follows the line of this hash.
    pub(crate) fn replace(
        &self,
        now: SystemTime,
        choose: impl FnOnce(&Known) -> Option<u64>,
    ) -> Result<Option<u64>, Problem> {
        let io = |error| Problem::Io(self.directory.clone(), error);
        ownership::create_private_directory(&self.directory).map_err(io)?;
        let _lock = FileLock::wait(&self.directory.join("journal.lock")).map_err(io)?;
        let text = self.text()?;
        let lines = whole_lines(&text);
        let linked = link(lines).map_err(Problem::Broken)?;
        let known = Known::new(linked.iter().map(|linked| linked.entry.clone()).collect());
        let Some(through) = choose(&known) else {
            return Ok(None);
        };
        let (mut kept, mut anchor) = (Vec::new(), None);
        for (line, linked) in lines.lines().zip(&linked) {
            if linked.entry.seq <= through {
                anchor = Some(linked);
            } else {
                kept.push(line);
            }
        }
        let Some(anchor) = anchor else {
            return Ok(None);
        };
        let header = Entry {
            schema_version: SCHEMA_VERSION,
            seq: anchor.entry.seq,
            time: stamp(now),
            event: Event::Pruned { through },
        };
        // The header takes the place of the last line that goes, and names its hash, which the first line that stays follows.
        let (header, _) = chain::write(&header, &anchor.hash).map_err(|error| io(error.into()))?;
        let mut text = header;
        for line in kept {
            text.push_str(line);
            text.push('\n');
        }
        ownership::write_private(&self.file(), text.as_bytes()).map_err(io)?;
        Ok(Some(through))
    }

    fn contents(&self) -> Result<Contents, Problem> {
        let text = self.text()?;
        let lines = whole_lines(&text);
        let linked = link(lines).map_err(Problem::Broken)?;
        Ok(Contents {
            last_hash: linked.last().map(|last| match last.entry.event {
                Event::Pruned { .. } => last.prev.clone(),
                _ => last.hash.clone(),
            }),
            entries: linked.into_iter().map(|linked| linked.entry).collect(),
            whole: lines.len() as u64,
            torn: (text.len() - lines.len()) as u64,
        })
    }

    fn text(&self) -> Result<String, Problem> {
        match read_file(&self.file()) {
            // A half line can end inside of a character; what is no text otherwise fails the check of its hash.
            Ok(bytes) => Ok(String::from_utf8(bytes).unwrap_or_else(|error| {
                let valid = error.utf8_error().valid_up_to();
                let mut bytes = error.into_bytes();
                let is_tail = bytes.iter().skip(valid).all(|&byte| byte != b'\n');
                if is_tail {
                    bytes.truncate(valid);
                    bytes.push(b'?');
                }
                String::from_utf8_lossy(&bytes).into_owned()
            })),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(Problem::Io(self.file(), error)),
        }
    }

    fn write(&self, text: &str, at: u64) -> io::Result<()> {
        use std::io::Seek as _;

        let path = self.file();
        let is_new = !path.exists();
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        let mut file = options.open(&path)?;
        // Whatever is behind the last whole line is half of one, which no process relies on.
        file.set_len(at)?;
        file.seek(io::SeekFrom::Start(at))?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        if is_new {
            sync_directory(&self.directory)?;
        }
        Ok(())
    }
}

/// The end of the journal, as new lines are put behind it.
struct Tail {
    seq: u64,
    hash: String,
}

impl Tail {
    fn of(contents: &Contents) -> Self {
        Self {
            seq: contents.entries.last().map_or(0, |entry| entry.seq),
            hash: contents
                .last_hash
                .clone()
                .unwrap_or_else(|| chain::START.to_owned()),
        }
    }

    fn line(&mut self, event: Event, now: SystemTime) -> io::Result<String> {
        self.seq = self.seq.saturating_add(1);
        let entry = Entry {
            schema_version: SCHEMA_VERSION,
            seq: self.seq,
            time: stamp(now),
            event,
        };
        let (line, hash) = chain::write(&entry, &self.hash)?;
        self.hash = hash;
        Ok(line)
    }
}

/// The lines that are whole: a line without its end was not written to its end.
fn whole_lines(text: &str) -> &str {
    text.rfind('\n')
        .and_then(|end| text.get(..=end))
        .unwrap_or_default()
}

/// Reads the lines and checks that each follows the one before.
fn link(lines: &str) -> Result<Vec<Linked>, Broken> {
    let mut linked: Vec<Linked> = Vec::new();
    for (index, line) in lines.lines().enumerate() {
        let broken = |what: String| Broken {
            line: index + 1,
            what,
        };
        let read = chain::read(line).map_err(broken)?;
        let (expected, seq) = match linked.last() {
            None => (None, 0),
            Some(last) => match last.entry.event {
                Event::Pruned { .. } => (Some(last.prev.as_str()), last.entry.seq),
                _ => (Some(last.hash.as_str()), last.entry.seq),
            },
        };
        let starts = matches!(read.entry.event, Event::Pruned { .. }) || read.prev == chain::START;
        let follows = expected.map_or(starts, |expected| expected == read.prev);
        if !follows {
            return Err(broken(
                "does not follow the line before: lines are missing or were moved".to_owned(),
            ));
        }
        if read.entry.seq <= seq && index > 0 {
            return Err(broken("has a number that was used before".to_owned()));
        }
        linked.push(read);
    }
    Ok(linked)
}

fn stamp(now: SystemTime) -> String {
    Timestamp::try_from(now)
        .map(|moment| format!("{moment:.3}"))
        .unwrap_or_default()
}

/// Reads the file, if it is one: what has no end, such as a device, must not be read to it.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    use std::io::Read as _;

    let file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("is no regular file"));
    }
    let mut bytes = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        return Err(io::Error::other(
            "is larger than 256 MiB; `oms journal prune` cannot help any more, so move it away",
        ));
    }
    Ok(bytes)
}

/// A new file is there after a power failure only once its directory is on the disk, too.
#[cfg(unix)]
fn sync_directory(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

#[cfg(not(unix))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature is that of the unix version, which can fail"
)]
fn sync_directory(_: &Path) -> io::Result<()> {
    Ok(())
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Io(path, error) => Self::new(
                Exit::Guard,
                format!("the journal in {} cannot be used: {error}", path.display()),
                "What cannot be written down is not sent. Make room or permit it, or name another place with --journal.",
            ),
            Problem::Broken(broken) => Self::new(
                Exit::Guard,
                format!("line {} of the journal {}", broken.line, broken.what),
                "Find out who changed it. To go on, move the journal away; what it knew to be open is then not guarded any more.",
            ),
            Problem::InFlight(id, holder) => Self::new(
                Exit::Guard,
                match holder {
                    Some(holder) => {
                        format!("another change of {} is in flight ({holder})", Shown(&id))
                    }
                    None => format!("another change of {} is in flight", Shown(&id)),
                },
                "Wait for it to end, and look at what it came to before you send anything.",
            ),
        }
    }
}

impl Session<'_, '_> {
    /// The journal of this machine.
    pub(crate) fn journal(&self) -> Result<Journal, Failure> {
        self.settings
            .journal
            .value
            .clone()
            .map(Journal::new)
            .ok_or_else(|| {
                Failure::new(
                    Exit::Guard,
                    "there is no place for the journal",
                    "Name one with --journal or OMS_JOURNAL. What cannot be written down is not sent.",
                )
            })
    }
}
