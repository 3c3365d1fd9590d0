//! Counting semaphores with a fair queue.
//!
//! A release hands the permit to the longest waiting thread itself, so nobody overtakes (promise 4 of the contract), and
//! rings the doorbell of that thread's process: a word that the process's worker waits on with `Atomics.waitAsync`, so its
//! event loop stays free. Queues change under a spin lock that is held for some ten memory accesses; a permit that is free is taken,
//! and one that nobody waits for given back, by one compare-exchange of the value, as each access costs a call of JavaScript. So
//! the value tells whether somebody waits ([`AWAITED`]). When a process ends,
//! however it ends, [`Arena::forget`] frees what its worker may have left locked and takes its threads out of the queues.

use interleave_engine::request::Handle;

use super::arena::{Arena, SEMAPHORES, Words, word_of};

// A semaphore's words, from its first.
/// 0, or the pid of the process that changes the queue.
const LOCK: u32 = 0;
/// Free permits, or [`AWAITED`].
const VALUE: u32 = 1;
const MAX: u32 = 2;
/// Longest waiting waiter, or 0.
const HEAD: u32 = 3;
const TAIL: u32 = 4;
/// The semaphore made before this one, or 0.
const BEFORE: u32 = 5;
const SEMAPHORE_WORDS: u32 = 6;

// A waiter's words.
/// The one behind it in the queue, or 0.
const NEXT: u32 = 0;
const STATE: u32 = 1;
const BELL: u32 = 2;
const PID: u32 = 3;
const WAITER_WORDS: u32 = 4;

/// The value while threads wait, or may do so in a moment: no permit is free, and who gives one back looks at the queue.
const AWAITED: i32 = -1;

const WAITING: i32 = 1;
const GRANTED: i32 = 2;

// A doorbell's words.
/// Counts rings.
const RINGS: u32 = 0;
/// Whether its worker waits on `RINGS`; otherwise it must be sent a message.
const LISTENS: u32 = 1;
const BELL_WORDS: u32 = 2;

/// A place in a queue; made once, used for many waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Waiter(u32);

/// Where a process is told that one of its threads was given a permit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doorbell {
    /// Index of its word.
    pub word: u32,
    /// Whose.
    pub pid: u32,
    /// Its worker waits on the word; otherwise it must be sent a message.
    pub listens: bool,
}

/// The value would exceed the maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReleasedTooOften;

impl<W: Words> Arena<W> {
    /// A semaphore; `None` when memory is used up.
    pub fn create_semaphore(&self, value: u32, max: u32) -> Option<Handle> {
        let at = self.allocate(SEMAPHORE_WORDS)?;
        // One that takes no permit at all (a `BoundedSemaphore(0)`) refuses it under the spin lock.
        let value = if max == 0 { AWAITED } else { value.min(i32::MAX as u32) as i32 };
        self.words.store(at + VALUE, value);
        self.words.store(at + MAX, max.min(i32::MAX as u32) as i32);
        loop {
            let before = self.words.load(SEMAPHORES);
            self.words.store(at + BEFORE, before);
            if self.words.compare_exchange(SEMAPHORES, before, at as i32) == before {
                return Some(Self::handle(at));
            }
        }
    }

    /// The doorbell of a process. `listens`: its worker will wait on the word.
    pub fn create_doorbell(&self, pid: u32, listens: bool) -> Option<Doorbell> {
        let word = self.allocate(BELL_WORDS)?;
        self.words.store(word + LISTENS, i32::from(listens));
        Some(Doorbell { word, pid, listens })
    }

    /// How often a doorbell was rung.
    pub fn rings(&self, bell: Doorbell) -> i32 {
        self.words.load(bell.word + RINGS)
    }

    /// A place in queues, for one thread at a time of the doorbell's process.
    pub fn create_waiter(&self, bell: Doorbell) -> Option<Waiter> {
        let at = self.allocate(WAITER_WORDS)?;
        self.words.store(at + BELL, bell.word as i32);
        self.words.store(at + PID, bell.pid as i32);
        Some(Waiter(at))
    }

