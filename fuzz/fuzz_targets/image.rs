#![no_main]
//! A heap image.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| interleave_tests::fuzz::read_image(bytes));
