//! Measures searches: `cargo run --release -p interleave-runtime --example explore -- [--seconds N] [--threads N] FILE...`
//!
//! For each program, how long one search takes from nothing, and how many runs a second are done when it is repeated.

use std::time::{Duration, Instant};

use interleave_runtime::explore::{Explorer, Job, jobs_for};
use interleave_runtime::sim::{Program, SimSettings};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

#[global_allocator]
static ALLOCATOR: interleave_engine::allocator::Pools = interleave_engine::allocator::Pools;

/// As the command does it.
fn search(explorer: &mut Explorer) {
    while let Some(jobs) = explorer.next_jobs(jobs_for(rayon::current_num_threads())) {
        let all: Vec<_> = jobs.into_par_iter().map(Job::run).collect();
        all.into_iter().for_each(|done| explorer.add(done));
    }
}

fn main() {
    let (mut seconds, mut threads) = (1.0, 1);
    let mut programs = Vec::new();
    let mut arguments = std::env::args().skip(1);
    let number = |text: Option<String>| text.and_then(|text| text.parse().ok()).expect("a number");
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seconds" => seconds = number(arguments.next()),
            "--threads" => threads = number(arguments.next()) as usize,
            _ => programs.push(argument),
        }
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    println!("{:<32}{:>10}{:>12}{:>12}", "program", "runs", "ms", "runs/s");
    for file in programs {
        let text = std::fs::read_to_string(&file).expect("a file");
        let program = Program::new("main.py", &text);
        let begin = Instant::now();
        let mut explorer = Explorer::new(program, SimSettings::default(), 1_000);
        pool.install(|| search(&mut explorer));
        let first = begin.elapsed();
        let runs = explorer.begun();
        let (mut again, begin) = (0, Instant::now());
        while begin.elapsed() < Duration::from_secs_f64(seconds) {
            let mut explorer = explorer.again();
            explorer.watch(false);
            pool.install(|| search(&mut explorer));
            again += explorer.begun();
        }
        let rate = again as f64 / begin.elapsed().as_secs_f64();
        let name = file.rsplit('/').next().unwrap_or_default();
        println!("{name:<32}{runs:>10}{:>12.2}{rate:>12.0}", first.as_secs_f64() * 1e3);
    }
}
