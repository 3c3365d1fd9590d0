//! The row of those that have messages for a flow which its socket did not take yet.
//!
//! The system's sockets are full sooner than a pipe would be, and their senders go on. Who sends later, from whatever process,
//! must not overtake them: messages that wait have a turn, and a later one is sent when no earlier turn is left. Turns are in the
//! memory that all processes share; those of a process that died count no more.

use std::sync::atomic::Ordering;

use interleave_engine::request::Handle;

use crate::board::Board;

/// How many turns there can be at a time in a run. Who gets none is sent as if it were the only one.
pub(crate) const PLACES: usize = 1024;

/// Messages that were put into a flow's outbox one after the other, with nobody else's between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Turn {
    place: usize,
    /// The earlier, the smaller.
    number: u64,
}

/// All that wait for one flow.
#[derive(Clone, Copy)]
pub(crate) struct Row<'board> {
    board: &'board Board,
    /// Identifies the flow; never 0.
    flow: u64,
}

impl<'board> Row<'board> {
    /// Of one direction of a channel: 0 or 1.
    pub(crate) fn new(board: &'board Board, channel: Handle, direction: usize) -> Row<'board> {
        Row { board, flow: (channel & !1) * 2 + direction as u64 + 1 }
    }

    /// The numbers of the turns that are left in this row, with their processes.
    fn turns(self) -> impl Iterator<Item = (u64, u32)> {
        let count = if self.board.row_length().load(Ordering::SeqCst) == 0 { 0 } else { PLACES };
        (0..count).filter_map(move |place| {
            let (flow, number, pid) = self.board.turn(place);
            let of_this = flow.load(Ordering::SeqCst) == self.flow;
            let turn = of_this.then(|| (number.load(Ordering::SeqCst), pid.load(Ordering::SeqCst)));
            // It may have ended while it was looked at, and its place may be another's by now.
            turn.filter(|_| flow.load(Ordering::SeqCst) == self.flow)
        })
    }

    /// Whether messages wait that must be sent first, of processes for which `lives` holds.
    pub(crate) fn is_waited_in(self, lives: impl Fn(u32) -> bool) -> bool {
        self.turns().any(|(_, pid)| lives(pid))
    }

    /// Whether it is this turn now.
    pub(crate) fn is_first(self, turn: Option<Turn>, lives: impl Fn(u32) -> bool) -> bool {
        turn.is_none_or(|turn| !self.turns().any(|(number, pid)| number < turn.number && lives(pid)))
    }

    /// The turn for a further message of a process, whose last message in the row has the turn `last`.
    pub(crate) fn join(self, last: Option<Turn>, pid: u32) -> Option<Turn> {
        if let Some(last) = last
            && !self.turns().any(|(number, _)| number > last.number)
        {
            return Some(last);
        }
        let number = self.board.next_turn();
        (0..PLACES).find_map(|place| {
            let (flow, turn, owner) = self.board.turn(place);
            owner.compare_exchange(0, pid, Ordering::SeqCst, Ordering::SeqCst).ok()?;
            turn.store(number, Ordering::SeqCst);
            flow.store(self.flow, Ordering::SeqCst);
            self.board.row_length().fetch_add(1, Ordering::SeqCst);
            Some(Turn { place, number })
        })
    }
}

impl Turn {
    /// Its messages are another process's from now on.
    pub(crate) fn hand_over(self, board: &Board, pid: u32) {
        board.turn(self.place).2.store(pid, Ordering::SeqCst);
    }

    /// Its messages are sent, or never will be.
    pub(crate) fn end(self, board: &Board) {
        let (flow, _, pid) = board.turn(self.place);
        flow.store(0, Ordering::SeqCst);
        pid.store(0, Ordering::SeqCst);
        board.row_length().fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::Result;

    #[test]
    fn turns_come_in_order() -> Result<()> {
        let board = Board::create(8)?;
        let (row, other) = (Row::new(&board, 2, 0), Row::new(&board, 2, 1));
        let all = |_| true;
        assert!(!row.is_waited_in(all));
        let first = row.join(None, 10);
        assert!(row.is_waited_in(all) && !other.is_waited_in(all));
        // With nobody behind it goes on with the same turn.
        assert_eq!(row.join(first, 10), first);
        let second = row.join(None, 11);
        assert!(row.is_first(first, all) && !row.is_first(second, all));
        // Behind the second it needs a turn of its own.
        let third = row.join(first, 10);
        assert!(third != first && !row.is_first(third, all));
        first.unwrap().end(&board);
        assert!(row.is_first(second, all) && !row.is_first(third, all));
        // The second one's process dies.
        assert!(row.is_first(third, |pid| pid != 11));
        third.unwrap().end(&board);
        second.unwrap().end(&board);
        assert!(!row.is_waited_in(all));
        Ok(())
    }

    #[test]
    fn there_may_be_more_than_places() -> Result<()> {
        let board = Board::create(8)?;
        let row = Row::new(&board, 4, 1);
        let turns: Vec<Option<Turn>> = (0..PLACES).map(|_| row.join(None, 1)).collect();
        assert!(turns.iter().all(Option::is_some));
        assert_eq!(row.join(None, 1), None);
        assert!(row.is_first(None, |_| true));
        Ok(())
    }
}
