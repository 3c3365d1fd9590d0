//! A process that is copied, and what it is in the copy.

use std::collections::VecDeque;

use interleave_engine::request::Answer;
use interleave_trace::{Kind, State};
use rustc_hash::FxHashMap as HashMap;

use super::lock::LockTable;
use super::queue::QueueTable;
use super::signals::Signals;
use super::slice::Gil;
use super::timer::Timers;
use super::{After, Identity, Process};
use crate::Host;
use crate::contract::Copied;

impl Process {
    pub(super) fn copy(&mut self, thread: u32, name: String, input: bool, host: &mut dyn Host) -> After {
        match host.copy(thread, &name, input) {
            Copied::Original(answer) => {
                self.go_on(thread, Some(answer));
            }
            Copied::Copy { pid, entropy } => {
                let signals = self.signals.inherited(true);
                let parent = Some(self.worker(thread));
                self.became_copy(thread, Identity { pid, name, parent, signals });
                self.interpreter.became_copy(pid, entropy);
                let (name, parent) = (self.identity.name.clone(), self.identity.parent);
                self.emit(0, Kind::Started { name, parent }, host);
                self.show(0, State::Running, host);
                self.go_on(0, Some(Answer::Int(0)));
            }
        }
        After::Ready
    }

    /// Only the thread that asked is left, as the main thread, with the ident that locks of the heap know it by.
    fn became_copy(&mut self, thread: u32, identity: Identity) {
        let mut threads = std::mem::take(&mut self.threads);
        let mut main = threads.swap_remove(thread as usize);
        // In CPython, too, what other threads had on their stacks is never released in the child.
        std::mem::forget(threads);
        (main.timer, main.interrupt) = (None, None);
        main.held.clear();
        main.name.clone_from(&identity.name);
        main.daemon = false;
        main.is_over = false;
        main.shown = State::Ready;
        self.next_ident = (u64::from(identity.pid) << 20) + 2;
        self.numbers = HashMap::from_iter([(main.ident, 0)]);
        self.threads = vec![main];
        self.signals = Signals::new(&identity.signals);
        self.identity = identity;
        self.ready = VecDeque::new();
        self.woken = Vec::new();
        self.locks = LockTable::default();
        self.queues = QueueTable::default();
        self.timers = Timers::default();
        self.calls = HashMap::default();
        self.message_count = 0;
        self.slice = Gil::default();
        self.renumbered = true;
    }
}
