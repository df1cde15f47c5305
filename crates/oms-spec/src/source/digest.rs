//! One value for the whole spec: SHA-256 over its files.

use sha2::{Digest, Sha256};

use crate::language::manual;
use crate::report::{ROOT, SourceText};

/// The digest as lower-case hex. Schemas and the manual are left out: they follow from the
/// generator, not from the API. Evidence is left out as well: it says how the API is known, and
/// changes nothing of it.
pub(crate) fn of(sources: &[SourceText]) -> String {
    let mut hasher = Sha256::new();
    for source in sources {
        let path = source.path.as_str();
        if path.starts_with("spec/schema/") || path.starts_with("spec/evidence/") {
            continue;
        }
        let text = if source.path == ROOT {
            manual::without(&source.text)
        } else {
            source.text.clone()
        };
        // Lengths keep two different sets of files from being the same bytes in a row.
        for part in [source.path.as_str(), text.as_str()] {
            hasher.update(part.len().to_string());
            hasher.update("\n");
            hasher.update(part);
        }
    }
    oms_text::hex(&hasher.finalize())
}
