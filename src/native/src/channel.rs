//! Pipes and queues: packet sockets. A message is one packet; one that is too big for a packet travels as a descriptor of
//! memory that holds it, so that messages are always whole. The sender of such a message on a pipe waits until it is taken,
//! as CPython's sender of more bytes than a pipe holds: a socket travels with the message, and its taker answers on it.
//!
//! A packet is laid out as: count of descriptors (4 bytes), flags (1 byte), a [`Head`] in postcard's format, the message's bytes.
//! Flags say what is in the memory of the first descriptor instead, and whether the last descriptor is such a socket.

use std::collections::VecDeque;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;

use interleave_engine::request::Handle;
use interleave_runtime::CallId;
use serde::{Deserialize, Serialize};

use crate::board::Board;
use crate::handles::{Description, Resource};
use crate::row::{Row, Turn};
use crate::sys::{self, Errno, Result};

/// What may be done at a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Direction {
    /// The reading end of a one-way pipe.
    Receive,
    /// The writing end of a one-way pipe.
    Send,
    /// An end of a two-way pipe.
    Both,
    /// Both ends of one socket pair: what is sent may be received here as well.
    Queue,
    /// So is this; its senders never wait.
    FedQueue,
}

impl Direction {
    pub(crate) fn is_queue(self) -> bool {
        matches!(self, Direction::Queue | Direction::FedQueue)
    }
}

/// An end of a pipe, or a queue.
#[derive(Clone)]
pub(crate) struct Port {
    /// Number of the pipe or queue, the same for both ends.
    pub(crate) channel: Handle,
    pub(crate) direction: Direction,
    receiver: Option<Arc<OwnedFd>>,
    sender: Option<Arc<OwnedFd>>,
}

impl Port {
    pub(crate) fn new(
        channel: Handle,
        direction: Direction,
        receiver: Option<Arc<OwnedFd>>,
        sender: Option<Arc<OwnedFd>>,
    ) -> Port {
        Port { channel, direction, receiver, sender }
    }

    /// The two ends of a new pipe.
    pub(crate) fn pipe(channel: Handle, duplex: bool) -> Result<(Port, Port)> {
        let (a, b) = sys::packet_pair()?;
        let (a, b) = (Arc::new(a), Arc::new(b));
        Ok(if duplex {
            (
                Port::new(channel, Direction::Both, Some(a.clone()), Some(a)),
                Port::new(channel, Direction::Both, Some(b.clone()), Some(b)),
            )
        } else {
            (
                Port::new(channel, Direction::Receive, Some(a), None),
                Port::new(channel, Direction::Send, None, Some(b)),
            )
        })
    }

    /// A new queue.
    pub(crate) fn queue(channel: Handle, fed: bool) -> Result<Port> {
        let (receiver, sender) = sys::packet_pair()?;
        let direction = if fed { Direction::FedQueue } else { Direction::Queue };
        Ok(Port::new(channel, direction, Some(Arc::new(receiver)), Some(Arc::new(sender))))
    }

    /// Its sockets, as they travel: one, or a queue's two.
    pub(crate) fn sockets(&self) -> impl Iterator<Item = &Arc<OwnedFd>> {
        let second = if self.direction == Direction::Both { None } else { self.sender.as_ref() };
        self.receiver.iter().chain(second)
    }

    /// Where messages come from.
    pub(crate) fn receiver(&self) -> Option<&Arc<OwnedFd>> {
        self.receiver.as_ref()
    }

    /// Where messages go.
    pub(crate) fn sender(&self) -> Option<&Arc<OwnedFd>> {
        self.sender.as_ref()
    }
}

/// Which of a channel's two flows a message sent to this end belongs to.
pub(crate) fn outward(end: Handle, direction: Direction) -> usize {
    if direction.is_queue() { 0 } else { (end & 1) as usize }
}

/// Which one is received from at this end.
pub(crate) fn inward(end: Handle, direction: Direction) -> usize {
    if direction.is_queue() { 0 } else { 1 - (end & 1) as usize }
}

/// What a packet says about its message.
#[derive(Serialize, Deserialize)]
struct Head {
    /// The handles in it.
    handles: Vec<Description>,
}

/// The message's bytes are in the memory of the first descriptor.
const BYTES_APART: u8 = 1;
/// So is the head, before them.
const HEAD_APART: u8 = 2;
/// The last descriptor is a socket on which the sender wants to hear that the message was taken.
const RECEIPT: u8 = 4;

/// A message on its way out.
pub(crate) struct Packet {
    prefix: [u8; 5],
    head: Vec<u8>,
    /// The message's bytes; empty if they are in memory of their own.
    bytes: Vec<u8>,
    fds: Vec<Arc<OwnedFd>>,
    /// Where its taker answers, if the sender must wait for that.
    pub(crate) receipt: Option<Arc<OwnedFd>>,
}

