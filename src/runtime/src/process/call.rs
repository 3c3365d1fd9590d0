//! System calls under way.

use interleave_engine::request::{Answer, Handle, Request, SignalAction, StartMethod, SysCall, Timeout};
use interleave_trace::{Kind, Resource, State, Worker};

use super::thread::{Status, Wait};
use super::trace::{SYSTEM, resource_of};
use super::{After, Process, trace};
use crate::{CallId, Host};

/// A message carries its number behind its bytes, so that the events of its way fit together on every driver: the pid of
/// its sender from bit 30 on, below it the sender's count. (Small enough for a double, which is what JSON has.)
const NUMBER: usize = 8;

/// What must be known of a call when its answer comes.
pub(super) struct Call {
    pub(super) thread: u32,
    over_time: Answer,
    effect: Effect,
    pub(super) room: Option<Room>,
    /// Of the main thread, if it can be withdrawn and made again: for handlers of signals.
    repeat: Option<Repeat>,
}

/// A call that waits for room in a pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// The call sends a message.
    Message,
    /// A process is about to end, or waits for its feeder.
    Feeder,
}

enum Repeat {
    Call(SysCall),
    ReadLine,
}

impl Call {
    /// The request that makes it again.
    pub(super) fn again(&self, timeout: Timeout) -> Option<Request> {
        Some(match self.repeat.as_ref()? {
            Repeat::Call(call) => Request::System { call: call.clone(), timeout },
            Repeat::ReadLine => Request::ReadLine,
        })
    }
}

/// Bytes of a pipe that a message takes, as CPython writes it: with its length, without its number.
pub fn bytes_in_pipe(message: &[u8]) -> u64 {
    (message.len() - NUMBER.min(message.len()) + 4) as u64
}

/// A call of the main thread that only waits for something.
fn repeat(thread: u32, call: &SysCall) -> Option<Repeat> {
    let waits = matches!(
        call,
        SysCall::WaitProcess { .. }
            | SysCall::SemAcquire { .. }
            | SysCall::Receive { .. }
            | SysCall::Poll { .. }
            | SysCall::Flush { .. }
            | SysCall::WaitAny { .. }
    );
    (thread == 0 && waits).then(|| Repeat::Call(call.clone()))
}

/// What a call means for the trace once it is answered.
enum Effect {
    None,
    Create {
        kind: String,
    },
    Acquire(Resource),
    Release(Resource),
    Receive(Resource),
    /// Its answer names processes that have ended.
    Wait,
    SetSignal(i32, Option<SignalAction>),
}

/// What a call is answered when its time is over. Drivers need it when [`Host::cancel`] came too late to withdraw a call on
/// this side but in time on the other.
pub fn over_time(call: &SysCall) -> Answer {
    match call {
        SysCall::SemAcquire { .. } | SysCall::Poll { .. } | SysCall::Flush { .. } => Answer::Bool(false),
        SysCall::WaitAny { .. } => Answer::Ints(Vec::new()),
        _ => Answer::None,
    }
}

impl Process {
    pub(super) fn system_call(
        &mut self,
        thread: u32,
        mut call: SysCall,
        timeout: Timeout,
        host: &mut dyn Host,
    ) -> After {
        match &mut call {
            SysCall::Kill { pid, signal } if *pid == self.identity.pid => {
                let signal = *signal;
                return self.signal_itself(thread, signal, host);
            }
            SysCall::Spawn(spawn) => {
                spawn.signals = self.signals.inherited(spawn.method == StartMethod::Fork)
            }
            _ => {}
        }
        let time = trace::now(host);
        let mut sent = None;
        if let SysCall::Send { channel, message, .. } = &mut call {
            let number = self.next_message();
            let bytes = message.len() as u64;
            message.extend_from_slice(&number.to_le_bytes());
            sent = Some(Kind::Sent { channel: resource_of(*channel), message: number, bytes });
        }
        let shown = waits_as(&call);
        let (over_time, effect, repeat) = (over_time(&call), effect(&call), repeat(thread, &call));
        let room = match &call {
            SysCall::Send { .. } => Some(Room::Message),
            SysCall::Flush { .. } => Some(Room::Feeder),
            _ => None,
        };
        let under_way = Call { thread, over_time, effect, room, repeat };
        let id = self.call_id(thread);
        let answer = host.call(id, call);
        // A message is sent when the call is made: its receiver may have it before the sender, who waits for room, goes on.
        if let Some(sent) = sent
            && !matches!(answer, Some(Answer::Raise { .. }))
        {
            self.emit_at(time, thread, sent, host);
        }
        self.begin(thread, id, under_way, answer, timeout, shown, host)
    }

