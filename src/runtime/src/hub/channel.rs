//! Pipes and queues of messages.
//!
//! A pipe has an inbox at each end, a queue has one. A message is in the inbox as soon as it is sent, whole; what a full
//! pipe makes wait is its sender's going on, until the receiver has made room. So a message larger than the pipe waits for
//! its receiver, as the bytes of CPython's do.

use std::collections::VecDeque;

use interleave_engine::request::{Answer, Handle};

use super::wait::Wait;
use super::{Caller, Hub, Object, error, first_end};

/// Bytes a pipe takes before its senders wait: Linux's, see pipe(7).
const CAPACITY: usize = 64 * 1024;

pub(super) struct Channel {
    kind: ChannelKind,
    /// What can be received at the first end (or from the queue), and at the second.
    inboxes: [Inbox; 2],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ChannelKind {
    Queue,
    Simplex,
    Duplex,
}

#[derive(Default)]
struct Inbox {
    messages: VecDeque<Message>,
    bytes: usize,
    receivers: VecDeque<Caller>,
    /// Sent, and waiting for room.
    senders: VecDeque<Caller>,
}

struct Message {
    bytes: Vec<u8>,
    handles: Vec<Handle>,
}

impl Channel {
    pub(super) fn queue() -> Channel {
        Channel::new(ChannelKind::Queue)
    }

    fn new(kind: ChannelKind) -> Channel {
        Channel { kind, inboxes: Default::default() }
    }

    /// The handles in the messages that nobody took.
    pub(super) fn into_handles(self) -> impl Iterator<Item = Handle> {
        self.inboxes.into_iter().flat_map(|inbox| inbox.messages).flat_map(|message| message.handles)
    }

    /// The inbox this end receives from.
    fn receives(&self, handle: Handle) -> Option<usize> {
        match (self.kind, handle & 1) {
            (ChannelKind::Simplex, 1) => None,
            (_, end) => Some(end as usize),
        }
    }

    /// The inbox this end sends to.
    fn sends(&self, handle: Handle) -> Option<usize> {
        match (self.kind, handle & 1) {
            (ChannelKind::Queue, _) => Some(0),
            (ChannelKind::Simplex, 0) => None,
            (_, end) => Some(1 - end as usize),
        }
    }
}

impl Hub {
    fn channel(&mut self, handle: Handle) -> Option<&mut Channel> {
        match self.objects.get_mut(&first_end(handle)) {
            Some(Object::Channel(channel)) => Some(channel),
            _ => None,
        }
    }

    pub(super) fn pipe_create(&mut self, pid: u32, duplex: bool) -> Answer {
        let kind = if duplex { ChannelKind::Duplex } else { ChannelKind::Simplex };
        let first = self.add(Object::Channel(Channel::new(kind)));
        self.hold(pid, first);
        self.hold(pid, first + 1);
        Answer::Ints(vec![first as i64, first as i64 + 1])
    }

    /// Whether a message sent to this end could come from anybody.
    fn other_end_is_held(&self, handle: Handle) -> bool {
        match self.objects.get(&first_end(handle)) {
            Some(Object::Channel(channel)) if channel.kind == ChannelKind::Queue => true,
            _ => self.is_held(handle ^ 1),
        }
    }

    /// Whether a receive would not wait; None: not a channel to receive from.
    pub fn is_readable(&self, handle: Handle) -> Option<bool> {
        let Some(Object::Channel(channel)) = self.objects.get(&first_end(handle)) else { return None };
        let inbox = &channel.inboxes[channel.receives(handle)?];
        Some(!inbox.messages.is_empty() || !self.other_end_is_held(handle))
    }

    /// How many messages wait to be received from this end.
    pub fn unread(&self, end: Handle) -> usize {
        match self.objects.get(&first_end(end)) {
            Some(Object::Channel(channel)) => {
                channel.receives(end).map_or(0, |inbox| channel.inboxes[inbox].messages.len())
            }
            _ => 0,
        }
    }

    pub(super) fn send(
        &mut self,
        caller: Caller,
        handle: Handle,
        bytes: Vec<u8>,
        handles: Vec<Handle>,
    ) -> Option<Answer> {
        let has_receiver = self.other_end_is_held(handle);
        let Some(channel) = self.channel(handle) else { return Some(error::bad_handle()) };
        let Some(to) = channel.sends(handle) else { return Some(error::read_only()) };
        if !has_receiver {
            return Some(error::broken_pipe());
        }
        let (kind, inbox) = (channel.kind, &mut channel.inboxes[to]);
        if let Some(receiver) = inbox.receivers.pop_front() {
            for handle in handles {
                self.hold(receiver.pid, handle);
            }
            self.answer(receiver, Answer::Bytes(bytes));
            return Some(Answer::None);
        }
        inbox.bytes += bytes.len();
        inbox.messages.push_back(Message { bytes, handles: handles.clone() });
        let full = kind != ChannelKind::Queue && inbox.bytes > CAPACITY;
        if full {
            inbox.senders.push_back(caller);
            self.waits.insert(caller, Wait::Send(handle));
        }
        for handle in handles {
            self.enter_message(handle);
        }
        self.look_again(if kind == ChannelKind::Queue { handle } else { handle ^ 1 });
        (!full).then_some(Answer::None)
    }

    pub(super) fn receive(&mut self, caller: Caller, handle: Handle) -> Option<Answer> {
        let may_come = self.other_end_is_held(handle);
        let Some(channel) = self.channel(handle) else { return Some(error::bad_handle()) };
        let Some(from) = channel.receives(handle) else { return Some(error::write_only()) };
        let inbox = &mut channel.inboxes[from];
        let Some(message) = inbox.messages.pop_front() else {
            if !may_come {
                return Some(error::end_of_file());
            }
            inbox.receivers.push_back(caller);
            self.waits.insert(caller, Wait::Receive(handle));
            return None;
        };
        inbox.bytes -= message.bytes.len();
        // Everything that was sent before what is still too much has found room.
        let senders =
            if inbox.bytes <= CAPACITY { std::mem::take(&mut inbox.senders) } else { VecDeque::new() };
        for sender in senders {
            self.answer(sender, Answer::None);
        }
        for handle in message.handles {
            self.hold(caller.pid, handle);
            self.leave_message(handle);
        }
        Some(Answer::Bytes(message.bytes))
    }

    pub(super) fn channel_stop_waiting(&mut self, caller: Caller, handle: Handle) {
        if let Some(channel) = self.channel(handle) {
            for inbox in &mut channel.inboxes {
                inbox.receivers.retain(|waiter| *waiter != caller);
                inbox.senders.retain(|waiter| *waiter != caller);
            }
        }
    }

    /// Nobody holds this end any more: receivers at the other end see the end, senders to it have nobody to wait for.
    pub(super) fn end_closed(&mut self, handle: Handle) {
        let Some(channel) = self.channel(handle) else { return };
        if channel.kind == ChannelKind::Queue {
            return;
        }
        let (own, others) = ((handle & 1) as usize, 1 - (handle & 1) as usize);
        let senders = std::mem::take(&mut channel.inboxes[own].senders);
        let receivers = std::mem::take(&mut channel.inboxes[others].receivers);
        let unread = std::mem::take(&mut channel.inboxes[own].messages);
        channel.inboxes[own].bytes = 0;
        for sender in senders {
            self.answer(sender, error::broken_pipe());
        }
        for receiver in receivers {
            self.answer(receiver, error::end_of_file());
        }
        for handle in unread.into_iter().flat_map(|message| message.handles) {
            self.leave_message(handle);
        }
        self.look_again(handle ^ 1);
    }
}