impl Packet {
    /// Packs a message with the handles it mentions. With `receipts`, a big message says when it is taken.
    pub(crate) fn new(message: Vec<u8>, resources: &[(Handle, Resource)], receipts: bool) -> Result<Packet> {
        let mut fds = Vec::new();
        let handles =
            resources.iter().map(|(handle, resource)| resource.describe(*handle, &mut fds)).collect();
        let separate = message.len() + 32 * resources.len() + 64 > sys::PACKET_BYTES;
        let mut receipt = None;
        if separate && receipts {
            let (ours, theirs) = sys::packet_pair()?;
            fds.push(Arc::new(theirs));
            receipt = Some(Arc::new(ours));
        }
        let mut head = postcard::to_allocvec(&Head { handles }).map_err(|_| Errno::NOMEM)?;
        let mut bytes = message;
        let mut flags = if receipt.is_some() { RECEIPT } else { 0 };
        if separate {
            flags |= BYTES_APART;
            let memory = if head.len() + 64 > sys::PACKET_BYTES {
                flags |= HEAD_APART;
                let memory = sys::memory_with(&[&head, &bytes])?;
                head.clear();
                memory
            } else {
                sys::memory_with(&[&bytes])?
            };
            fds.insert(0, Arc::new(memory));
            bytes = Vec::new();
        }
        let mut prefix = [0; 5];
        prefix[..4].copy_from_slice(&(fds.len() as u32).to_le_bytes());
        prefix[4] = flags;
        Ok(Packet { prefix, head, bytes, fds, receipt })
    }

    /// Sends it without waiting.
    pub(crate) fn send(&self, socket: BorrowedFd<'_>) -> Result<()> {
        let fds: Vec<BorrowedFd<'_>> = self.fds.iter().map(|fd| fd.as_fd()).collect();
        sys::send_packet(socket, &[&self.prefix, &self.head, &self.bytes], &fds)
    }
}

/// A message that arrived.
pub(crate) struct Message {
    pub(crate) bytes: Vec<u8>,
    pub(crate) handles: Vec<(Handle, Resource)>,
}

/// Takes the next message without waiting; none at the end of the pipe. `buffer` is scratch space of
/// [`sys::PACKET_BYTES`].
pub(crate) fn receive(socket: BorrowedFd<'_>, buffer: &mut [u8]) -> Result<Option<Message>> {
    let count = |packet: &[u8]| match packet.first_chunk::<4>() {
        Some(count) => u32::from_le_bytes(*count) as usize,
        None => 0,
    };
    let (length, mut fds) = sys::receive_packet(socket, buffer, count)?;
    if length == 0 {
        return Ok(None);
    }
    let packet = &buffer[..length];
    let (flags, body) = packet.get(4..).and_then(<[u8]>::split_first).ok_or(Errno::BADMSG)?;
    if flags & RECEIPT != 0 {
        // Before the message is copied: meanwhile the sender goes on. If it is gone nobody wants to know.
        let _ = sys::send_packet(fds.pop().ok_or(Errno::BADMSG)?.as_fd(), &[&[1]], &[]);
    }
    let mut fds = fds.into_iter();
    let take = |bytes| postcard::take_from_bytes::<Head>(bytes).map_err(|_| Errno::BADMSG);
    let (head, bytes) = if flags & BYTES_APART == 0 {
        let (head, bytes) = take(body)?;
        (head, bytes.to_vec())
    } else {
        let memory = sys::read_memory(fds.next().ok_or(Errno::BADMSG)?.as_fd())?;
        if flags & HEAD_APART == 0 {
            (take(body)?.0, memory)
        } else {
            let (head, bytes) = take(&memory)?;
            (head, bytes.to_vec())
        }
    };
    let mut handles = Vec::with_capacity(head.handles.len());
    for description in head.handles {
        handles.push((description.handle, Resource::restore(description, &mut fds)?));
    }
    Ok(Some(Message { bytes, handles }))
}

/// How long to wait before looking again whether messages of others were sent.
pub(crate) const BEHIND_SECONDS: f64 = 0.001;

/// Messages that wait until a socket takes them.
pub(crate) struct Outbox {
    pub(crate) socket: Arc<OwnedFd>,
    pub(crate) direction: Direction,
    pub(crate) messages: VecDeque<Outgoing>,
    /// Whether others must be sent first, so that there is no use in watching the socket.
    pub(crate) behind: bool,
}

/// One of them.
pub(crate) struct Outgoing {
    pub(crate) packet: Packet,
    /// Its bytes in a pipe.
    pub(crate) bytes: u32,
    /// The call of a sender that waits. Others went on: a pipe would have had room, or there is a feeder.
    pub(crate) call: Option<CallId>,
    /// When it may be sent, among the messages of others.
    pub(crate) turn: Option<Turn>,
}

