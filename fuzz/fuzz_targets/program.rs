#![no_main]
//! Source text to the end of its run.

use interleave_tests::fuzz::{Chance, mutate, run_program};

libfuzzer_sys::fuzz_target!(|text: &str| run_program(text));

// Every other time pieces and tokens in place of bytes: most texts with bytes changed are no programs.
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    match std::str::from_utf8(&data[..size]) {
        Ok(text) if seed % 2 == 0 => {
            let mut changed = mutate(text, text, &mut Chance(u64::from(seed)));
            while changed.len() > max_size {
                changed.pop();
            }
            data[..changed.len()].copy_from_slice(changed.as_bytes());
            changed.len()
        }
        _ => libfuzzer_sys::fuzzer_mutate(data, size, max_size),
    }
});
