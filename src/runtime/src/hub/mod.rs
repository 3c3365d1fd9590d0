//! What lies between processes, sans-IO: pids, semaphores, shared memory, pipes and queues.
//!
//! A driver that has all of its processes under one roof (the simulator; the supervisor of the web driver) keeps one hub
//! and passes system calls on to it. The hub answers at once or later, and says what else must happen:
//!
//! ```ignore
//! fn call(&mut self, id: CallId, call: SysCall) -> Option<Answer> {        // of a Host
//!     let answer = hub.call(self.pid, id, call);                           // None: a later effect brings it
//!     for effect in hub.take_effects() {
//!         match effect {
//!             Effect::Answer { pid, id, answer } => …,                     // Process::complete of that process
//!             Effect::Start { pid, parent, spawn } => …,                   // start it; when it ends: hub.exited(pid, status)
//!             Effect::Signal { pid, signal, .. } => …,                         // Process::signal; then hub.exited, if it ended
//!         }
//!     }
//!     answer
//! }
//! ```
//!
//! Everything is decided by the order of the calls: the same calls have the same effects.

mod channel;
mod error;
mod files;
mod semaphore;
mod shared;
mod tree;
mod wait;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use interleave_engine::request::{Answer, Handle, Spawn, SysCall};
use interleave_trace::Worker;

use self::channel::Channel;
pub use self::files::Files;
use self::semaphore::Semaphore;
use self::tree::Tree;
use crate::CallId;

/// Something a call led to, beside its own answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// A call that waited is answered.
    Answer {
        /// Whose.
        pid: u32,
        /// Which.
        id: CallId,
        /// The answer.
        answer: Answer,
    },
    /// A process is to be started.
    Start {
        /// Its pid.
        pid: u32,
        /// Who asked for it.
        parent: Worker,
        /// What.
        spawn: Spawn,
    },
    /// A signal is to be delivered to a process that has not ended.
    Signal {
        /// To whom.
        pid: u32,
        /// POSIX number.
        signal: i32,
        /// It ends the process: one that does not obey may be ended from outside.
        fatal: bool,
    },
}

/// A call of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Caller {
    pid: u32,
    id: CallId,
}

/// The tables.
#[derive(Default)]
pub struct Hub {
    tree: Tree,
    objects: BTreeMap<Handle, Object>,
    /// Who holds what, by the handle itself: the ends of a pipe are held apart.
    holders: BTreeMap<Handle, Holders>,
    /// What every call that waits waits for.
    waits: BTreeMap<Caller, wait::Wait>,
    effects: Vec<Effect>,
    files: Files,
    /// The program's first process.
    first: u32,
    last_handle: Handle,
}

/// Behind a handle: for a pipe behind its first end.
enum Object {
    Semaphore(Semaphore),
    Shared(Vec<u8>),
    Channel(Box<Channel>),
}

#[derive(Default)]
struct Holders {
    pids: BTreeSet<u32>,
    /// How many messages that nobody took yet carry it.
    in_messages: u32,
}

impl Hub {
    /// A hub without processes.
    pub fn new() -> Hub {
        Hub::default()
    }

    /// Registers the program's first process and gives it a pid.
    pub fn start_first(&mut self) -> u32 {
        self.first = self.tree.add(None, true);
        self.first
    }

    /// From now on it is so many seconds after the epoch, for the times of files.
    pub fn set_time(&mut self, seconds: f64) {
        self.files.set_time((seconds * 1e9) as i64);
    }

    /// Carries out a call. None: it waits, and an [`Effect::Answer`] comes later.
    pub fn call(&mut self, pid: u32, id: CallId, call: SysCall) -> Option<Answer> {
        let caller = Caller { pid, id };
        match call {
            SysCall::Spawn(spawn) => Some(self.spawn(caller, spawn)),
            SysCall::WaitProcess { pid } => self.wait_process(caller, pid),
            SysCall::Kill { pid, signal } => Some(self.kill(pid, signal)),
            SysCall::SetSignal { signal, action } => Some(self.set_signal(pid, signal, action)),
            SysCall::ParentPid => Some(self.parent_pid(pid)),
            SysCall::SemCreate { value, max, .. } => {
                Some(self.create(pid, Object::Semaphore(Semaphore { value, max, waiters: VecDeque::new() })))
            }
            SysCall::SemAcquire { sem } => self.sem_acquire(caller, sem),
            SysCall::SemRelease { sem } => Some(self.sem_release(sem)),
            SysCall::SemValue { sem } => Some(self.sem_value(sem)),
            SysCall::SharedCreate { bytes, .. } => Some(self.shared_create(pid, bytes)),
            SysCall::SharedRead { block, offset, length } => Some(self.shared_read(block, offset, length)),
            SysCall::SharedWrite { block, offset, bytes } => Some(self.shared_write(block, offset, &bytes)),
            SysCall::PipeCreate { duplex } => Some(self.pipe_create(pid, duplex)),
            SysCall::QueueCreate { fed, .. } => {
                Some(self.create(pid, Object::Channel(Box::new(Channel::queue(fed)))))
            }
            SysCall::Send { channel, message, handles, .. } => self.send(caller, channel, message, handles),
            SysCall::Receive { channel } => self.receive(caller, channel),
            SysCall::Flush { channel } => self.flush(caller, channel),
            SysCall::Poll { channel } => self.poll(caller, channel),
            SysCall::WaitAny { channels, pids } => self.wait_any(caller, channels, pids),
            SysCall::File { path, action } => Some(self.files.act(&path, action)),
            SysCall::Close { handle } => {
                self.let_go(pid, handle);
                Some(Answer::None)
            }
        }
    }

