//! Any bytes as a page of the vendor.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oms_fuzz::page(bytes));
