//! Values that components share without copying or comparing them.

use std::cell::{Ref, RefCell};
use std::ops::Deref;
use std::rc::Rc;

/// An [`Rc`] that is compared by its address: comparing properties must not compare whole lessons.
#[derive(Debug, Default)]
pub struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    /// Shares a value.
    pub fn new(value: T) -> Shared<T> {
        Shared(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// A value that grows in place, however large it is, with the number of its last change.
///
/// All clones see the latest value; a component that has an older number knows that it has to draw again. So a holder
/// of an old state sees the present one through it: right for what happened in a run, of which there is one present state.
#[derive(Debug, Default)]
pub struct Growing<T> {
    value: Rc<RefCell<T>>,
    version: u32,
}

impl<T> Growing<T> {
    /// The value. Not to be kept: it must be given back before the next change.
    pub fn read(&self) -> Ref<'_, T> {
        self.value.borrow()
    }

    /// Changes the value, for all holders.
    pub fn change(&mut self, change: impl FnOnce(&mut T)) {
        change(&mut self.value.borrow_mut());
        self.version = self.version.wrapping_add(1);
    }

    /// Puts what has grown elsewhere in the place of this value, for all holders.
    pub fn replace(&mut self, other: &Growing<T>)
    where
        T: Default,
    {
        let value = std::mem::take(&mut *other.value.borrow_mut());
        self.change(|old| *old = value);
    }
}

impl<T> Clone for Growing<T> {
    fn clone(&self) -> Self {
        Growing { value: Rc::clone(&self.value), version: self.version }
    }
}

impl<T> PartialEq for Growing<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.value, &other.value) && self.version == other.version
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grows_is_not_copied() {
        let mut run = Growing::<Vec<u8>>::default();
        let drawn = run.clone();
        assert!(run == drawn);
        run.change(|value| value.push(1));
        assert!(run != drawn && run == run.clone());
        assert!(Rc::ptr_eq(&run.value, &drawn.value));
        assert_eq!(*drawn.read(), [1]);
        assert!(run != Growing::default());
    }

    #[test]
    fn what_has_grown_elsewhere_is_moved() {
        let (mut run, mut again) = (Growing::<Vec<u8>>::default(), Growing::default());
        run.change(|value| value.extend([1, 2]));
        let drawn = run.clone();
        again.change(|value: &mut Vec<u8>| value.push(1));
        run.replace(&again);
        assert!(run != drawn && Rc::ptr_eq(&run.value, &drawn.value));
        assert_eq!(*run.read(), [1]);
    }
}
