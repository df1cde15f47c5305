//! Any bytes as a moment.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oms_fuzz::moment(bytes));