    /// Withdraws a call that waits. False: its answer was given already.
    pub fn cancel(&mut self, pid: u32, id: CallId) -> bool {
        self.stop_waiting(Caller { pid, id })
    }

    /// A process has ended: it holds nothing any more, its parent can reap it, its calls are withdrawn.
    pub fn exited(&mut self, pid: u32, status: i32) {
        let calls: Vec<Caller> = self.waits.keys().copied().filter(|caller| caller.pid == pid).collect();
        for caller in calls {
            self.stop_waiting(caller);
        }
        self.drop_unfed(pid);
        let held: Vec<Handle> = self.held_by(pid).collect();
        for handle in held {
            self.let_go(pid, handle);
        }
        self.end_process(pid, status);
    }

    /// What the calls since last time led to, in order.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Processes that have not ended, by pid.
    pub fn alive(&self) -> impl Iterator<Item = u32> + '_ {
        self.tree.alive()
    }

    /// Whether taking from it would not wait: a unit of a semaphore, a message.
    pub(crate) fn would_pass(&self, handle: Handle) -> bool {
        match self.objects.get(&first_end(handle)) {
            Some(Object::Semaphore(semaphore)) => semaphore.value > 0,
            Some(Object::Channel(channel)) => channel.has_message(),
            _ => true,
        }
    }

    /// Whether a process reads the run's standard input: the first, and those it shares it with.
    pub fn reads_input(&self, pid: u32) -> bool {
        self.tree.reads_input(pid)
    }

    /// Handles that a process holds.
    pub fn held_by(&self, pid: u32) -> impl Iterator<Item = Handle> + '_ {
        self.holders.iter().filter(move |(_, holders)| holders.pids.contains(&pid)).map(|(handle, _)| *handle)
    }

    /// Handles that any process or message holds.
    pub fn open_handles(&self) -> impl Iterator<Item = Handle> + '_ {
        self.holders.keys().copied()
    }

    /// Processes that hold a handle, by pid.
    pub fn holders(&self, handle: Handle) -> impl Iterator<Item = u32> + '_ {
        self.holders.get(&handle).into_iter().flat_map(|holders| holders.pids.iter().copied())
    }

    /// The run's files.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// To put files there before the run.
    pub fn files_mut(&mut self) -> &mut Files {
        &mut self.files
    }

    fn answer(&mut self, caller: Caller, answer: Answer) {
        self.waits.remove(&caller);
        self.effects.push(Effect::Answer { pid: caller.pid, id: caller.id, answer });
    }

    fn create(&mut self, pid: u32, object: Object) -> Answer {
        let handle = self.add(object);
        self.hold(pid, handle);
        Answer::Int(handle as i64)
    }

    /// Even numbers: the odd ones are the second ends of pipes.
    fn add(&mut self, object: Object) -> Handle {
        self.last_handle += 2;
        self.objects.insert(self.last_handle, object);
        self.last_handle
    }

    fn hold(&mut self, pid: u32, handle: Handle) {
        self.holders.entry(handle).or_default().pids.insert(pid);
    }

    fn let_go(&mut self, pid: u32, handle: Handle) {
        if self.holders.get_mut(&handle).is_some_and(|holders| holders.pids.remove(&pid)) {
            self.dropped(handle);
        }
    }

    /// A holder less. The last one takes the object with it, and the other end of a pipe sees the end.
    fn dropped(&mut self, handle: Handle) {
        if self.is_held(handle) {
            return;
        }
        self.holders.remove(&handle);
        let first = first_end(handle);
        if !matches!(self.objects.get(&first), Some(Object::Channel(_))) {
            self.objects.remove(&first);
            return;
        }
        self.end_closed(handle);
        if !self.is_held(first)
            && !self.is_held(first + 1)
            && let Some(Object::Channel(channel)) = self.objects.remove(&first)
        {
            for handle in channel.into_handles() {
                self.leave_message(handle);
            }
        }
    }

    fn is_held(&self, handle: Handle) -> bool {
        self.holders.get(&handle).is_some_and(|holders| !holders.pids.is_empty() || holders.in_messages > 0)
    }

    fn enter_message(&mut self, handle: Handle) {
        self.holders.entry(handle).or_default().in_messages += 1;
    }

    fn leave_message(&mut self, handle: Handle) {
        if let Some(holders) = self.holders.get_mut(&handle) {
            holders.in_messages -= 1;
            self.dropped(handle);
        }
    }
}

/// The handle under which a pipe is kept; any other handle is itself.
fn first_end(handle: Handle) -> Handle {
    handle & !1
}

#[cfg(test)]
mod tests;
