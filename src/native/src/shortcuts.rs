//! What a process does with its semaphores and shared blocks in the middle of a slice: memory, and at most a bell to ring.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use interleave_engine::request::{Answer, Handle, Shortcuts, SysCall};

use crate::board::Board;
use crate::handles::{Held, Resource};
use crate::semaphore::Released;

/// Of one process.
pub(crate) struct Direct {
    pub(crate) board: Arc<Board>,
    pub(crate) held: Arc<Held>,
}

impl Shortcuts for Direct {
    fn call(&self, call: &SysCall) -> Option<Answer> {
        match *call {
            SysCall::SemValue { sem } => {
                Some(Answer::Int(i64::from(self.board.slot(sem).value.load(Ordering::SeqCst))))
            }
            SysCall::SharedRead { block, offset, length } => {
                self.held.view(block, |resource| match resource {
                    Resource::Block(block) => block.read(offset, length).map(Answer::Bytes),
                    _ => None,
                })
            }
            SysCall::SharedWrite { block, offset, ref bytes } => {
                self.held.view(block, |resource| match resource {
                    Resource::Block(block) => block.write(offset, bytes).map(|()| Answer::None),
                    _ => None,
                })
            }
            _ => None,
        }
    }

    fn try_acquire(&self, sem: Handle) -> bool {
        // Those of this process who wait come first.
        self.held.semaphore_calls.load(Ordering::Relaxed) == 0 && self.board.slot(sem).try_acquire()
    }

    fn try_release(&self, sem: Handle) -> bool {
        let released = self.board.slot(sem).release();
        if released == Released::Awaited
            && let Some(Resource::Semaphore(semaphore)) = self.held.get(sem)
        {
            semaphore.ring();
        }
        released != Released::Refused
    }
}
