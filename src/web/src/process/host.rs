//! The [`Host`] of a process in a Web Worker.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use interleave_engine::compiled;
use interleave_engine::request::{Answer, Clock, Handle, Stream, SysCall};
use interleave_protocol::flow::{self, Ahead};
use interleave_runtime::{CallId, Host};
use interleave_trace::Event;
use web_sys::MessagePort;

use super::shortcuts;
use crate::scope;
use crate::shared::{Arena, Buffer, Doorbell, Receiver, Seat, Waiter, is_shared, other_end};
use crate::wire::{self, FromWorker, Start, ToWorker};

/// Milliseconds between two batches of events: a wait for an answer is often shorter, and a message costs as much as one.
const FLUSH: f64 = 8.0;

/// Milliseconds that a worker stands still for a permit, before it waits as long as need be and hears messages.
const STILL: f64 = 0.2;

/// Bytes that are sent to pipes without an answer, until one is waited for: only that tells whether the pipe is full.
const UNANSWERED: usize = 4096;

/// Answers what shared memory can answer, and asks the supervisor for the rest.
pub(super) struct WebHost {
    pid: u32,
    epoch: f64,
    /// Milliseconds spent in slices that are over, and the start of the present one.
    busy: f64,
    slice: Option<f64>,
    shared: Option<Shared>,
    flushed: f64,
    /// A message to be sent as soon as the event is there that tells of it.
    unsent: Option<Unsent>,
    /// Ways to other processes, by pid.
    peers: HashMap<u32, MessagePort>,
    /// Bytes sent since an answer was last waited for.
    unanswered: usize,
    /// Library modules that the supervisor knows to be compiled.
    library: usize,
}

enum Unsent {
    ToSupervisor(FromWorker),
    ToPeer(u32, ToWorker),
}

thread_local! {
    /// Recorded and not handed on. Outside of the host, so that a panic in the middle of a slice can still hand them on.
    static EVENTS: RefCell<Vec<Event>> = const { RefCell::new(Vec::new()) };
    /// Handed on and not known to be drawn.
    static AHEAD: RefCell<Ahead> = const { RefCell::new(Ahead::new()) };
}

/// The run's shared memory, and who of this process waits there.
struct Shared {
    arena: Arena<Buffer>,
    bell: Doorbell,
    /// Places that nobody uses now.
    idle: Vec<Waiter>,
    waiting: HashMap<CallId, (Handle, Waiter)>,
    /// Calls that a sender may serve by itself.
    seated: HashMap<CallId, Seat>,
    /// A promise for the next ring is under way.
    listening: bool,
}

/// The time of this process's last event, or of what it was told last if that is later.
static LATEST: AtomicU64 = AtomicU64::new(0);

/// Nanoseconds since the run began, more each time: browsers let their clocks stand still for up to a millisecond, and those of
/// the workers that share a process differ by microseconds.
pub(super) fn nanoseconds(epoch: f64) -> u64 {
    let now = ((scope::now_ms() - epoch) * 1e6) as u64;
    let next = |latest: u64| now.max(latest + 1);
    let latest = LATEST.fetch_update(Relaxed, Relaxed, |latest| Some(next(latest)));
    next(latest.unwrap_or_else(|latest| latest))
}

/// What happens from now on is later than this: it may be its effect, and every process has a clock of its own (Lamport, 1978).
pub(crate) fn later_than(time: u64) {
    LATEST.fetch_max(time, Relaxed);
}

/// Hands on the events that are there; called from the panic hook too.
pub(crate) fn flush() {
    flush_with(Vec::new());
}

/// Hands on the events that are there, and a message behind them.
fn flush_with(message: Vec<u8>) {
    let events = EVENTS.with(|events| events.try_borrow_mut().map(|mut events| std::mem::take(&mut *events)));
    let mut bytes = match events {
        Ok(events) if !events.is_empty() => {
            AHEAD.with_borrow_mut(|ahead| ahead.recorded(flow::weight(&events)));
            wire::encode(&FromWorker::Events(events))
        }
        _ => Vec::new(),
    };
    bytes.extend(message);
    if !bytes.is_empty() {
        scope::post_bytes(&bytes);
    }
}

