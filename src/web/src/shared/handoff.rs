//! Handing a message to a process that already waits for it, without the supervisor in between.
//!
//! A process that receives from a pipe puts itself down in the row of that end, and then asks the supervisor as ever. A sender
//! that finds it there takes the row and posts the message to the receiver's worker itself. The supervisor looks at the row before it
//! would answer the same receiver: either it *revokes* the row, or the receiver has been served and its question is void.
//!
//! Order is kept by counting the messages to an end that are on the long way: while there are any, nobody takes the short one.
//!
//! States of a row, each with a ticket that is new for every wait:
//!
//! ```text
//! idle ──receiver──▶ claimed ──▶ waiting ──sender──▶ taken ──receiver has it──▶ done
//!   ▲                             │    │                                          │
//!   │◀──── supervisor revokes ────┘    └─ receiver gives up ─▶ withdrawn          └─ claimed by the next
//!   └──────────────── receiver is answered by the supervisor ─────┘
//! ```

use interleave_engine::request::Handle;
use serde::{Deserialize, Serialize};

use super::arena::{Arena, HANDOFFS, Words};

/// Rows: ends that share one take the long way, all but the first.
const ROWS: u32 = 512;

// A row's words.
/// The end's handle and 1; 0: the row is free.
const END: u32 = 0;
/// Ticket and [`Kind`].
const STATE: u32 = 1;
/// The receiver.
const PID: u32 = 2;
/// Its call: the lower half, the upper half.
const CALL: u32 = 3;
/// Messages to this end that went the long way and were not yet handed out.
const LONG_WAY: u32 = 5;
/// Who took it.
const SENDER: u32 = 6;
const ROW_WORDS: u32 = 8;

const KIND_BITS: i32 = 3;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(i32)]
enum Kind {
    Idle,
    Claimed,
    Waiting,
    Taken,
    Done,
    Withdrawn,
}

/// Where what is sent to this end of a pipe is received. A queue has one end only: nobody waits at what would be its other one.
pub fn other_end(end: Handle) -> Handle {
    end ^ 1
}

/// One wait in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    row: u32,
    ticket: i32,
}

impl Seat {
    fn state(self, kind: Kind) -> i32 {
        self.ticket << KIND_BITS | kind as i32
    }
}

/// Who is to be given a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receiver {
    /// The process.
    pub pid: u32,
    /// Its call.
    pub call: u64,
    /// Where it waits.
    pub seat: Seat,
}

/// What the supervisor makes of a call that has a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A sender may serve it.
    Seated,
    /// Only the supervisor serves it.
    Plain,
    /// A sender has served it.
    Served,
}

impl<W: Words> Arena<W> {
    /// Makes the table of rows: call it once per run, before anybody joins.
    pub fn create_handoffs(&self) {
        if let Some(at) = self.allocate(ROWS * ROW_WORDS) {
            self.words.store(HANDOFFS, at as i32);
        }
    }

    /// The row of an end, which from now on is its own.
    fn row(&self, end: Handle) -> Option<u32> {
        let table = self.words.load(HANDOFFS) as u32;
        let name = i32::try_from(end).ok()?.checked_add(1)?;
        let row = table + (end % Handle::from(ROWS)) as u32 * ROW_WORDS;
        let found = if table == 0 { 0 } else { self.words.compare_exchange(row + END, 0, name) };
        (table != 0 && (found == 0 || found == name)).then_some(row)
    }

    /// Puts a call down that receives from this end; none if somebody else is there.
    pub fn await_handoff(&self, end: Handle, pid: u32, call: u64) -> Option<Seat> {
        let row = self.row(end)?;
        let old = self.words.load(row + STATE);
        let kind = old & ((1 << KIND_BITS) - 1);
        if kind != Kind::Idle as i32 && kind != Kind::Done as i32 {
            return None;
        }
        let ticket = ((old >> KIND_BITS) + 1) & (i32::MAX >> KIND_BITS);
        let seat = Seat { row, ticket };
        if self.words.compare_exchange(row + STATE, old, seat.state(Kind::Claimed)) != old {
            return None;
        }
        self.words.store(row + PID, pid as i32);
        self.words.store(row + CALL, call as i32);
        self.words.store(row + CALL + 1, (call >> 32) as i32);
        self.words.store(row + STATE, seat.state(Kind::Waiting));
        Some(seat)
    }

    /// The receiver does not want to wait any more; `false`: too late, a message is on its way.
    pub fn withdraw_from_handoff(&self, seat: Seat) -> bool {
        self.change(seat, Kind::Waiting, Kind::Withdrawn) || self.kind(seat) != Some(Kind::Taken)
    }

