//! An archive with the same bytes from the same files, whoever makes it and when.

use std::io::{self, Write as _};
use std::path::PathBuf;

use flate2::{Compression, GzBuilder};
use tar::{Builder, EntryType, Header};

/// A file of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) path: PathBuf,
    pub(super) bytes: Vec<u8>,
    pub(super) executable: bool,
}

/// A compressed archive of the files, in the order of their paths. It holds no user, no name of a
/// machine, and of times only the one that is given.
pub(super) fn tar_gz(entries: &[Entry], date: u64) -> io::Result<Vec<u8>> {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by(|left, right| left.path.cmp(&right.path));
    let gzip = GzBuilder::new()
        .mtime(0)
        .write(Vec::new(), Compression::best());
    let mut archive = Builder::new(gzip);
    for entry in sorted {
        let mut header = Header::new_gnu();
        header.set_entry_type(EntryType::Regular);
        header.set_mode(if entry.executable { 0o755 } else { 0o644 });
        header.set_size(u64::try_from(entry.bytes.len()).unwrap_or(u64::MAX));
        header.set_mtime(date);
        header.set_uid(0);
        header.set_gid(0);
        archive.append_data(&mut header, &entry.path, entry.bytes.as_slice())?;
    }
    let mut gzip = archive.into_inner()?;
    gzip.flush()?;
    gzip.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::GzDecoder;

    use super::*;

    const DATE: u64 = 1_793_491_200;

    fn entry(path: &str, text: &str, executable: bool) -> Entry {
        Entry {
            path: path.into(),
            bytes: text.into(),
            executable,
        }
    }

    #[test]
    fn p144_an_archive_has_the_same_bytes_whatever_the_order_of_its_files() {
        let files = [
            entry("oms/oms", "#!/bin/sh", true),
            entry("oms/README.md", "read me", false),
        ];
        let [program, page] = files.clone();
        let first = tar_gz(&files, DATE).unwrap();
        assert_eq!(first, tar_gz(&[page, program], DATE).unwrap());

        let mut archive = tar::Archive::new(GzDecoder::new(first.as_slice()));
        let mut read = Vec::new();
        for entry in archive.entries().unwrap() {
            let mut entry = entry.unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            let header = entry.header();
            assert_eq!(header.mtime().unwrap(), DATE);
            assert_eq!((header.uid().unwrap(), header.gid().unwrap()), (0, 0));
            let mode = header.mode().unwrap();
            let path = entry.path().unwrap().display().to_string();
            read.push(format!("{path} {mode:o} {text}"));
        }
        assert_eq!(read, ["oms/README.md 644 read me", "oms/oms 755 #!/bin/sh"]);
    }
}
