//! The promises of the reader of the spec about any text.

use oms_spec::SourceFile;

/// The bytes as each of the two kinds of file, alone: lowered, or refused with a place and without
/// a panic.
pub(crate) fn text(bytes: &[u8]) {
    for path in ["spec/oms.toml", "spec/actions/ResetIncrStartTimestamp.toml"] {
        let file = SourceFile {
            path: path.to_owned(),
            bytes: bytes.to_vec(),
        };
        if let Err(diagnostics) = oms_spec::load(&[file]) {
            let text = diagnostics.to_string();
            assert!(text.contains("error["), "{text}");
            assert!(
                !text.chars().any(|c| c.is_control() && c != '\n'),
                "{text:?}"
            );
        }
    }
}
