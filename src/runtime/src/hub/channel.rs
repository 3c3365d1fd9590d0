//! Pipes and queues of messages.
//!
//! A pipe has an inbox at each end, a queue has one. A message is in the inbox as soon as it is sent, whole; what a full
//! pipe makes wait is its sender's going on, until the receivers have made room for the last of its bytes. So a message larger
//! than the pipe waits for its receiver, as the bytes of CPython's do. The sender to a queue with a feeder goes on at once, and
//! waits when it ends.

use std::collections::{BTreeMap, VecDeque};

use interleave_engine::request::{Answer, Handle, PIPE_CAPACITY};

use super::wait::Wait;
use super::{Caller, Hub, Object, error, first_end};
use crate::process::bytes_in_pipe;

pub(super) struct Channel {
    kind: ChannelKind,
    /// What can be received at the first end (or from the queue), and at the second.
    inboxes: [Inbox; 2],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ChannelKind {
    Queue,
    /// With a feeder.
    FedQueue,
    Simplex,
    Duplex,
}

#[derive(Default)]
struct Inbox {
    messages: VecDeque<Message>,
    /// Bytes that were sent since the beginning, and how many of them were taken.
    sent: u64,
    taken: u64,
    receivers: VecDeque<Caller>,
    /// Who waits for room, and for which byte: the number of bytes sent until then.
    senders: VecDeque<(Caller, u64)>,
    /// Of a queue with a feeder: where the last message of each process ends.
    fed: BTreeMap<u32, u64>,
}

struct Message {
    bytes: Vec<u8>,
    handles: Vec<Handle>,
    sender: u32,
    /// Where it ends, counted as [`Inbox::sent`].
    end: u64,
}

impl Inbox {
    /// Whether the byte with this number is in the pipe, and not before it.
    fn has_room(&self, end: u64) -> bool {
        end <= self.taken + PIPE_CAPACITY
    }

    /// Those whose last byte has found room.
    fn take_content(&mut self) -> Vec<Caller> {
        let reach = self.taken + PIPE_CAPACITY;
        let content =
            self.senders.iter().filter(|(_, end)| *end <= reach).map(|(sender, _)| *sender).collect();
        self.senders.retain(|(_, end)| *end > reach);
        content
    }

    /// What a process has sent and the pipe has not taken: as if it had not been sent. What comes after moves up.
    fn drop_unfed(&mut self, sender: u32) -> Vec<Message> {
        let reach = self.taken + PIPE_CAPACITY;
        if self.fed.remove(&sender).is_none_or(|end| end <= reach) {
            return Vec::new();
        }
        let (mut kept, mut dropped, mut gaps) = (VecDeque::new(), Vec::new(), Vec::new());
        for mut message in std::mem::take(&mut self.messages) {
            if message.sender == sender && message.end > reach {
                gaps.push((message.end, bytes_in_pipe(&message.bytes)));
                dropped.push(message);
            } else {
                message.end -= before(&gaps, message.end);
                kept.push_back(message);
            }
        }
        self.messages = kept;
        for end in self.fed.values_mut().chain(self.senders.iter_mut().map(|(_, end)| end)) {
            *end -= before(&gaps, *end);
        }
        self.sent -= before(&gaps, self.sent);
        dropped
    }
}

/// How many of the bytes up to `end` were dropped.
fn before(gaps: &[(u64, u64)], end: u64) -> u64 {
    gaps.iter().filter(|(at, _)| *at <= end).map(|(_, bytes)| bytes).sum()
}

impl ChannelKind {
    fn is_queue(self) -> bool {
        matches!(self, ChannelKind::Queue | ChannelKind::FedQueue)
    }
}

impl Channel {
    pub(super) fn queue(fed: bool) -> Channel {
        Channel::new(if fed { ChannelKind::FedQueue } else { ChannelKind::Queue })
    }

    fn new(kind: ChannelKind) -> Channel {
        Channel { kind, inboxes: Default::default() }
    }

    /// The handles in the messages that nobody took.
    pub(super) fn into_handles(self) -> impl Iterator<Item = Handle> {
        self.inboxes.into_iter().flat_map(|inbox| inbox.messages).flat_map(|message| message.handles)
    }