    /// Takes a permit if one is free: then nobody waits.
    pub fn try_acquire(&self, semaphore: Handle) -> bool {
        // Most are locks.
        self.exchange_value(word_of(semaphore), 1, |value| (value > 0).then(|| value - 1))
    }

    /// Takes a permit, or queues up: then the waiter is [granted](Arena::granted) one later.
    pub fn acquire(&self, semaphore: Handle, waiter: Waiter, pid: u32) -> bool {
        let at = word_of(semaphore);
        self.locked(at, pid, || {
            // Nobody gives a permit back without a look at the queue from now on, or there is one.
            let awaited = |value| (value <= 0).then_some(AWAITED);
            while !self.exchange_value(at, 0, awaited) {
                if self.try_acquire(semaphore) {
                    return true;
                }
            }
            self.words.store(waiter.0 + NEXT, 0);
            self.words.store(waiter.0 + STATE, WAITING);
            match self.words.load(at + TAIL) {
                0 => self.words.store(at + HEAD, waiter.0 as i32),
                tail => self.words.store(tail as u32 + NEXT, waiter.0 as i32),
            }
            self.words.store(at + TAIL, waiter.0 as i32);
            false
        })
    }

    /// Whether a queued waiter has been given its permit.
    pub fn granted(&self, waiter: Waiter) -> bool {
        self.words.load(waiter.0 + STATE) == GRANTED
    }

    /// Leaves the queue; `false`: too late, the permit was given.
    pub fn withdraw(&self, semaphore: Handle, waiter: Waiter, pid: u32) -> bool {
        let at = word_of(semaphore);
        self.locked(at, pid, || {
            if self.granted(waiter) {
                return false;
            }
            self.sweep(at, |other| other == waiter.0);
            true
        })
    }

    /// Gives a permit back: to the longest waiting, whose doorbell was rung and must be answered by the caller
    /// ([`Doorbell::listens`]), or to the value.
    ///
    /// # Errors
    /// If all permits are there already.
    pub fn release(&self, semaphore: Handle, pid: u32) -> Result<Option<Doorbell>, ReleasedTooOften> {
        if self.try_release(semaphore) {
            return Ok(None);
        }
        let at = word_of(semaphore);
        self.locked(at, pid, || self.give(at))
    }

    /// Gives a permit back if nobody waits for it and it is not one too many.
    pub fn try_release(&self, semaphore: Handle) -> bool {
        let at = word_of(semaphore);
        self.exchange_value(at, 0, |value| match value {
            AWAITED => None,
            0 => Some(1),
            value => (value < self.words.load(at + MAX)).then(|| value + 1),
        })
    }

    /// The present value.
    pub fn value(&self, semaphore: Handle) -> u32 {
        self.words.load(word_of(semaphore) + VALUE).max(0) as u32
    }

    /// Cleans up after a process that no longer runs: its threads leave all queues. Permits it had taken stay taken.
    pub fn forget(&self, dead: u32, pid: u32) {
        let mut at = self.words.load(SEMAPHORES) as u32;
        while at != 0 {
            // Its worker was ended inside; whatever it had half done, `sweep` makes whole.
            self.words.compare_exchange(at + LOCK, dead as i32, 0);
            self.locked(at, pid, || {
                self.sweep(at, |waiter| self.words.load(waiter + PID) as u32 == dead);
            });
            at = self.words.load(at + BEFORE) as u32;
        }
    }

    /// Replaces the value by what `next` makes of it, which is tried with a guess first; false when it makes nothing of it.
    fn exchange_value(&self, at: u32, guess: i32, next: impl Fn(i32) -> Option<i32>) -> bool {
        let mut value = guess;
        while let Some(new) = next(value) {
            let found = self.words.compare_exchange(at + VALUE, value, new);
            if found == value {
                return true;
            }
            value = found;
        }
        false
    }

