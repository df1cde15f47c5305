//! The project's Markdown, so that every Rust example in it is compiled by `cargo test`.
//!
//! It holds no code: the tests themselves are in `suite/`.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../../CONTRIBUTING.md")]
struct Contributing;

#[cfg(doctest)]
#[doc = include_str!("../../docs/adding-an-action.md")]
struct AddingAnAction;
