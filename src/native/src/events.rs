//! The way of trace events from all processes of a run to its root: one socket, whose sending end every process has.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;

use interleave_trace::{Event, Kind, Lives};

use crate::channel::{self, Packet};
use crate::sys::{self, Errno};

/// In a process: collects events and sends them in batches.
pub(crate) struct Sender {
    pub(crate) socket: Arc<OwnedFd>,
    batch: Vec<Event>,
}

impl Sender {
    const BATCH: usize = 200;

    /// Nanoseconds that an event waits for company: what is not sent is lost when the process is killed.
    const PATIENCE: u64 = 20_000_000;

    pub(crate) fn new(socket: Arc<OwnedFd>) -> Sender {
        Sender { socket, batch: Vec::new() }
    }

    pub(crate) fn add(&mut self, event: Event) {
        self.batch.push(event);
        if self.batch.len() >= Sender::BATCH {
            self.flush();
        }
    }

    /// Seconds until the batch should be sent, though it is not full; none if it is empty.
    pub(crate) fn patience(&self, now: u64) -> Option<f64> {
        let first = self.batch.first()?;
        Some((first.time + Sender::PATIENCE).saturating_sub(now) as f64 / 1e9)
    }

    /// Sends what was collected; waits if the root is slow, so that a trace has everything.
    pub(crate) fn flush(&mut self) {
        if self.batch.is_empty() {
            return;
        }
        let batch = std::mem::take(&mut self.batch);
        let Ok(bytes) = postcard::to_stdvec(&batch) else { return };
        let Ok(packet) = Packet::new(bytes, &[], false) else { return };
        while let Err(Errno::AGAIN) = packet.send(self.socket.as_fd()) {
            sys::wait_ready(&[(self.socket.as_fd(), true)], None);
        }
    }
}

/// In the root: receives the events of all processes and passes them on in order of time. The end of a process that was killed
/// is told by who reaped it, or found out when the run is over.
pub(crate) struct Merger {
    pub(crate) socket: OwnedFd,
    heap: BinaryHeap<Reverse<Entry>>,
    count: u64,
    buffer: Vec<u8>,
    lives: Lives,
    sink: crate::TraceSink,
    patience: u64,
}

struct Entry {
    time: u64,
    /// Order of arrival, for events of the same time.
    number: u64,
    event: Event,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Entry) -> bool {
        (self.time, self.number) == (other.time, other.number)
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Entry) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Entry) -> std::cmp::Ordering {
        (self.time, self.number).cmp(&(other.time, other.number))
    }
}

impl Merger {
    /// A process sends its events when it waits or its slice of a few milliseconds is over; only one that computes in a
    /// single instruction for longer than this comes too late, and its events then stand a little out of order.
    const PATIENCE: u64 = 250_000_000;

    /// The same where somebody looks on, for whom soon is more than sorted.
    const LIVE: u64 = 40_000_000;

    pub(crate) fn new(socket: OwnedFd, sink: crate::TraceSink, live: bool) -> Merger {
        Merger {
            socket,
            heap: BinaryHeap::new(),
            count: 0,
            buffer: vec![0; sys::PACKET_BYTES],
            lives: Lives::default(),
            sink,
            patience: if live { Merger::LIVE } else { Merger::PATIENCE },
        }
    }

    pub(crate) fn add(&mut self, event: Event) {
        self.count += 1;
        self.heap.push(Reverse(Entry { time: event.time, number: self.count, event }));
    }

    /// Takes what has arrived.
    pub(crate) fn receive(&mut self) {
        while let Ok(Some(message)) = channel::receive(self.socket.as_fd(), &mut self.buffer) {
            let Ok(events) = postcard::from_bytes::<Vec<Event>>(&message.bytes) else { continue };
            events.into_iter().for_each(|event| self.add(event));
        }
    }

    /// Passes on what no other process can precede any more at this time of the run.
    pub(crate) fn pass_on(&mut self, now: u64) {
        while let Some(Reverse(first)) = self.heap.peek()
            && first.time.saturating_add(self.patience) < now
            && let Some(Reverse(first)) = self.heap.pop()
        {
            self.deliver(first.event);
        }
    }

    fn deliver(&mut self, event: Event) {
        let pid = event.worker.pid;
        match event.kind {
            // Whoever reaped a process tells of its life again.
            Kind::Started { .. } if event.worker.thread == 0 && self.lives.has_started(pid) => {}
            Kind::Exited { .. } if self.lives.has_exited(pid) => {}
            Kind::Exited { status } => self.end(pid, status, event.time),
            _ => {
                self.lives.note(&event);
                (self.sink)(event);
            }
        }
    }

    fn end(&mut self, pid: u32, status: i32, time: u64) {
        for event in self.lives.end(pid, status, time) {
            self.lives.note(&event);
            (self.sink)(event);
        }
    }

    /// Passes on the rest. Processes that have not ended by now are ended with the run.
    pub(crate) fn finish(mut self, now: u64) {
        self.receive();
        self.pass_on(u64::MAX);
        for pid in self.lives.left() {
            self.end(pid, -9, now);
        }
    }
}
