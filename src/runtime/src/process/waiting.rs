//! Who waits for what: for the picture of a deadlock, and for pages that show it while the program runs.

use interleave_trace::{Resource, State, Worker};

use super::Process;
use super::call::Room;
use super::thread::{Status, Wait};

/// A thread that waits without a deadline of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Who.
    pub worker: Worker,
    /// Its name.
    pub name: String,
    /// For what.
    pub what: WaitingFor,
    /// File and line of the user's code that waits.
    pub position: Option<(String, u32)>,
}

/// What a thread waits for.
#[derive(Clone, Debug, PartialEq)]
pub enum WaitingFor {
    /// A lock of this process.
    Lock {
        /// Which.
        resource: Resource,
        /// `Lock`, `Condition`…
        label: String,
        /// Who holds it, if the lock knows and the thread exists.
        owner: Option<Worker>,
    },
    /// The end of a thread or, with thread 0 of another pid, of a process; pid 0 is any child.
    End {
        /// Whose.
        worker: Worker,
    },
    /// Something between processes.
    Resource {
        /// Which.
        resource: Resource,
    },
    /// Room in a pipe.
    Room {
        /// The pipe or queue.
        resource: Resource,
        /// For what.
        of: Room,
    },
    /// A line of input.
    Input,
    /// Only time to pass.
    Time,
    /// A signal.
    Signal,
}

impl Process {
    /// Every thread that waits, in order of their numbers.
    pub fn waiting(&self) -> Vec<Waiting> {
        let threads = self.threads.iter().enumerate();
        threads
            .filter_map(|(number, thread)| {
                let Status::Waiting(wait) = &thread.status else { return None };
                let what = match wait {
                    Wait::Sleep | Wait::Start => WaitingFor::Time,
                    Wait::Pause => WaitingFor::Signal,
                    Wait::Lock(lock) => WaitingFor::Lock {
                        resource: self.lock_resource(lock),
                        label: lock.label().to_string(),
                        owner: self.lock_owner(lock).map(|thread| self.worker(thread)),
                    },
                    Wait::Join { thread } => WaitingFor::End { worker: self.worker(*thread) },
                    Wait::Call(id) => match &thread.shown {
                        State::Blocked { on } => match self.calls.get(id).and_then(|call| call.room) {
                            Some(of) => WaitingFor::Room { resource: *on, of },
                            None => WaitingFor::Resource { resource: *on },
                        },
                        State::Joining { worker } => WaitingFor::End { worker: *worker },
                        State::Reading => WaitingFor::Input,
                        _ => WaitingFor::Time,
                    },
                };
                let (worker, name) = (self.worker(number as u32), thread.name.clone());
                Some(Waiting { worker, name, what, position: self.position(number as u32) })
            })
            .collect()
    }

    /// Who took semaphores between processes and did not give them back.
    pub fn held(&self) -> impl Iterator<Item = (Worker, Resource)> + '_ {
        let threads = self.threads.iter().enumerate();
        threads.flat_map(move |(number, thread)| {
            thread.held.iter().map(move |resource| (self.worker(number as u32), *resource))
        })
    }

    /// The names of all its threads by their numbers, of those that have ended too.
    pub fn thread_names(&self) -> impl Iterator<Item = (Worker, &str)> + '_ {
        let threads = self.threads.iter().enumerate();
        threads.map(|(number, thread)| (self.worker(number as u32), thread.name.as_str()))
    }

    /// Whether the process would end without waiting for this thread.
    pub fn is_daemon(&self, thread: u32) -> bool {
        self.threads.get(thread as usize).is_some_and(|thread| thread.daemon)
    }
}
