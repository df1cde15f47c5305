//! The result of a command, and how it is printed.

mod model;
mod planned;
mod print;
mod words;

pub(crate) use model::{Kind, Report};
pub(crate) use words::{by_hand, failed, sentence, way_out};