    /// The receiver was answered by the supervisor.
    pub fn leave_handoff(&self, seat: Seat) {
        let _ =
            self.change(seat, Kind::Waiting, Kind::Idle) || self.change(seat, Kind::Withdrawn, Kind::Idle);
    }

    /// The receiver has the message; `false`: it was given up, and is void.
    pub fn accept_handoff(&self, seat: Seat) -> bool {
        self.change(seat, Kind::Taken, Kind::Done)
    }

    /// Takes the row of whoever waits at this end, if it can be reached and everything sent before was handed out.
    pub fn take_handoff(
        &self,
        end: Handle,
        sender: u32,
        reaches: impl FnOnce(u32) -> bool,
    ) -> Option<Receiver> {
        let row = self.row(end)?;
        let state = self.words.load(row + STATE);
        let seat = Seat { row, ticket: state >> KIND_BITS };
        if state != seat.state(Kind::Waiting) || self.words.load(row + LONG_WAY) != 0 {
            return None;
        }
        // Read before the row is taken: afterwards the supervisor may give it to somebody else.
        let receiver = self.receiver(seat);
        if !reaches(receiver.pid) || !self.change(seat, Kind::Waiting, Kind::Taken) {
            return None;
        }
        self.words.store(row + SENDER, sender as i32);
        Some(receiver)
    }

    /// A message to this end goes the long way.
    pub fn begin_long_way(&self, end: Handle) {
        if let Some(row) = self.row(end) {
            self.words.add(row + LONG_WAY, 1);
        }
    }

    /// So many of them were handed out, or came to nothing.
    pub fn end_long_way(&self, end: Handle, messages: usize) {
        if let Some(row) = self.row(end) {
            self.words.add(row + LONG_WAY, -(messages as i32));
        }
    }

    /// Of a call with this seat.
    pub fn standing(&self, seat: Seat) -> Standing {
        match self.kind(seat) {
            Some(Kind::Claimed | Kind::Waiting) => Standing::Seated,
            Some(Kind::Idle | Kind::Withdrawn) => Standing::Plain,
            // Its receiver waits for something new by now, or has ended.
            Some(Kind::Taken | Kind::Done) | None => Standing::Served,
        }
    }

    /// Makes sure that no sender serves it from now on: never [`Standing::Seated`].
    pub fn revoke(&self, seat: Seat) -> Standing {
        if self.change(seat, Kind::Waiting, Kind::Idle) {
            return Standing::Plain;
        }
        self.standing(seat)
    }

    /// A sender that took the row ended and its message never came: only the supervisor serves the call now.
    pub fn give_up_handoff(&self, seat: Seat) -> bool {
        self.change(seat, Kind::Taken, Kind::Withdrawn)
    }

    /// Cleans up after a process that no longer runs: it waits nowhere. Who waits for a message from it, with the end: that may be on
    /// its way, or not.
    pub fn forget_handoffs(&self, dead: u32) -> Vec<(Handle, Receiver)> {
        let table = self.words.load(HANDOFFS) as u32;
        let rows = (0..ROWS).map(|row| table + row * ROW_WORDS).filter(|_| table != 0);
        let mut owed = Vec::new();
        for row in rows.filter(|row| self.words.load(row + END) != 0) {
            let state = self.words.load(row + STATE);
            let seat = Seat { row, ticket: state >> KIND_BITS };
            let receiver = self.receiver(seat);
            if receiver.pid == dead {
                for kind in [Kind::Claimed, Kind::Waiting, Kind::Taken, Kind::Withdrawn] {
                    self.change(seat, kind, Kind::Idle);
                }
            } else if self.words.load(row + SENDER) as u32 == dead && self.kind(seat) == Some(Kind::Taken) {
                let end = (self.words.load(row + END) - 1) as Handle;
                owed.push((end, receiver));
            }
        }
        owed
    }

    /// Who has put itself down there.
    fn receiver(&self, seat: Seat) -> Receiver {
        let [low, high] = [CALL, CALL + 1].map(|at| u64::from(self.words.load(seat.row + at) as u32));
        Receiver { pid: self.words.load(seat.row + PID) as u32, call: low | high << 32, seat }
    }

    /// None: the row has another ticket.
    fn kind(&self, seat: Seat) -> Option<Kind> {
        let state = self.words.load(seat.row + STATE);
        [Kind::Idle, Kind::Claimed, Kind::Waiting, Kind::Taken, Kind::Done, Kind::Withdrawn]
            .into_iter()
            .find(|kind| seat.state(*kind) == state)
    }

