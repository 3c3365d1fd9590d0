//! Positions of labels, offsets of jumps, the exception table.

use super::unit::{Item, RegionId};
use crate::bytecode::{Code, Handler, Op, Reg};

/// Position of each label, and which jumps are too far for their 16 bits.
///
/// A far jump takes more instructions, which moves the labels behind it; so the search repeats until nothing changes.
pub(super) fn layout(items: &[Item], labels: usize) -> (Vec<u32>, Vec<bool>) {
    let mut far = vec![false; items.len()];
    loop {
        let mut positions = vec![0; labels];
        let mut starts = Vec::with_capacity(items.len());
        let mut at = 0;
        for (item, &far) in items.iter().zip(&far) {
            starts.push(at);
            match item {
                Item::Label(label) => positions[label.index()] = at,
                Item::Op { op, .. } => at += if far { far_size(op) } else { 1 },
            }
        }
        let mut changed = false;
        for (index, item) in items.iter().enumerate() {
            if let Item::Op { op, target: Some(target), .. } = item {
                let offset = i64::from(positions[target.index()]) - i64::from(starts[index]) - 1;
                if !far[index] && is_short(op) && i16::try_from(offset).is_err() {
                    far[index] = true;
                    changed = true;
                }
            }
        }
        if !changed {
            return (positions, far);
        }
    }
}

fn is_short(op: &Op) -> bool {
    !matches!(op, Op::Jump { .. } | Op::JumpIfTrue { .. } | Op::JumpIfFalse { .. })
}

fn far_size(op: &Op) -> u32 {
    if matches!(op, Op::ForLoop { .. }) { 3 } else { 2 }
}

/// Adds a jump to `target`, by way of a [`Op::Jump`] if it is far.
pub(super) fn push_jump(ops: &mut Vec<Op>, op: Op, target: u32, far: bool) {
    let offset = |ops: &Vec<Op>| target as i32 - ops.len() as i32 - 1;
    if !far {
        let offset = offset(ops);
        ops.push(with_offset(op, offset));
        return;
    }
    if let Op::ForLoop { .. } = op {
        ops.push(with_offset(op, 1));
        ops.push(Op::Jump { offset: 1 });
    } else {
        ops.push(with_offset(opposite(op), 1));
    }
    let offset = offset(ops);
    ops.push(Op::Jump { offset });
}

fn with_offset(op: Op, to: i32) -> Op {
    let short = to as i16;
    match op {
        Op::Jump { .. } => Op::Jump { offset: to },
        Op::JumpIfTrue { cond, .. } => Op::JumpIfTrue { cond, offset: to },
        Op::JumpIfFalse { cond, .. } => Op::JumpIfFalse { cond, offset: to },
        Op::JumpIfCompare { op, a, b, .. } => Op::JumpIfCompare { op, a, b, offset: short },
        Op::JumpUnlessCompare { op, a, b, .. } => Op::JumpUnlessCompare { op, a, b, offset: short },
        Op::JumpIfCompareInt { op, a, value, .. } => Op::JumpIfCompareInt { op, a, value, offset: short },
        Op::JumpUnlessCompareInt { op, a, value, .. } => {
            Op::JumpUnlessCompareInt { op, a, value, offset: short }
        }
        Op::ForLoop { iter, dst, .. } => Op::ForLoop { iter, dst, offset: short },
        other => unreachable!("{other:?} does not jump"),
    }
}

fn opposite(op: Op) -> Op {
    match op {
        Op::JumpIfCompare { op, a, b, offset } => Op::JumpUnlessCompare { op, a, b, offset },
        Op::JumpUnlessCompare { op, a, b, offset } => Op::JumpIfCompare { op, a, b, offset },
        Op::JumpIfCompareInt { op, a, value, offset } => Op::JumpUnlessCompareInt { op, a, value, offset },
        Op::JumpUnlessCompareInt { op, a, value, offset } => Op::JumpIfCompareInt { op, a, value, offset },
        other => unreachable!("{other:?} has no opposite"),
    }
}

/// Fills the exception table from the region of each instruction.
pub(super) fn push_handlers(
    code: &mut Code,
    regions: &[Option<RegionId>],
    handler: impl Fn(RegionId) -> Option<(u32, Reg)>,
) {
    let mut start = 0;
    while start < regions.len() {
        let length = regions[start..].iter().take_while(|&region| *region == regions[start]).count();
        if let Some((handler, exc)) = regions[start].and_then(&handler) {
            let end = (start + length) as u32;
            code.handlers.push(Handler { start: start as u32, end, handler, exc });
        }
        start += length;
    }
}