/// The page has drawn so much of what was recorded here.
pub(super) fn seen(weight: u64) {
    AHEAD.with_borrow_mut(|ahead| ahead.seen(weight));
}

/// Whether the process has to wait until the page has drawn more.
pub(super) fn is_far_ahead() -> bool {
    AHEAD.with_borrow(Ahead::is_far)
}

impl WebHost {
    pub(super) fn new(start: &Start, buffer: Option<Buffer>) -> WebHost {
        let shared = buffer.and_then(|buffer| {
            let arena = Arena::join(buffer);
            let bell = arena.create_doorbell(start.pid, start.listens)?;
            Some(Shared {
                arena,
                bell,
                idle: Vec::new(),
                waiting: HashMap::new(),
                seated: HashMap::new(),
                listening: false,
            })
        });
        WebHost {
            pid: start.pid,
            epoch: start.epoch,
            busy: 0.0,
            slice: None,
            shared,
            flushed: 0.0,
            unsent: None,
            peers: HashMap::new(),
            unanswered: 0,
            library: compiled::count(),
        }
    }

    /// Seconds since the run began.
    pub(super) fn now(&self) -> f64 {
        nanoseconds(self.epoch) as f64 / 1e9
    }

    /// The moment of a monotonic time on the clock of [`scope::now_ms`].
    pub(super) fn moment(&self, monotonic: f64) -> f64 {
        self.epoch + monotonic * 1e3
    }

    pub(super) fn begin_slice(&mut self) {
        self.slice = Some(scope::now_ms());
    }

    pub(super) fn end_slice(&mut self) {
        if let Some(since) = self.slice.take() {
            self.busy += scope::now_ms() - since;
        }
    }

    /// Records what others have recorded for this process.
    pub(super) fn add_events(&mut self, events: Vec<Event>) {
        EVENTS.with_borrow_mut(|kept| kept.extend(events));
    }

    /// Posts a message that waited for its event.
    pub(super) fn send_unsent(&mut self) {
        match self.unsent.take() {
            Some(Unsent::ToSupervisor(call)) => {
                // What happened before must not be known later than what the call leads to elsewhere.
                self.flushed = scope::now_ms();
                flush_with(wire::encode(&call));
            }
            Some(Unsent::ToPeer(pid, message)) => {
                if let Some(port) = self.peers.get(&pid) {
                    let mut bytes = wire::encode(&ToWorker::After(LATEST.load(Relaxed)));
                    bytes.extend(wire::encode(&message));
                    scope::post_to(port, &bytes);
                }
            }
            None => {}
        }
    }

    /// Another process can be reached by this port from now on.
    pub(super) fn meet(&mut self, pid: u32, port: MessagePort) {
        self.peers.insert(pid, port);
    }

    /// The supervisor has answered a call.
    pub(super) fn answered(&mut self, id: CallId) {
        if let Some(shared) = &mut self.shared
            && let Some(seat) = shared.seated.remove(&id)
        {
            shared.arena.leave_handoff(seat);
        }
    }

    /// Another process has served a call; false: too late, this does not count.
    pub(super) fn accepts(&mut self, id: CallId, seat: Seat) -> bool {
        let Some(shared) = &mut self.shared else { return false };
        let accepted = shared.arena.accept_handoff(seat);
        if accepted {
            shared.seated.remove(&id);
        }
        accepted
    }

    /// Hands events to the supervisor when the last time was a while ago, or there are many.
    pub(super) fn flush(&mut self) {
        if scope::now_ms() - self.flushed >= FLUSH || EVENTS.with_borrow(Vec::len) >= 2_000 {
            self.flush_now();
        }
    }

    /// Hands events to the supervisor.
    pub(super) fn flush_now(&mut self) {
        self.flushed = scope::now_ms();
        flush();
    }

    /// When events that were kept back are to be handed on, on the clock of [`scope::now_ms`].
    pub(super) fn flush_due(&self) -> Option<f64> {
        (!EVENTS.with_borrow(Vec::is_empty)).then_some(self.flushed + FLUSH)
    }

