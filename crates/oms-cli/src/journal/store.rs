//! The journal's file: read whole, written at its end, a line at a time and down to the disk.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::anchor::{Anchor, Proof};
use super::chain;
use super::contents::{Contents, SCHEMA_VERSION, Tail, link, stamp, whole_lines};
use super::lock::{FileLock, NotLocked};
use super::problem::Problem;
use super::state::{Known, Target};
use super::{Entry, Event, InFlight, TargetLock};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;
use crate::session::config::{Source, place};
use crate::session::private::{self, Purpose};

/// The longest journal that is read, in bytes: some hundred thousand requests.
const LONGEST: u64 = 256 << 20;

/// The journal in one directory.
#[derive(Debug, Clone)]
pub(crate) struct Journal {
    directory: PathBuf,
    /// Where the end of it is written down once more, where such a place is known.
    anchor: Option<Anchor>,
    /// For how long a lock that somebody holds is waited for.
    patience: Duration,
}

/// For how long a lock that somebody holds is waited for. Whoever writes a line holds it for milliseconds.
const PATIENCE: Duration = Duration::from_secs(10);

impl Journal {
    /// The journal in a directory, which need not exist yet.
    pub(crate) fn new(directory: impl Into<PathBuf>) -> Self {
        Self {
            directory: directory.into(),
            anchor: None,
            patience: PATIENCE,
        }
    }

    /// The same journal, whose end is written down once more below a directory of its own.
    pub(crate) fn anchored_in(mut self, anchors: &Path) -> Self {
        self.anchor = Some(Anchor::new(anchors, &self.directory));
        self
    }

    /// The file.
    pub(crate) fn file(&self) -> PathBuf {
        self.directory.join("journal.jsonl")
    }

    /// Everything that is known from it. A journal that is not there knows nothing.
    ///
    /// One that lacks an entry which its anchor names knows too little, and is refused.
    pub(crate) fn read(&self) -> Result<Known, Problem> {
        let contents = self.contents()?;
        self.proof(&contents)?;
        Ok(Known::new(contents.entries))
    }

    /// Everything that stands in it, whatever its anchor says, and how it stands to that.
    pub(crate) fn read_as_it_is(&self) -> Result<(Known, Result<Proof, Problem>), Problem> {
        let contents = self.contents()?;
        let proof = self.proof(&contents);
        Ok((Known::new(contents.entries), proof))
    }

    /// Refuses a journal whose files others could have written.
    pub(crate) fn check(&self) -> Result<(), Problem> {
        self.check_files()
            .map_err(|error| Problem::Io(self.directory.clone(), error))
    }

    fn check_files(&self) -> io::Result<()> {
        if private::directory(&self.directory)?.is_none() {
            return Ok(());
        }
        let mut files = vec![self.file(), self.lock_file()];
        let locks = self.directory.join("locks");
        if private::directory(&locks)?.is_some() {
            for entry in fs::read_dir(&locks)? {
                files.push(entry?.path());
            }
        }
        for file in files {
            match private::open(&file, Purpose::Kept) {
                Err(refusal) if !refusal.is_missing() => return Err(refusal.about(&file)),
                _ => {}
            }
        }
        Ok(())
    }

    fn lock_file(&self) -> PathBuf {
        self.directory.join("journal.lock")
    }

    /// Takes the journal for itself, in a directory that only the user can write.
    fn take(&self, now: SystemTime) -> Result<FileLock, Problem> {
        let io = |error| Problem::Io(self.directory.clone(), error);
        private::create_directory(&self.directory).map_err(io)?;
        let holder = InFlight::this_process(now);
        FileLock::wait(&self.lock_file(), &holder, self.patience).map_err(|problem| match problem {
            NotLocked::Held(holder) => Problem::Busy(self.patience, holder),
            NotLocked::Failed(error) => io(error),
        })
    }

    /// Refuses a journal that lacks the entry which its anchor names.
    fn proof(&self, contents: &Contents) -> Result<Proof, Problem> {
        let Some(anchor) = &self.anchor else {
            return Ok(Proof::Nowhere);
        };
        let anchored = anchor
            .read()
            .map_err(|error| Problem::Io(self.directory.clone(), error))?;
        let last = contents.entries.last().map(|entry| entry.seq);
        anchor
            .check(anchored.as_ref(), last, |seq| contents.hash_of(seq))
            .map_err(Problem::Lost)
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
        let _lock = self.take(now)?;
        let contents = self.contents()?;
        self.proof(&contents)?;
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
        let anchored = self.anchor.as_ref();
        let anchored = anchored
            .map(|anchor| anchor.prepare(tail.seq, &tail.hash, now))
            .transpose()
            .map_err(io)?;
        self.write(&text, whole).map_err(io)?;
        // Only now: an anchor before its entry would refuse the journal of a process that died between the two.
        anchored
            .map_or(Ok(()), private::Written::put_in_place)
            .map_err(io)?;
        Ok(tail.seq)
    }

