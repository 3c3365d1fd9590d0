//! What the operating system offers to one Python process: [`Host`] over sockets, shared memory and child processes.
//!
//! A call is tried at once. If it must wait it is kept in order of arrival, and tried again when one of its file descriptors
//! is ready: [`NativeHost::interests`] tells which these are, [`NativeHost::look`] tries.

use std::collections::{BTreeMap, BTreeSet};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use interleave_engine::request::{Answer, Clock, Handle, PIPE_CAPACITY, Spawn, Stream, SysCall};
use interleave_runtime::process::bytes_in_pipe;
use interleave_runtime::{CallId, Copied, Host};
use interleave_trace::{Event, Kind, Worker};
use rustix::fs::{Mode, OFlags};

use crate::board::Board;
use crate::channel::{self, BEHIND_SECONDS, Direction, Outbox, Outgoing, Packet, Port};
use crate::child::Launcher;
use crate::children::{Children, Reaped};
use crate::error;
use crate::events;
use crate::handles::{Held, Resource};
use crate::input::Input;
use crate::row::Row;
use crate::semaphore::Semaphore;
use crate::shared::Block;
use crate::signals::Signals;
use crate::sys::{self, Errno};

/// A call that waits.
enum Wait {
    Receive(Handle, Port),
    Poll(Port),
    Semaphore {
        handle: Handle,
        semaphore: Semaphore,
        /// Whether releases know that somebody waits: from when on the process sleeps.
        counted: bool,
    },
    /// The end of a child; none: of any.
    Process(Option<u32>),
    Any {
        channels: Vec<Handle>,
        pids: Vec<u32>,
    },
    /// That a big message is taken from its pipe.
    Receipt(Arc<OwnedFd>),
    /// That a pipe has room for the last byte of a message.
    Room {
        channel: Handle,
        flow: usize,
        end: u32,
        socket: Arc<OwnedFd>,
        since: u64,
    },
    /// That the pipe of a queue has room for what this process put into it.
    Feeder {
        queue: Handle,
        since: u64,
    },
    Line,
}

/// The host of one Python process.
pub(crate) struct NativeHost {
    board: Arc<Board>,
    launcher: Launcher,
    held: Arc<Held>,
    children: Children,
    /// In order of arrival.
    waiting: Vec<(CallId, Wait)>,
    /// Messages no socket has taken yet, by the handle they were sent to.
    outboxes: BTreeMap<Handle, Outbox>,
    /// Queues that this process feeds, by handle: their sockets, and where its last message ends.
    fed: BTreeMap<Handle, (Arc<OwnedFd>, u32)>,
    input: Input,
    /// Answers to hand in.
    done: Vec<(CallId, Answer)>,
    trace: Option<events::Sender>,
    /// Scratch space for packets.
    buffer: Vec<u8>,
    /// Whether there is more to wait for than when [`Self::take_changed`] was last asked.
    changed: bool,
    files: crate::files::Files,
    /// What the system tells of.
    pub(crate) signals: Signals,
}

impl NativeHost {
    pub(crate) fn new(
        board: Arc<Board>,
        launcher: Launcher,
        held: Arc<Held>,
        trace: Option<events::Sender>,
        signals: Signals,
    ) -> NativeHost {
        NativeHost {
            signals,
            files: crate::files::Files::open(&launcher.plan.files_at),
            board,
            launcher,
            held,
            children: Children::default(),
            waiting: Vec::new(),
            outboxes: BTreeMap::new(),
            fed: BTreeMap::new(),
            input: Input::default(),
            done: Vec::new(),
            trace,
            buffer: vec![0; sys::PACKET_BYTES],
            changed: false,
        }
    }

    /// Seconds since the run began.
    pub(crate) fn now(&self) -> f64 {
        self.board.nanos() as f64 / 1e9
    }

    /// Answers that came since last asked.
    pub(crate) fn take_done(&mut self) -> Vec<(CallId, Answer)> {
        std::mem::take(&mut self.done)
    }