    /// Who waits at the other end of a pipe, and is to be given the next message.
    fn find_receiver(&self, end: Handle) -> Option<Receiver> {
        let arena = &self.shared.as_ref()?.arena;
        arena.take_handoff(other_end(end), self.pid, |pid| self.peers.contains_key(&pid))
    }

    /// Calls whose permits have come since last asked.
    pub(super) fn take_granted(&mut self) -> Vec<CallId> {
        let Some(shared) = &mut self.shared else { return Vec::new() };
        if shared.waiting.is_empty() {
            return Vec::new();
        }
        let mut granted: Vec<CallId> = Vec::new();
        shared.waiting.retain(|id, (_, waiter)| {
            let given = shared.arena.granted(*waiter);
            if given {
                granted.push(*id);
                shared.idle.push(*waiter);
            }
            !given
        });
        granted.sort();
        granted
    }

    /// When threads wait for permits: a promise for the next ring of the doorbell, unless one is under way. `Err`: it was rung
    /// in between; look again.
    pub(super) fn listen(&mut self) -> Result<Option<js_sys::Promise>, ()> {
        let Some(shared) = &mut self.shared else { return Ok(None) };
        if shared.listening || shared.waiting.is_empty() || !shared.bell.listens {
            return Ok(None);
        }
        let rings = shared.arena.rings(shared.bell);
        if shared.waiting.values().any(|(_, waiter)| shared.arena.granted(*waiter)) {
            return Err(());
        }
        // Who holds a lock mostly gives it back at once, and a promise is kept much later than a worker that stands still goes on.
        if shared.arena.words().wait(shared.bell.word, rings, STILL) {
            return Err(());
        }
        match shared.arena.words().changed(shared.bell.word, rings) {
            Some(promise) => {
                shared.listening = true;
                Ok(Some(promise))
            }
            None => Err(()),
        }
    }

    /// The promise of [`WebHost::listen`] was kept.
    pub(super) fn heard(&mut self) {
        if let Some(shared) = &mut self.shared {
            shared.listening = false;
        }
    }
}

impl Host for WebHost {
    fn clock(&mut self, clock: Clock) -> f64 {
        match clock {
            Clock::Wall => scope::now_ms() / 1e3,
            Clock::Monotonic => self.now(),
            // One worker is one process; its threads' shares are not told apart.
            Clock::Process | Clock::Thread => {
                (self.busy + self.slice.map_or(0.0, |since| scope::now_ms() - since)) / 1e3
            }
        }
    }

    fn write(&mut self, _: Stream, _: &str) {
        // The text is in the event that the process records beside it.
    }

    fn call(&mut self, id: CallId, mut call: SysCall) -> Option<Answer> {
        self.send_unsent();
        if let Some(shared) = &mut self.shared {
            match shared.call(self.pid, id, &mut call) {
                Shares::Answered(answer) => return Some(answer),
                Shares::Waits => return None,
                Shares::NotMine => {}
            }
        }
        if matches!(call, SysCall::Spawn(_)) && self.library != compiled::count() {
            self.library = compiled::count();
            scope::post(&FromWorker::Library(compiled::store()));
        }
        let (mut answer, mut sends, mut seat) = (None, false, None);
        match &mut call {
            SysCall::Send { channel, message, handles, kept } => {
                sends = true;
                if handles.is_empty()
                    && let Some(receiver) = self.find_receiver(*channel)
                {
                    let message = ToWorker::Handoff {
                        id: CallId(receiver.call),
                        seat: receiver.seat,
                        message: std::mem::take(message),
                    };
                    self.unsent = Some(Unsent::ToPeer(receiver.pid, message));
                    return Some(Answer::None);
                }
                if let Some(shared) = &self.shared {
                    shared.arena.begin_long_way(other_end(*channel));
                }
                self.unanswered += message.len();
                answer = (*kept && self.unanswered <= UNANSWERED).then_some(Answer::None);
            }
            SysCall::Receive { channel } => {
                if let Some(shared) = &mut self.shared {
                    seat = shared.arena.await_handoff(*channel, self.pid, id.0);
                    shared.seated.extend(seat.map(|seat| (id, seat)));
                }
            }
            _ => {}
        }
        let waits = answer.is_none();
        if waits {
            self.unanswered = 0;
        }
        self.unsent = Some(Unsent::ToSupervisor(FromWorker::Call { id, call, waits, seat }));
        if !sends {
            self.send_unsent();
        }
        answer
    }