    pub(super) fn read_line(&mut self, thread: u32, host: &mut dyn Host) -> After {
        let id = self.call_id(thread);
        let answer = host.read_line(id);
        let repeat = (thread == 0).then_some(Repeat::ReadLine);
        let call = Call { thread, over_time: Answer::None, effect: Effect::None, room: None, repeat };
        self.begin(thread, id, call, answer, Timeout::Forever, State::Reading, host)
    }

    #[expect(clippy::too_many_arguments)]
    fn begin(
        &mut self,
        thread: u32,
        id: CallId,
        call: Call,
        answer: Option<Answer>,
        timeout: Timeout,
        shown: State,
        host: &mut dyn Host,
    ) -> After {
        let answer = match answer {
            None if timeout == Timeout::Never && host.cancel(id) => Some(call.over_time.clone()),
            answer => answer,
        };
        if let Some(answer) = answer {
            let answer = self.answered(&call, answer, host);
            self.go_on(thread, Some(answer));
            return After::Ready;
        }
        let deadline = trace::deadline(timeout, host);
        self.calls.insert(id, call);
        self.wait(thread, Wait::Call(id), deadline, shown, host)
    }

    /// Hands in the answer of a call or of a line to read. An answer nobody waits for any more is ignored.
    pub fn complete(&mut self, id: CallId, answer: Answer, host: &mut dyn Host) {
        let Some(call) = self.calls.remove(&id) else { return };
        let thread = call.thread;
        let waits =
            matches!(self.threads[thread as usize].status, Status::Waiting(Wait::Call(other)) if other == id);
        if !waits {
            return;
        }
        if thread == 0
            && self.is_signalled()
            && answer == call.over_time
            && let Some(again) =
                call.again(self.threads[0].timer.map_or(Timeout::Forever, |timer| Timeout::Until(timer.0)))
        {
            // Withdrawn for a handler, as it turns out.
            return self.interrupt_wait(Some(again), host);
        }
        // Shown as ready first: the thread has what it waited for only then.
        self.show(thread, State::Ready, host);
        let answer = self.answered(&call, answer, host);
        self.wake(thread, answer, host);
        self.deliver_interrupt(thread, After::Ready, host);
        self.deliver_signals(thread, After::Ready, host);
    }

    pub(super) fn call_time_is_over(&mut self, thread: u32, id: CallId, host: &mut dyn Host) {
        // Too late to withdraw: its answer is on the way, and a message in it must not be lost.
        if host.cancel(id)
            && let Some(call) = self.calls.remove(&id)
        {
            self.wake(thread, call.over_time, host);
        }
    }

    /// Withdraws a call; false if its answer must be waited for.
    pub(super) fn abandon_call(&mut self, id: CallId, host: &mut dyn Host) -> bool {
        let withdrawn = host.cancel(id);
        if withdrawn {
            self.calls.remove(&id);
        }
        withdrawn
    }

    /// Closes the handles whose last objects are gone.
    pub(super) fn close_dropped(&mut self, host: &mut dyn Host) {
        for handle in self.interpreter.dropped_handles() {
            let id = self.call_id(0);
            // Nobody waits for this answer.
            let _ = host.call(id, SysCall::Close { handle });
        }
    }

    /// A number for a message, unique in the run.
    pub(super) fn next_message(&mut self) -> u64 {
        let number = u64::from(self.identity.pid) << 30 | self.message_count & 0x3fff_ffff;
        self.message_count += 1;
        number
    }

    pub(super) fn call_id(&mut self, thread: u32) -> CallId {
        self.call_count += 1;
        CallId::new(thread, self.call_count)
    }