    fn change(&self, seat: Seat, from: Kind, to: Kind) -> bool {
        let from = seat.state(from);
        self.words.compare_exchange(seat.row + STATE, from, seat.state(to)) == from
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Plain;
    use super::*;

    const END: Handle = 7;

    fn arena() -> Arena<Plain> {
        let arena = Arena::create(Plain::new(8192));
        arena.create_handoffs();
        arena
    }

    fn served(seat: Seat, call: u64) -> Option<Receiver> {
        Some(Receiver { pid: 2, call, seat })
    }

    #[test]
    fn a_waiting_receiver_is_served_once() {
        let arena = arena();
        assert_eq!(arena.take_handoff(END, 1, |_| true), None, "nobody waits");
        let seat = arena.await_handoff(END, 2, 5 << 40 | 3).unwrap();
        assert_eq!(arena.await_handoff(END, 3, 1), None, "somebody is there");
        assert_eq!(arena.take_handoff(END, 1, |pid| pid != 2), None, "it cannot be reached");
        assert_eq!(arena.standing(seat), Standing::Seated);
        assert_eq!(arena.take_handoff(END, 1, |pid| pid == 2), served(seat, 5 << 40 | 3));
        assert_eq!(arena.take_handoff(END, 1, |_| true), None);
        assert_eq!((arena.standing(seat), arena.revoke(seat)), (Standing::Served, Standing::Served));
        assert!(!arena.withdraw_from_handoff(seat), "a message is on its way");
        assert!(arena.accept_handoff(seat));
        assert!(!arena.accept_handoff(seat));
        let next = arena.await_handoff(END, 2, 9).unwrap();
        assert_eq!((arena.standing(seat), arena.standing(next)), (Standing::Served, Standing::Seated));
    }

    #[test]
    fn nobody_overtakes_what_goes_the_long_way() {
        let arena = arena();
        let seat = arena.await_handoff(END, 2, 4).unwrap();
        arena.begin_long_way(END);
        arena.begin_long_way(END);
        arena.end_long_way(END, 1);
        assert_eq!(arena.take_handoff(END, 1, |_| true), None);
        arena.end_long_way(END, 1);
        assert_eq!(arena.take_handoff(END, 1, |_| true), served(seat, 4));
    }

    #[test]
    fn what_is_revoked_or_withdrawn_is_served_by_nobody_else() {
        let arena = arena();
        let seat = arena.await_handoff(END, 2, 4).unwrap();
        assert_eq!(arena.revoke(seat), Standing::Plain);
        assert_eq!(arena.take_handoff(END, 1, |_| true), None);
        assert!(arena.withdraw_from_handoff(seat), "the supervisor answers");
        arena.leave_handoff(seat);
        let seat = arena.await_handoff(END, 2, 5).unwrap();
        assert!(arena.withdraw_from_handoff(seat));
        assert_eq!((arena.take_handoff(END, 1, |_| true), arena.standing(seat)), (None, Standing::Plain));
        assert_eq!(arena.await_handoff(END, 2, 6), None, "until the supervisor has answered");
        arena.leave_handoff(seat);
        assert!(arena.await_handoff(END, 2, 6).is_some());
    }

    #[test]
    fn processes_that_end_leave_rows_in_order() {
        let arena = arena();
        let seat = arena.await_handoff(END, 2, 4).unwrap();
        let receiver = arena.take_handoff(END, 1, |_| true).unwrap();
        assert_eq!(arena.forget_handoffs(1), [(END, receiver)]);
        assert!(arena.give_up_handoff(seat));
        assert!(!arena.accept_handoff(seat), "it came too late");
        assert_eq!(arena.forget_handoffs(2), []);
        assert!(arena.await_handoff(END, 3, 1).is_some());
        let other = END + Handle::from(ROWS);
        assert_eq!(arena.await_handoff(other, 3, 1), None, "two ends of one row");
    }

    /// A receiver and its supervisor against senders: every wait is served exactly once.
    #[test]
    fn a_wait_is_served_by_one() {
        use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
        let words = Plain::new(8192);
        Arena::create(words.clone()).create_handoffs();
        let (served, over) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for sender in 10..12 {
                let (words, served, over) = (words.clone(), &served, &over);
                scope.spawn(move || {
                    let arena = Arena::join(words);
                    while over.load(SeqCst) == 0 {
                        if let Some(receiver) = arena.take_handoff(END, sender, |_| true) {
                            assert_eq!(served.swap(receiver.call, SeqCst), receiver.call - 1);
                        }
                    }
                });
            }
            let arena = Arena::join(words.clone());
            for call in 1..=20_000 {
                let seat = arena.await_handoff(END, 2, call).unwrap();
                if call % 3 == 0 && arena.revoke(seat) == Standing::Plain {
                    assert_eq!(served.swap(call, SeqCst), call - 1);
                    continue;
                }
                while !arena.accept_handoff(seat) {
                    std::thread::yield_now();
                }
                while served.load(SeqCst) != call {
                    std::thread::yield_now();
                }
            }
            over.store(1, SeqCst);
        });
    }
}
