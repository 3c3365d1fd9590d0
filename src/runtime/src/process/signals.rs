//! Signals: what each does to this process, when handlers run, and the alarm.
//!
//! A handler is Python code that the main thread calls between two instructions. If the thread waits, its wait is
//! withdrawn, the handler runs, and the thread asks again for the rest of it (PEP 475). What cannot be withdrawn or repeated
//! (a message being sent) is awaited first.

use std::collections::BTreeMap;

use interleave_engine::request::{Answer, Request, SignalAction, SysCall, Timeout};
use interleave_trace::State;

use super::thread::{DONE, Status, Wait};
use super::timer::TimerId;
use super::{After, Process, trace};
use crate::{Host, nanos};

/// Interrupt from the keyboard: `KeyboardInterrupt` in the main thread unless the program says otherwise.
pub const SIGINT: i32 = 2;
const SIGKILL: i32 = 9;
const SIGPIPE: i32 = 13;
const SIGALRM: i32 = 14;
pub(crate) const SIGCHLD: i32 = 17;
/// SIGCONT, the signals that stop (no process is ever stopped here), SIGURG, SIGWINCH.
const IGNORED: [i32; 7] = [18, 19, 20, 21, 22, 23, 28];

/// In the place of a thread's number: the alarm.
pub(super) const ALARM: u32 = u32::MAX;

/// Whether a signal ends a process that has said this of it.
pub fn is_fatal(signal: i32, action: Option<SignalAction>) -> bool {
    match action {
        _ if signal == SIGKILL => true,
        Some(SignalAction::Ignore | SignalAction::Handle) => false,
        None if signal == SIGINT || signal == SIGPIPE => false,
        Some(SignalAction::Default) | None => signal != SIGCHLD && !IGNORED.contains(&signal),
    }
}

#[derive(Default)]
pub(super) struct Signals {
    pub(super) actions: BTreeMap<i32, SignalAction>,
    /// Whose handlers the main thread is to call: each once, however often it came.
    pending: Vec<i32>,
    alarm: Option<(TimerId, u64)>,
}

impl Signals {
    pub(super) fn new(actions: &[(i32, SignalAction)]) -> Signals {
        Signals { actions: actions.iter().copied().collect(), ..Signals::default() }
    }

    /// What a child has of it: a fork all, another program what is ignored.
    pub(super) fn inherited(&self, fork: bool) -> Vec<(i32, SignalAction)> {
        let all = self.actions.iter().map(|(signal, action)| (*signal, *action));
        all.filter(|(_, action)| fork || *action == SignalAction::Ignore).collect()
    }

    /// Another program begins: what handlers there were are gone. Those whose action changed.
    pub(super) fn execute(&mut self) -> Vec<i32> {
        self.pending.clear();
        let handled: Vec<i32> = self
            .actions
            .iter()
            .filter(|(_, a)| **a == SignalAction::Handle)
            .map(|(signal, _)| *signal)
            .collect();
        self.actions.retain(|_, action| *action != SignalAction::Handle);
        handled
    }
}

impl Process {
    /// Delivers a signal: it is ignored, calls a handler, interrupts the main thread ([`SIGINT`]) or ends the process with
    /// status `-signal`.
    pub fn signal(&mut self, signal: i32, host: &mut dyn Host) {
        if self.status.is_some() || signal == 0 {
            return;
        }
        let action = self.signals.actions.get(&signal).copied();
        if is_fatal(signal, action) {
            self.kill(-signal, host);
        } else if action == Some(SignalAction::Handle) {
            if !self.signals.pending.contains(&signal) {
                self.signals.pending.push(signal);
            }
            self.deliver_signals(0, After::Waiting, host);
        } else if action.is_none() && signal == SIGINT {
            self.interrupt_main(host);
        }
    }

    /// A call by which a process signals itself: it meets the signal before it goes on.
    pub(super) fn signal_itself(&mut self, thread: u32, signal: i32, host: &mut dyn Host) -> After {
        self.signal(signal, host);
        if self.status.is_some() {
            return After::Exited;
        }
        self.go_on(thread, Some(DONE));
        After::Ready
    }

