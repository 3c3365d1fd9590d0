//! What a process leaves behind that is still to be sent.
//!
//! A pipe holds 64 KiB, and a process that has filled it may end. The system's sockets hold packets by other rules: many small
//! ones sooner fill them. What fits into a pipe but not yet into its socket stays with a copy of the process that does nothing but
//! send it. It ends with the last message, when nobody is left to receive, or with the run.

use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd};

use interleave_engine::request::{Handle, PIPE_CAPACITY};

use crate::board::Board;
use crate::channel::{BEHIND_SECONDS, Outbox, outward};
use crate::sys;

/// Leaves the messages for which their pipes have room, at the end of this process; the others are lost, as are those of feeder
/// threads.
pub(crate) fn leave(mut outboxes: Vec<(Handle, Outbox)>, board: &Board, lifeline: &OwnedFd) {
    for (end, outbox) in &mut outboxes {
        let flow = board.flow(*end, outward(*end, outbox.direction));
        let mut filled = flow.untaken(flow.sent.load(std::sync::atomic::Ordering::SeqCst));
        let turns = outbox.turns();
        outbox.messages.retain(|message| {
            filled += u64::from(message.bytes);
            filled <= PIPE_CAPACITY
        });
        turns.into_iter().for_each(|turn| outbox.leave_row(board, Some(turn)));
    }
    outboxes.retain(|(_, outbox)| !outbox.messages.is_empty());
    if outboxes.is_empty() {
        return;
    }
    // SAFETY: the copy takes no locks but those of the allocator, which fork leaves usable, and ends without unwinding.
    match unsafe { sys::fork() } {
        Ok(None) => {
            let fds = outboxes.iter().flat_map(|(_, outbox)| outbox.fds());
            let mut kept: Vec<RawFd> = fds.map(|fd| fd.as_raw_fd()).collect();
            kept.push(lifeline.as_raw_fd());
            if let Ok(leash) = crate::signals::die_with(lifeline) {
                kept.extend(leash);
                // SAFETY: the rest of this process is not returned to.
                unsafe { sys::close_all_but(&kept) };
                send_all(&mut outboxes, board);
            }
            sys::exit(0)
        }
        Ok(Some(copy)) => {
            // Before this process ends, from when on its turns would count no more.
            let turns = outboxes.iter().flat_map(|(_, outbox)| outbox.turns());
            turns.for_each(|turn| turn.hand_over(board, copy));
        }
        // No more processes: as if this one had been killed.
        Err(_) => {}
    }
}

fn send_all(outboxes: &mut Vec<(Handle, Outbox)>, board: &Board) {
    while !outboxes.is_empty() {
        let ahead = outboxes.iter().filter(|(_, outbox)| !outbox.behind);
        let polled: Vec<(BorrowedFd<'_>, bool)> =
            ahead.map(|(_, outbox)| (outbox.socket.as_fd(), true)).collect();
        let patience = if polled.len() < outboxes.len() { Some(BEHIND_SECONDS) } else { None };
        sys::wait_ready(&polled, patience);
        outboxes.retain_mut(|(end, outbox)| outbox.flush(board, *end, sys::is_alive, |_, _| ()));
    }
}
