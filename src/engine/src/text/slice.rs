//! The arithmetic of slices and of index arguments.

/// A slice fitted to a length: `count` positions `start, start + step, …`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Span {
    pub start: i64,
    pub stop: i64,
    pub step: i64,
    pub count: usize,
}

impl Span {
    /// The positions.
    pub fn positions(self) -> impl Iterator<Item = usize> {
        (0..self.count as i64).map(move |i| (self.start + i * self.step) as usize)
    }
}

/// `slice(start, stop, step).indices(length)` with its count (CPython: `PySlice_AdjustIndices`). `step` is not zero.
pub fn fit(start: Option<i64>, stop: Option<i64>, step: i64, length: usize) -> Span {
    let length = length as i64;
    let (low, high) = if step < 0 { (-1, length - 1) } else { (0, length) };
    let clip = |index: i64| {
        let index = if index < 0 { index.saturating_add(length) } else { index };
        index.clamp(low, high)
    };
    let start = start.map_or(if step < 0 { high } else { low }, clip);
    let stop = stop.map_or(if step < 0 { low } else { high }, clip);
    let count = if step > 0 && start < stop {
        (stop - start - 1) / step + 1
    } else if step < 0 && stop < start {
        (start - stop - 1) / step.saturating_neg() + 1
    } else {
        0
    };
    Span { start, stop, step, count: count as usize }
}

/// The optional `start` and `end` of `str.find`, `list.index`…: clipped to `0..=length`; `start` may exceed `end`.
pub fn bounds(start: Option<i64>, end: Option<i64>, length: usize) -> (usize, usize) {
    let length = length as i64;
    let end = match end {
        None => length,
        Some(end) if end < 0 => (end.saturating_add(length)).max(0),
        Some(end) => end.min(length),
    };
    let start = match start {
        None => 0,
        Some(start) if start < 0 => (start.saturating_add(length)).max(0),
        Some(start) => start,
    };
    (start as usize, end as usize)
}

/// Position of an index that may count from the end, or `None` when out of range.
pub fn position(index: i64, length: usize) -> Option<usize> {
    let index = if index < 0 { index.checked_add(length as i64)? } else { index };
    (0..length as i64).contains(&index).then_some(index as usize)
}

/// How many values `range(start, stop, step)` has. `step` is not zero.
pub fn range_length(start: i64, stop: i64, step: i64) -> u64 {
    let (low, high, step) =
        if step > 0 { (start, stop, step as u64) } else { (stop, start, step.unsigned_abs()) };
    if low >= high { 0 } else { (high.wrapping_sub(low) as u64 - 1) / step + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices() {
        let at = |start, stop, step, length| fit(start, stop, step, length).positions().collect::<Vec<_>>();
        assert_eq!(at(None, None, -1, 3), [2, 1, 0]);
        assert_eq!(at(Some(-2), None, 1, 3), [1, 2]);
        assert_eq!(at(Some(10), Some(-10), -2, 5), [4, 2, 0]);
        assert_eq!(at(Some(3), Some(1), 1, 5), [0usize; 0]);
        assert_eq!(at(Some(i64::MIN), Some(i64::MAX), i64::MAX, 5), [0]);
        assert_eq!(at(None, None, i64::MIN, 5), [4]);
    }
}
