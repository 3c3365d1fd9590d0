//! What a process does with its semaphores and shared blocks in the middle of a slice: memory, and at most a bell to ring.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use interleave_engine::request::{Answer, Shortcuts, SysCall};

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
            SysCall::SemAcquire { sem } => {
                let slot = self.board.slot(sem);
                // Those who wait come first.
                let free = slot.waiters.load(Ordering::SeqCst) == 0 && slot.try_acquire();
                free.then_some(Answer::Bool(true))
            }
            SysCall::SemRelease { sem } => match self.board.slot(sem).release() {
                Released::Quietly => Some(Answer::None),
                Released::Awaited => {
                    if let Some(Resource::Semaphore(semaphore)) = self.held.get(sem) {
                        semaphore.ring();
                    }
                    Some(Answer::None)
                }
                // The error is the host's.
                Released::Refused => None,
            },
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
}