    /// Takes the lock on a target.
    pub(crate) fn lock(&self, target: &Target, holder: &InFlight) -> Result<TargetLock, Problem> {
        private::create_directory(&self.directory)
            .map_err(|error| Problem::Io(self.directory.clone(), error))?;
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
        let _lock = self.take(now)?;
        let text = self.text()?;
        let lines = whole_lines(&text);
        let linked = link(lines).map_err(Problem::Broken)?;
        // The entry that the anchor names must not go without being the last: then nothing would be proved any more.
        self.anchor_the_end(&Contents::of(&text, lines, linked.clone()), now)?;
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
        private::write(&self.file(), text.as_bytes()).map_err(io)?;
        Ok(Some(through))
    }

    fn contents(&self) -> Result<Contents, Problem> {
        let text = self.text()?;
        let lines = whole_lines(&text);
        let linked = link(lines).map_err(Problem::Broken)?;
        Ok(Contents::of(&text, lines, linked))
    }

    /// Writes down the last entry as the anchor, once what stands there was found in the journal.
    fn anchor_the_end(&self, contents: &Contents, now: SystemTime) -> Result<(), Problem> {
        self.proof(contents)?;
        let tail = Tail::of(contents);
        let Some(anchor) = self.anchor.as_ref().filter(|_| tail.seq > 0) else {
            return Ok(());
        };
        anchor
            .prepare(tail.seq, &tail.hash, now)
            .and_then(private::Written::put_in_place)
            .map_err(|error| Problem::Io(self.directory.clone(), error))
    }

    fn text(&self) -> Result<String, Problem> {
        let io = |error| Problem::Io(self.directory.clone(), error);
        if private::directory(&self.directory).map_err(io)?.is_none() {
            return Ok(String::new());
        }
        match private::read(&self.file(), Purpose::Kept, LONGEST) {
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
            Err(refusal) if refusal.is_missing() => Ok(String::new()),
            Err(refusal) => Err(io(refusal.about(&self.file()))),
        }
    }

    fn write(&self, text: &str, at: u64) -> io::Result<()> {
        use std::io::Seek as _;

        let path = self.file();
        let is_new = !path.exists();
        let mut file = private::open_kept(&path)?;
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

impl Session<'_, '_> {
    /// The journal of this machine. That of a simulator goes with it, so that no anchor is kept of it.
    pub(crate) fn journal(&self) -> Result<Journal, Failure> {
        let Some(directory) = self.settings.journal.value.clone() else {
            return Err(Failure::new(
                Exit::Guard,
                "there is no place for the journal",
                "Name one with --journal or OMS_JOURNAL. What cannot be written down is not sent.",
            ));
        };
        let journal = Journal::new(directory);
        let is_lasting = self.settings.journal.source != Source::Flag("simulator");
        match place::trust_directory(self.surroundings).filter(|_| is_lasting) {
            Some(trust) => Ok(journal.anchored_in(&trust.join("anchors"))),
            None => Ok(journal),
        }
    }
}

#[cfg(test)]
mod tests {
    use fs4::FileExt;

    use super::*;

    fn resolution() -> Event {
        Event::Pruned { through: 0 }
    }

    fn append(journal: &Journal) -> Result<u64, Problem> {
        journal.append(resolution(), SystemTime::UNIX_EPOCH, |_| Ok(()))
    }

    #[test]
    fn p309_a_journal_that_somebody_holds_is_waited_for_and_its_holder_named() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal {
            patience: Duration::from_millis(40),
            ..Journal::new(folder.path())
        };
        assert_eq!(append(&journal).unwrap(), 1);
        let held = File::open(journal.lock_file()).unwrap();
        FileExt::lock(&held).unwrap();
        let failure = Failure::from(append(&journal).unwrap_err());
        assert_eq!(failure.exit, Exit::Guard);
        let holder = format!("process {}, since 1970-01-01", std::process::id());
        assert!(failure.message.contains(&holder), "{}", failure.message);
        assert!(failure.message.contains("40ms"), "{}", failure.message);
        FileExt::unlock(&held).unwrap();
        assert_eq!(append(&journal).unwrap(), 2);
    }
}
