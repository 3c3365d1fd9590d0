//! Measures searches: `cargo run --release -p interleave-runtime --example explore -- [--seconds N] FILE...`
//!
//! For each program, how long one search takes from nothing, and how many runs a second are done when it is repeated.

use std::time::{Duration, Instant};

use interleave_runtime::explore::Explorer;
use interleave_runtime::sim::{Program, SimSettings};

#[global_allocator]
static ALLOCATOR: interleave_engine::allocator::Pools = interleave_engine::allocator::Pools;

fn main() {
    let mut seconds = 1.0;
    let mut arguments = std::env::args().skip(1);
    println!("{:<24}{:>10}{:>12}{:>12}", "program", "runs", "ms", "runs/s");
    while let Some(argument) = arguments.next() {
        if argument == "--seconds" {
            seconds = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(seconds);
            continue;
        }
        let text = std::fs::read_to_string(&argument).expect("a file");
        let program = Program::new("main.py", &text);
        let begin = Instant::now();
        let mut explorer = Explorer::new(program, SimSettings::default(), 1_000);
        explorer.run();
        let first = begin.elapsed();
        let runs = explorer.begun();
        let (mut again, begin) = (0, Instant::now());
        while begin.elapsed() < Duration::from_secs_f64(seconds) {
            let mut explorer = explorer.again();
            explorer.watch(false);
            explorer.run();
            again += explorer.begun();
        }
        let rate = again as f64 / begin.elapsed().as_secs_f64();
        let name = argument.rsplit('/').next().unwrap_or_default();
        println!("{name:<24}{runs:>10}{:>12.2}{rate:>12.0}", first.as_secs_f64() * 1e3);
    }
}
