//! Checks bytecode as a machine would meet it: jumps land inside, no register is read that may hold nothing, no run is
//! read again after the instruction that may have emptied it, and every `EnterHandler` meets its `LeaveHandler`.

use interleave_lang::bytecode::{Code, NO_REG, Op, Reg};
use std::collections::BTreeSet;

/// What an instruction does to registers.
#[derive(Default)]
struct Effect {
    reads: Vec<Reg>,
    /// Read, and perhaps emptied.
    takes: Vec<Reg>,
    writes: Vec<Reg>,
    unbinds: Vec<Reg>,
    /// May hold nothing.
    may_read: Vec<Reg>,
}

fn run(base: Reg, count: usize) -> Vec<Reg> {
    (base..).take(count).collect()
}

fn effect(code: &Code, op: Op) -> Effect {
    let mut e = Effect::default();
    macro_rules! rw {
        ($($reads:expr),* => $($writes:expr),*) => {{ e.reads.extend([$($reads),*] as [Reg; _]); e.writes.extend([$($writes),*] as [Reg; _]); }};
    }
    match op {
        Op::LoadConst { dst, .. }
        | Op::LoadInt { dst, .. }
        | Op::LoadNone { dst }
        | Op::LoadBool { dst, .. } => rw!(=> dst),
        Op::LoadGlobal { dst, .. }
        | Op::LoadName { dst, .. }
        | Op::LoadBuildClass { dst }
        | Op::Import { dst, .. } => rw!(=> dst),
        Op::Move { dst, src }
        | Op::Unary { dst, src, .. }
        | Op::GetIter { dst, src }
        | Op::GetYieldFromIter { dst, src }
        | Op::GetAwaitable { dst, src } => rw!(src => dst),
        Op::CheckBound { reg } => {
            e.may_read.push(reg);
            e.writes.push(reg);
        }
        Op::Unbind { reg } => e.unbinds.push(reg),
        Op::StoreGlobal { src, .. } | Op::StoreName { src, .. } => rw!(src =>),
        Op::DeleteGlobal { .. } | Op::DeleteName { .. } | Op::Jump { .. } | Op::RaiseCurrent => {}
        Op::MakeCell { reg } => {
            e.may_read.push(reg);
            e.writes.push(reg);
        }
        Op::LoadCell { dst, cell } | Op::LoadNameOrCell { dst, cell, .. } => rw!(cell => dst),
        Op::StoreCell { src, cell } => rw!(src, cell =>),
        Op::DeleteCell { cell } => rw!(cell =>),
        Op::LoadAttr { dst, obj, .. } => rw!(obj => dst),
        Op::StoreAttr { src, obj, .. } => rw!(src, obj =>),
        Op::DeleteAttr { obj, .. } => rw!(obj =>),
        Op::LoadMethod { base, obj, .. } => rw!(obj => base, base + 1),
        Op::LoadSuperAttr { dst, base, .. } => {
            e.takes = run(base, 2);
            e.writes.push(dst);
        }
        Op::LoadItem { dst, obj, key } => rw!(obj, key => dst),
        Op::StoreItem { src, obj, key } => rw!(src, obj, key =>),
        Op::DeleteItem { obj, key } => rw!(obj, key =>),
        Op::BuildSlice { dst, base } => {
            e.takes = run(base, 3);
            e.writes.push(dst);
        }
        Op::Add { dst, a, b }
        | Op::Sub { dst, a, b }
        | Op::Mul { dst, a, b }
        | Op::Mod { dst, a, b }
        | Op::FloorDiv { dst, a, b } => rw!(a, b => dst),
        Op::Binary { dst, a, b, .. } | Op::InPlace { dst, a, b, .. } | Op::Compare { dst, a, b, .. } => {
            rw!(a, b => dst)
        }
        Op::AddInt { dst, a, .. } | Op::SubInt { dst, a, .. } => rw!(a => dst),
        Op::JumpIfTrue { cond, .. } | Op::JumpIfFalse { cond, .. } => rw!(cond =>),
        Op::JumpIfCompare { a, b, .. } | Op::JumpUnlessCompare { a, b, .. } => rw!(a, b =>),
        Op::JumpIfCompareInt { a, .. } | Op::JumpUnlessCompareInt { a, .. } => rw!(a =>),
        // Writes `dst` on one way only; see `successors`.
        Op::ForLoop { iter, .. } => rw!(iter =>),
        Op::Return { src } | Op::Raise { src } | Op::Reraise { src } => rw!(src =>),
        Op::Call { dst, base, argc } => {
            e.takes = run(base, usize::from(argc) + 1);
            e.writes.push(dst);
        }
        Op::CallMethod { dst, base, argc } => {
            e.takes = run(base, usize::from(argc) + 2);
            e.writes.push(dst);
        }
        Op::CallKeyword { dst, base, shape } => {
            let shape = &code.call_shapes[usize::from(shape)];
            e.takes = run(base, usize::from(shape.positional) + shape.names.len() + 1);
            e.writes.push(dst);
        }
        Op::CallMethodKeyword { dst, base, shape } => {
            let shape = &code.call_shapes[usize::from(shape)];
            e.takes = run(base, usize::from(shape.positional) + shape.names.len() + 2);
            e.writes.push(dst);
        }
        Op::CallSpread { dst, base } => {
            e.takes = run(base, 1);
            e.may_read.extend([base + 1, base + 2]);
            e.unbinds.extend([base + 1, base + 2]);
            e.writes.push(dst);
        }
        Op::MakeFunction { dst, base, function } => {
            let spec = &code.functions[usize::from(function)];
            e.takes =
                run(base, usize::from(spec.defaults) + spec.keyword_defaults.len() + spec.annotations.len());
            e.reads = spec.closure.clone();
            e.writes.push(dst);
        }
        Op::BuildList { dst, base, count }
        | Op::BuildTuple { dst, base, count }
        | Op::BuildSet { dst, base, count }
        | Op::BuildString { dst, base, count } => {
            e.takes = run(base, count.into());
            e.writes.push(dst);
        }
        Op::BuildDict { dst, base, count } => {
            e.takes = run(base, 2 * usize::from(count));
            e.writes.push(dst);
        }
        Op::ListAppend { list, value } => rw!(list, value =>),
        Op::ListExtend { list, iterable } => rw!(list, iterable =>),
        Op::ArgumentsExtend { list, iterable, callee } => {
            rw!(iterable, callee => list);
            e.may_read.push(list);
        }
        Op::ListToTuple { dst, list } => rw!(list => dst),
        Op::SetAdd { set, value } => rw!(set, value =>),
        Op::SetUpdate { set, iterable } => rw!(set, iterable =>),
        Op::SetOfConstants { set } => rw!(set =>),
        Op::DictInsert { dict, key, value } => rw!(dict, key, value =>),
        Op::DictUpdate { dict, mapping } => rw!(dict, mapping =>),
        Op::DictMerge { dict, mapping, callee } => {
            rw!(mapping, callee => dict);
            e.may_read.push(dict);
        }
        Op::Format { dst, src, spec, .. } => {
            rw!(src => dst);
            e.reads.extend((spec != NO_REG).then_some(spec));
        }
        Op::UnpackSequence { src, base, count } => {
            e.reads.push(src);
            e.writes = run(base, count.into());
        }
        Op::UnpackStarred { src, base, before, after } => {
            e.reads.push(src);
            e.writes = run(base, usize::from(before) + usize::from(after) + 1);
        }
        Op::RaiseFrom { src, cause } => rw!(src, cause =>),
        Op::EnterHandler { exc, saved } => rw!(exc => saved),
        Op::LeaveHandler { saved } => rw!(saved =>),
        Op::MatchException { dst, exc, class } => rw!(exc, class => dst),
        Op::RaiseAssertion { message } => e.reads.extend((message != NO_REG).then_some(message)),
        Op::LoadContextManager { base, src } => rw!(src => base, base + 1),
        Op::CallExit { dst, exit, exc } => rw!(exit, exc => dst),
        Op::Yield { dst, src } | Op::AsyncYield { dst, src } => rw!(src => dst),
        Op::YieldFrom { dst, iter } => rw!(iter, dst => dst),
        Op::ImportFrom { dst, module, .. } => rw!(module => dst),
        Op::ImportStar { module } => rw!(module =>),
        Op::MatchSequence { dst, src } | Op::MatchMapping { dst, src } | Op::Length { dst, src } => {
            rw!(src => dst)
        }
        Op::MatchKeys { dst, src, keys } => rw!(src, keys => dst),
        Op::MatchClass { dst, base, .. } => {
            e.takes = run(base, 3);
            e.writes.push(dst);
        }
    }
    e
}

