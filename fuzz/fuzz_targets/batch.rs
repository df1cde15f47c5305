//! Any bytes as a batch file.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oms_fuzz::batch(bytes));
