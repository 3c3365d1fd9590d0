//! A value that components share without copying or comparing it.

use std::ops::Deref;
use std::rc::Rc;

/// An [`Rc`] with the number of its last change: comparing properties must not compare whole timelines.
#[derive(Debug, Default)]
pub struct Shared<T> {
    value: Rc<T>,
    version: u32,
}

impl<T> Shared<T> {
    /// Shares a value.
    pub fn new(value: T) -> Shared<T> {
        Shared { value: Rc::new(value), version: 0 }
    }
}

impl<T: Clone> Shared<T> {
    /// Changes the value; the others keep what they have.
    pub fn change(&mut self, change: impl FnOnce(&mut T)) {
        change(Rc::make_mut(&mut self.value));
        self.version = self.version.wrapping_add(1);
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared { value: Rc::clone(&self.value), version: self.version }
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.value, &other.value) && self.version == other.version
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_seen_and_leaves_other_holders_alone() {
        let mut alone = Shared::new(1);
        let before = alone.clone();
        assert!(alone == before);
        alone.change(|value| *value = 2);
        assert!(alone != before);
        assert_eq!((*alone, *before), (2, 1));
        drop(before);
        let version = alone.version;
        alone.change(|value| *value = 3);
        assert_ne!(alone.version, version);
    }
}