impl Outbox {
    /// Sends what can be sent now; whether messages are left. `sent` is told of each, and where it ends in the flow.
    pub(crate) fn flush(
        &mut self,
        board: &Board,
        end: Handle,
        lives: impl Fn(u32) -> bool,
        mut sent: impl FnMut(&Outgoing, Result<u32>),
    ) -> bool {
        let direction = outward(end, self.direction);
        let (flow, row) = (board.flow(end, direction), Row::new(board, end, direction));
        while let Some(message) = self.messages.front() {
            self.behind = !row.is_first(message.turn, &lives);
            if self.behind {
                return true;
            }
            let result = message.packet.send(self.socket.as_fd());
            if result == Err(Errno::AGAIN) {
                return true;
            }
            sent(message, result.map(|()| flow.send(message.bytes)));
            if let Some(message) = self.messages.pop_front() {
                self.leave_row(board, message.turn);
            }
        }
        false
    }

    /// Ends a turn, if no message with it is left.
    pub(crate) fn leave_row(&self, board: &Board, turn: Option<Turn>) {
        if let Some(turn) = turn
            && self.messages.iter().all(|message| message.turn != Some(turn))
        {
            turn.end(board);
        }
    }

    /// The turns of its messages.
    pub(crate) fn turns(&self) -> Vec<Turn> {
        let mut turns: Vec<Turn> = self.messages.iter().filter_map(|message| message.turn).collect();
        turns.dedup();
        turns
    }

    /// All descriptors that its messages need.
    pub(crate) fn fds(&self) -> impl Iterator<Item = BorrowedFd<'_>> {
        let messages = self.messages.iter();
        messages
            .flat_map(|message| &message.packet.fds)
            .chain(std::iter::once(&self.socket))
            .map(|fd| fd.as_fd())
    }

    /// Bytes in a pipe of all its messages.
    pub(crate) fn bytes(&self) -> u64 {
        self.messages.iter().map(|message| u64::from(message.bytes)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shared::Block;

    fn scratch() -> Vec<u8> {
        vec![0; sys::PACKET_BYTES]
    }

    fn send(port: &Port, message: Vec<u8>, handles: &[(Handle, Resource)]) -> Result<()> {
        Packet::new(message, handles, false)?.send(port.sender().ok_or(Errno::BADF)?.as_fd())
    }

    fn take(port: &Port) -> Result<Option<Message>> {
        receive(port.receiver().ok_or(Errno::BADF)?.as_fd(), &mut scratch())
    }

    #[test]
    fn messages_of_all_sizes_arrive_whole_and_in_order() -> Result<()> {
        let queue = Port::queue(2, true)?;
        let sizes = [0, 1, 1000, sys::PACKET_BYTES - 64, sys::PACKET_BYTES, 5_000_000];
        for size in sizes {
            send(&queue, vec![size as u8; size], &[])?;
        }
        for size in sizes {
            let message = take(&queue)?.ok_or(Errno::BADMSG)?;
            assert_eq!(message.bytes, vec![size as u8; size]);
        }
        assert_eq!(take(&queue).err(), Some(Errno::AGAIN));
        Ok(())
    }

    #[test]
    fn an_end_that_nobody_holds_is_the_end() -> Result<()> {
        let (a, b) = Port::pipe(2, true)?;
        send(&a, vec![1], &[])?;
        send(&b, vec![2], &[])?;
        drop(a);
        // What was sent before is still there, though `a` was closed with an unread message.
        assert_eq!(take(&b)?.map(|message| message.bytes), Some(vec![1]));
        assert!(take(&b)?.is_none());
        assert_eq!(send(&b, vec![3], &[]), Err(Errno::PIPE));
        Ok(())
    }

    #[test]
    fn more_handles_than_a_packet_may_carry_travel_in_one_message() -> Result<()> {
        let queue = Port::queue(2, true)?;
        let mut handles = Vec::new();
        for number in 0..600_u64 {
            handles.push((number, Resource::Block(Block::create(8, String::new())?)));
        }
        for (number, resource) in &handles {
            let Resource::Block(block) = resource else { return Err(Errno::INVAL) };
            block.write(0, &number.to_le_bytes());
        }
        send(&queue, vec![7], &handles)?;
        drop(handles);
        let message = take(&queue)?.ok_or(Errno::BADMSG)?;
        assert_eq!(message.handles.len(), 600);
        for (number, resource) in message.handles {
            let Resource::Block(block) = resource else { return Err(Errno::INVAL) };
            assert_eq!(block.read(0, 8), Some(number.to_le_bytes().to_vec()));
        }
        Ok(())
    }

    #[test]
    fn a_big_message_says_when_it_is_taken() -> Result<()> {
        let (a, b) = Port::pipe(2, false)?;
        let packet = Packet::new(vec![0; 1 << 20], &[], true)?;
        packet.send(b.sender().ok_or(Errno::BADF)?.as_fd())?;
        let receipt = packet.receipt.clone().ok_or(Errno::BADF)?;
        drop(packet);
        let heard = || sys::receive_packet(receipt.as_fd(), &mut [0; 1], |_| 0).map(|(length, _)| length);
        assert_eq!(heard(), Err(Errno::AGAIN));
        assert_eq!(take(&a)?.map(|message| message.bytes.len()), Some(1 << 20));
        assert_eq!(heard(), Ok(1));
        Ok(())
    }
}
