//! The promises of the generator about every spec: the same bytes everywhere, texts that are only
//! texts, and code that compiles.

mod determinism;
mod hostile;
mod kept;
mod layout;
mod parsed;
mod python;
mod random;
mod reserved;
mod surface;
mod tables;
mod texts;
mod twice;
mod whole;
