//! The records of the vendor's pages, as files.

use std::fs;
use std::path::Path;

use oms_import::Evidence;

use crate::disk;
use crate::failure::Failure;

/// Folder of the evidence.
pub(crate) const EVIDENCE: &str = "spec/evidence";

/// The evidence that is kept.
pub(crate) fn evidence(root: &Path) -> Result<Vec<Evidence>, Failure> {
    let folder = root.join(EVIDENCE);
    let names = disk::names(&folder).unwrap_or_default();
    let names = names.iter().filter_map(|name| name.to_str());
    let mut all = Vec::new();
    for name in names.filter(|name| crate::files::extension(name) == "toml") {
        let path = format!("{EVIDENCE}/{name}");
        let text = fs::read_to_string(root.join(&path));
        let text = text.map_err(Failure::at(&path, "make it readable"))?;
        let read = Evidence::parse(&path, &text);
        all.push(read.map_err(|flaw| {
            Failure::new(
                flaw.to_string(),
                "write it again with `cargo xtask import --lock`",
            )
        })?);
    }
    Ok(all)
}
