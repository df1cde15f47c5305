//! Text for people and text for programs: colours, lines, tables, formats and streams. These
//! modules know nothing of reports.

mod capital;
mod csv;
mod csv_lines;
mod format;
#[cfg(feature = "jq")]
mod jq;
#[cfg(not(feature = "jq"))]
#[path = "no_jq.rs"]
mod jq;
mod marks;
mod ordered;
mod paint;
mod printer;
mod records;
mod safe;
mod streams;
mod table;
mod trace;
mod wrap;
mod yaml;

pub(crate) use capital::capital;
pub(crate) use csv_lines::CsvLines;
pub(crate) use format::{ColorChoice, Destination, Format, pointer};
pub(crate) use jq::filter as jq_filter;
#[cfg(any(test, feature = "watch"))]
pub(crate) use marks::tone;
pub(crate) use ordered::Ordered;
pub(crate) use paint::{Painter, Tone};
pub(crate) use printer::{Part, Printer};
pub(crate) use records::{to_csv, to_json_lines, to_text};
pub(crate) use safe::{json as safe_json, visible, whole};
pub(crate) use streams::{OVERWRITE, note, pour, put, tell, tell_whole};
pub(crate) use table::{filled, fitted, labelled, left_out, shortened};
pub(crate) use trace::tracing;
pub(crate) use wrap::wrapped;
pub(crate) use yaml::of as to_yaml;