    fn read_line(&mut self, id: CallId) -> Option<Answer> {
        scope::post(&FromWorker::ReadLine { id });
        None
    }

    fn cancel(&mut self, id: CallId) -> bool {
        if let Some(shared) = &mut self.shared
            && let Some((semaphore, waiter)) = shared.waiting.get(&id).copied()
        {
            let withdrawn = shared.arena.withdraw(semaphore, waiter, self.pid);
            if withdrawn {
                shared.waiting.remove(&id);
                shared.idle.push(waiter);
            }
            return withdrawn;
        }
        if let Some(shared) = &self.shared
            && let Some(seat) = shared.seated.get(&id)
            && !shared.arena.withdraw_from_handoff(*seat)
        {
            // Its message is on the way.
            return false;
        }
        scope::post(&FromWorker::Cancel { id });
        false
    }

    fn emit(&mut self, event: Event) {
        EVENTS.with_borrow_mut(|events| events.push(event));
        self.send_unsent();
    }
}

/// What became of a call that was shown to [`Shared`].
enum Shares {
    Answered(Answer),
    Waits,
    NotMine,
}

impl Shared {
    fn call(&mut self, pid: u32, id: CallId, call: &mut SysCall) -> Shares {
        Shares::Answered(match call {
            SysCall::SemCreate { value, max, .. } => created(self.arena.create_semaphore(*value, *max)),
            SysCall::SharedCreate { bytes, .. } => created(self.arena.create_block(*bytes)),
            SysCall::SemAcquire { sem } if is_shared(*sem) => return self.acquire(pid, id, *sem),
            SysCall::SemRelease { sem } if is_shared(*sem) => match self.arena.release(*sem, pid) {
                Ok(bell) => {
                    if let Some(bell) = bell {
                        self.ring(bell);
                    }
                    Answer::None
                }
                Err(_) => raise("ValueError", "semaphore or lock released too many times", None),
            },
            // Memory is given back when the run ends.
            SysCall::Close { handle } if is_shared(*handle) => Answer::None,
            // Who was handed such a handle can use it; the hub need not know.
            SysCall::Spawn(spawn) => {
                spawn.handles.retain(|handle| !is_shared(*handle));
                return Shares::NotMine;
            }
            SysCall::Send { handles, .. } => {
                handles.retain(|handle| !is_shared(*handle));
                return Shares::NotMine;
            }
            call => match shortcuts::answer(&self.arena, call) {
                Some(answer) => answer,
                None => return Shares::NotMine,
            },
        })
    }

    fn acquire(&mut self, pid: u32, id: CallId, semaphore: Handle) -> Shares {
        if self.arena.try_acquire(semaphore) {
            return Shares::Answered(Answer::Bool(true));
        }
        let Some(waiter) = self.idle.pop().or_else(|| self.arena.create_waiter(self.bell)) else {
            return Shares::Answered(raise("MemoryError", "", None));
        };
        if self.arena.acquire(semaphore, waiter, pid) {
            self.idle.push(waiter);
            return Shares::Answered(Answer::Bool(true));
        }
        self.waiting.insert(id, (semaphore, waiter));
        Shares::Waits
    }

    fn ring(&self, bell: Doorbell) {
        if bell.listens {
            self.arena.words().notify(bell.word);
        } else {
            scope::post(&FromWorker::Ring { pid: bell.pid });
        }
    }
}

fn created(handle: Option<Handle>) -> Answer {
    match handle {
        Some(handle) => Answer::Int(handle as i64),
        None => raise("OSError", "No space left on device", Some(28)),
    }
}

pub(super) fn raise(class: &str, message: &str, errno: Option<i32>) -> Answer {
    Answer::Raise { class: class.into(), message: message.into(), errno }
}
