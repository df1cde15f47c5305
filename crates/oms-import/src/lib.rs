//! A page of the vendor's documentation to facts, and facts to what a maintainer does with them.
//!
//! It copies no sentence: names, type words, values of enumerations, defaults, limits, versions and
//! dates are facts, and of an example the kinds of its values and digests of them are kept. A value
//! of an example that its table does not allow is reported; one that differs from a listed value by
//! case alone is kept as well, in a comment of a new action's spec. Its input is bytes with a name;
//! it touches no file.
//!
//! The way of a page: `text` (bytes to lines), `blocks` (lines to headings, tables and code,
//! whatever the rendering), `page` (which table is what), `fields` (rows to a tree), `prose` (what
//! descriptions state). Then a `record` of it is compared, kept as evidence, or made into the
//! skeleton of an action.

mod blocks;
mod compare;
mod contradictions;
mod evidence;
mod facts;
mod fields;
mod json;
mod notice;
mod odd_values;
mod page;
mod prose;
mod record;
mod report;
mod shown;
mod skeleton;
mod spec_lines;
mod spec_record;
mod text;
mod toml_text;
mod words;

#[cfg(test)]
mod tests;

pub use compare::{Against, Change, Class, address_from_spec, between, between_all, from_spec};
pub use contradictions::{Contradiction, of as contradictions};
pub use evidence::{Evidence, Flaw, Support, Unfounded, load, supports, unfounded};
pub use facts::{Edition, Example, Facts, Field, Form, Half, Language, Stated, Variant};
pub use json::facts as facts_as_json;
pub use notice::{Notice, Severity};
pub use page::{Page, read};
pub use prose::{Given, Said, Unit};
pub use record::{Known, Place, Record};
pub use report::{as_json, as_text};
pub use shown::{Kind, Seen, Shown};
pub use skeleton::{Hints, Skeleton, skeleton};
pub use spec_record::Spec;
