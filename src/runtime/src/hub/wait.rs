//! Calls that wait, and `WaitAny`.

use interleave_engine::request::{Answer, Handle};

use super::{Caller, Hub, error, first_end};

pub(super) enum Wait {
    Semaphore(Handle),
    /// A child's end; None: any child's.
    Process(Option<u32>),
    /// Room in the pipe that this end sends to, for a message or for what a feeder still has.
    Room(Handle),
    Receive(Handle),
    Poll(Handle),
    Any {
        channels: Vec<Handle>,
        pids: Vec<u32>,
    },
}

impl Hub {
    pub(super) fn stop_waiting(&mut self, caller: Caller) -> bool {
        let Some(wait) = self.waits.remove(&caller) else { return false };
        match wait {
            Wait::Semaphore(handle) => self.sem_stop_waiting(caller, handle),
            Wait::Room(handle) | Wait::Receive(handle) => self.channel_stop_waiting(caller, handle),
            Wait::Process(_) | Wait::Poll(_) | Wait::Any { .. } => {}
        }
        true
    }

    pub(super) fn poll(&mut self, caller: Caller, handle: Handle) -> Option<Answer> {
        match self.is_readable(handle) {
            None => Some(error::bad_handle()),
            Some(true) => Some(Answer::Bool(true)),
            Some(false) => {
                self.waits.insert(caller, Wait::Poll(handle));
                None
            }
        }
    }

    pub(super) fn wait_any(
        &mut self,
        caller: Caller,
        channels: Vec<Handle>,
        pids: Vec<u32>,
    ) -> Option<Answer> {
        let ready = self.ready_ones(caller.pid, &channels, &pids);
        if ready.is_empty() {
            self.waits.insert(caller, Wait::Any { channels, pids });
            return None;
        }
        Some(Answer::Ints(ready))
    }

    fn ready_ones(&self, pid: u32, channels: &[Handle], pids: &[u32]) -> Vec<i64> {
        // A handle that is none is ready: the call that follows reports the error.
        let channels = channels.iter().filter(|handle| self.is_readable(**handle) != Some(false));
        let pids = pids.iter().filter(|child| self.tree.has_ended(pid, **child));
        channels.map(|handle| *handle as i64).chain(pids.map(|pid| -i64::from(*pid))).collect()
    }

    /// A channel may have become readable: those who only look are told, all of them.
    pub(super) fn look_again(&mut self, handle: Handle) {
        self.look_again_where(|wait| match wait {
            Wait::Poll(polled) => *polled == handle,
            Wait::Any { channels, .. } => {
                channels.iter().any(|channel| first_end(*channel) == first_end(handle))
            }
            _ => false,
        });
    }

    /// A process has ended: its parent and its children may look.
    pub(super) fn look_again_for_process(&mut self, ended: u32) {
        self.look_again_where(|wait| matches!(wait, Wait::Any { pids, .. } if pids.contains(&ended)));
    }

    fn look_again_where(&mut self, concerns: impl Fn(&Wait) -> bool) {
        let callers: Vec<Caller> =
            self.waits.iter().filter(|(_, wait)| concerns(wait)).map(|(c, _)| *c).collect();
        for caller in callers {
            let answer = match self.waits.get(&caller) {
                Some(Wait::Poll(handle)) => match self.is_readable(*handle) {
                    Some(false) => None,
                    Some(true) => Some(Answer::Bool(true)),
                    None => Some(error::bad_handle()),
                },
                Some(Wait::Any { channels, pids }) => {
                    let ready = self.ready_ones(caller.pid, channels, pids);
                    (!ready.is_empty()).then_some(Answer::Ints(ready))
                }
                _ => None,
            };
            if let Some(answer) = answer {
                self.answer(caller, answer);
            }
        }
    }
}
