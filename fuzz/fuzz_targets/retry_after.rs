//! Any bytes as a delay.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oms_fuzz::retry_after(bytes));