    /// Whether the event loop must ask for [`Self::interests`] again.
    pub(crate) fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed) || !self.done.is_empty()
    }

    /// Seconds that collected events may wait at most; none if there are none.
    pub(crate) fn trace_patience(&self) -> Option<f64> {
        self.trace.as_ref()?.patience(self.board.nanos())
    }

    /// Sends collected events.
    pub(crate) fn flush_trace(&mut self) {
        if let Some(trace) = &mut self.trace {
            trace.flush();
        }
    }

    /// What calls wait for: descriptors to become readable or (true) writable.
    pub(crate) fn interests(&self) -> Vec<(Arc<OwnedFd>, bool)> {
        let mut fds = Vec::new();
        for (_, wait) in &self.waiting {
            match wait {
                Wait::Receive(_, port) | Wait::Poll(port) => {
                    fds.extend(port.receiver().map(|fd| (fd.clone(), false)));
                }
                Wait::Semaphore { semaphore, .. } => fds.push((semaphore.bell.clone(), false)),
                Wait::Process(pid) => {
                    fds.extend(self.children.some(*pid).map(|(_, child)| (child.watch.clone(), false)));
                }
                Wait::Any { channels, pids } => {
                    for handle in channels {
                        if let Some(Resource::Port(port)) = self.held.get(*handle) {
                            fds.extend(port.receiver().map(|fd| (fd.clone(), false)));
                        }
                    }
                    for pid in pids {
                        fds.extend(self.children.watch(*pid).map(|watch| (watch.clone(), false)));
                    }
                }
                Wait::Receipt(socket) => fds.push((socket.clone(), false)),
                // Receivers only count what they take: see `room_patience`.
                Wait::Room { .. } | Wait::Feeder { .. } | Wait::Line => {}
            }
        }
        let ahead = self.outboxes.values().filter(|outbox| !outbox.behind);
        fds.extend(ahead.map(|outbox| (outbox.socket.clone(), true)));
        fds
    }

    /// The same, and signals.
    pub(crate) fn watched(&self) -> Vec<(Arc<OwnedFd>, bool)> {
        let signals = self.signals.fds().map(|fd| (fd.clone(), false));
        self.interests().into_iter().chain(signals).collect()
    }

    /// Takes the semaphores that are free for those that wait for them, in order of arrival; whether there was one.
    pub(crate) fn take_free(&mut self) -> bool {
        let (board, done) = (&self.board, &mut self.done);
        let before = done.len();
        // A later one must not be faster than an earlier one.
        let mut awaited = Vec::new();
        self.waiting.retain(|(id, wait)| {
            let Wait::Semaphore { handle, counted, .. } = wait else { return true };
            let slot = board.slot(*handle);
            if awaited.contains(handle) || !slot.try_acquire() {
                awaited.push(*handle);
                return true;
            }
            if *counted {
                slot.end_waiting();
            }
            done.push((*id, Answer::Bool(true)));
            false
        });
        let found = done.len() > before;
        if found {
            self.count_semaphore_calls();
        }
        found
    }

    /// Before this process sleeps: from now on releases ring for those that wait. Whether a semaphore is free meanwhile.
    pub(crate) fn listen(&mut self) -> bool {
        for (_, wait) in &mut self.waiting {
            if let Wait::Semaphore { handle, counted, .. } = wait
                && !std::mem::replace(counted, true)
            {
                self.board.slot(*handle).begin_waiting();
            }
        }
        self.take_free()
    }

    /// Whether a call waits for a semaphore.
    pub(crate) fn wants_semaphore(&self) -> bool {
        self.held.semaphore_calls.load(Ordering::Relaxed) > 0
    }

    /// After `waiting` has changed.
    fn count_semaphore_calls(&self) {
        let count = self.waiting.iter().filter(|(_, wait)| matches!(wait, Wait::Semaphore { .. })).count();
        self.held.semaphore_calls.store(count, Ordering::Relaxed);
    }

    /// How many seconds this process may sleep before it looks again whether there is room in a pipe; none if nobody waits for it.
    /// The longer it has waited, the longer.
    pub(crate) fn room_patience(&self) -> Option<f64> {
        let now = self.board.nanos();
        let waits = self.waiting.iter().filter_map(|(_, wait)| match wait {
            Wait::Room { since, .. } | Wait::Feeder { since, .. } => Some(now.saturating_sub(*since)),
            _ => None,
        });
        let patience = waits.map(|waited| (waited / 4).clamp(50_000, 5_000_000) as f64 / 1e9);
        patience.chain(self.is_behind().then_some(BEHIND_SECONDS)).reduce(f64::min)
    }

    /// Whether messages wait for those of others.
    fn is_behind(&self) -> bool {
        self.outboxes.values().any(|outbox| outbox.behind)
    }

    fn waits_for_room(&self) -> bool {
        self.waiting.iter().any(|(_, wait)| matches!(wait, Wait::Room { .. } | Wait::Feeder { .. }))
    }

    /// Whether there is a core for what this process waits for.
    pub(crate) fn has_cores(&self) -> bool {
        self.launcher.plan.cpu_count > 1
    }

    /// Whether a call waits for standard input.
    pub(crate) fn wants_input(&self) -> bool {
        self.waiting.iter().any(|(_, wait)| matches!(wait, Wait::Line))
    }

    /// Standard input is readable.
    pub(crate) fn read_input(&mut self) {
        self.input.read();
        while let Some(index) = self.waiting.iter().position(|(_, wait)| matches!(wait, Wait::Line))
            && let Some(line) = self.input.line()
        {
            let (id, _) = self.waiting.remove(index);
            self.done.push((id, Answer::Text(line)));
        }
    }

    /// Tries again what waits for one of these descriptors.
    pub(crate) fn look(&mut self, ready: &BTreeSet<RawFd>) {
        if ready.is_empty() && !self.waits_for_room() && !self.is_behind() {
            return;
        }
        self.flush_outboxes(ready);
        let mut index = 0;
        while index < self.waiting.len() {
            let (id, wait) = &self.waiting[index];
            let id = *id;
            match self.retry(wait, ready) {
                Some(Tried::Answer(answer)) => {
                    self.waiting.remove(index);
                    self.done.push((id, answer));
                }
                Some(Tried::Message(message)) => {
                    self.waiting.remove(index);
                    let answer = self.received(message);
                    self.done.push((id, answer));
                }
                Some(Tried::Process(pid)) => match self.children.reap(pid, &self.board) {
                    Some(ended) => {
                        self.waiting.remove(index);
                        let answer = self.reaped(ended);
                        self.done.push((id, answer));
                    }
                    None => index += 1,
                },
                None => index += 1,
            }
        }
        self.count_semaphore_calls();
    }

    fn retry(&self, wait: &Wait, ready: &BTreeSet<RawFd>) -> Option<Tried> {
        let is_ready = |fd: &Arc<OwnedFd>| ready.contains(&fd.as_raw_fd());
        match wait {
            Wait::Receive(end, port) => port
                .receiver()
                .filter(|fd| is_ready(fd))
                .and_then(|fd| self.take_message(*end, port, fd).map(Tried::Message)),
            Wait::Poll(port) => {
                port.receiver().is_some_and(is_ready).then_some(Tried::Answer(Answer::Bool(true)))
            }
            Wait::Semaphore { handle, semaphore, counted } => {
                if !is_ready(&semaphore.bell) {
                    return None;
                }
                sys::take_ring(semaphore.bell.as_fd());
                let slot = self.board.slot(*handle);
                slot.try_acquire().then(|| {
                    if *counted {
                        slot.end_waiting();
                    }
                    Tried::Answer(Answer::Bool(true))
                })
            }
            Wait::Process(pid) => {
                if self.children.some(*pid).next().is_none() {
                    return Some(Tried::Answer(error::os_error(Errno::CHILD)));
                }
                self.children
                    .some(*pid)
                    .any(|(_, child)| is_ready(&child.watch))
                    .then_some(Tried::Process(*pid))
            }
            Wait::Any { channels, pids } => {
                let ready = self.ready_ones(channels, pids);
                (!ready.is_empty()).then_some(Tried::Answer(Answer::Ints(ready)))
            }
            Wait::Receipt(socket) => {
                if !is_ready(socket) {
                    return None;
                }
                Some(Tried::Answer(match sys::receive_packet(socket.as_fd(), &mut [0; 1], |_| 0) {
                    Ok((1, _)) => Answer::None,
                    Err(Errno::AGAIN) => return None,
                    // The message was dropped unread.
                    _ => error::os_error(Errno::PIPE),
                }))
            }
            Wait::Room { channel, flow, end, socket, .. } => {
                if self.board.flow(*channel, *flow).untaken(*end) <= PIPE_CAPACITY {
                    Some(Tried::Answer(Answer::None))
                } else if sys::is_hung_up(socket.as_fd()) {
                    Some(Tried::Answer(error::os_error(Errno::PIPE)))
                } else {
                    None
                }
            }
            Wait::Feeder { queue, .. } => self.is_fed(*queue).then_some(Tried::Answer(Answer::Bool(true))),
            Wait::Line => None,
        }
    }

    /// None: there is none.
    fn take_message(
        &self,
        end: Handle,
        port: &Port,
        socket: &Arc<OwnedFd>,
    ) -> Option<sys::Result<Option<channel::Message>>> {
        // The scratch buffer cannot be borrowed beside `self.waiting`; receiving is rare enough for one of its own.
        let mut buffer = vec![0; sys::PACKET_BYTES];
        match channel::receive(socket.as_fd(), &mut buffer) {
            Err(Errno::AGAIN) => None,
            result => {
                self.note_taken(end, port.direction, &result);
                Some(result)
            }
        }
    }

    /// Its sender has room again.
    fn note_taken(&self, end: Handle, direction: Direction, result: &sys::Result<Option<channel::Message>>) {
        if let Ok(Some(message)) = result {
            let bytes = bytes_in_pipe(&message.bytes) as u32;
            self.board.flow(end, channel::inward(end, direction)).taken.fetch_add(bytes, Ordering::SeqCst);
        }
    }

    /// The answer for what was received; this process now holds the handles in it.
    fn received(&mut self, message: sys::Result<Option<channel::Message>>) -> Answer {
        match message {
            Ok(Some(message)) => {
                for (handle, resource) in message.handles {
                    self.held.add(handle, resource);
                }
                Answer::Bytes(message.bytes)
            }
            Ok(None) => error::end_of_file(),
            Err(errno) => error::os_error(errno),
        }
    }

    fn reaped(&mut self, Reaped { pid, status, started }: Reaped) -> Answer {
        if let Some(trace) = &mut self.trace {
            // A process that a signal ended could not say so itself. What it did say counts: see `Merger`.
            let worker = Worker { pid, thread: 0 };
            trace.add(started);
            trace.add(Event { time: self.board.nanos(), worker, kind: Kind::Exited { status } });
        }
        Answer::Ints(vec![i64::from(pid), i64::from(status)])
    }

    fn ready_ones(&self, channels: &[Handle], pids: &[u32]) -> Vec<i64> {
        let mut ready = Vec::new();
        for handle in channels {
            let readable = match self.held.get(*handle) {
                Some(Resource::Port(port)) => port.receiver().is_none_or(|fd| is_readable(fd.as_fd())),
                // The call that follows reports the error.
                _ => true,
            };
            if readable {
                ready.push(*handle as i64);
            }
        }
        ready.extend(pids.iter().filter(|pid| self.children.has_ended(**pid)).map(|pid| -i64::from(*pid)));
        ready
    }

    fn flush_outboxes(&mut self, ready: &BTreeSet<RawFd>) {
        let (board, fed, children) = (&self.board, &mut self.fed, &self.children);
        let mut begun = Vec::new();
        self.outboxes.retain(|handle, outbox| {
            if !outbox.behind && !ready.contains(&outbox.socket.as_raw_fd()) {
                return true;
            }
            let (socket, direction) = (outbox.socket.clone(), outbox.direction);
            outbox.flush(
                board,
                *handle,
                |pid| children.lives(pid),
                |message, result| {
                    if let Ok(end) = result
                        && direction == Direction::FedQueue
                    {
                        fed.insert(*handle, (socket.clone(), end));
                    }
                    if let Some(call) = message.call {
                        let receipt = message.packet.receipt.clone();
                        let flow = channel::outward(*handle, direction);
                        begun.push((call, *handle, flow, socket.clone(), result, receipt));
                    }
                },
            )
        });
        for (call, handle, flow, socket, result, receipt) in begun {
            match result {
                Ok(end) => match self.wait_for_room(handle, flow, end, socket, receipt) {
                    Some(wait) => self.waiting.push((call, wait)),
                    None => self.done.push((call, Answer::None)),
                },
                Err(errno) => self.done.push((call, error::os_error(errno))),
            }
        }
    }

    /// What the sender of a message that is on its way waits for, if its pipe is full.
    fn wait_for_room(
        &self,
        channel: Handle,
        flow: usize,
        end: u32,
        socket: Arc<OwnedFd>,
        receipt: Option<Arc<OwnedFd>>,
    ) -> Option<Wait> {
        if self.board.flow(channel, flow).untaken(end) <= PIPE_CAPACITY {
            return None;
        }
        Some(match receipt {
            Some(receipt) => Wait::Receipt(receipt),
            None => Wait::Room { channel, flow, end, socket, since: self.board.nanos() },
        })
    }

    /// Whether the pipe of a queue has room for all that this process sent to it.
    fn is_fed(&self, queue: Handle) -> bool {
        let flow = self.board.flow(queue, 0);
        if let Some(outbox) = self.outboxes.get(&queue) {
            let sent = flow.sent.load(Ordering::SeqCst);
            return flow.untaken(sent) + outbox.bytes() <= PIPE_CAPACITY;
        }
        match self.fed.get(&queue) {
            Some((socket, end)) => flow.untaken(*end) <= PIPE_CAPACITY || sys::is_hung_up(socket.as_fd()),
            None => true,
        }
    }

    /// Closes everything, leaves what is still to be sent, and sends the last events.
    pub(crate) fn finish(&mut self, status: i32) {
        // If nobody else can receive, nobody will: without our own receiving ends the sockets say so.
        self.held.clear();
        for (_, wait) in self.waiting.drain(..) {
            if let Wait::Semaphore { handle, counted: true, .. } = wait {
                self.board.slot(handle).end_waiting();
            }
        }
        self.flush_trace();
        // A signal leaves no time for what is not on its way.
        let outboxes: Vec<(Handle, Outbox)> = std::mem::take(&mut self.outboxes).into_iter().collect();
        if status >= 0 && !outboxes.is_empty() {
            crate::bequest::leave(outboxes, &self.board, &self.launcher.lifeline);
        } else {
            let turns = outboxes.iter().flat_map(|(_, outbox)| outbox.turns());
            turns.for_each(|turn| turn.end(&self.board));
        }
    }

    fn wait(&mut self, id: CallId, wait: Wait) -> Option<Answer> {
        self.waiting.push((id, wait));
        self.changed = true;
        self.count_semaphore_calls();
        None
    }

    fn new_handle(&mut self, make: impl FnOnce(&Board, Handle) -> sys::Result<Resource>) -> Answer {
        let made = self.board.new_handle().and_then(|handle| Ok((handle, make(&self.board, handle)?)));
        match made {
            Ok((handle, resource)) => {
                self.held.add(handle, resource);
                Answer::Int(handle as i64)
            }
            Err(errno) => error::os_error(errno),
        }
    }

    fn pipe_create(&mut self, duplex: bool) -> Answer {
        let made = self.board.new_handle().and_then(|handle| Ok((handle, Port::pipe(handle, duplex)?)));
        match made {
            Ok((handle, (a, b))) => {
                self.held.add(handle, Resource::Port(a));
                self.held.add(handle + 1, Resource::Port(b));
                Answer::Ints(vec![handle as i64, handle as i64 + 1])
            }
            Err(errno) => error::os_error(errno),
        }
    }

    fn semaphore(&self, handle: Handle) -> Result<Semaphore, Answer> {
        match self.held.get(handle) {
            Some(Resource::Semaphore(semaphore)) => Ok(semaphore),
            _ => Err(error::os_error(Errno::BADF)),
        }
    }

    fn block(&self, handle: Handle) -> Result<Block, Answer> {
        match self.held.get(handle) {
            Some(Resource::Block(block)) => Ok(block),
            _ => Err(error::os_error(Errno::BADF)),
        }
    }

    fn port(&self, handle: Handle) -> Result<Port, Answer> {
        match self.held.get(handle) {
            Some(Resource::Port(port)) => Ok(port),
            _ => Err(error::os_error(Errno::BADF)),
        }
    }

    /// What the handles stand for; a handle that this process does not hold cannot be passed on.
    fn resources(&self, handles: Vec<Handle>) -> Result<Vec<(Handle, Resource)>, Answer> {
        let resource = |handle| match self.held.get(handle) {
            Some(resource) => Ok((handle, resource)),
            None => Err(error::os_error(Errno::BADF)),
        };
        handles.into_iter().map(resource).collect()
    }

    fn send(
        &mut self,
        id: CallId,
        handle: Handle,
        message: Vec<u8>,
        handles: Vec<Handle>,
    ) -> Result<Option<Answer>, Answer> {
        let resources = self.resources(handles)?;
        let port = self.port(handle)?;
        let is_fed = port.direction == Direction::FedQueue;
        let socket = port.sender().ok_or_else(error::read_only)?.clone();
        let bytes = bytes_in_pipe(&message) as u32;
        let flow = channel::outward(handle, port.direction);
        let packet = Packet::new(message, &resources, !is_fed).map_err(error::os_error)?;
        let row = Row::new(&self.board, handle, flow);
        if !self.outboxes.contains_key(&handle) && !row.is_waited_in(|pid| self.children.lives(pid)) {
            match packet.send(socket.as_fd()) {
                Ok(()) => {
                    let end = self.board.flow(handle, flow).send(bytes);
                    if is_fed {
                        self.fed.insert(handle, (socket, end));
                        return Ok(Some(Answer::None));
                    }
                    return Ok(match self.wait_for_room(handle, flow, end, socket, packet.receipt) {
                        Some(wait) => self.wait(id, wait),
                        None => Some(Answer::None),
                    });
                }
                Err(Errno::AGAIN) => {}
                // A queue that nobody reads any more swallows what is put, as CPython's feeder thread does.
                Err(Errno::PIPE) if is_fed => return Ok(Some(Answer::None)),
                Err(errno) => return Err(error::os_error(errno)),
            }
        }
        // Behind those that were sent before. Where a pipe would have room the sender goes on all the same.
        self.changed = true;
        let outbox = self.outboxes.entry(handle).or_insert(Outbox {
            socket,
            direction: port.direction,
            messages: [].into(),
            behind: false,
        });
        let last = outbox.messages.back().and_then(|message| message.turn);
        let turn = Row::new(&self.board, handle, flow).join(last, std::process::id());
        let flow = self.board.flow(handle, flow);
        let filled = flow.untaken(flow.sent.load(Ordering::SeqCst)) + outbox.bytes() + u64::from(bytes);
        let goes_on = is_fed || filled <= PIPE_CAPACITY;
        outbox.messages.push_back(Outgoing { packet, bytes, call: (!goes_on).then_some(id), turn });
        Ok(goes_on.then_some(Answer::None))
    }

    fn receive(&mut self, id: CallId, handle: Handle) -> Result<Option<Answer>, Answer> {
        let port = self.port(handle)?;
        let socket = port.receiver().ok_or_else(error::write_only)?;
        let others_wait = self
            .waiting
            .iter()
            .any(|(_, wait)| matches!(wait, Wait::Receive(_, other) if other.receiver().is_some_and(|o| Arc::ptr_eq(o, socket))));
        if !others_wait {
            match channel::receive(socket.as_fd(), &mut self.buffer) {
                Err(Errno::AGAIN) => {}
                result => {
                    self.note_taken(handle, port.direction, &result);
                    return Ok(Some(self.received(result)));
                }
            }
        }
        Ok(self.wait(id, Wait::Receive(handle, port)))
    }

    fn poll(&mut self, id: CallId, handle: Handle) -> Result<Option<Answer>, Answer> {
        let port = self.port(handle)?;
        let socket = port.receiver().ok_or_else(error::write_only)?;
        if is_readable(socket.as_fd()) {
            return Ok(Some(Answer::Bool(true)));
        }
        Ok(self.wait(id, Wait::Poll(port)))
    }

    fn sem_acquire(&mut self, id: CallId, handle: Handle) -> Result<Option<Answer>, Answer> {
        let semaphore = self.semaphore(handle)?;
        let slot = self.board.slot(handle);
        let others_wait = self
            .waiting
            .iter()
            .any(|(_, wait)| matches!(wait, Wait::Semaphore { handle: other, .. } if *other == handle));
        if !others_wait && slot.try_acquire() {
            return Ok(Some(Answer::Bool(true)));
        }
        Ok(self.wait(id, Wait::Semaphore { handle, semaphore, counted: false }))
    }

    fn spawn(&mut self, id: CallId, spawn: Spawn) -> Result<Option<Answer>, Answer> {
        let resources = self.resources(spawn.handles.clone())?;
        if !self.board.add_process() {
            return Err(error::os_error(Errno::AGAIN));
        }
        // What this process recorded precedes what its child does.
        self.flush_trace();
        let parent = Worker { pid: std::process::id(), thread: id.thread() };
        let socket = self.trace.as_ref().map(|trace| trace.socket.clone());
        let (time, name) = (self.board.nanos(), spawn.name.clone());
        match self.launcher.launch_child(&self.board, spawn, parent, &resources, socket.as_deref()) {
            Ok((pid, watch)) => {
                let worker = Worker { pid, thread: 0 };
                let started = Event { time, worker, kind: Kind::Started { name, parent: Some(parent) } };
                self.children.add(pid, watch, started);
                Ok(Some(Answer::Int(i64::from(pid))))
            }
            Err(errno) => {
                self.board.remove_process();
                Err(error::os_error(errno))
            }
        }
    }

    /// Copies this process, which must have no other OS threads.
    fn copy(&mut self, thread: u32, name: &str, input: bool) -> sys::Result<Copied> {
        if !self.board.add_process() {
            return Err(Errno::AGAIN);
        }
        // What this process recorded precedes what its child does.
        self.flush_trace();
        let time = self.board.nanos();
        let entropy = crate::child::entropy();
        // SAFETY: only a process with a GIL says in its settings that it can be copied, and that has one thread.
        match unsafe { sys::fork() } {
            Ok(Some(pid)) => {
                let parent = Some(Worker { pid: std::process::id(), thread });
                let kind = Kind::Started { name: name.to_owned(), parent };
                let started = Event { time, worker: Worker { pid, thread: 0 }, kind };
                self.children.add(pid, sys::watch_process(pid)?, started);
                Ok(Copied::Original(Answer::Int(i64::from(pid))))
            }
            Ok(None) => {
                if let Err(errno) = self.became_copy(input) {
                    eprintln!("interleave: cannot start a process: {errno}");
                    std::process::exit(70)
                }
                Ok(Copied::Copy { pid: std::process::id(), entropy })
            }
            Err(errno) => {
                self.board.remove_process();
                Err(errno)
            }
        }
    }

    /// In the copy: its parent's children, calls and unsent messages are not its own. It holds what its parent held, and with
    /// `input` it reads what its parent reads.
    fn became_copy(&mut self, input: bool) -> sys::Result<()> {
        self.signals.renew().map_err(|_| Errno::MFILE)?;
        crate::signals::die_with(&self.launcher.lifeline)?;
        if !input {
            let null = rustix::fs::open("/dev/null", OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?;
            rustix::stdio::dup2_stdin(&null)?;
            self.input = Input::default();
        }
        self.children = Children::default();
        self.waiting.clear();
        self.count_semaphore_calls();
        self.outboxes.clear();
        self.fed.clear();
        self.done.clear();
        Ok(())
    }

    fn wait_process(&mut self, id: CallId, pid: Option<u32>) -> Result<Option<Answer>, Answer> {
        if self.children.some(pid).next().is_none() {
            return Err(error::os_error(Errno::CHILD));
        }
        match self.children.reap(pid, &self.board) {
            Some(ended) => Ok(Some(self.reaped(ended))),
            None => Ok(self.wait(id, Wait::Process(pid))),
        }
    }

    fn carry_out(&mut self, id: CallId, call: SysCall) -> Result<Option<Answer>, Answer> {
        let answer = match call {
            SysCall::Spawn(spawn) => return self.spawn(id, spawn),
            SysCall::WaitProcess { pid } => return self.wait_process(id, pid),
            SysCall::Kill { pid, signal } => {
                self.flush_trace();
                sys::kill(pid, signal).map_err(error::os_error)?;
                Answer::None
            }
            SysCall::SetSignal { signal, .. } => {
                // What it does from now on is the process's to decide.
                self.signals.listen(signal).map_err(|_| error::os_error(Errno::INVAL))?;
                self.changed = true;
                Answer::None
            }
            SysCall::ParentPid => Answer::Int(i64::from(std::os::unix::process::parent_id())),
            SysCall::SemCreate { value, max, label } => self.new_handle(|board, handle| {
                Semaphore::create(&board.slot(handle), value, max, &label).map(Resource::Semaphore)
            }),
            SysCall::SemAcquire { sem } => return self.sem_acquire(id, sem),
            SysCall::SemRelease { sem } => {
                if !self.semaphore(sem)?.release(&self.board.slot(sem)) {
                    return Err(error::released_too_often());
                }
                Answer::None
            }
            SysCall::SemValue { sem } => {
                self.semaphore(sem)?;
                let value = self.board.slot(sem).value.load(Ordering::SeqCst);
                Answer::Int(i64::from(value))
            }
            SysCall::SharedCreate { bytes, label } => {
                self.new_handle(|_, _| Block::create(bytes, label).map(Resource::Block))
            }
            SysCall::SharedRead { block, offset, length } => {
                let bytes = self.block(block)?.read(offset, length);
                Answer::Bytes(bytes.ok_or_else(|| error::os_error(Errno::INVAL))?)
            }
            SysCall::SharedWrite { block, offset, bytes } => {
                let written = self.block(block)?.write(offset, &bytes);
                written.ok_or_else(|| error::os_error(Errno::INVAL))?;
                Answer::None
            }
            SysCall::PipeCreate { duplex } => self.pipe_create(duplex),
            SysCall::QueueCreate { fed, .. } => {
                self.new_handle(|_, handle| Port::queue(handle, fed).map(Resource::Port))
            }
            SysCall::Flush { channel } if self.is_fed(channel) => Answer::Bool(true),
            SysCall::Flush { channel } => {
                let since = self.board.nanos();
                return Ok(self.wait(id, Wait::Feeder { queue: channel, since }));
            }
            SysCall::Send { channel, message, handles, .. } => {
                return self.send(id, channel, message, handles);
            }
            SysCall::Receive { channel } => return self.receive(id, channel),
            SysCall::Poll { channel } => return self.poll(id, channel),
            SysCall::WaitAny { channels, pids } => {
                self.children.watch_parent(&pids);
                let ready = self.ready_ones(&channels, &pids);
                if ready.is_empty() {
                    return Ok(self.wait(id, Wait::Any { channels, pids }));
                }
                Answer::Ints(ready)
            }
            SysCall::File { path, action } => self.files.act(&path, action),
            SysCall::Close { handle } => {
                self.held.remove(handle);
                if self.is_fed(handle) {
                    self.fed.remove(&handle);
                }
                Answer::None
            }
        };
        Ok(Some(answer))
    }
}

