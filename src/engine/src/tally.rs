//! Locks that a thread takes and gives back so often that nobody wants to be told of each time.
//!
//! A driver that watches is told of every acquisition by a request, which leaves the interpreter. A thread with a tally asks only for
//! locks that the trace shows, and when there are more of them than anybody could look at, what never waits is counted here and
//! the driver records the sums.

use crate::lock::Lock;
use crate::reference::Ref;
use crate::request::Handle;

/// Locks in a tally, at most: they are looked for one by one.
const MOST_LOCKS: usize = 16;

/// How much more often a lock may be taken than given back: what is left over is recorded one by one.
const MOST_OVER: u32 = 8;

/// What one thread did in one slice.
#[derive(Default)]
pub struct Tally {
    /// Each time is asked for that the trace tells of; nothing is counted.
    pub closely: bool,
    /// When the slice began, for whoever records.
    pub since: u64,
    /// In order of first use.
    pub locks: Vec<Counted>,
    /// Items that were taken out of queues between threads: the lock that stands for the queue, and the item's `id()`.
    pub taken_out: Vec<(Ref<Lock>, u64)>,
}

/// What is counted.
pub enum Subject {
    /// A lock of `threading`.
    Lock(Ref<Lock>),
    /// A semaphore between processes.
    Semaphore(Handle),
}

/// How often something was taken and given back.
pub struct Counted {
    /// What.
    pub subject: Subject,
    /// Times.
    pub taken: u32,
    /// Times.
    pub given: u32,
}

impl Tally {
    /// Whether nothing has been counted.
    pub fn is_empty(&self) -> bool {
        self.locks.is_empty() && self.taken_out.is_empty()
    }

    /// Counts one time that `act` takes a lock or gives it back without waiting; false: it is to be asked for as usual.
    pub(crate) fn lock(&mut self, lock: &Ref<Lock>, take: bool, act: impl FnOnce() -> bool) -> bool {
        if !lock.is_shown() {
            return act();
        }
        let same = |subject: &Subject| matches!(subject, Subject::Lock(other) if other.is(lock));
        self.count(same, || Subject::Lock(lock.clone()), take, act)
    }

    /// The same of a semaphore between processes.
    pub(crate) fn semaphore(&mut self, handle: Handle, take: bool, act: impl FnOnce() -> bool) -> bool {
        let same = |subject: &Subject| matches!(subject, Subject::Semaphore(other) if *other == handle);
        self.count(same, || Subject::Semaphore(handle), take, act)
    }

    fn count(
        &mut self,
        same: impl Fn(&Subject) -> bool,
        subject: impl FnOnce() -> Subject,
        take: bool,
        act: impl FnOnce() -> bool,
    ) -> bool {
        if self.closely {
            return false;
        }
        let at = match self.locks.iter().position(|counted| same(&counted.subject)) {
            Some(at) => at,
            None if self.locks.len() == MOST_LOCKS => return false,
            None => {
                self.locks.push(Counted { subject: subject(), taken: 0, given: 0 });
                self.locks.len() - 1
            }
        };
        let Counted { taken, given, .. } = &mut self.locks[at];
        // What was told to be held is told to be given back: another thread may hold it before the sums are recorded.
        let counts = if take { *taken - *given < MOST_OVER } else { *given < *taken } && act();
        *if take { taken } else { given } += u32::from(counts);
        counts
    }
}
