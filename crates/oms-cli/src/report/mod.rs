//! What a command came to, and how it is printed.

mod model;
mod print;

pub(crate) use model::{Kind, Report, failed, sentence, way_out};
