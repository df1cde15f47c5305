//! The functions that the test suite runs for a moment, for the fuzz targets to run for as long as
//! one likes.
//!
//! They are not written twice: the files are in `tests/suite/any_bytes`.

#[path = "../../tests/suite/any_bytes/client.rs"]
mod client;
#[path = "../../tests/suite/any_bytes/command.rs"]
mod command;
#[path = "../../tests/suite/any_bytes/page.rs"]
mod page_of_the_vendor;
#[path = "../../tests/suite/any_bytes/spec.rs"]
mod spec_text;

/// Checks the promises about any answer.
pub fn envelope(bytes: &[u8]) {
    let _any = client::envelope(bytes);
}

/// Checks the promises about any cost.
pub fn cost(bytes: &[u8]) {
    client::cost(bytes);
}

/// Checks the promises about any delay.
pub fn retry_after(bytes: &[u8]) {
    client::retry_after(bytes);
}

/// Checks the promises about any moment.
pub fn moment(bytes: &[u8]) {
    client::moment(bytes);
}

/// Checks the promises about any spec.
pub fn spec(bytes: &[u8]) {
    spec_text::text(bytes);
}

/// Checks the promises about any page of the vendor.
pub fn page(bytes: &[u8]) {
    page_of_the_vendor::page(bytes);
}

/// Checks the promises about any batch file.
pub fn batch(bytes: &[u8]) {
    command::batch(bytes);
}

/// Checks the promises about any configuration.
pub fn configuration(bytes: &[u8]) {
    command::configuration(bytes);
}

/// Checks the promises about any journal.
pub fn journal(bytes: &[u8]) {
    command::journal(bytes);
}
