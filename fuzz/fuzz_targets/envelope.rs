//! Any bytes as an answer.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oms_fuzz::envelope(bytes));
