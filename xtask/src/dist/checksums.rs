//! The checksums of what is uploaded, in the form that `sha256sum` reads.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// A line a file, in the order of the names.
pub(super) fn of(files: &[(String, Vec<u8>)]) -> String {
    let mut sorted: Vec<_> = files.iter().collect();
    sorted.sort_by(|(left, _), (right, _)| left.cmp(right));
    let mut text = String::new();
    for (name, bytes) in sorted {
        let _ = writeln!(text, "{}  {name}", oms_text::hex(&Sha256::digest(bytes)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The digest of no bytes at all is the one that everybody knows.
    #[test]
    fn p144_checksums_are_lines_that_other_programs_read() {
        let files = [
            ("oms.tar.gz".to_owned(), Vec::new()),
            ("a.tar.gz".to_owned(), b"abc".to_vec()),
        ];
        assert_eq!(
            of(&files),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.tar.gz\n\
             e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  oms.tar.gz\n"
        );
    }
}
