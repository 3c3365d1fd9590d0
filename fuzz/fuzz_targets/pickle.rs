#![no_main]
//! A pickle, as a message between processes.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| interleave_tests::fuzz::read_pickle(bytes));
