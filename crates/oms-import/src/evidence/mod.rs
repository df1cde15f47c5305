//! Evidence: the facts of the vendor's pages, kept in the repository without any sentence or value
//! of them.
//!
//! `spec/evidence/<Action>.<edition>.<language>.toml` holds one page. A page of a later version
//! replaces it; what it said before is in the history of the repository.

mod claims;
mod file;
mod kept;
mod resting;

use crate::facts::{Edition, Language};
use crate::record::Record;

pub use claims::{Support, supports};
pub use file::Flaw;
pub use kept::load;
pub use resting::{Unfounded, unfounded};

/// The folder of the evidence in a spec.
const FOLDER: &str = "spec/evidence/";

/// A page as it was read when the evidence was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The version of the documentation that the page was taken from, where it is known, such as
    /// `4.2.2`.
    pub release: Option<String>,
    /// The facts of the page.
    pub record: Record,
}

impl Evidence {
    /// Evidence of a page.
    #[must_use]
    pub fn of(record: Record, release: Option<String>) -> Self {
        Self { release, record }
    }

    /// Reads an evidence file.
    ///
    /// # Errors
    ///
    /// A line and what is wrong there.
    pub fn parse(path: &str, text: &str) -> Result<Self, Flaw> {
        file::parse(path, text)
    }

    /// The file's name: action, edition and language.
    #[must_use]
    pub fn file_name(&self) -> String {
        let language = self.record.language.unwrap_or(Language::En);
        file_name(&self.record.action, self.record.edition, language)
    }

    /// The file's text; the same page gives the same bytes.
    #[must_use]
    pub fn text(&self) -> String {
        file::text(self)
    }
}

fn file_name(action: &str, edition: Edition, language: Language) -> String {
    format!("{action}.{}.{}.toml", edition.word(), language.word())
}
