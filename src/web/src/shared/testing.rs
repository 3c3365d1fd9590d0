//! Words for tests: those of an ordinary process.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering::SeqCst};

use super::arena::Words;

#[derive(Clone)]
pub(super) struct Plain(Arc<[AtomicI32]>);

impl Plain {
    pub(super) fn new(words: usize) -> Plain {
        Plain((0..words).map(|_| AtomicI32::new(0)).collect())
    }
}

impl Words for Plain {
    fn load(&self, at: u32) -> i32 {
        self.0[at as usize].load(SeqCst)
    }
    fn store(&self, at: u32, value: i32) {
        self.0[at as usize].store(value, SeqCst);
    }
    fn add(&self, at: u32, value: i32) -> i32 {
        self.0[at as usize].fetch_add(value, SeqCst)
    }
    fn compare_exchange(&self, at: u32, old: i32, new: i32) -> i32 {
        self.0[at as usize].compare_exchange(old, new, SeqCst, SeqCst).unwrap_or_else(|found| found)
    }
    fn reserve(&self, words: u32) -> bool {
        words as usize <= self.0.len()
    }
    fn pause(&self, _: u32, _: i32) {
        std::thread::yield_now();
    }
}