/// What trying again led to.
enum Tried {
    Answer(Answer),
    /// A message, the end of its pipe, or an error.
    Message(sys::Result<Option<channel::Message>>),
    /// A child that may be reaped.
    Process(Option<u32>),
}

fn is_readable(fd: BorrowedFd<'_>) -> bool {
    sys::wait_ready(&[(fd, false)], Some(0.0))[0]
}

impl Host for NativeHost {
    fn clock(&mut self, clock: Clock) -> f64 {
        match clock {
            Clock::Wall => sys::wall_seconds(),
            Clock::Monotonic => self.now(),
            Clock::Process => sys::process_seconds(),
            Clock::Thread => sys::thread_seconds(),
        }
    }

    fn write(&mut self, stream: Stream, text: &str) {
        let written = match stream {
            Stream::Stdout => sys::write_all(std::io::stdout().as_fd(), text.as_bytes()),
            Stream::Stderr => sys::write_all(std::io::stderr().as_fd(), text.as_bytes()),
        };
        if written == Err(Errno::PIPE) {
            // Nobody reads any more (`interleave run … | head`). CPython, too, ends with this status when it cannot flush.
            std::process::exit(120);
        }
    }

    fn call(&mut self, id: CallId, call: SysCall) -> Option<Answer> {
        self.carry_out(id, call).unwrap_or_else(Some)
    }

    fn read_line(&mut self, id: CallId) -> Option<Answer> {
        if !self.wants_input()
            && let Some(line) = self.input.line()
        {
            return Some(Answer::Text(line));
        }
        self.wait(id, Wait::Line)
    }

    fn cancel(&mut self, id: CallId) -> bool {
        if let Some(index) = self.waiting.iter().position(|(call, _)| *call == id) {
            if let (_, Wait::Semaphore { handle, counted: true, .. }) = self.waiting.remove(index) {
                self.board.slot(handle).end_waiting();
            }
            self.count_semaphore_calls();
            return true;
        }
        for outbox in self.outboxes.values_mut() {
            if let Some(index) = outbox.messages.iter().position(|message| message.call == Some(id)) {
                let turn = outbox.messages.remove(index).and_then(|message| message.turn);
                outbox.leave_row(&self.board, turn);
                return true;
            }
        }
        false
    }

    fn copy(&mut self, thread: u32, name: &str, input: bool) -> Copied {
        self.copy(thread, name, input).unwrap_or_else(|errno| Copied::Original(error::os_error(errno)))
    }

    fn emit(&mut self, event: Event) {
        if let Some(trace) = &mut self.trace {
            trace.add(event);
        }
    }
}
