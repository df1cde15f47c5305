//! Doors for the benchmarks of this project, which measure one step where a call takes them all. Nothing else may use them.

use crate::Service;

/// Reads a body as an envelope; whether it is one that can be read in one way.
#[must_use]
pub fn reads_envelope(body: &[u8], service: &Service) -> bool {
    crate::envelope::read(body, service).is_ok_and(|envelope| {
        std::hint::black_box(&envelope.meta);
        true
    })
}