    /// Has handlers called in the main thread, if it is not running. `after` is what is known of it.
    pub(super) fn deliver_signals(&mut self, thread: u32, after: After, host: &mut dyn Host) -> After {
        if thread != 0 || self.signals.pending.is_empty() || self.status.is_some() {
            return after;
        }
        let slot = &self.threads[0];
        let timeout = slot.timer.map_or(Timeout::Forever, |timer| Timeout::Until(timer.0));
        let (again, lock) = match &slot.status {
            Status::Running | Status::Ended => return after,
            Status::Ready { retry: None } => {
                if let Some(state) = &mut self.threads[0].state {
                    self.signals.pending.drain(..).for_each(|signal| state.signal(signal));
                }
                return after;
            }
            Status::Waiting(Wait::Sleep) => match timeout {
                Timeout::Until(nanoseconds) => (Some(Request::SleepUntil { nanoseconds }), None),
                _ => (None, None),
            },
            Status::Waiting(Wait::Pause) => (None, None),
            Status::Waiting(Wait::Lock(lock)) | Status::Ready { retry: Some(lock) } => {
                (Some(Request::Acquire { lock: lock.clone(), timeout }), Some(lock.clone()))
            }
            Status::Waiting(Wait::Start) => (Some(Request::WaitStarted), None),
            Status::Waiting(Wait::Join { thread }) => {
                let ident = self.threads[*thread as usize].ident;
                (Some(Request::JoinThread { ident, timeout }), None)
            }
            Status::Waiting(Wait::Call(id)) => {
                let id = *id;
                let Some(again) = self.calls.get(&id).and_then(|call| call.again(timeout)) else {
                    return after;
                };
                if !self.abandon_call(id, host) {
                    // `complete` brings the answer and comes here again.
                    return after;
                }
                (Some(again), None)
            }
        };
        self.interrupt_wait(again, host);
        if let Some(lock) = lock {
            self.abandon_lock(0, &lock, host);
        }
        After::Ready
    }

    /// The main thread's wait is over for now: it calls handlers, then asks again.
    pub(super) fn interrupt_wait(&mut self, again: Option<Request>, host: &mut dyn Host) {
        self.drop_timer(0);
        let slot = &mut self.threads[0];
        let was_ready = matches!(slot.status, Status::Ready { .. });
        slot.status = Status::Ready { retry: None };
        if let Some(state) = &mut slot.state {
            let mut again = Some(again);
            for signal in self.signals.pending.drain(..) {
                match again.take() {
                    Some(again) => state.signal_waiting(signal, again),
                    None => state.signal(signal),
                }
            }
        }
        if !was_ready {
            self.ready.push_back(0);
            self.woken.push(0);
            self.show(0, State::Ready, host);
        }
    }

    /// Whether handlers are to be called.
    pub(super) fn is_signalled(&self) -> bool {
        !self.signals.pending.is_empty()
    }

    pub(super) fn alarm(&mut self, thread: u32, seconds: f64, interval: f64, host: &mut dyn Host) -> After {
        let now = trace::now(host);
        let left = self.signals.alarm.take().map_or(0, |(timer, _)| {
            self.timers.remove(timer);
            timer.0.saturating_sub(now)
        });
        if seconds > 0.0 {
            let timer = self.timers.add(now.saturating_add(nanos::span(seconds)), ALARM);
            self.signals.alarm = Some((timer, nanos::span(interval)));
        }
        self.go_on(thread, Some(Answer::Float(nanos::to_seconds(left))));
        After::Ready
    }

    pub(super) fn alarm_rings(&mut self, host: &mut dyn Host) {
        if let Some((timer, interval)) = self.signals.alarm.take()
            && interval > 0
        {
            let next = self.timers.add(timer.0.saturating_add(interval), ALARM);
            self.signals.alarm = Some((next, interval));
        }
        self.signal(SIGALRM, host);
    }

    /// A call that only concerns signals.
    pub(super) fn set_signal(&mut self, signal: i32, action: Option<SignalAction>) {
        match action {
            Some(action) => self.signals.actions.insert(signal, action),
            None => self.signals.actions.remove(&signal),
        };
    }

    /// Another program begins: its host learns which signals have no handler any more.
    pub(super) fn forget_handlers(&mut self, host: &mut dyn Host) {
        for signal in self.signals.execute() {
            let id = self.call_id(0);
            // Nobody waits for this answer.
            let _ = host.call(id, SysCall::SetSignal { signal, action: None });
        }
    }
}