fn offset(op: Op) -> Option<i64> {
    match op {
        Op::Jump { offset } | Op::JumpIfTrue { offset, .. } | Op::JumpIfFalse { offset, .. } => {
            Some(offset.into())
        }
        Op::JumpIfCompare { offset, .. }
        | Op::JumpUnlessCompare { offset, .. }
        | Op::JumpIfCompareInt { offset, .. }
        | Op::JumpUnlessCompareInt { offset, .. }
        | Op::ForLoop { offset, .. } => Some(offset.into()),
        _ => None,
    }
}

fn ends(op: Op) -> bool {
    matches!(
        op,
        Op::Return { .. }
            | Op::Raise { .. }
            | Op::RaiseFrom { .. }
            | Op::RaiseCurrent
            | Op::Reraise { .. }
            | Op::RaiseAssertion { .. }
    )
}

/// What is known before an instruction: the bound registers, and the `saved` registers of the handlers entered.
#[derive(Clone, PartialEq)]
struct State {
    bound: BTreeSet<Reg>,
    handlers: Vec<Reg>,
}

/// Panics with the listing if something is wrong with the code or one nested in it.
pub(crate) fn verify(code: &Code, what: &str) {
    if let Err(problem) = check(code) {
        panic!("{what}: {problem}\n{code}");
    }
    for child in &code.children {
        verify(child, what);
    }
}