    /// Whether there is something to receive, at either end.
    pub(super) fn has_message(&self) -> bool {
        self.inboxes.iter().any(|inbox| !inbox.messages.is_empty())
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
            (ChannelKind::Queue | ChannelKind::FedQueue, _) => Some(0),
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
        let first = self.add(Object::Channel(Box::new(Channel::new(kind))));
        self.hold(pid, first);
        self.hold(pid, first + 1);
        Answer::Ints(vec![first as i64, first as i64 + 1])
    }

    /// Whether a message sent to this end could come from anybody.
    fn other_end_is_held(&self, handle: Handle) -> bool {
        match self.objects.get(&first_end(handle)) {
            Some(Object::Channel(channel)) if channel.kind.is_queue() => true,
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
        inbox.sent += bytes_in_pipe(&bytes);
        let end = inbox.sent;
        inbox.messages.push_back(Message { bytes, handles: handles.clone(), sender: caller.pid, end });
        if kind == ChannelKind::FedQueue {
            inbox.fed.insert(caller.pid, end);
        }
        let full = kind != ChannelKind::FedQueue && !inbox.has_room(end);
        if full {
            inbox.senders.push_back((caller, end));
            self.waits.insert(caller, Wait::Room(handle));
        }
        for handle in handles {
            self.enter_message(handle);
        }
        self.look_again(if kind.is_queue() { handle } else { handle ^ 1 });
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
        inbox.taken = message.end;
        let (kind, content) = (channel.kind, inbox.take_content());
        for sender in content {
            self.answer(sender, has_room(kind));
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
                inbox.senders.retain(|(waiter, _)| *waiter != caller);
            }
        }
    }

    /// Waits for the feeder of a process.
    pub(super) fn flush(&mut self, caller: Caller, handle: Handle) -> Option<Answer> {
        let Some(channel) = self.channel(handle) else { return Some(Answer::Bool(true)) };
        let inbox = &mut channel.inboxes[0];
        match inbox.fed.get(&caller.pid) {
            Some(end) if !inbox.has_room(*end) => {
                inbox.senders.push_back((caller, *end));
                self.waits.insert(caller, Wait::Room(handle));
                None
            }
            _ => Some(Answer::Bool(true)),
        }
    }

    /// A process has ended, and its feeders with it.
    pub(super) fn drop_unfed(&mut self, pid: u32) {
        let mut handles = Vec::new();
        let mut content = Vec::new();
        for object in self.objects.values_mut() {
            let Object::Channel(channel) = object else { continue };
            if channel.kind == ChannelKind::FedQueue {
                let inbox = &mut channel.inboxes[0];
                handles.extend(inbox.drop_unfed(pid).into_iter().flat_map(|message| message.handles));
                content.extend(inbox.take_content());
            }
        }
        for sender in content {
            self.answer(sender, Answer::Bool(true));
        }
        for handle in handles {
            self.leave_message(handle);
        }
    }

    /// Nobody holds this end any more: receivers at the other end see the end, senders to it have nobody to wait for.
    pub(super) fn end_closed(&mut self, handle: Handle) {
        let Some(channel) = self.channel(handle) else { return };
        if channel.kind.is_queue() {
            // Nobody holds the queue: nobody will take what feeders still have.
            let senders = std::mem::take(&mut channel.inboxes[0].senders);
            for (sender, _) in senders {
                self.answer(sender, Answer::Bool(true));
            }
            return;
        }
        let (own, others) = ((handle & 1) as usize, 1 - (handle & 1) as usize);
        let senders = std::mem::take(&mut channel.inboxes[own].senders);
        let receivers = std::mem::take(&mut channel.inboxes[others].receivers);
        let unread = std::mem::take(&mut channel.inboxes[own].messages);
        channel.inboxes[own].taken = channel.inboxes[own].sent;
        for (sender, _) in senders {
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

/// What a sender is answered that waited for room.
fn has_room(kind: ChannelKind) -> Answer {
    if kind == ChannelKind::FedQueue { Answer::Bool(true) } else { Answer::None }
}
