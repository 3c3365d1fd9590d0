//! `os.execv`: another program in place of this one, in the same process.

use std::sync::Arc;

use interleave_engine::Interpreter;
use interleave_engine::request::{Answer, Handle, SysCall};
use interleave_trace::State;

use super::thread::Status;
use super::{After, Process};
use crate::{CallId, Host};

impl Process {
    /// Goes on as what the image holds, in the main thread: all threads end, and what was held is let go unless the image
    /// holds it. Children and pid stay.
    pub(super) fn execute(
        &mut self,
        thread: u32,
        image: &[u8],
        kept: &[Handle],
        host: &mut dyn Host,
    ) -> After {
        let (interpreter, main) = match Interpreter::from_image(self.interpreter.present_settings(), image) {
            Ok(made) => made,
            Err(error) => {
                let message = format!("Exec format error: {error}");
                self.go_on(thread, Some(Answer::Raise { class: "OSError".into(), message, errno: Some(8) }));
                return After::Ready;
            }
        };
        let mut calls: Vec<CallId> = self.calls.keys().copied().collect();
        calls.sort();
        for id in calls {
            host.cancel(id);
        }
        self.end_threads(host, 1);
        self.forget_handlers(host);
        let old = std::mem::replace(&mut self.interpreter, interpreter);
        for handle in old.held_handles().into_iter().filter(|handle| !kept.contains(handle)) {
            let id = self.call_id(0);
            // Nobody waits for this answer.
            let _ = host.call(id, SysCall::Close { handle });
        }
        let slot = &mut self.threads[0];
        let mut main = Box::new(main);
        main.set_ident(slot.ident);
        slot.serial = main.serial();
        slot.state = Some(main);
        slot.status = Status::Ready { retry: None };
        slot.interrupt = None;
        slot.is_over = false;
        slot.held.clear();
        self.ready.push_back(0);
        self.woken.push(0);
        self.show(0, State::Ready, host);
        After::Ended
    }

    /// Ends all threads and all they wait for; those from `shown` on are shown as killed.
    pub(super) fn end_threads(&mut self, host: &mut dyn Host, shown: u32) {
        self.ready.clear();
        self.timers.clear();
        self.locks.clear();
        self.calls.clear();
        for thread in 0..self.threads.len() as u32 {
            let slot = &mut self.threads[thread as usize];
            slot.state = None;
            slot.timer = None;
            slot.starter = None;
            if !matches!(slot.status, Status::Ended) {
                slot.status = Status::Ended;
                if thread >= shown {
                    self.show(thread, State::Killed, host);
                }
            }
        }
    }
}

/// Keeps a copy of the interpreter up to date without counting references at each look.
pub fn refresh(interpreter: &mut Arc<Interpreter>, process: &Process) {
    if !Arc::ptr_eq(interpreter, process.interpreter()) {
        *interpreter = process.interpreter().clone();
    }
}
