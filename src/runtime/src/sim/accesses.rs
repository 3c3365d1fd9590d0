//! Which variables workers read and write, when that is recorded.

use std::collections::BTreeMap;

use interleave_engine::request::{Exit, Handle, Request, SysCall};
use interleave_engine::{Access, ThreadState, Value};
use interleave_trace::{Event, Kind, Worker};

use super::Simulation;

/// The variables that were seen, numbered.
#[derive(Default)]
pub(super) struct Accesses {
    /// How many are still to be recorded.
    pub(super) left: u64,
    numbers: BTreeMap<Variable, u64>,
    /// What the addresses belong to: as long as it is here, nothing else comes to lie there.
    owners: Vec<Value>,
}

/// What a variable is a part of, an object by its address or a block of shared memory; and which part.
type Variable = (Owner, String);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Object(usize),
    Block(Handle),
}

impl Accesses {
    pub(super) fn new(most: u64) -> Accesses {
        Accesses { left: most, ..Accesses::default() }
    }

    /// What the next instruction of a worker reads or writes, if anything.
    fn next(&mut self, state: &ThreadState) -> Option<Kind> {
        let Access { owner, part, name, write, file, line } = state.next_access()?;
        let count = self.numbers.len();
        let variable = self.number((Owner::Object(owner.address()), part));
        if self.numbers.len() > count {
            self.owners.push(owner);
        }
        Some(Kind::Accessed { variable, name, write, file, line })
    }

    /// What a worker asks for, if it is a read or write of an item between processes.
    fn requested(&mut self, state: &ThreadState, exit: &Exit) -> Option<Kind> {
        let Exit::Request(Request::System { call, .. }) = exit else { return None };
        let (block, offset, write) = match call {
            SysCall::SharedRead { block, offset, length } if *length <= 8 => (*block, *offset, false),
            SysCall::SharedWrite { block, offset, bytes } if bytes.len() <= 8 => (*block, *offset, true),
            _ => return None,
        };
        let (name, file, line) = state.expression()?;
        let variable = self.number((Owner::Block(block), offset.to_string()));
        Some(Kind::Accessed { variable, name, write, file, line })
    }

    fn number(&mut self, variable: Variable) -> u64 {
        let next = self.numbers.len() as u64;
        *self.numbers.entry(variable).or_insert(next)
    }
}

impl Simulation {
    /// Before a worker executes its next instruction.
    pub(super) fn record_access(&mut self, worker: Worker, state: &ThreadState) {
        if self.accesses.left > 0
            && let Some(kind) = self.accesses.next(state)
        {
            self.push_access(worker, kind);
        }
    }

    /// Before what a worker asked for is carried out.
    pub(super) fn record_request(&mut self, worker: Worker, state: &ThreadState, exit: &Exit) {
        if self.accesses.left > 0
            && let Some(kind) = self.accesses.requested(state, exit)
        {
            self.push_access(worker, kind);
        }
    }

    fn push_access(&mut self, worker: Worker, kind: Kind) {
        self.accesses.left -= 1;
        self.world.events.push(Event { time: self.world.now, worker, kind });
    }
}