    /// Records what an answer means, and takes the number off a message.
    fn answered(&mut self, call: &Call, answer: Answer, host: &mut dyn Host) -> Answer {
        let thread = call.thread;
        match (&call.effect, answer) {
            (Effect::Create { kind }, answer @ (Answer::Int(_) | Answer::Ints(_))) => {
                let handle = match &answer {
                    Answer::Int(handle) => *handle,
                    Answer::Ints(ends) => ends.first().copied().unwrap_or_default(),
                    _ => 0,
                };
                let resource = resource_of(handle as Handle);
                self.created(thread, resource, kind.clone(), host);
                answer
            }
            (Effect::Acquire(resource), Answer::Bool(true)) => {
                self.threads[thread as usize].held.push(*resource);
                self.closeness.spend();
                self.emit(thread, Kind::Acquired { resource: *resource }, host);
                Answer::Bool(true)
            }
            (Effect::Release(resource), Answer::None) => {
                self.threads[thread as usize].gives_back(*resource);
                self.closeness.spend();
                self.emit(thread, Kind::Released { resource: *resource }, host);
                Answer::None
            }
            (Effect::Receive(channel), Answer::Bytes(mut bytes)) => {
                if let Some(start) = bytes.len().checked_sub(NUMBER) {
                    let mut number = [0; NUMBER];
                    number.copy_from_slice(&bytes[start..]);
                    bytes.truncate(start);
                    let message = u64::from_le_bytes(number);
                    self.emit(thread, Kind::Received { channel: *channel, message }, host);
                }
                Answer::Bytes(bytes)
            }
            (Effect::Wait, Answer::Ints(ints)) => {
                // `WaitProcess` answers a pid and a status, `WaitAny` pids as negative numbers among handles.
                let reaped = ints.first().filter(|pid| matches!(call.over_time, Answer::None) && **pid > 0);
                let ended = ints.iter().filter(|number| **number < 0).map(|number| -number);
                for pid in reaped.copied().into_iter().chain(ended) {
                    self.joined(thread, Worker { pid: pid as u32, thread: 0 }, host);
                }
                Answer::Ints(ints)
            }
            (Effect::SetSignal(signal, action), answer) => {
                self.set_signal(*signal, *action);
                answer
            }
            (_, answer) => answer,
        }
    }
}

fn effect(call: &SysCall) -> Effect {
    match call {
        SysCall::SemCreate { label, .. }
        | SysCall::SharedCreate { label, .. }
        | SysCall::QueueCreate { label, .. } => Effect::Create { kind: label.clone() },
        SysCall::PipeCreate { .. } => Effect::Create { kind: "Pipe".into() },
        SysCall::SemAcquire { sem } => Effect::Acquire(resource_of(*sem)),
        SysCall::SemRelease { sem } => Effect::Release(resource_of(*sem)),
        SysCall::Receive { channel } => Effect::Receive(resource_of(*channel)),
        SysCall::WaitProcess { .. } | SysCall::WaitAny { .. } => Effect::Wait,
        SysCall::SetSignal { signal, action } => Effect::SetSignal(*signal, *action),
        _ => Effect::None,
    }
}

/// The state of a thread while its call is under way.
fn waits_as(call: &SysCall) -> State {
    let process = |pid| State::Joining { worker: Worker { pid, thread: 0 } };
    let blocked = |handle| State::Blocked { on: resource_of(handle) };
    match call {
        SysCall::WaitProcess { pid } => process(pid.unwrap_or(0)),
        SysCall::WaitAny { channels, pids } => match (channels.first(), pids.first()) {
            (Some(channel), _) => blocked(*channel),
            (None, Some(pid)) => process(*pid),
            (None, None) => State::Sleeping,
        },
        SysCall::SemAcquire { sem: handle }
        | SysCall::SemRelease { sem: handle }
        | SysCall::SemValue { sem: handle }
        | SysCall::SharedRead { block: handle, .. }
        | SysCall::SharedWrite { block: handle, .. }
        | SysCall::Send { channel: handle, .. }
        | SysCall::Receive { channel: handle }
        | SysCall::Flush { channel: handle }
        | SysCall::Poll { channel: handle }
        | SysCall::Close { handle } => blocked(*handle),
        SysCall::Spawn(_)
        | SysCall::File { .. }
        | SysCall::Kill { .. }
        | SysCall::SetSignal { .. }
        | SysCall::ParentPid
        | SysCall::SemCreate { .. }
        | SysCall::SharedCreate { .. }
        | SysCall::PipeCreate { .. }
        | SysCall::QueueCreate { .. } => State::Blocked { on: SYSTEM },
    }
}
