//! Counters without locks under loom and under shuttle's depth-first search: executions to completion, and how many a second.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

static EXECUTIONS: AtomicUsize = AtomicUsize::new(0);

macro_rules! counter {
    ($atomic:path, $spawn:path, $threads:expr, $times:expr) => {{
        EXECUTIONS.fetch_add(1, Relaxed);
        let number = Arc::new(<$atomic>::new(0));
        let add = |number: Arc<$atomic>| {
            move || {
                for _ in 0..$times {
                    let before = number.load(std::sync::atomic::Ordering::SeqCst);
                    number.store(before + 1, std::sync::atomic::Ordering::SeqCst);
                }
            }
        };
        let threads: Vec<_> = (0..$threads).map(|_| $spawn(add(number.clone()))).collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    }};
}

fn measure(name: &str, program: &str, search: impl Fn()) {
    EXECUTIONS.store(0, Relaxed);
    search();
    let whole = EXECUTIONS.load(Relaxed);
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(1) {
        search();
    }
    let rate = (EXECUTIONS.load(Relaxed) - whole) as f64 / begin.elapsed().as_secs_f64();
    println!("{name}\t{program}\t{whole}\t{rate:.0}");
}

const PROGRAMS: [(usize, usize); 3] = [(2, 1), (2, 2), (3, 1)];

fn main() {
    for (threads, times) in PROGRAMS {
        measure("loom", &format!("add_{threads}x{times}"), || {
            loom::model(move || counter!(loom::sync::atomic::AtomicUsize, loom::thread::spawn, threads, times));
        });
    }
    // Afterwards: from its first search on, shuttle reports all that unwinds.
    for (threads, times) in PROGRAMS {
        measure("shuttle", &format!("add_{threads}x{times}"), || {
            let counter =
                move || counter!(shuttle::sync::atomic::AtomicUsize, shuttle::thread::spawn, threads, times);
            shuttle::check_dfs(counter, None);
        });
    }
}