    fn give(&self, at: u32) -> Result<Option<Doorbell>, ReleasedTooOften> {
        let first = self.words.load(at + HEAD) as u32;
        if first == 0 {
            let max = self.words.load(at + MAX);
            let next = |value: i32| (value.max(0) < max).then(|| value.max(0) + 1);
            let given = self.exchange_value(at, AWAITED, next);
            return if given { Ok(None) } else { Err(ReleasedTooOften) };
        }
        let next = self.words.load(first + NEXT);
        let word = self.words.load(first + BELL) as u32;
        let pid = self.words.load(first + PID) as u32;
        // Granted before it leaves the queue: a worker that is ended in between leaves nobody without its permit.
        self.words.store(first + STATE, GRANTED);
        self.words.store(at + HEAD, next);
        if next == 0 {
            self.words.store(at + TAIL, 0);
            self.unawaited(at);
        }
        self.words.add(word + RINGS, 1);
        Ok(Some(Doorbell { word, pid, listens: self.words.load(word + LISTENS) != 0 }))
    }

    /// Takes waiters out of a queue: those that `leaves` names, and those that have their permit.
    fn sweep(&self, at: u32, leaves: impl Fn(u32) -> bool) {
        let mut last = 0;
        let mut waiter = self.words.load(at + HEAD) as u32;
        while waiter != 0 {
            let next = self.words.load(waiter + NEXT);
            if self.words.load(waiter + STATE) != WAITING || leaves(waiter) {
                match last {
                    0 => self.words.store(at + HEAD, next),
                    last => self.words.store(last + NEXT, next),
                }
            } else {
                last = waiter;
            }
            waiter = next as u32;
        }
        self.words.store(at + TAIL, last as i32);
        if last == 0 {
            self.unawaited(at);
        }
    }

    /// The queue, locked, has become empty.
    fn unawaited(&self, at: u32) {
        if self.words.load(at + MAX) > 0 {
            self.words.compare_exchange(at + VALUE, AWAITED, 0);
        }
    }

