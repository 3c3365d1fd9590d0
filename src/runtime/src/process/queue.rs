//! Queues between threads, for the trace. Their items and who waits for them are the library's business (`lib/queue.py`).

use std::collections::VecDeque;

use interleave_engine::Lock;
use interleave_trace::{Kind, Resource};
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::Process;
use crate::Host;

/// What is in the queues, as far as it was put there in this process: a forked child inherits items, but not their senders.
#[derive(Default)]
pub(super) struct QueueTable {
    /// Numbers of messages, by the id of the lock that stands for the queue and the `id()` of the item. An object may be in
    /// a queue several times; which of them comes out cannot be told, nor does it matter.
    messages: HashMap<(u64, u64), VecDeque<u64>>,
    /// Locks that stand for a queue the trace knows by name.
    named: HashSet<u64>,
}

impl Process {
    /// Records that an item went into a queue or came out.
    pub(super) fn pass(&mut self, thread: u32, queue: &Lock, item: u64, put: bool, host: &mut dyn Host) {
        if !self.tracing {
            return;
        }
        let channel = self.queue_resource(thread, queue, host);
        self.closeness.spend();
        let key = (queue.id(), item);
        if put {
            let message = self.next_message();
            self.queues.messages.entry(key).or_default().push_back(message);
            // The item is not copied.
            self.emit(thread, Kind::Sent { channel, message, bytes: 0 }, host);
            return;
        }
        let Some(numbers) = self.queues.messages.get_mut(&key) else { return };
        let message = numbers.pop_front();
        if numbers.is_empty() {
            self.queues.messages.remove(&key);
        }
        if let Some(message) = message {
            self.emit(thread, Kind::Received { channel, message }, host);
        }
    }

    /// The resource of a queue: that of the lock that stands for it, which the trace does not show as a lock.
    fn queue_resource(&mut self, thread: u32, queue: &Lock, host: &mut dyn Host) -> Resource {
        self.know(thread, queue, host);
        let resource = self.lock_resource(queue);
        if self.queues.named.insert(queue.id()) {
            let kind = queue.label().trim_start_matches('_').to_owned();
            self.created(thread, resource, kind, host);
        }
        resource
    }
}
