#![no_main]
//! Source text to the end of its run.

libfuzzer_sys::fuzz_target!(|text: &str| interleave_tests::fuzz::run_program(text));
