//! Any bytes as a spec.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oms_fuzz::spec(bytes));
