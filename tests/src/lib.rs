//! Code that `cargo test` compiles beside the crates: the clients of the one-feature specs, and
//! every Rust example of the project's Markdown.
//!
//! The tests themselves are in `suite/`.

#[path = "../fixtures/specs/clients.rs"]
pub mod specs;

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../../CONTRIBUTING.md")]
struct Contributing;

#[cfg(doctest)]
#[doc = include_str!("../../docs/adding-an-action.md")]
struct AddingAnAction;
