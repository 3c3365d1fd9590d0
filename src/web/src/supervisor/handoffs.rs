//! What the supervisor has to do with messages that processes hand to each other (`shared/handoff.rs`).

use interleave_engine::request::{Answer, Handle, SysCall};
use interleave_runtime::{CallId, Hub};

use crate::scope::now_ms;
use crate::shared::{Arena, Buffer, Receiver, Seat, Standing, other_end};

/// Milliseconds after the violent end of a process in which what it has sent must arrive.
const ARRIVAL: f64 = 1000.0;

/// A process and its call.
type Caller = (u32, CallId);

/// What the hub is to do with a call.
pub(super) enum Course {
    /// Answer it, at once if there is an answer.
    Hub(Option<Answer>),
    /// Nothing: another process has served it.
    Served,
}

/// The receivers that others may serve, as far as the hub knows of them. There are few of everything: lists are smallest.
pub(super) struct Handoffs {
    arena: Arena<Buffer>,
    seated: Vec<(Caller, Handle, Seat)>,
    /// Who waits for a message of a process that has ended, and until when.
    owed: Vec<(f64, Handle, Receiver)>,
    /// Pairs of processes that can reach each other.
    met: Vec<[u32; 2]>,
    /// Those that would have been faster if they could.
    strangers: Vec<[u32; 2]>,
    /// Calls that need no answer any more.
    served: Vec<Caller>,
}

impl Handoffs {
    pub(super) fn new(arena: Arena<Buffer>) -> Handoffs {
        arena.create_handoffs();
        Handoffs {
            arena,
            seated: Vec::new(),
            owed: Vec::new(),
            met: Vec::new(),
            strangers: Vec::new(),
            served: Vec::new(),
        }
    }

    /// The hub's part in a call, without answering twice what a process has served already.
    pub(super) fn call(
        &mut self,
        hub: &mut Hub,
        (pid, id): Caller,
        call: SysCall,
        mut seat: Option<Seat>,
    ) -> Course {
        match call {
            SysCall::Send { channel, .. } => {
                let end = other_end(channel);
                for (receiver, _) in self.settle(hub, Some(end), true) {
                    let pair = [pid.min(receiver), pid.max(receiver)];
                    if pid != receiver && !self.met.contains(&pair) {
                        self.met.push(pair);
                        self.strangers.push(pair);
                    }
                }
                let before = hub.unread(end);
                let answer = hub.call(pid, id, call);
                if hub.unread(end) <= before {
                    self.arena.end_long_way(end, 1);
                }
                Course::Hub(answer)
            }
            SysCall::Receive { channel } => {
                self.settle(hub, Some(channel), false);
                if hub.is_readable(channel) == Some(true) {
                    seat = seat.filter(|seat| self.arena.revoke(*seat) == Standing::Served);
                }
                if seat.is_some_and(|seat| self.arena.standing(seat) == Standing::Served) {
                    return Course::Served;
                }
                let before = hub.unread(channel);
                let answer = hub.call(pid, id, call);
                self.arena.end_long_way(channel, before - hub.unread(channel));
                if answer.is_none() {
                    self.seated.extend(seat.map(|seat| ((pid, id), channel, seat)));
                }
                Course::Hub(answer)
            }
            // The other end may find that nobody holds this one any more.
            SysCall::Close { .. } => {
                self.settle(hub, None, true);
                Course::Hub(hub.call(pid, id, call))
            }
            call => Course::Hub(hub.call(pid, id, call)),
        }
    }

    /// Withdraws calls that others have served, at this end or at all. `revoke`: and makes sure that they serve no more; those whom
    /// they could have served.
    fn settle(&mut self, hub: &mut Hub, end: Option<Handle>, revoke: bool) -> Vec<Caller> {
        let Handoffs { arena, seated, served, .. } = self;
        let mut revoked = Vec::new();
        seated.retain(|((pid, id), at, seat)| {
            if end.is_some_and(|end| end != *at) {
                return true;
            }
            let standing = if revoke { arena.revoke(*seat) } else { arena.standing(*seat) };
            match standing {
                Standing::Served => {
                    hub.cancel(*pid, *id);
                    served.push((*pid, *id));
                }
                Standing::Plain => revoked.push((*pid, *id)),
                Standing::Seated => {}
            }
            standing == Standing::Seated
        });
        revoked
    }

    /// The hub has answered.
    pub(super) fn answered(&mut self, caller: Caller) {
        self.seated.retain(|(seated, ..)| *seated != caller);
    }

    /// A process has ended, and the hub does not know yet. `by_itself`: then what it has sent is on its way.
    pub(super) fn ended(&mut self, hub: &mut Hub, pid: u32, by_itself: bool) {
        self.seated.retain(|((seated, _), ..)| *seated != pid);
        self.owed.retain(|(_, _, receiver)| receiver.pid != pid);
        self.settle(hub, None, true);
        let owed = self.arena.forget_handoffs(pid);
        if !by_itself {
            let until = now_ms() + ARRIVAL;
            self.owed.extend(owed.into_iter().map(|(end, owed)| (until, end, owed)));
        }
    }

    /// When [`Handoffs::overdue`] has something to do.
    pub(super) fn due(&self) -> Option<f64> {
        self.owed.first().map(|(until, ..)| *until)
    }

    /// A call that a process was about to serve when it ended, and did not: it is the hub's.
    pub(super) fn overdue(&mut self) -> Option<(Caller, SysCall)> {
        let now = now_ms();
        while self.due().is_some_and(|due| due <= now) {
            let (_, channel, receiver) = self.owed.remove(0);
            if self.arena.give_up_handoff(receiver.seat) {
                return Some(((receiver.pid, CallId(receiver.call)), SysCall::Receive { channel }));
            }
        }
        None
    }

    /// Calls that are answered without the supervisor, since last asked.
    pub(super) fn take_served(&mut self) -> Vec<Caller> {
        std::mem::take(&mut self.served)
    }

    /// Pairs of processes that are to be introduced to each other.
    pub(super) fn take_strangers(&mut self) -> Vec<[u32; 2]> {
        std::mem::take(&mut self.strangers)
    }
}
