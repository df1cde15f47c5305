//! Any bytes as a cost.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oms_fuzz::cost(bytes));