    fn locked<T>(&self, at: u32, pid: u32, act: impl FnOnce() -> T) -> T {
        let mut tries = 0;
        loop {
            let holder = self.words.compare_exchange(at + LOCK, 0, pid as i32);
            if holder == 0 {
                break;
            }
            tries += 1;
            if tries > 100 {
                self.words.pause(at + LOCK, holder);
            }
        }
        let result = act();
        self.words.store(at + LOCK, 0);
        result
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

    use super::super::testing::Plain;
    use super::*;

    fn arena() -> Arena<Plain> {
        Arena::create(Plain::new(4096))
    }

    fn waiter(arena: &Arena<Plain>, pid: u32) -> Waiter {
        arena.create_waiter(arena.create_doorbell(pid, true).unwrap()).unwrap()
    }

    #[test]
    fn permits_are_handed_over_in_order_of_arrival() {
        let arena = arena();
        let lock = arena.create_semaphore(1, 1).unwrap();
        let (a, b) = (waiter(&arena, 2), waiter(&arena, 3));
        assert!(arena.try_acquire(lock));
        assert!(!arena.acquire(lock, a, 2));
        assert!(!arena.acquire(lock, b, 3));
        assert_eq!(arena.release(lock, 1).unwrap().unwrap().pid, 2);
        assert!(arena.granted(a) && !arena.granted(b));
        assert!(!arena.try_acquire(lock), "nobody overtakes");
        assert!(!arena.try_release(lock), "somebody waits");
        assert_eq!(arena.release(lock, 2).unwrap().unwrap().pid, 3);
        assert_eq!(arena.release(lock, 3), Ok(None));
        assert_eq!(arena.release(lock, 3), Err(ReleasedTooOften));
    }

    #[test]
    fn permits_are_counted() {
        let arena = arena();
        for (value, max, given) in [(0, 0, 0), (0, 1, 1), (1, 1, 0), (0, 3, 3), (2, 3, 1), (3, u32::MAX, 5)] {
            let permits = arena.create_semaphore(value, max).unwrap();
            for _ in 0..given {
                assert_eq!(arena.release(permits, 1), Ok(None), "{value} of {max}");
            }
            if max < 4 {
                assert!(!arena.try_release(permits), "{value} of {max}");
                assert_eq!(arena.release(permits, 1), Err(ReleasedTooOften), "{value} of {max}");
            }
            assert_eq!(arena.value(permits), value + given, "{value} of {max}");
            for _ in 0..value + given {
                assert!(arena.try_acquire(permits), "{value} of {max}");
            }
            assert!(!arena.try_acquire(permits), "{value} of {max}");
            // Who waits and goes away leaves it as it was.
            let a = waiter(&arena, 2);
            assert!(!arena.acquire(permits, a, 2), "{value} of {max}");
            assert!(!arena.try_release(permits), "{value} of {max}");
            assert_eq!(arena.value(permits), 0);
            assert!(arena.withdraw(permits, a, 2));
            assert_eq!(arena.try_release(permits), max > 0, "{value} of {max}");
        }
    }

    #[test]
    fn who_withdraws_gets_no_permit() {
        let arena = arena();
        let lock = arena.create_semaphore(0, 1).unwrap();
        let (a, b) = (waiter(&arena, 2), waiter(&arena, 3));
        assert!(!arena.acquire(lock, a, 2));
        assert!(!arena.acquire(lock, b, 3));
        assert!(arena.withdraw(lock, a, 2));
        assert_eq!(arena.release(lock, 1).unwrap().unwrap().pid, 3);
        assert!(!arena.withdraw(lock, b, 3), "too late");
        assert!(!arena.acquire(lock, a, 2), "a place is used again");
        assert_eq!(arena.release(lock, 3).unwrap().unwrap().pid, 2);
    }

    #[test]
    fn a_process_that_ends_inside_leaves_a_whole_queue() {
        let arena = arena();
        let lock = arena.create_semaphore(0, 1).unwrap();
        let (a, b) = (waiter(&arena, 2), waiter(&arena, 3));
        assert!(!arena.acquire(lock, a, 2));
        assert!(!arena.acquire(lock, b, 3));
        // Ended with the queue locked, after granting and before taking the waiter out.
        arena.words.store(word_of(lock) + LOCK, 9);
        arena.words.store(a.0 + STATE, GRANTED);
        arena.forget(9, 1);
        assert!(arena.granted(a));
        assert_eq!(arena.release(lock, 2).unwrap().unwrap().pid, 3);
        // A waiting process ends: the permit is not lost to it.
        assert!(!arena.acquire(lock, a, 2));
        arena.forget(2, 1);
        assert_eq!(arena.release(lock, 3), Ok(None));
    }

    #[test]
    fn no_two_are_inside() {
        let words = Plain::new(4096);
        let arena = Arena::create(words.clone());
        let lock = arena.create_semaphore(1, 1).unwrap();
        let inside = AtomicU32::new(0);
        let total = AtomicU32::new(0);
        std::thread::scope(|scope| {
            for pid in 1..=4 {
                let (words, inside, total) = (words.clone(), &inside, &total);
                scope.spawn(move || {
                    let arena = Arena::join(words);
                    let waiter = waiter(&arena, pid);
                    for _ in 0..500 {
                        if !arena.try_acquire(lock) && !arena.acquire(lock, waiter, pid) {
                            while !arena.granted(waiter) {
                                std::thread::yield_now();
                            }
                        }
                        assert_eq!(inside.fetch_add(1, SeqCst), 0);
                        total.fetch_add(1, SeqCst);
                        inside.fetch_sub(1, SeqCst);
                        arena.release(lock, pid).unwrap();
                    }
                });
            }
        });
        assert_eq!(total.into_inner(), 2000);
        assert_eq!(arena.value(lock), 1);
    }

    #[test]
    fn blocks_know_their_size() {
        let arena = arena();
        let block = arena.create_block(12).unwrap();
        let at = arena.locate(block, 4, 8).unwrap();
        assert_eq!(at % 4, 0);
        assert_eq!(arena.locate(block, 0, 1).unwrap() % 8, 0, "items of eight bytes are aligned");
        assert_eq!(arena.locate(block, 8, 8), None);
        assert_eq!(arena.create_block(1 << 20), None, "there is no more memory");
    }
}