fn check(code: &Code) -> Result<(), String> {
    let length = code.ops.len();
    if code.spans.len() != length {
        return Err("spans are not parallel to ops".to_owned());
    }
    if code.spans.iter().any(|span| span.line == 0) {
        return Err("an instruction without a line".to_owned());
    }
    if !code.handlers.is_sorted_by(|a, b| a.end <= b.start) {
        return Err("handlers overlap".to_owned());
    }
    if code
        .handlers
        .iter()
        .any(|h| h.start >= h.end || h.end as usize > length || h.handler as usize >= length)
    {
        return Err("a handler is out of range".to_owned());
    }
    let free = code.locals.len()..code.locals.len() + code.free.len();
    let start =
        State { bound: (0..code.parameters()).chain(free).map(|reg| reg as Reg).collect(), handlers: vec![] };
    let mut states: Vec<Option<State>> = vec![None; length];
    let mut work = vec![(0, start)];
    while let Some((pc, incoming)) = work.pop() {
        let Some(slot) = states.get_mut(pc) else { return Err(format!("control leaves the code at {pc}")) };
        let state = match slot {
            None => incoming,
            Some(known) => {
                if known.handlers != incoming.handlers {
                    return Err(format!("{pc}: handlers {:?} meet {:?}", known.handlers, incoming.handlers));
                }
                let both: BTreeSet<_> = known.bound.intersection(&incoming.bound).copied().collect();
                if both.len() == known.bound.len() {
                    continue;
                }
                State { bound: both, handlers: incoming.handlers }
            }
        };
        *slot = Some(state.clone());
        let op = code.ops[pc];
        let effect = effect(code, op);
        let all = [&effect.reads, &effect.takes, &effect.writes, &effect.unbinds, &effect.may_read];
        if let Some(reg) = all.into_iter().flatten().find(|&&reg| reg >= code.registers) {
            return Err(format!("{pc}: register {reg} of {}", code.registers));
        }
        for reg in effect.reads.iter().chain(&effect.takes) {
            if !state.bound.contains(reg) {
                return Err(format!("{pc}: register {reg} may hold nothing"));
            }
        }
        let mut after = state.clone();
        for reg in effect.takes.iter().chain(&effect.unbinds) {
            after.bound.remove(reg);
        }
        let covering = code.handlers.iter().find(|h| (h.start..h.end).contains(&(pc as u32)));
        if op.may_raise() && covering.is_none() && !state.handlers.is_empty() {
            return Err(format!("{pc}: an exception leaves with open handlers {:?}", state.handlers));
        }
        if let Some(handler) = covering
            && op.may_raise()
        {
            // The instruction may raise after it has taken its operands, but before it has a result.
            let mut raised = after.clone();
            raised.bound.insert(handler.exc);
            work.push((handler.handler as usize, raised));
        }
        after.bound.extend(&effect.writes);
        match op {
            Op::EnterHandler { saved, .. } => after.handlers.push(saved),
            Op::LeaveHandler { saved } => {
                let innermost = after.handlers.pop();
                if innermost != Some(saved) {
                    return Err(format!("{pc}: leaves a handler that is not the innermost"));
                }
            }
            Op::Return { .. } if !state.handlers.is_empty() => {
                return Err(format!("{pc}: leaves with open handlers {:?}", state.handlers));
            }
            _ => {}
        }
        if let Some(offset) = offset(op) {
            let target = pc as i64 + 1 + offset;
            if !(0..length as i64).contains(&target) {
                return Err(format!("{pc}: jumps to {target}"));
            }
            let mut taken = after.clone();
            if let Op::ForLoop { dst, .. } = op {
                taken.bound.insert(dst);
            }
            work.push((target as usize, taken));
        }
        if !ends(op) && !matches!(op, Op::Jump { .. }) {
            work.push((pc + 1, after));
        }
    }
    match states.iter().position(Option::is_none) {
        Some(pc) => Err(format!("{pc}: is never reached")),
        None => Ok(()),
    }
}
