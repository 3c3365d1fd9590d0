//! What a process does with its shared memory in the middle of a slice.

use std::cell::RefCell;

use interleave_engine::request::{Answer, Handle, Shortcuts, SysCall};

use super::host::raise;
use crate::shared::{Arena, Buffer, is_shared};

thread_local! {
    /// The shared memory as this worker sees it. Helpers have none: they ask.
    static SEEN: RefCell<Option<Arena<Buffer>>> = const { RefCell::new(None) };
}

/// Of the process in this worker.
pub(super) struct Direct;

impl Direct {
    /// The process in this worker has this shared memory.
    pub(super) fn new(buffer: Option<Buffer>) -> Direct {
        SEEN.set(buffer.map(Arena::join));
        Direct
    }
}

impl Shortcuts for Direct {
    fn call(&self, call: &SysCall) -> Option<Answer> {
        SEEN.with_borrow(|seen| answer(seen.as_ref()?, call))
    }

    fn try_acquire(&self, sem: Handle) -> bool {
        is_shared(sem) && SEEN.with_borrow(|seen| seen.as_ref().is_some_and(|arena| arena.try_acquire(sem)))
    }

    fn try_release(&self, sem: Handle) -> bool {
        is_shared(sem) && SEEN.with_borrow(|seen| seen.as_ref().is_some_and(|arena| arena.try_release(sem)))
    }
}

/// The answer of a call that only looks at shared memory or writes to it.
pub(super) fn answer(arena: &Arena<Buffer>, call: &SysCall) -> Option<Answer> {
    Some(match call {
        SysCall::SemValue { sem } if is_shared(*sem) => Answer::Int(arena.value(*sem).into()),
        SysCall::SharedRead { block, offset, length } if is_shared(*block) => {
            match arena.locate(*block, *offset, *length) {
                Some(at) => Answer::Bytes(arena.words().read(at, *length as usize)),
                None => invalid(),
            }
        }
        SysCall::SharedWrite { block, offset, bytes } if is_shared(*block) => {
            match arena.locate(*block, *offset, bytes.len() as u64) {
                Some(at) => {
                    arena.words().write(at, bytes);
                    Answer::None
                }
                None => invalid(),
            }
        }
        _ => return None,
    })
}

fn invalid() -> Answer {
    raise("OSError", "Invalid argument", Some(22))
}
