//! Which local variables are certainly bound at a point of the code.

use crate::bytecode::Reg;

/// A set of registers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bound(Vec<u64>);

impl Bound {
    pub(super) fn insert(&mut self, reg: Reg) {
        let word = usize::from(reg / 64);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (reg % 64);
    }

    pub(super) fn remove(&mut self, reg: Reg) {
        if let Some(word) = self.0.get_mut(usize::from(reg / 64)) {
            *word &= !(1 << (reg % 64));
        }
    }

    pub(super) fn contains(&self, reg: Reg) -> bool {
        self.0.get(usize::from(reg / 64)).is_some_and(|word| word & (1 << (reg % 64)) != 0)
    }

    /// Keeps what is in both.
    pub(super) fn intersect(&mut self, other: &Self) {
        self.0.truncate(other.0.len());
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }

    /// Drops what is in `other`.
    pub(super) fn subtract(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= !other;
        }
    }
}

/// What is bound when control can come here; `None` where it cannot.
pub(super) type Flow = Option<Bound>;

/// Control comes from either side.
pub(super) fn join(a: &Flow, b: &Flow) -> Flow {
    match (a, b) {
        (Some(a), Some(b)) => {
            let mut both = a.clone();
            both.intersect(b);
            Some(both)
        }
        (one, None) | (None, one) => one.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joining_keeps_what_both_sides_bind() {
        let mut left = Bound::default();
        left.insert(1);
        left.insert(70);
        let mut right = Bound::default();
        right.insert(1);
        let both = join(&Some(left.clone()), &Some(right)).unwrap();
        assert!(both.contains(1) && !both.contains(70));
        assert_eq!(join(&Some(left.clone()), &None), Some(left));
    }
}
