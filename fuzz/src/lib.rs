//! The functions that the test suite runs for a moment, for the fuzz targets to run for as long as
//! one likes.
//!
//! They are not written twice: the files stand in `tests/suite/any_bytes`.

#[path = "../../tests/suite/any_bytes/client.rs"]
mod client;
#[path = "../../tests/suite/any_bytes/page.rs"]
mod page_of_the_vendor;
#[path = "../../tests/suite/any_bytes/spec.rs"]
mod spec_text;

/// What holds of any answer.
pub fn envelope(bytes: &[u8]) {
    let _any = client::envelope(bytes);
}

/// What holds of any cost.
pub fn cost(bytes: &[u8]) {
    client::cost(bytes);
}

/// What holds of any delay.
pub fn retry_after(bytes: &[u8]) {
    client::retry_after(bytes);
}

/// What holds of any moment.
pub fn moment(bytes: &[u8]) {
    client::moment(bytes);
}

/// What holds of any spec.
pub fn spec(bytes: &[u8]) {
    spec_text::text(bytes);
}

/// What holds of any page of the vendor.
pub fn page(bytes: &[u8]) {
    page_of_the_vendor::page(bytes);
}
